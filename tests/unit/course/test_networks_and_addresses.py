"""The answers about networks and addresses: written in many ways, and wrong in as many."""

from __future__ import annotations

import pytest

from helpers import course
from helpers.dockerdata.types import Network
from helpers.exercise import probes
from tests.support.worlds import container, fact, miss, passes, world

CHECKS = {
    check.id: check
    for id in ("commands.network-ls", "commands.inspect")
    for check in course.exercise(id).checks
    if check.by_answer
}
NETWORKS = [
    Network(id=name, name=name, driver=driver)
    for name, driver in (("bridge", "bridge"), ("hall", "bridge"), ("host", "host"), ("none", "null"))
]
INSPECTED = {"NetworkSettings": {"Networks": {"clock-tower": {"IPAddress": "172.19.0.12", "Gateway": "172.19.0.1"}}}}
CLOCK = world(
    container("cake", networks={"bridge": "172.17.0.2"}),
    facts={probes.container_inspect("wall-clock"): fact(INSPECTED)},
)


@pytest.mark.parametrize(
    "answer",
    [
        "bridge=bridge hall=bridge host=host none=null",
        "none: null, host: host, hall: bridge, bridge: bridge",
        "Bridge＝bridge、Hall＝bridge、Host＝host、None＝null입니다.",
        '{"bridge":"bridge","hall":"bridge","host":"host","none":"null"}',
        "bridge는 bridge이고\nhall은 bridge이고\nhost는 host이고\nnone은 null이에요",
        "bridge -> bridge, hall -> bridge, host -> host, none -> null",
        "bridge bridge\nhall bridge\nhost host\nnone null",
        "bridge(bridge) hall(bridge) host(host) none(null)",
    ],
)
def test_networks_in_any_writing(answer: str) -> None:
    """Signs, particles, case and order do not matter."""
    assert passes(CHECKS["pairs"], world(*NETWORKS), answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("4", "짝이 없습니다"),
        ("bridge=bridge host=host none=null", "네트워크 `hall`이 답에 없습니다"),
        ("bridge=bridge hall=bridge host=host null=none", "`null=none`은 이름과 드라이버의 자리가 바뀌었습니다"),
        ("bridge=bridge hall=host hall=bridge host=host none=null", "여럿 답했습니다: `host`, `bridge`"),
        ("bridge=bridge hall=bridge host=host none=null attic=bridge", "`attic`이라는 네트워크는 없습니다"),
        ("bridge=local hall=bridge host=host none=null", "`bridge`의 드라이버를 `local`이라고"),
    ],
)
def test_networks_told_wrongly(answer: str, says: str) -> None:
    """What is wrong is named with the learner's own words."""
    assert says in miss(CHECKS["pairs"], world(*NETWORKS), answer).observed


@pytest.mark.parametrize(
    "answer",
    [
        "172.19.0.12 httpd -f -p 8000 -h /tmp",
        "172.19.0.12/16\nhttpd -f -p 8000 -h /tmp",
        "httpd -f -p 8000 -h /tmp 172.19.0.12.",
        '172.19.0.12, ["httpd","-f","-p","8000","-h","/tmp"]',
        "IP 주소는 172.19.0.12이고, 시작 명령은 httpd -f -p 8000 -h /tmp예요.",
        "１７２．１９．０．１２  [httpd -f -p 8000 -h /tmp]",
        "IP: 172.19.0.12 / cmd: httpd -f -p 8000 -h /tmp",
    ],
)
def test_an_address_and_a_command_in_any_writing(answer: str) -> None:
    """Labels, particles, lists and the order do not matter."""
    assert passes(CHECKS["facts"], CLOCK, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("httpd -f -p 8000 -h /tmp", "IP 주소가 없습니다"),
        ("172.19.0.12", "시작 명령이 없습니다"),
        ("172.19.0.1 httpd -f -p 8000 -h /tmp", "게이트웨이의 주소입니다"),
        ("127.0.0.1 httpd -f -p 8000 -h /tmp", "자기 자신을 가리키는 주소입니다"),
        ("172.17.0.2 httpd -f -p 8000 -h /tmp", "`cake` 컨테이너의 주소입니다"),
        ("172.19.0.12 10.0.0.9 httpd -f -p 8000 -h /tmp", "여럿 답했습니다: `172.19.0.12`, `10.0.0.9`"),
        ("172.19.0.12 sh", "이미지의 시작 명령을 답했습니다"),
        ("172.19.0.12 httpd -f -p 8000 -h /tmp -v", "`httpd -f -p 8000 -h /tmp -v`라고 답했지만"),
        ("172.19.0.12 httpd -f -p 80…", "`httpd -f -p 80...`이라고 답했지만"),
    ],
)
def test_an_address_and_a_command_told_wrongly(answer: str, says: str) -> None:
    """Whose address it is, and which command, is said with the learner's own words."""
    assert says in miss(CHECKS["facts"], CLOCK, answer).observed
