"""`docker login` that was refused: a wrong name or password, or no terminal to ask for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say
from helpers.world import environment

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_NO_TERMINAL = re.compile(r"non[ -]?tty|not a tty", re.IGNORECASE)
_REFUSED = re.compile(r"incorrect username or password|unauthorized|401", re.IGNORECASE)
_WEBSITE = re.compile(r"(?:https?://)?(?:hub|www|app|id)\.docker\.com(?:/.*)?")
_NO_USER = re.compile(r"must provide --username", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Nobody could be asked, or the registry said no."""
    del scene
    if asked.verb != "login":
        return None
    if _NO_TERMINAL.search(ran.words):
        return _no_terminal()
    if _NO_USER.search(ran.words):
        return _explanation(
            "`docker login`에 사용자 이름이 빠졌어요.",
            "비밀번호를 옵션으로 주면 도커는 아무것도 더 묻지 않아서, 사용자 이름도 옵션으로 주어야 해요.",
            "`-u` 뒤에 사용자 이름을 적어서 다시 해요.",
        )
    server = next(iter(asked.arguments), "")
    if _WEBSITE.fullmatch(server):
        return _explanation(
            say("`{server}`{은} 브라우저로 보는 주소라, 로그인할 레지스트리의 주소가 아니에요.", server=server),
            "`docker login` 뒤에 아무 주소도 적지 않으면 Docker Hub에 로그인해요. 주소는 다른 레지스트리에 "
            "로그인할 때만 적어요.",
            say("`{server}`{을} 빼고 다시 해요.", server=server),
        )
    return _wrong(asked) if _REFUSED.search(ran.words) else None


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="login-refused", what=what, why=why, next=do)


def _no_terminal() -> Explanation:
    return _explanation(
        "여기에는 터미널이 없어서 `docker login`이 비밀번호를 물어볼 수 없었어요.",
        "`docker login`은 이름과 비밀번호를 입력받아요. 노트북의 칸이나 스크립트, 파이프에서는 입력할 곳이 없어요.",
        "터미널에서 `docker login`을 실행해요(메뉴의 파일 → 새로 만들기 → 터미널).",
        "스크립트라면 비밀번호를 파이프로 넘기고 `--password-stdin`을 적어요. 명령에 비밀번호를 적으면 기록에 남아요.",
    )


def _wrong(asked: Command) -> Explanation:
    name, server = asked.option("--username"), next(iter(asked.arguments), "")
    account = environment.hub_account()
    place = f"`{server}` 레지스트리" if server else "Docker Hub"
    who = say("`{name}`{이라는} 이름으로", name=name) if name else "그 이름으로"
    other = bool(account and not server and name and name != account)
    return _explanation(
        f"{place}에 {who} 로그인하지 못했어요. 사용자 이름이나 비밀번호가 틀렸어요.",
        f"{place}가 대답하기는 했지만 그 이름과 비밀번호를 받아들이지 않았어요."
        + (
            say(" 이 실습실의 Docker Hub는 연습용이라 계정이 `{account}` 하나뿐이에요.", account=account)
            + " 진짜 Docker Hub의 계정은 통하지 않아요."
            if other
            else ""
        ),
        say("사용자 이름을 `{account}`{으로} 바꿔서 다시 해요.", account=account)
        if other
        else "사용자 이름의 철자와 비밀번호를 살펴봐요. 터미널에서는 비밀번호를 쳐도 화면에 보이지 않아요.",
        *(("이메일 주소가 아니라 사용자 이름을 적어야 해요.",) if "@" in name else ()),
    )  # fmt: skip
