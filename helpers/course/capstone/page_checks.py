"""Checks of what the board serves: the page that a guest gets, and the image that makes it.

An image is run as it is, with a notice and a menu that the learner has not seen.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from helpers.course.capstone.order import INSIDE
from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, nothing
from helpers.exercise.checks.images import absent
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.checks.base import Near
    from helpers.exercise.model import Check

MINE = Computer.MINE
_LONG = 100
"""So many characters of a line are said at most."""
_UNSEEN_NOTICE, _UNSEEN_MENU = "지금은 가게를 점검하고 있어요", "점검할 때 먹는 빵 7350원"
"""What the learner has never seen, and cannot have written into an image."""
_READ_PAGE = ("wget", "-q", "-T", "4", "-O", "-", f"http://127.0.0.1:{INSIDE}/")
_READ_WITH_MENU = ("sh", "-c", f"echo '{_UNSEEN_MENU}' > /board/www/menu.txt && {' '.join(_READ_PAGE)}")


def page(order_port: int, on: Computer = MINE) -> str:
    """Return the address of the board's page, as the learner's computer reaches it."""
    return f"http://{'localhost' if on is MINE else 'other'}:{order_port}/"


def page_says(
    id: str,
    url: str,
    text: str,
    *,
    requires: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
) -> Check:
    """Check that the page at `url` comes, and has a line with `text`."""
    probe, place = probes.http(url), url.removeprefix("http://").removesuffix("/")

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        if not fact.found:
            return nothing(
                f"`{place}`에서 아무도 대답하지 않습니다.",
                "컨테이너가 실행 중인지, 포트가 바깥과 이어졌는지 살펴보세요.",
            )
        if fact.code >= HTTPStatus.BAD_REQUEST:
            return Miss(
                observed=say("`{place}`에서 페이지 대신 오류(HTTP {code})가 나옵니다.", place=place, code=fact.code),
                advice="페이지를 만드는 프로그램이 끝까지 실행되는지 컨테이너의 로그를 읽어 보세요.",
            )
        if text in fact.text:
            return None
        return nothing(
            f"`{place}`에서 나온 페이지{_instead(fact.text, text)}",
            "페이지를 직접 열어 한 줄씩 읽고, 컨테이너의 로그와 설정을 살펴보세요.",
        )

    establishes = say("`{place}`의 페이지에 `{text}`{이} 나옵니다.", place=place, text=text)
    return assemble(id, establishes, look, requires=requires, near=near, probes=(probe,))


def _instead(page: str, text: str) -> str:
    """End a sentence about a page with the line that stands where `text` should: its label's (`알림:`), or the first."""
    lines = [line.strip()[:_LONG] for line in page.strip().splitlines()]
    label, colon, _ = text.partition(":")
    found = next((line for line in lines if colon and line.startswith(label + colon)), "")
    if found:
        return f"의 `{label}:` 줄은 `{found}`입니다."
    if not lines:
        return "가 비어 있습니다."
    if colon:
        return f"에 `{label}:` 줄이 없습니다. 첫 줄은 `{lines[0]}`입니다."
    return f"의 첫 줄은 `{lines[0]}`입니다."


def serves(id: str, image: str, shop: str, *, requires: tuple[str, ...] = (), near: tuple[Near, ...] = ()) -> Check:
    """Check that the image, run as it is, serves the board's page: with a notice that the learner has not seen."""
    probe = probes.served(image, _READ_PAGE, {"NOTICE": _UNSEEN_NOTICE})

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        found = probes.data(world, probe)
        for text in (f"{shop} 알림판", f"알림: {_UNSEEN_NOTICE}", "메뉴: "):
            if found["said"] is None or text not in found["said"]:
                return _not_served(image, found, text)
        return None

    establishes = f"`{image}` 이미지를 실행하면 컨테이너의 {INSIDE}번 포트에 알림판이 열립니다."
    return assemble(id, establishes, look, requires=requires, near=near, probes=(probe,))


def _not_served(image: str, found: dict[str, Any], text: str) -> Miss:
    """Say what an image did instead of serving the board: it could not start, it ended, it is silent, another page."""
    if found["said"] is not None:
        return Miss(
            observed=f"`{image}` 이미지를 실행하고 `NOTICE`를 건네 보니, 페이지{_instead(found['said'], text)}",
            advice="받은 프로그램이 모두 그대로 이미지에 들어 있는지 살펴보세요.",
        )
    last = (found["logs"].strip().splitlines() or [""])[-1][:_LONG]
    words = say(" 마지막에 남긴 글은 `{last}`입니다.", last=last) if last else ""
    command = found["command"][:_LONG]
    if found["ended"] is None:
        return Miss(
            observed=f"`{image}` 이미지를 실행하니 `{command}` 명령은 돌지만 {INSIDE}번 포트에서 아무도 대답하지 않습니다.{words}",
            advice="실행하면 무엇이 도는지 이미지의 기본 명령을 살펴보세요.",
        )
    if not command:
        return Miss(
            observed=f"`{image}` 이미지가 실행되지 않습니다.{words}",
            advice="기본 명령의 프로그램이 이미지 안에 있는지, 철자가 맞는지 살펴보세요.",
        )
    return Miss(
        observed=say(
            "`{image}` 이미지를 실행하니 `{command}` 명령이 곧바로 종료 코드 {code}{으로} 끝났습니다. 알림판을 켜지 않습니다.{words}",
            image=image,
            command=command,
            code=found["ended"],
            words=words,
        ),
        advice="직접 실행해 보고, 기본 명령과 그 명령이 찾는 파일의 자리를 살펴보세요.",
    )


def asks_store(id: str, image: str, program: str, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the image's board fetches the menu from the store's port; `program` is where the page is made."""
    settings = {"NOTICE": _UNSEEN_NOTICE, "STORE": "127.0.0.1"}
    probe, source = probes.served(image, _READ_WITH_MENU, settings), probes.image_file(image, program)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        found = probes.data(world, probe)
        if found["said"] is None:
            return _not_served(image, found, "메뉴: ")
        if f"메뉴: {_UNSEEN_MENU}" in found["said"]:
            return None
        menu = next((line for line in found["said"].splitlines() if line.startswith("메뉴: ")), "")
        if menu and "(" not in menu:
            return Miss(
                observed=f"`{image}` 이미지는 창고의 메뉴가 바뀌어도 `{menu[:_LONG]}` 줄을 내보냅니다.",
                advice="메뉴는 페이지에 적어 두지 않고, 페이지를 열 때마다 창고에 물어야 합니다.",
            )
        return Miss(
            observed=f"`{image}` 이미지의 프로그램은 창고의 {INSIDE}번 포트에서 메뉴를 받아 오지 못합니다."
            + _asks_where(world.fact(source).text),
            advice="어느 파일의 어느 줄을 고쳤는지, 고친 다음에 빌드했는지 되짚어 보세요.",
        )

    establishes = f"`{image}` 이미지의 프로그램은 창고의 {INSIDE}번 포트에 메뉴를 물어봅니다."
    return assemble(id, establishes, look, requires=requires, probes=(probe, source))


def _asks_where(source: str) -> str:
    """Tell as one more sentence which address the page's program asks for the menu."""
    asked = next((line for line in source.splitlines() if "wget" in line and "menu" in line), "")
    address = re.search(r"http://[^\s\"')]*", asked)
    return say(" 이미지 안에서 `wget`이 찾는 주소는 `{it}`입니다.", it=address[0][:_LONG]) if address else ""
