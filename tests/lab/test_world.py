"""What the course is about, typed as a learner types it in JupyterLab's terminal, on a lab without Docker Hub."""

from __future__ import annotations

import os
import subprocess
import urllib.error
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.authoring.clean_lab import fresh
from tests.support.terminal import PROMPT, SERVER, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, PASSWORD = os.environ["LAB_HUB_USER"], os.environ["LAB_HUB_PASSWORD"]
GREETING = "제 손으로 만든 이미지예요."
DOCKERFILE = """\
FROM ubuntu:latest
WORKDIR /app
COPY . /app
RUN apt-get update && \\
    apt-get install -y python3 && \\
    apt-get clean
CMD ["python3", "app.py"]
"""


@pytest.fixture(scope="module", autouse=True)
def _first_day() -> Iterator[None]:
    """A lab in which nobody has done anything, before and afterwards."""
    fresh()
    yield
    fresh()


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the learner works."""
    made = Path.home() / "work" / "world"
    made.mkdir()
    (made / "Dockerfile").write_text(DOCKERFILE)
    (made / "app.py").write_text(f'print("{GREETING}")\n')
    return made


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    """A terminal in that folder."""
    with Terminal() as opened:
        opened.run(f"cd {folder}")
        yield opened


@pytest.fixture(scope="module")
def built(folder: Path) -> str:
    """The beginner's image, built once for all who send it somewhere; what the build said."""
    with Terminal() as opened:
        opened.run(f"cd {folder}")
        return opened.run("docker build -t hello-world:latest .")


@pytest.fixture
def _other_emptied() -> Iterator[None]:
    """The other computer has nothing of what it got when the test is over."""
    yield
    prune = ["docker", "--host", os.environ["LAB_OTHER_HOST"], "system", "prune", "-af"]
    subprocess.run(prune, check=True, capture_output=True, timeout=120)


def test_first_container(terminal: Terminal) -> None:
    """An image is pulled and run, as on every first day with Docker."""
    assert "Downloaded newer image for ubuntu:latest" in terminal.run("docker pull ubuntu:latest")
    assert "Hello from Docker!" in terminal.run("docker run hello-world")
    assert "ubuntu" in terminal.run("docker images")


def test_engines_answer_where_documentation_looks(terminal: Terminal) -> None:
    """Docker's pages ask the engine at /var/run/docker.sock; on both computers it is their own."""
    same = (
        "[[ $(curl -s --unix-socket /var/run/docker.sock http://localhost/info)"
        " == *'\"ID\":\"'$(docker info --format '{{.ID}}')* ]]"
    )
    terminal.run(same)
    terminal.run(f'ssh other <<"END"\n{same}\nEND')


def test_first_image(terminal: Terminal, built: str) -> None:
    """The beginner's Dockerfile becomes an image that greets."""
    assert "naming to docker.io/library/hello-world:latest" in built
    assert "hello-world" in terminal.run("docker images")
    assert GREETING in terminal.run("docker run hello-world:latest")


@pytest.mark.usefixtures("built", "_other_emptied")
def test_image_goes_to_the_other_computer_as_a_file(terminal: Terminal) -> None:
    """Saved to a file, it gets there by scp, by FTP and by USB; loaded there, it greets."""
    terminal.run("docker save -o hello-world.tar hello-world:latest")
    sent = terminal.run("sha256sum < hello-world.tar").split("\n")[1]
    terminal.run("cp hello-world.tar /media/usb/")
    assert sent in terminal.run("ssh other 'sha256sum < /media/usb/hello-world.tar'")
    terminal.run("curl -T hello-world.tar ftp://other/ --user learner:$LAB_FTP_PASSWORD")
    assert sent in terminal.run("ssh other 'sha256sum < hello-world.tar; rm hello-world.tar'")
    terminal.run("scp hello-world.tar other:")
    assert "Loaded image: hello-world:latest" in terminal.run("ssh other docker load -i hello-world.tar")
    assert GREETING in terminal.run("ssh other docker run hello-world:latest")


def test_ftp_by_hand(terminal: Terminal) -> None:
    """The old client asks for user and password and carries a file both ways."""
    terminal.run("printf 'by hand' > card.txt")
    terminal.type("ftp other")
    terminal.read("Name .*: ")
    terminal.type("learner")
    terminal.read("Password: ?")
    terminal.type(os.environ["LAB_FTP_PASSWORD"])
    terminal.read("ftp> ")
    for command in ("binary", "put card.txt", "get card.txt back.txt"):
        terminal.type(command)
        terminal.read("ftp> ")
    terminal.type("bye")
    terminal.read(PROMPT)
    assert "by hand" in terminal.run("ssh other cat card.txt")
    assert "by hand" in terminal.run("cat back.txt")


@pytest.mark.usefixtures("built", "_other_emptied")
def test_image_goes_to_the_other_computer_by_the_hub(terminal: Terminal) -> None:
    """Pushed under the learner's own name, it is pulled and greets over there."""
    login(terminal)
    terminal.run(f"docker tag hello-world:latest {USER}/hello-world:latest")
    assert "latest: digest: sha256:" in terminal.run(f"docker push {USER}/hello-world:latest")
    terminal.type("ssh other")
    terminal.read(r"learner@other:.*\$ ")
    terminal.name_prompt()
    login(terminal)
    assert "Downloaded newer image" in terminal.run(f"docker pull {USER}/hello-world:latest")
    assert GREETING in terminal.run(f"docker run {USER}/hello-world:latest")
    terminal.run("docker logout")
    terminal.run("exit")
    terminal.run("docker logout")


def login(terminal: Terminal, password: str = PASSWORD, *, says: str = "Login Succeeded") -> None:
    """`docker login`, by the answers to its two questions."""
    terminal.type("docker login")
    terminal.read("Username: ")
    terminal.type(USER)
    terminal.read("Password: ")
    terminal.type(password)
    assert says in terminal.read(PROMPT)


def test_hub_refuses_as_the_real_one(terminal: Terminal) -> None:
    """A wrong password, another's name, an unknown repository and an unknown tag each get the words of the real Hub."""
    login(terminal, "wrong", says="unauthorized: incorrect username or password")
    login(terminal)
    terminal.run("docker pull -q hello-world:linux")
    terminal.run("docker tag hello-world:linux somebody/else:1.0")
    assert "denied: requested access to the resource is denied" in terminal.run("docker push somebody/else:1.0", code=1)
    assert "pull access denied for nosuch/image" in terminal.run("docker pull nosuch/image", code=1)
    assert "manifest for ubuntu:nosuch not found" in terminal.run("docker pull ubuntu:nosuch", code=1)
    terminal.run("docker logout")
    terminal.run(f"docker tag hello-world:linux {USER}/logged-out:1.0")
    assert "denied" in terminal.run(f"docker push {USER}/logged-out:1.0", code=1)


def test_shells_in_a_container(terminal: Terminal) -> None:
    """One terminal runs a container with a shell, another goes into the same one; both see the same files."""
    terminal.type("docker run -it ubuntu:latest /bin/bash")
    container = terminal.read(r"root@[0-9a-f]{12}:/# ").rpartition("root@")[2][:12]
    with Terminal() as second:
        assert container in second.run("docker ps")
        second.type(f"docker exec -it {container} /bin/bash")
        second.read(rf"root@{container}:/# ")
        second.type("echo from the second > /note.txt; exit")
        second.read(PROMPT)
    terminal.type("cat note.txt")
    terminal.read(r"from the second\n")
    terminal.type("exit")
    terminal.read(PROMPT)
    assert container not in terminal.run("docker ps")
    assert container in terminal.run("docker ps -a")
    terminal.run(f"docker rm {container}")
    assert container not in terminal.run("docker ps -a")
    assert "Untagged: ubuntu:latest" in terminal.run("docker rmi -f ubuntu:latest")


def test_web_server(terminal: Terminal) -> None:
    """A published port answers in the terminal and through JupyterLab's own address until the container is stopped."""
    started = terminal.run("docker run -d -p 8080:80 nginx")
    container = started.rpartition("\n")[0].rpartition("\n")[2][:12]
    assert "0.0.0.0:8080->80/tcp" in terminal.run("docker ps")
    assert "Welcome to nginx!" in terminal.run("curl -s --retry 60 --retry-delay 1 --retry-all-errors localhost:8080")
    assert "Welcome to nginx!" in page()
    assert '"GET / HTTP/1.1" 200' in terminal.run(f"docker logs {container}")
    terminal.run(f"docker stop {container}")
    assert page() == ""
    terminal.run(f"docker rm {container}")
    assert "Untagged: nginx:latest" in terminal.run("docker rmi nginx")


def page() -> str:
    """What the browser gets at the address of port 8080; nothing where nobody serves."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    browser.addheaders = [("Authorization", f"token {os.environ['LAB_TOKEN']}")]
    try:
        with browser.open(f"http://{SERVER}/proxy/8080/") as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""


def test_networks(terminal: Terminal) -> None:
    """Docker's own three networks stand there."""
    listed = terminal.run("docker network ls")
    assert all(name in listed for name in ("bridge", "host", "none"))


def test_a_mounted_folder_is_the_learners_own(terminal: Terminal, folder: Path) -> None:
    """`-v "$PWD":/app` shows the learner's files inside, and what is written there is the learner's outside."""
    inside = "grep -c 이미지 /app/app.py && echo out > /app/made"
    terminal.run(f"docker run --rm -v \"$PWD\":/app busybox sh -c '{inside}'")
    made = folder / "made"
    assert (made.read_text(), made.stat().st_uid) == ("out\n", os.getuid())
