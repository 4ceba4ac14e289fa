"""Nobody answers at the engine's address: it is off, it is only just starting, or the command went elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence.engine_address import Behind, behind, path, quiet_since
from helpers.coach.model import Explanation
from helpers.text.josa import say
from helpers.world import environment

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"\b(connect|dial)\b|docker daemon|docker api", re.IGNORECASE)
_DOCKERS = re.compile(r"docker (daemon|api)", re.IGNORECASE)
_YOUNG = 15.0
"""An engine of the lab that ended or began so many seconds ago may still be on its way."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The command did not get through, and nobody answers now; or somebody does, by now."""
    if not _WORDS.search(ran.words):
        return None
    stands = behind(scene.engine.host)
    if stands is Behind.FORBIDDEN:
        return None
    if stands is Behind.SOMEBODY:
        return _answers_now(ran) if _DOCKERS.search(ran.words) else None
    return _elsewhere(ran.host, stands) if ran.host else _off(scene)


def _elsewhere(host: str, stands: Behind) -> Explanation:
    lacking = "아무것도 없어요" if stands is Behind.NOTHING else "기다리는 도커 엔진이 없어요"
    mine = environment.engine_host()
    return Explanation(
        id="engine-unreachable",
        what=f"`docker` 명령이 도커 엔진을 엉뚱한 곳에서 찾고 있어요. `{host}`에는 {lacking}.",
        why="도커 엔진이 꺼진 것은 아닐 수 있어요. 어디로 갈지는 환경 변수 `DOCKER_HOST`나 `docker -H` 옵션이 정해요. "
        "둘 다 없으면 `/var/run/docker.sock`을 찾아가요."
        + (f" 이 실습실의 도커 엔진은 `{mine}`에 있어요." if mine else ""),
        next=(
            "`echo $DOCKER_HOST`로 지금 어디를 가리키는지 확인해요.",
            "바꾼 적이 있으면 되돌려요. 터미널을 새로 열거나 노트북의 커널을 다시 시작해도 처음 값으로 돌아와요.",
        ),
    )


def _off(scene: Scene) -> Explanation:
    young = quiet_since(scene.engine.host)
    client = "명령을 전하는 `docker`는 있지만, 일을 하는 도커 엔진이 대답하지 않아요."
    if environment.in_lab():
        just = young is not None and young < _YOUNG
        moment = "방금 꺼졌거나 지금 켜지는 중이에요. " if just else ""
        why = f"{client} {moment}실습실의 도커 엔진은 멈추면 스스로 다시 켜져요."
        steps = (
            "몇 초 기다렸다가 같은 명령을 다시 실행해요.",
            f"그래도 꺼져 있으면 실습실 밖, 진짜 컴퓨터에서 `{environment.command('start')}`를 다시 실행해요.",
        )
    else:
        why = f"{client} 찾아간 곳은 " + say("`{place}`{이에요}.", place=path(scene.engine.host) or scene.engine.host)
        steps = (
            "Docker Desktop이면 켜져 있는지 확인해요. 켜고 나서 1분쯤 걸릴 수 있어요.",
            "리눅스면 `systemctl status docker`로 상태를 보고, 꺼져 있으면 관리자가 `systemctl start docker`로 켜요.",
        )
    return Explanation(
        id="engine-unreachable", what=f"{scene.computer}의 도커 엔진이 꺼져 있어요.", why=why, next=steps
    )


def _answers_now(ran: FinishedCommand) -> Explanation:
    return Explanation(
        id="engine-unreachable",
        what=f"아까는 {ran.computer}의 도커 엔진에 닿지 못했지만, 지금은 대답해요.",
        why="명령을 실행한 그때 도커 엔진이 막 켜지는 중이었거나 잠깐 꺼져 있었어요.",
        next=("같은 명령을 한 번 더 실행해요.",),
    )
