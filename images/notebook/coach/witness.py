"""Runs a command exactly as it would run alone, and tells the coach what became of it.

`witness.pyc PROGRAM ARGUMENT…` runs it; `witness.pyc --unknown WORD…` tells of a command that there is not, and
`witness.pyc --ready` has the coach called in. On the other computer, in a shell that came by `ssh`, it is reached
through that connection (LAB_COACH_SOCKET), and its answer is written here.

Standard input and output are the command's own. Its standard error passes through here, byte for byte and at once,
through a terminal of the same size where there is one; the last of it is kept. Signals, stopping, exit code and death
by a signal are the command's. It starts before every `docker`, hence only modules of C that load within a millisecond.
What a command means is not known here: `helpers.coach` knows.
"""

import _signal as signal  # type: ignore[import-not-found] # has no stub
import _thread
import fcntl
import os
import select
import sys
import time
from _json import encode_basestring_ascii as quoted
from _socket import AF_UNIX, SOCK_STREAM, socket
from itertools import pairwise

KEPT = 8192
"""So many bytes of standard error are kept."""
HIDDEN_MISTAKES = frozenset("run create start restart build b import load save pull commit wait -a --all".split())
"""Words of commands that may succeed and be wrong all the same; of others the coach hears only when they fail."""
WATCHED = {
    signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM,
    signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGCONT, signal.SIGWINCH, signal.SIGCHLD,
}  # fmt: skip
UNKNOWN = 127
PATIENT, BRISK, FAR = 5.0, 0.02, 0.3
"""Seconds that the coach may think: after a failure, after a success, which must not be held up, after one far away."""
TURN = 25
"""Seconds that a hidden container of a check is waited for at most (helpers/world/hidden_containers.py)."""
TCGETS, TCSETS, TIOCGWINSZ, TIOCSWINSZ, OPOST = 0x5401, 0x5402, 0x5413, 0x5414, 1
"""Linux's own numbers: the module that knows them takes longer to load, and the other computer has it not."""
COACH = ["/opt/venv/bin/python", "-m", "helpers.coach.service"]


def main(words: list[str]) -> int:
    """Run the command, tell of it, and give its exit code."""
    if words[0] == "--unknown":
        told(words[1:], UNKNOWN, f"{words[1]}: command not found".encode(), time.time_ns(), [])
        return UNKNOWN
    if words[0] == "--ready":
        told(["ssh"], 0, b"", time.time_ns(), [])
        return 0
    argv = [os.path.basename(words[0]), *words[1:]]  # noqa: PTH119 - pathlib takes longer to load than docker
    try:
        wait_for_turn(os.environ.pop("LAB_COACH_LOCK", ""))
        absent = missing(argv)
        began = time.time_ns()
        witnessed = Witnessed(words)
    except Exception:  # noqa: BLE001 - whatever is wrong with us, the command runs
        alone(words)
    code = witnessed.wait()
    if (code > 0 and code != 128 + signal.SIGINT) or (code == 0 and HIDDEN_MISTAKES.intersection(argv[1:5])):
        told(argv, code, bytes(witnessed.words), began, absent)
    if code < 0:
        die(-code)
    return code


def wait_for_turn(lock: str) -> None:
    """Wait until no hidden container stands, and keep new ones away until we end. Raises OSError without that file."""
    if not lock:
        return
    # Nothing runs yet that would have to hear of Ctrl+C.
    meanwhile = {signal.SIGINT: signal.SIG_DFL, signal.SIGALRM: late}
    before = {number: signal.signal(number, what) for number, what in meanwhile.items()}
    signal.alarm(TURN)
    try:
        fcntl.flock(os.open(lock, os.O_RDONLY), fcntl.LOCK_SH)
    except TimeoutError:
        pass
    finally:
        signal.alarm(0)
        for number, what in before.items():
            signal.signal(number, what)


def late(*_: object) -> None:
    """The time is up. Raises TimeoutError."""
    raise TimeoutError


def die(number: int) -> None:
    """Die by the signal that the command died by: a shell says it in its own way."""
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def alone(words: list[str]) -> None:
    """Become the command."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execv(words[0], words)  # noqa: S606 - there is none to go through


class Witnessed:
    """A command that runs; `words` is the last of what it wrote to standard error."""

    def __init__(self, words: list[str]) -> None:
        """Start it. Raises OSError where that cannot be."""
        self.words = bytearray()
        self._terminal = os.isatty(2)
        self._source, write = os.openpty() if self._terminal else os.pipe()
        if self._terminal:
            raw(write)
            self._resize()
        self._ended, self._end = os.pipe()
        self._relayed = _thread.allocate_lock()
        self._relayed.acquire()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        try:
            _thread.start_new_thread(self._relay, ())
            # Where we are killed, so is it: a program that kills `docker` means that.
            self._pid = os.posix_spawn(
                "/usr/bin/setpriv", ["setpriv", "--pdeathsig", "KILL", "--", *words],
                {**os.environ, "LAB_COACH": "off"}, file_actions=[(os.POSIX_SPAWN_DUP2, write, 2)],
                setsigmask=before, setsigdef=[signal.SIGPIPE, signal.SIGXFSZ],
            )  # fmt: skip
        except BaseException:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            raise
        os.close(write)

    def wait(self) -> int:
        """Its exit code, negative for the signal that it died by; until then signals are passed on."""
        while (code := self._code()) is None:
            told = signal.sigwaitinfo(WATCHED)
            if told.si_signo == signal.SIGWINCH:
                self._resize()
            elif told.si_signo != signal.SIGCHLD and told.si_code <= 0 and not ours(told.si_pid):
                # a program sent it; what the terminal sends, the command has got itself
                os.kill(self._pid, told.si_signo)
        os.write(self._end, b".")
        self._relayed.acquire()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
        return code

    def _code(self) -> int | None:
        """Its exit code, None while it runs; where it was stopped, so are we until somebody lets us go on."""
        pid, status = os.waitpid(self._pid, os.WNOHANG | os.WUNTRACED)
        if not pid:
            return None
        if not os.WIFSTOPPED(status):
            return os.waitstatus_to_exitcode(status)
        os.kill(os.getpid(), os.WSTOPSIG(status))  # one with the terminal's own, where that is still on its way
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {os.WSTOPSIG(status)})
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        os.kill(self._pid, signal.SIGCONT)
        return None

    def _resize(self) -> None:
        if self._terminal:
            fcntl.ioctl(self._source, TIOCSWINSZ, fcntl.ioctl(2, TIOCGWINSZ, bytes(8)))

    def _relay(self) -> None:
        """Pass standard error on until its end, or until the command has ended and nothing more is there."""
        try:
            poll = select.poll()
            poll.register(self._source, select.POLLIN)
            poll.register(self._ended, select.POLLIN)
            while self._source in dict(poll.poll()):
                data = os.read(self._source, 65536)
                if not data:
                    break
                self.words += data
                del self.words[:-KEPT]
                write(data)
        except OSError:  # a terminal's way of saying that it is over; or nobody reads any more
            pass
        finally:
            os.close(self._source)
            self._relayed.release()


def write(data: bytes) -> None:
    """Write all of it to standard error, even where that does not wait. Raises OSError where nobody reads."""
    while data:
        try:
            data = data[os.write(2, data) :]
        except BlockingIOError:
            select.select((), (2,), ())


def raw(terminal: int) -> None:
    """Let bytes pass a terminal unchanged."""
    mode = bytearray(fcntl.ioctl(terminal, TCGETS, bytes(60)))  # input, output, control and local flags, 4 bytes each
    mode[0:4] = mode[12:16] = bytes(4)
    mode[4] &= ~OPOST
    fcntl.ioctl(terminal, TCSETS, bytes(mode))


def ours(sender: int) -> bool:
    """Whether a signal came from the command's own group."""
    try:
        return os.getpgid(sender) == os.getpgrp()
    except ProcessLookupError:
        return False


def missing(argv: list[str]) -> list[str]:
    """The host's folders that the command is to mount and that are not there."""
    if not {"run", "create"}.intersection(argv[1:5]):
        return []
    found = []
    for before, word in pairwise(argv[1:]):
        if word.startswith("--mount=") or before == "--mount":
            parts = dict(part.partition("=")[::2] for part in word.removeprefix("--mount=").split(","))
            host = parts.get("source") or parts.get("src") or ""
        elif word.startswith(("-v", "--volume=")) or before == "--volume" or is_short(before, "v"):
            host, _, inside = word.removeprefix("--volume").removeprefix("-v").lstrip("=").partition(":")
            host = host if inside.startswith("/") else ""
        else:
            continue
        if host.startswith(("/", ".")) and not os.path.exists(host):  # noqa: PTH110 - see above
            found.append(host)
    return found


def is_short(word: str, letter: str) -> bool:
    """Whether a word is short options run together, with this one last: `-itv`."""
    return word.startswith("-") and not word.startswith("--") and word.endswith(letter)


def asked_host(argv: list[str]) -> str:
    """The engine's address."""
    for before, word in pairwise(argv[1:6]):
        if before in ("-H", "--host"):
            return word
    return os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock"


def told(argv: list[str], code: int, words: bytes, began: int, absent: list[str]) -> None:
    """Tell the coach; whatever is wrong with that, the command's result is all that is seen."""
    try:
        tell(argv, code, words, began, absent)
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - see above
        return


def tell(argv: list[str], code: int, words: bytes, began: int, absent: list[str]) -> None:
    """Tell the coach, who may not be there yet, and give it time for its answer. Raises OSError."""
    box, beyond = os.environ["LAB_COACH_BOX"], os.environ.get("LAB_COACH_SOCKET")
    note = {
        "argv": f"[{','.join(map(quoted, argv))}]", "code": str(code),
        "words": quoted(words.decode(errors="replace")), "folder": quoted(os.getcwd()),  # noqa: PTH109 - see above
        "began": str(began), "ended": str(time.time_ns()), "missing": f"[{','.join(map(quoted, absent))}]",
        "host": quoted(asked_host(argv)), "box": quoted(box), "beyond": "true" if beyond else "false",
    }  # fmt: skip
    line = "{" + ",".join(f"{quoted(name)}:{value}" for name, value in note.items()) + "}\n"
    patience = PATIENT if code else FAR if beyond else BRISK
    place = box.rpartition("/")[0]
    wire = socket(AF_UNIX, SOCK_STREAM)
    wire.settimeout(patience)
    try:
        wire.connect(beyond or f"{place}/coach.sock")
    except (FileNotFoundError, ConnectionRefusedError):
        if beyond:
            return
        select.select((summoned(place, line),), (), (), patience)
        return
    wire.sendall(line.encode())
    while data := wire.recv(65536):
        write(data)


def summoned(place: str, line: str) -> int:
    """Call the coach in with what it is to hear first; gives a pipe that ends when it has answered."""
    answered, answer = os.pipe()
    log = os.open(f"{place}/coach.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DOCKER_", "LAB_COACH"))}
    dup = os.POSIX_SPAWN_DUP2
    os.posix_spawn(
        COACH[0], [*COACH, place, line], environment, setsid=True,
        file_actions=[(dup, nothing, 0), (dup, answer, 1), (dup, log, 2)],
    )  # fmt: skip
    os.close(answer)
    return answered


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
