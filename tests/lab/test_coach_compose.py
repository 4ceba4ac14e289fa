"""Compose that cannot do what its file says, for real; and a login that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import docker, free_port, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEB = "services:\n  web:\n    image: busybox\n"


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        (WEB + "\tcommand: ls\n", "docker compose up -d", ("탭", "`compose.yaml`", "4번째 줄")),
        (WEB + "    command: @ls\n", "docker compose up -d", ("4번째 줄의 `@ls`", "따옴표")),
        (WEB + "   command: ls\n", "docker compose up -d", ("읽지 못했어요", "들여쓰기")),
        (WEB + "    port:\n      - 80\n", "docker compose up -d", ("`port`", "혹시 `ports`를")),
        (WEB + "    env_file: .env.prod\n", "docker compose up -d", (".env.prod", "혹시 `.env.production`을")),
        (WEB + "    networks: [back]\n", "docker compose up -d", ("`back`", "`networks:`")),
        (WEB, "docker compose logs wbe", ("`wbe`라는 서비스", "혹시 `web`을")),
        (WEB, "docker compose exec web ls", ("`web`은 지금 실행 중이 아니에요", "`docker compose up -d`로 시작")),
        (WEB.replace("image", "hostname"), "docker compose up -d", ("`web`에 쓸 이미지가", "`build: .`")),
        ("", "docker compose up -d", ("`compose.yaml` 파일을 찾지 못했어요", "`site/compose.yaml`에는")),
    ],
)
def test_a_file_that_compose_refuses(tmp_path: Path, lines: str, line: str, told: tuple[str, ...]) -> None:
    """The file and what was meant are named."""
    (tmp_path / ".env.production").touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "compose.yaml").write_text(WEB)
    if lines:
        (tmp_path / "compose.yaml").write_text(lines)
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None, ran.said
    assert explanation.id.startswith("compose-")
    for part in told:
        assert part in words(explanation)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """Compose has no `-p`: the file's `ports` are spoken of."""
    port = free_port()
    docker(f"docker run -d --name coach-holder -p {port}:80 busybox sleep 600")
    (tmp_path / "compose.yaml").write_text(f"{WEB}    ports:\n      - '{port}:80'\n")
    ran, explanation = provoke("docker compose up -d", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "port-taken"
    assert "`ports`에서 콜론의 왼쪽" in words(explanation)
    assert "`-p`" not in words(explanation)


def test_a_service_that_fails_by_itself(tmp_path: Path) -> None:
    """What its program says is its own."""
    (tmp_path / "compose.yaml").write_text(f"{WEB}    command: sh -c 'echo no such service here >&2; exit 4'\n")
    ran, explanation = provoke("docker compose run --rm web", tmp_path)
    assert ran.code
    assert explanation is None, words(explanation)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker login -u somebody", ("터미널이 없어서", "--password-stdin")),
        ("docker login -u somebody -p nothing", ("`somebody`라는 이름으로", "연습용")),
    ],
)
def test_a_login_that_is_refused(tmp_path: Path, line: str, told: tuple[str, ...]) -> None:
    """It is told which: nobody to be asked, or a wrong pair."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None, ran.said
    assert explanation.id == "login-refused"
    for part in told:
        assert part in words(explanation)


def test_a_program_in_a_service(tmp_path: Path) -> None:
    """`docker compose exec` is to the rules what `docker exec` is: the container, its networks, its programs."""
    asleep = "    command: sleep 600\n    stop_grace_period: 0s\n"
    (tmp_path / "compose.yaml").write_text(f"{WEB}{asleep}  api:\n    image: busybox\n    command: httpd -f -p 8000\n")
    docker(f"cd {tmp_path} && docker compose up -d")
    line = "docker compose exec -T web"
    _, missing = provoke(f"{line} python -V", tmp_path)
    assert "`python`이라는 프로그램이 없어서" in words(missing)
    _, own = provoke(f"{line} wget -qO- http://localhost:8000", tmp_path)
    assert "`localhost`는 그 컨테이너 자신이에요" in words(own)
    assert "api" in words(own)
    docker(f"cd {tmp_path} && docker compose down -t 0")


def test_a_service_that_cannot_be_built(tmp_path: Path) -> None:
    """Its folder and its Dockerfile are looked into as after `docker build`."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "Dockerfile").write_text("FROM busybox\nCOPY menu.txt /\n")
    (tmp_path / "app" / "menus.txt").touch()
    (tmp_path / "compose.yaml").write_text("services:\n  web:\n    build: ./app\n")
    ran, explanation = provoke("docker compose up -d", tmp_path)
    assert ran.code
    assert "`menus.txt`" in words(explanation), ran.said
