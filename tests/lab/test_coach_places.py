"""Words in the wrong place, values that do not fit, and what an engine or a container has not: each provoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import assert_told, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "Dockerfile": 'FROM python\nCMD ["python", "nowhere.py"]\n',
    "AWAY": "FROM python\nCOPY here.py /app/\nCMD python here.py\n",
    "COMMA": 'FROM busybox\nCMD ["echo" "one"]\n',
    "here.py": "print(1)\n",
    "dev.yaml": "services:\n  web:\n    image: busybox\n",
    "compose.yaml": "services:\n  web:\n    build: ./aap\n",
    "text.tar": "no tar at all\n",
}


@pytest.fixture(scope="module", autouse=True)
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with staged("busybox", "ubuntu", "python", "nginx"):
        folder = tmp_path_factory.mktemp("images")
        for name, text in FILES.items():
            (folder / name).write_text(text)
        for tag, file in (("coach-nowhere", "Dockerfile"), ("coach-away", "AWAY"), ("coach-comma", "COMMA")):
            docker(f"docker build -q -t {tag} -f {folder}/{file} {folder}")
        docker("docker run -d --name coach-web -p 127.0.0.1::80 nginx")
        docker("docker network create --subnet 10.213.250.0/24 coach-lane")
        yield


@pytest.mark.parametrize(
    ("line", "rule", "parts"),
    [
        ("docker run --rm -e busybox env", "option-swallows", ("`-e` 뒤에 값이 빠져서", "`busybox`를 그 값으로")),
        ("docker run --name coach-x --network nginx true", "option-swallows", ("`--network`", "`nginx`")),
        ("docker compose up -f dev.yaml -d", "mistyped", ("`up` 앞에 적는 옵션", "`docker compose -f … up …`")),
        ("docker run --rm --cpus 640 busybox true", "value-faulty", ("`640`을 달라고",)),
        ("docker run --rm --add-host db busybox true", "value-faulty", ("`이름:IP주소`",)),
        ("docker container prune --force --filter colour=red", "value-faulty", ("`colour`",)),
        ("docker network create --subnet 10.213.250.0/25 coach-new", "network-address", ("`coach-lane`", "겹쳐요")),
        ("docker run --rm --ip 172.17.0.99 busybox true", "network-address", ("`bridge`", "`--subnet`")),
        ("docker run --rm --network coach-lane --ip 10.1.1.1 busybox true", "network-address", ("`10.213.250.0/24`",)),
        ("docker run --rm --gpus all busybox true", "no-gpu", ("실습실의 엔진에는 GPU가 없어요",)),
        ("docker buildx build --platform linux/amd64,linux/arm64 .", "several-platforms", ("linux/amd64,linux/arm64",)),
        ("docker run --rm --platform linux/riscv64 busybox true", "other-processor", ("`riscv64`용을 달라고",)),
        ("docker run --rm ubuntu apt-get install -y curl", "packages-unlisted", ("패키지 목록이 없어서 `curl`",)),
        ("docker run --rm ubuntu sudo ls", "program-missing", ("root(관리자)라서",)),
        ("docker exec coach-web systemctl restart nginx", "program-missing", ("`docker restart`",)),
        ("docker port coach-web 443", "port-unpublished", ("443번 포트", ":80`")),
        ("docker export nginx -o x.tar", "no-container", ("`coach-web`",)),
        ("docker start busybox", "no-container", ("`docker run`을 써요",)),
        ("docker cp coach-web:/etc/nginx/ngnix.conf .", "cp-place", ("`nginx.conf`가 있어요",)),
        ("docker run --rm coach-away", "file-outside", ("`/app/here.py`에 있는데", "`WORKDIR /app`을")),
        ("docker run --rm coach-nowhere", "file-outside", ("이미지에 `nowhere.py`가 없어서", "`COPY`가 있는지")),
        ("docker run --rm coach-comma", "exec-form-quotes", ("쉼표나 따옴표가 빠졌어요",)),
        ("docker run Dockerfile", "bad-name", ("이미지의 이름이 아니라 파일", "`docker build -t 이름 .`")),
        ("docker commit coach-web my image", "words-missing", ("2개만",)),
        ("docker load -i text.tar", "load-of-export", ("tar 파일이 아니라서", "글이 들어 있어요")),
        ("docker compose up -d --build", "compose-context", ("`aap`이 없어요", "이름이 비슷한 `app`이")),
        ("docker login hub.docker.com -u kim -p 1234", "login-refused", ("`hub.docker.com`을 빼고",)),
    ],
)
def test_it_is_told(tmp_path: Path, line: str, rule: str, parts: tuple[str, ...]) -> None:
    """By the rule whose evidence stands there, with the learner's own words."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "app").mkdir()
    assert_told(line, tmp_path, rule, parts)


def test_a_package_that_no_list_has(tmp_path: Path) -> None:
    """Where the list was fetched, the name is wrong."""
    line = "docker run --rm ubuntu sh -c 'apt-get update && apt-get install -y crul'"
    assert_told(line, tmp_path, "packages-unlisted", ("`crul`이라는 패키지가 없어요", "철자"))


def test_a_folder_without_a_colon(tmp_path: Path) -> None:
    """The program misses what was not mounted at all."""
    (tmp_path / "data").mkdir()
    assert_told(
        f"docker run --rm -v {tmp_path}/data busybox ls /data", tmp_path, "mount-misread", ("콜론(`:`)이 없어요",)
    )


def test_ports_of_the_host_network(tmp_path: Path) -> None:
    """`-p` does nothing there; without it all is well."""
    line = "docker run -d --name coach-host --network host {}busybox sleep 300"
    _, told = provoke(line.format("-p 8080:80 "), tmp_path)
    docker("docker rm -f coach-host")
    assert told is not None
    assert told.id == "host-network-ports"
    assert "`-p 8080:80`은 아무 일도" in words(told)
    assert provoke(line.format(""), tmp_path)[1] is None
    docker("docker rm -f coach-host")


@pytest.mark.parametrize("kind", ["volume", "image"])
def test_a_prune_that_leaves_names(tmp_path: Path, kind: str) -> None:
    """It removed nothing, and a thing with a name that nobody uses still stands; with `-a` all is well."""
    docker(
        "docker image prune -f; docker volume prune -f; docker volume create coach-left; docker tag busybox coach:left"
    )
    _, told = provoke(f"docker {kind} prune -f", tmp_path)
    assert told is not None
    assert told.id == "prune-leaves"
    assert "하나만 지우려면" in words(told)
    assert provoke(f"docker {kind} prune -a -f --filter label=coach=nothing", tmp_path)[1] is None
    docker("docker volume rm coach-left; docker rmi coach:left")


@pytest.mark.parametrize(
    ("secret", "ignored", "told"), [(".env", "", True), (".env", ".env", False), ("notes.env", "", False)]
)
def test_a_secret_that_is_copied_along(tmp_path: Path, secret: str, ignored: str, told: bool) -> None:  # noqa: FBT001
    """A file that holds passwords by custom, unless it is left out."""
    (tmp_path / "Dockerfile").write_text("FROM busybox\nCOPY . /app\n")
    (tmp_path / secret).write_text("PASSWORD=bread\n")
    (tmp_path / ".dockerignore").write_text(f"{ignored}\n")
    _, explanation = provoke("docker build -t coach-secret .", tmp_path)
    docker("docker rmi coach-secret")
    assert (explanation is not None and explanation.id == "secret-copied") == told, words(explanation)
    assert "`.env`가 `COPY .`으로" in words(explanation) or not told
