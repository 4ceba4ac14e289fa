"""Which published ports are offered to the browser, and where they lead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from helpers.dockerdata.types import Computer
from helpers.ui import page_links, published
from helpers.ui.board import places, text
from helpers.ui.published import Page, meant, pages_of
from tests.support.boards import seen
from tests.support.worlds import container

WEB = container("web", "nginx", ports={"80/tcp": 8080, "443/tcp": None, "53/udp": 5353})


def test_a_published_port_of_a_running_container_is_a_page() -> None:
    """Neither a port that is closed to the outside, nor UDP, nor a container that has ended."""
    assert pages_of(WEB, Computer.MINE) == (Page(computer=Computer.MINE, port=8080, container="web"),)
    assert pages_of(container("web", status="exited", ports={"80/tcp": 8080}), Computer.MINE) == ()


def test_a_database_has_no_page() -> None:
    """Its usual port inside tells, whatever the port outside."""
    assert pages_of(container("db", ports={"5432/tcp": 8081}), Computer.MINE) == ()


@pytest.mark.parametrize(("computer", "place"), [(Computer.MINE, "8080"), (Computer.OTHER, "other:8080")])
def test_the_path_leads_back(computer: Computer, place: str) -> None:
    """What a link names is what the server understands, below a JupyterHub's path as well."""
    page = Page(computer=computer, port=8080, container="web")
    assert page.path == f"proxy/{place}/"
    assert meant(place) == (computer, 8080)


def test_a_link_is_below_the_servers_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a JupyterHub gives each learner a path, the link stays in it."""
    page = Page(computer=Computer.MINE, port=80, container="web")
    assert page.href == "/proxy/80/"
    monkeypatch.setenv("LAB_COURSE_PAGE", "/user/kim/course")
    assert page.href == "/user/kim/proxy/80/"


def test_links_open_a_tab_without_hold_of_jupyterlab() -> None:
    """And a container's name is no HTML."""
    said = page_links.shown([Page(computer=Computer.OTHER, port=80, container="<b>")])
    html = said._repr_mimebundle_()["text/html"]
    assert 'href="/proxy/other:80/" target="_blank" rel="noopener"' in html
    assert "<b>" not in html
    assert "다른 컴퓨터의 80번 포트" in html


def test_only_what_came_with_the_cell_is_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before is not told again, and a cell without Docker asks nobody."""
    page = Page(computer=Computer.MINE, port=80, container="web")
    looks = [frozenset({(page, "old")}), frozenset({(page, "old"), (page, "new")}), frozenset({(page, "new")})]
    told: list[object] = []
    monkeypatch.setattr(page_links, "_pages", lambda: looks.pop(0))
    monkeypatch.setattr(page_links, "show", told.append)
    links = page_links.Links()
    for cell in ("docker run", "print()", "docker ps"):
        links.before(SimpleNamespace(raw_cell=cell))
        if cell == "docker ps":
            looks.append(frozenset({(page, "new")}))
        links.after(None)
    assert [repr(one) for one in told] == ["브라우저로 보기: web (내 컴퓨터의 80번 포트) /proxy/80/"]
    assert looks == []


def test_the_board_names_an_address_only_where_there_is_one() -> None:
    """A terminal's board has it; the board that is compared has not, because it is another in each lab."""
    board = places.board(seen(WEB))
    assert "8888" not in text.text(board)
    assert f"      {published.LABEL}: http://127.0.0.1:8888/proxy/8080/\n" in text.text(board, "http://127.0.0.1:8888/")
