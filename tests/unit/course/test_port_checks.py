"""The chapter's own checks of ports, asked of small worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from helpers.course.commands.port_checks import answers_at, published
from helpers.exercise import probes
from tests.support.worlds import ABSENT, container, fact, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container, Fact, World

WEB = probes.container_inspect("web")
TO_80 = {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}


def _inspected(
    made: dict[str, Any] | None = None,
    stands: dict[str, Any] | None = None,
    *,
    drawn: bool = False,
    command: tuple[str, ...] = (),
) -> Fact:
    return fact(
        {
            "Name": "/web",
            "Path": command[0] if command else "nginx",
            "Args": list(command[1:]),
            "Config": {"Cmd": list(command)},
            "HostConfig": {"PortBindings": made or {}, "PublishAllPorts": drawn},
            "NetworkSettings": {"Ports": stands or {}},
        }
    )


def _scene(inspected: Fact, *things: Container, status: str = "running") -> World:
    return world(container("web", status=status), *things, facts={WEB: inspected})


@pytest.mark.parametrize(
    "inspected",
    [
        _inspected(TO_80),
        _inspected(TO_80, {"80/tcp": [{"HostIp": "", "HostPort": "8080"}, {"HostIp": "::", "HostPort": "8080"}]}),
        _inspected(
            {"80/tcp": [{"HostIp": "", "HostPort": "8080-8089"}]}, {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}
        ),
        _inspected(
            TO_80 | {"443/tcp": [{"HostIp": "", "HostPort": "8443"}]}, {"80/tcp": TO_80["80/tcp"], "443/tcp": None}
        ),
        _inspected({"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}]}),
    ],
)
def test_published(inspected: Fact) -> None:
    """What stands counts, and before it runs what it was made with: at every address, or at this computer's own."""
    assert passes(published("p", "web", 8080, 80), _scene(inspected))


@pytest.mark.parametrize(
    ("inspected", "says"),
    [
        (_inspected(), "이어져 있지 않습니다"),
        (_inspected(command=("-p", "8080:80")), "`-p`는 컨테이너 안에서 실행할 명령이 되었습니다"),
        (_inspected({"8080/tcp": [{"HostPort": "80"}]}), "안과 밖이 바뀌었습니다"),
        (_inspected({"80/udp": [{"HostPort": "8080"}]}), "바깥 8080 → 안 80 (UDP)"),
        (_inspected({"80/tcp": [{"HostIp": "127.0.0.2", "HostPort": "8080"}]}), "바깥 127.0.0.2:8080 → 안 80"),
        (_inspected({}, {"80/tcp": [{"HostPort": "32768"}]}, drawn=True), "바깥 (도커가 고른 번호) → 안 80"),
        (_inspected({"80/tcp": [{"HostPort": "8081"}]}), "바깥 8081 → 안 80"),
    ],
)
def test_published_otherwise(inspected: Fact, says: str) -> None:
    """Each other door is shown as it stands."""
    assert says in miss(published("p", "web", 8080, 80), _scene(inspected)).observed


def test_a_page() -> None:
    """Who does not answer is asked what it runs; another page is shown."""
    check = answers_at("a", 8080, "web", "east")
    page = check.probes[0]

    def served(found: Fact, *, alone: bool = False) -> World:
        web = container("web", networks={} if alone else {"bridge": "172.17.0.2"})
        return world(web, facts={WEB: _inspected(command=("sleep", "9")), page: found})

    assert passes(check, served(fact("<p>east door</p>", 200)))
    assert "명령은 `sleep 9`입니다" in miss(check, served(ABSENT)).observed
    assert "이어진 네트워크가 없습니다" in miss(check, served(ABSENT, alone=True)).observed
    assert "(HTTP 404): `nothing here`" in miss(check, served(fact("\nnothing here", 404))).observed
