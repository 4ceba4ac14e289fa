"""Tell whoever is interested when a file was written, moved or removed, without polling.

Knows which probes read files, the kernel's notices of this computer (watchdog, inotify) and those of the other one
(inotifywait over SSH). Reading a file is no change: a check that reads one tells nobody. All programs of a user share
the kernel's watches; where they are used up, the folders are looked through instead, a little later each time.
"""

from __future__ import annotations

import shlex
import subprocess
import threading
from typing import TYPE_CHECKING

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from helpers.dockerdata.types import Computer, ProbeKind
from helpers.exercise.probes import USB, WORK
from helpers.world import environment, hub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

    from helpers.dockerdata.types import Probe

_CHANGES = [
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.DirDeletedEvent,
]
_LOOK = 1.0
"""Seconds between two looks at folders that the kernel does not watch."""
_THERE = """cd
look() { find . -printf "%p %y %s %C@\\n" 2> /dev/null | cksum; }
(
    inotifywait -mqr -e close_write -e create -e move -e delete . 2> /dev/null
    before=$(look)
    echo looking
    while sleep 1; do
        now=$(look)
        [ "$now" = "$before" ] || echo changed
        before=$now
    done
) & cat > /dev/null; kill 0"""
"""Ends when its input does, with our end of the connection, and takes all of the shell's own with it."""
_AGAIN = 1.0
"""Seconds until a connection that broke is made again."""


def follow(probes: Iterable[Probe], folder: Path, told: Callable[[], None]) -> list[Callable[[], None]]:
    """Call `told` when a file changes that one of `probes` may read; `folder` is the exercise's. Gives what ends it."""
    read = [probe for probe in probes if probe.kind.on_disk]
    mine = {(probe.kind, probe.detail) for probe in read if probe.computer is Computer.MINE}
    folders = {folder for _, place in mine if place == WORK}
    folders |= {environment.usb() for _, place in mine if place == USB}
    if (ProbeKind.HUB_LOGIN, "") in mine:
        folders.add(hub.login_folder())
    ends = [LocalFolders(folders, told).end] if folders else []
    if any(probe.computer is Computer.OTHER for probe in read):
        ends.append(OtherHome(told).end)
    return ends


class LocalFolders(events.FileSystemEventHandler):  # type: ignore[misc] # watchdog's own
    """Watches folders of this computer, with all below them; those that are not there are left out.

    With `only` a change of that file alone counts, which lies in one of them and may come and go.
    """

    def __init__(self, folders: Iterable[Path], told: Callable[[], None], *, only: Path | None = None) -> None:
        self._told = told
        self._only = only and str(only)
        there = [folder for folder in folders if folder.is_dir()]
        try:
            self._observer = self._started(Observer(), there, _CHANGES)
        except OSError:  # used up
            looking = PollingObserver(timeout=_LOOK)
            self._observer = self._started(looking, there, [*_CHANGES, events.FileModifiedEvent])

    def _started(
        self, observer: BaseObserver, folders: Iterable[Path], changes: Sequence[type[events.FileSystemEvent]]
    ) -> BaseObserver:
        try:
            for folder in folders:
                observer.schedule(self, str(folder), recursive=not self._only, event_filter=changes)
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Pass it on."""
        if self._only in (None, event.src_path, event.dest_path):
            self._told()

    def end(self) -> None:
        """Stop watching."""
        self._observer.stop()


class OtherHome:
    """Watches the other computer's home. The connection is made again where it breaks, and that counts as a change."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._ssh: subprocess.Popen[bytes] | None = None
        threading.Thread(target=self._follow, daemon=True).start()

    def end(self) -> None:
        """Stop watching."""
        self._stop.set()
        with self._lock:
            if self._ssh:
                self._ssh.kill()

    def _follow(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                line, pipe = ["ssh", "other", f"sh -c {shlex.quote(_THERE)}"], subprocess.PIPE
                self._ssh = subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
            with self._ssh as ssh:
                for _line in ssh.stdout or ():
                    self._told()
            self._stop.wait(_AGAIN)
            self._told()
