"""Check what was run: what ran since the start, and what an image does when it is run.

Knows that a run leaves events even where its container is gone; knows the near misses of a run that never came about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Unpack

from helpers.dockerdata.names import familiar, similar
from helpers.dockerdata.types import TOO_LONG, Computer, Container
from helpers.exercise import probes
from helpers.exercise.checks.base import (
    Miss,
    Options,
    assemble,
    at,
    baseline,
    by,
    elsewhere,
    find_image,
    forgotten,
    from_given,
    made_from,
    nothing,
    start_tried,
)
from helpers.exercise.checks.containers import ended_with
from helpers.exercise.checks.images import absent
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check

MINE = Computer.MINE
CANNOT_START = (125, 126, 127)
"""The exit codes of `docker run` where the container never came to life."""
NO_PROGRAM = (126, 127)
"""The exit codes of a shell that cannot start, or cannot find, a program."""


def ran(
    id: str,
    image: str,
    *,
    code: int = 0,
    command: str = "",
    given: bool = False,
    on: Computer = MINE,
    **more: Unpack[Options],
) -> Check:
    """Check that a container of `image` ran to its end since the start, with `code`, even where it was removed.

    A container that still stands and was given a command without `command` in it does not count. `given`: nor does a
    run of another image that the learner gave the name.
    """

    def look(world: World) -> Miss | None:
        image_name = probes.named(world, image)
        state, is_from = world.on(on), (from_given if given else made_from)(world, image_name, on)
        new = [item for item in state.containers if item.id not in baseline(world, on).containers and is_from(item)]
        others = {item.id: item for item in new if command not in item.command}
        ends = [
            event.exit_code
            for event in state.events
            if event.action == "die" and is_from(event) and event.id not in others
        ]
        ends += [item.exit_code for item in new if item.status == "exited" and item.id not in others]
        if code in ends:
            return None
        if others:
            return _another_command(world, image_name, next(iter(others.values())), on)
        if ends:
            return ended_with(f"`{image_name}` 이미지로 만든 컨테이너", ends[-1] or 0)
        if new:
            return _not_ended(world, image_name, new[-1], on)
        return _never_ran(world, image_name, on, given=given)

    establishes = f"{by(on)}`{image}` 이미지의 컨테이너가 끝까지 실행되었습니다."
    return assemble(id, establishes, look, probes=probes.user_probe(image), **more)


def _another_command(world: World, image: str, container: Container, on: Computer) -> Miss:
    if container.status != "exited":
        return _not_ended(world, image, container, on)
    return Miss(
        observed=say(
            "`{image}` 이미지의 기본 명령이 아니라 `{command}`{을} 실행했고, 종료 코드 {code}{으로} 끝났습니다.",
            image=image,
            command=container.command,
            code=container.exit_code or 0,
        ),
        advice="이미지 이름 뒤에 명령을 적으면 이미지에 정해 둔 기본 명령 대신 그것이 실행됩니다.",
    )


def _not_ended(world: World, image: str, container: Container, on: Computer) -> Miss:
    if container.status == "created":
        return _not_started(world, image, container.id, container.command, on)
    return Miss(
        observed=f"`{image}` 이미지로 만든 컨테이너가 아직 끝나지 않았습니다.",
        advice="조금 기다렸다가 다시 확인하거나, 컨테이너가 무엇을 기다리는지 로그를 살펴보세요.",
    )


def _not_started(world: World, image: str, container: str, command: str, on: Computer) -> Miss:
    """Say that a container of `image` was made and never started, or that its start was tried in vain."""
    failed = [tried for tried in world.tried if tried.code in CANNOT_START and tried.computer is on]
    if not start_tried(world, container, on):
        return Miss(
            observed=f"`{image}` 이미지로 컨테이너가 만들어지기만 하고 시작되지 않았습니다.",
            advice="만드는 것과 시작하는 것은 다른 일입니다. 둘을 한 번에 하는 명령이 있습니다.",
        )
    more = f" 도커가 한 말: `{failed[-1].said}`" if failed and failed[-1].said else ""
    if command:
        more = f" 안에서 실행하려던 명령은 `{command[:80]}`입니다."
    return Miss(
        observed=f"`{image}` 이미지로 컨테이너를 만들었지만 시작하지 못했습니다.{more}",
        advice="이미지 이름 뒤에 적은 것은 안에서 실행할 명령이 됩니다. 이미지에 없는 명령은 실행할 수 없습니다.",
    )


_SINCE = "문제를 시작하기 전에 실행한 것은 세지 않습니다."
"""Said where nothing ran since: what was done before is cleared away at the start."""


def _never_ran(world: World, image: str, on: Computer, *, given: bool) -> Miss:
    """Say why no container of `image` ran: run elsewhere, another image, only pulled or built, or nothing yet."""
    state = world.on(on)
    if not state.remembered:
        return forgotten(on)
    another = instead(world, image, on, given=given)
    if another:
        return another
    made = [event.id for event in state.events if event.action == "create" and made_from(world, image, on)(event)]
    if made:
        return _not_started(world, image, made[-1], "", on)
    wanted = familiar(image)
    if any(
        event.kind == "image" and event.action == "pull" and familiar(event.name or event.id) == wanted
        for event in state.events
    ):
        return Miss(
            observed=f"`{image}` 이미지를 내려받기만 하고 실행하지 않았습니다.",
            advice="이미지는 실행해야 컨테이너가 됩니다.",
        )
    if find_image(world, image, on):
        return nothing(
            f"{at(on)}`{image}` 이미지는 있지만 컨테이너로 실행한 적이 없습니다.",
            f"이미지는 실행해야 컨테이너가 됩니다. {_SINCE}",
        )
    return nothing(
        f"{by(on)}`{image}` 이미지를 실행한 적이 없습니다.",
        f"어떤 이미지를 실행해야 하는지 문제를 다시 읽어 보세요. {_SINCE}",
    )


def instead(world: World, image: str, on: Computer = MINE, *, given: bool = True) -> Miss | None:
    """Say what was run instead: the image elsewhere, or another; None where nothing was. `given` is as for `ran`."""
    there = elsewhere(on)
    is_from = made_from(world, image, there)
    if any(event.action in ("start", "die") and is_from(event) for event in world.on(there).events):
        return Miss(
            observed=say("`{image}` 이미지를 {there}에서 실행했습니다.", image=image, there=there),
            advice="어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    return (_ran_renamed(world, image, on) if given else None) or _ran_another(world, image, on)


def _ran_renamed(world: World, image: str, on: Computer) -> Miss | None:
    """Name the image that was given the name `image`, and run under it, in place of the one that the exercise gives."""
    events, wanted = world.on(on).events, familiar(image)
    first = baseline(world, on).images.get(wanted)
    tags = [e.id for e in events if e.kind == "image" and e.action == "tag" and familiar(e.name) == wanted]
    if not first or not set(tags) - {first}:
        return None
    if not any(e.action in ("start", "die") and familiar(e.image) == wanted for e in events):
        return None
    also = next((tag for found in world.on(on).images if found.id in tags for tag in found.tags if tag != wanted), "")
    said = say("`{image}`{이라는} 이름을 다른 이미지에 붙여서 실행했습니다.", image=image)
    return Miss(
        observed=said + (say(" 지금은 `{also}`{과} 같은 이미지입니다.", also=also) if also else ""),
        advice="이름이 아니라 이미지가 같아야 합니다. 처음 상태로 되돌려 준비된 이미지를 실행하세요.",
    )


def _ran_another(world: World, image: str, on: Computer) -> Miss | None:
    """Name the image that was run instead: one that had the name before, or one with a name like it."""
    others = [familiar(event.image) for event in world.on(on).events if event.action == "start" and event.image]
    if find_image(world, image, on) and familiar(image) in others:
        return Miss(
            observed=say(
                "`{image}`{을} 실행한 뒤에 그 이름이 다른 이미지로 옮겨 갔고, 지금의 이미지는 실행한 적이 없습니다.",
                image=image,
            ),
            advice="같은 이름으로 다시 빌드하면 이름이 새 이미지로 옮겨 갑니다. 새 이미지로 다시 해 보세요.",
        )
    near = similar(familiar(image), others)
    if near:
        return Miss(
            observed=say("`{near}` 이미지를 실행했고, `{image}`{은} 실행한 적이 없습니다.", near=near, image=image),
            advice="실행할 이미지의 이름과 태그를 확인해 보세요.",
        )
    if others:
        return Miss(
            observed=say(
                "{by}실행한 이미지는 `{other}`{이고}, `{image}`{은} 실행한 적이 없습니다.",
                by=by(on),
                other=others[-1],
                image=image,
            ),
            advice="어떤 이미지를 실행해야 하는지 문제를 다시 읽어 보세요.",
        )
    return None


def not_run(id: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that no container of `image` was started since the start, or since the image was last removed."""

    def look(world: World) -> Miss | None:
        is_from, found = made_from(world, image, on), find_image(world, image, on)
        events = world.on(on).events
        removed = [at for at, event in enumerate(events) if found and event.action == "untag" and event.id == found.id]
        started = [e for e in events[removed[-1] if removed else 0 :] if e.action == "start" and is_from(e)]
        if not started:
            return None
        name = "" if "_" in started[-1].name else f" `{started[-1].name}`"
        return Miss(
            observed=f"`{image}` 이미지로{name} 컨테이너를 실행했습니다.",
            advice="가져오기만 하면 됩니다. 그 컨테이너와 이미지를 지우고 이미지만 다시 가져와 보세요.",
        )

    return assemble(id, f"`{image}` 이미지를 실행하지는 않았습니다.", look, **more)


def image_prints(
    id: str,
    image: str,
    text: str,
    *,
    command: tuple[str, ...] = (),
    entrypoint: str = "",
    env: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
    on: Computer = MINE,
    **more: Unpack[Options],
) -> Check:
    """Check that a container of the image ends with 0 and writes `text`, with its own command or `command`.

    `command`, `entrypoint`, `env` and `files` are as for `probes.run`. With `env` or `files`, `text` is what only a
    program that reads them can write.
    """
    probe = probes.run(image, command, on, entrypoint=entrypoint, env=env, files=files)
    changed, config = _changed(env or {}, files or {}), probes.image_inspect(image, on)

    def look(world: World) -> Miss | None:
        if find_image(world, probes.named(world, image), on) is None:
            return absent(world, probes.named(world, image), on)
        fact = world.fact(probe)
        if fact.code == 0 and text in fact.text:
            return None
        line = _line(world, config, entrypoint, command)
        if changed and fact.code == 0:
            return _not_read(image, changed, fact.text, line)
        return run_miss(image, fact.code, fact.text, line)

    establishes = say("`{image}` 이미지를 실행하면 `{text}`{이} 나옵니다.", image=image, text=text)
    if changed:
        said = "`{image}` 이미지를 실행하면 {changed}의 내용대로 나옵니다."
        establishes = say(said, image=image, changed=changed)
    return assemble(id, establishes, look, probes=(probe, config, *probes.user_probe(image)), **more)


def _line(world: World, config: Probe, entrypoint: str, command: tuple[str, ...]) -> str:
    """Return what is run, as one line: the image's own ENTRYPOINT and CMD as far as nothing else is asked for."""
    own = probes.data(world, config).get("Config") or {}
    first = [entrypoint] if entrypoint else own.get("Entrypoint") or []
    rest = list(command) or ([] if entrypoint else own.get("Cmd") or [])
    words = [*first, *rest]
    return " ".join(words[2:] if words[:2] == ["/bin/sh", "-c"] else words)[:120]


def _changed(env: Mapping[str, str], files: Mapping[str, str]) -> str:
    """Name what a run has otherwise than the learner saw it; empty where that is nothing."""
    return ", ".join([*(f"`{path}` 파일" for path in files), *(f"환경 변수 `{name}`" for name in env)])


def _not_read(image: str, changed: str, text: str, line: str) -> Miss:
    last = text.strip().splitlines()[-1][:120] if text.strip() else ""
    shown = f"마지막 줄이 `{last}`입니다" if last else "아무것도 나오지 않습니다"
    said = "{changed}{을} 다른 내용으로 바꾸어 `{image}` 이미지를 실행하니 {shown}.{ran}"
    return Miss(
        observed=say(said, changed=changed, image=image, shown=shown, ran=_ran(line)),
        advice="나올 글을 미리 적어 두지 않았는지, 프로그램을 정말 실행하는지 살펴보세요.",
    )


def _ran(line: str) -> str:
    return say(" 실행한 명령은 `{line}`입니다.", line=line) if line else ""


def run_miss(image: str, code: int, text: str, line: str = "") -> Miss:
    """Say what happened when an image was run: not found (126, 127), still running (124), failed, other words.

    `line` is the command that was run.
    """
    last = text.strip().splitlines()[-1][:120] if text.strip() else ""
    ran = _ran(line)
    if code in NO_PROGRAM and re.search("not found|no such file", text, re.IGNORECASE):
        sought = re.search(r'exec: "([^"]+ [^"]+)"', text)
        if sought:
            return Miss(
                observed=say(
                    "`{image}` 이미지를 실행하니 `{sought}`{을} 통째로 프로그램 하나의 이름으로 찾다가 "
                    "없어서 끝났습니다(종료 코드 {code}).",
                    image=image,
                    sought=sought[1],
                    code=code,
                ),
                advice="대괄호 안에서는 단어마다 큰따옴표로 감싸고 쉼표로 나눕니다.",
            )
        return Miss(
            observed=f"`{image}` 이미지를 실행하니 실행할 프로그램이 이미지 안에 없었습니다(종료 코드 {code}).{ran}",
            advice="그 프로그램이 이미지에 설치되어 있는지, 이름을 바르게 적었는지 확인해 보세요.",
        )
    if code == TOO_LONG:
        return Miss(
            observed=f"`{image}` 이미지를 실행하니 끝나지 않았습니다.{ran}",
            advice="무엇을 기다리고 있는지 살펴보세요.",
        )
    if code:
        words = f" 마지막 줄은 `{last}`입니다." if last else ""
        return Miss(
            observed=say(
                "`{image}` 이미지를 실행하니 종료 코드 {code}{으로} 끝났습니다.{words}",
                image=image,
                code=code,
                words=words,
            )
            + ran,
            advice="직접 실행해 보고, 나온 글을 처음부터 읽어 보세요.",
        )
    shown = f"마지막 줄이 `{last}`입니다" if last else "아무것도 나오지 않습니다"
    return Miss(
        observed=f"`{image}` 이미지를 실행하니 {shown}.{ran}",
        advice="무엇이 실행되는지 기본 명령과 프로그램을 살펴보세요.",
    )
