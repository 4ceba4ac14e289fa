"""One container calls another in vain, for real: which cause is told, and where none is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import assert_told, in_time, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GET = "wget -T 5 -qO-"


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    """Two networks, a server in each and on the usual bridge, and somebody who calls."""
    with staged("busybox", "nginx"):
        docker("docker network create coach-front && docker network create coach-back")
        serve = "busybox httpd -f -p"
        docker(f"docker run -d --name coach-shop {serve} 80")
        docker(f"docker run -d --name coach-store --network coach-front -p 48123:8000 {serve} 8000")
        docker(f"docker run -d --name coach-own --network coach-front {serve} 127.0.0.1:7000")
        docker(f"docker run -d --name coach-far --network coach-back {serve} 80")
        docker("docker run -d --name coach-ended --network coach-front busybox true")
        docker("docker run -d --name coach-idle --network coach-front busybox sleep 600")
        docker("docker run -d --name coach-client --network coach-front busybox sleep 600")
        docker("docker run -d --name coach-plain busybox sleep 600")
        yield


IN_CLIENT = f"docker exec coach-client {GET}"


@pytest.mark.parametrize(
    ("line", "rule", "told"),
    [
        (f"docker exec coach-plain {GET} http://coach-shop", "name-unreachable", ("둘 다 기본 네트워크", "bridge")),
        ("docker run --rm busybox ping -c1 coach-shop", "name-unreachable", ("`coach-shop`", "새로 실행한 컨테이너")),
        (f"{IN_CLIENT} http://coach-far", "name-unreachable", ("`coach-front` 네트워크", "`coach-back` 네트워크")),
        (
            "docker run --rm --network coach-back busybox nc coach-store 8000",
            "name-unreachable",
            ("다른 네트워크에 있어서", "`coach-front`"),
        ),
        (f"{IN_CLIENT} http://coach-ended", "name-unreachable", ("실행 중이 아니라서", "종료 코드 0")),
        (f"{IN_CLIENT} http://coach-stroe:8000", "name-unreachable", ("`coach-store`", "철자")),
        (
            "docker run --rm --network none busybox ping -c1 coach-store",
            "name-unreachable",
            ("`--network none`",),
        ),
        (f"{IN_CLIENT} http://localhost:48123", "localhost-inside", ("그 컨테이너 자신", "`coach-store:8000`")),
        (
            f"docker run --rm busybox {GET} 127.0.0.1:48123",
            "localhost-inside",
            ("`127.0.0.1`은 그 컨테이너 자신", "같은 네트워크"),
        ),
        (f"docker exec coach-store {GET} http://localhost", "localhost-inside", ("`8000`번 포트", "`localhost:8000`")),
        (f"{IN_CLIENT} http://coach-store:48123", "inner-port", ("48123번은 내 컴퓨터의 포트", "`coach-store:8000`")),
        (f"{IN_CLIENT} http://coach-store", "inner-port", ("80번 포트에서는 아무도", "`8000`번 포트")),
        (f"{IN_CLIENT} http://coach-own:7000", "inner-port", ("`127.0.0.1`에서만", "`0.0.0.0`")),
        (f"{IN_CLIENT} http://coach-idle", "inner-port", ("하나도 없어요", "docker logs coach-idle")),
    ],
)
def test_a_call_that_gets_nowhere(tmp_path: Path, line: str, rule: str, told: tuple[str, ...]) -> None:
    """What stands on the engine says why."""
    assert_told(line, tmp_path, rule, told)


@pytest.mark.parametrize(
    "line",
    [
        f"{IN_CLIENT} http://coach-store:8000/no-such-page",
        f"{IN_CLIENT} http://nobody.invalid",
        "docker exec coach-client grep coach-store /etc/passwd",
        "docker exec coach-client false",
        "docker exec coach-client nc -zv coach-far 80",
        f"docker exec coach-client {GET}",
        "docker run --rm busybox false",
        f"docker run --rm --add-host coach-shop:127.0.0.9 busybox {GET} http://coach-shop",
    ],
)
def test_a_failure_of_its_own(tmp_path: Path, line: str) -> None:
    """Where the networks and the ports are right, or nothing was called, nothing is told."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is None, words(explanation)


def test_commands_without_words(tmp_path: Path) -> None:
    """A command that lacks its container or its program calls nobody."""
    for line in ("docker exec", "docker exec coach-client", "docker run"):
        ran, explanation = provoke(line, tmp_path)
        assert ran.code
        assert explanation is None or explanation.id == "words-missing"


def test_a_container_in_the_background_that_finds_nobody(tmp_path: Path) -> None:
    """Its log names whom it called; one that failed otherwise is told by its end."""
    ran, _ = provoke("docker run -d --name coach-app busybox ping -c1 coach-shop", tmp_path)
    explanation = in_time(ran)
    assert explanation is not None
    assert explanation.id == "background-unreachable"
    assert "컨테이너 `coach-app`이 종료 코드 1로 끝났어요. 기본 네트워크" in words(explanation)
    ran, _ = provoke("docker run -d --name coach-other busybox ping -c1 nobody.invalid", tmp_path)
    explanation = in_time(ran)
    assert explanation is not None
    assert explanation.id == "ended-at-once"
