"""Where several rules recognise one situation, which of them speaks is stated and no accident.

The situations are those in which beginners find themselves most, each provoked for real.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from helpers.coach.diagnosis import speaking
from helpers.coach.rules import ORDER, TIES
from helpers.coach.scene import Scene
from tests.support.coaching import provoke
from tests.support.staging import docker, free_port, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "Dockerfile": "FROM busybox\nCOPY nofile /\n",
    "FRM": "FRM busybox\n",
    "EMPTY": "",
    "RUN": "FROM busybox\nRUN nosuchprogram\n",
    "APT": "FROM busybox\nRUN apt-get install -y curl\n",
    "CD": "FROM busybox\nRUN cat nofile\n",
    "TAGLESS": "FROM busybox:nosuch\n",
    "ONLY": "FROM busybox\n",
    "COMMENT": "FROM busybox # base\n",
    "BEHIND": "FROM busybox\nCOPY ONLY /only # it\n",
    "EXPORT": "FROM busybox\nRUN export NAME=x\nRUN ls $NAME/nosuch\n",
}
FAILS = (
    "docker run --name order-web busybox", "docker rename order-ended order-web",
    "docker run --name order-new -p {port}:80 busybox", "docker run --name order-web -p {port}:80 busybox",
    "docker rm order-web", "docker rmi busybox", "docker rmi nosuch", "docker save -o out.tar nosuch",
    "docker start nosuch", "docker start busybox", "docker logs order-wbe", "docker exec nosuch ls",
    "docker run nosuchimage", "docker run nosuch/image", "docker pull busybox:nosuch", "docker run busybox:nosuch",
    "docker run Busybox", "docker run -d busybox:", "docker build -t Up:1 -f ONLY .", "docker tag busybox 한글",
    "docker run busybox -d", "docker run busybox --name x", "docker exec order-web bash", "docker run busybox bash",
    "docker run busybox nosuchprogram", "docker run busybox 'ls -l'", "docker exec order-web -it sh",
    "docker exec order-ended ls", "docker exec order-ended", "docker run -it busybox",
    "docker exec -it order-web sh", "docker build .", "docker build", "docker build -t x", "docker build nofolder",
    "docker build -f FRM .", "docker build -f EMPTY .", "docker build -f NONE .", "docker build -f RUN .",
    "docker build -f APT .", "docker build -f CD .", "docker build -f TAGLESS .", "docker build a b",
    "docker load -i export.tar", "docker load -i nofile.tar", "docker load nofile.tar", "docker import nofile.tar",
    "docker push nosuch/image", "docker push order-one", "docker push {user}/order-one", "docker cp nofile order-web:/",
    "docker volume rm order-data", "docker network rm order-net", "docker network rm nosuch", "docker volume rm nosuch",
    "docker run --network nosuch busybox", "docker run -v order data:/d busybox", "docker run -p 8080 :80 busybox",
    "docker run -P 8080:80 busybox", "docker run -p busybox", "docker run -p a:80 busybox",
    "docker run -p 99999:80 busybox",
    "docker run --mount type=bind,source=/nosuch,target=/d busybox", "docker run -e 'A B' --nmae x busybox",
    "docker run --nmae x busybox", "docker rnu busybox", "docker container lss", "docker ls",
    "docker run –d busybox", "docker run", "docker exec order-web", "docker ps a", "docker run --memory 5x busybox",
    "docker run --tmpfs /d:size=1m busybox sh -c 'yes > /d/x'",
    "docker run busybox sh -c 'sleep 9 & kill -9 $!; exit 137'",
    "docker tag new:1 busybox", "docker exec ls order-web", "docker run ls busybox", "docker build -f COMMENT .",
    "docker build -f BEHIND .", "docker network connect order-web order-net", "docker ps --format {{.ID}} {{.Names}}",
    "docker inspect --format {{.Id}} {{.Name}} order-web",
    "docker build -f EXPORT .", "docker context use nosuch", "docker run --rm --restart always busybox",
)  # fmt: skip
"""Commands that fail."""
SILENT = (
    "docker run -d --name order-gone busybox", "docker run -d --name order-bad busybox sh -c 'exit 3'",
    "docker build -q -f ONLY .", "docker save -o id.tar {id}", "docker import saved.tar order-imported",
    "docker run -v {folder}/none:/d busybox true", "docker run -v ./rel busybox true",
    "docker commit order-volume order-committed", "docker start order-ended", "docker wait order-ended", "docker ps -a",
)  # fmt: skip
"""Commands that end well and are wrong all the same."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, object]]]:
    """A folder and an engine on which all those commands go wrong, and the values in them."""
    folder, port = tmp_path_factory.mktemp("order"), free_port()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    with staged("busybox"):
        docker(f"docker run -d --name order-web -p {port}:80 busybox httpd -f")
        docker("docker run --name order-ended busybox sh -c 'exit 137' || true")
        docker("docker commit order-ended order-one")
        docker("docker run --name order-volume -v order-data:/data busybox true; docker network create order-net")
        docker("docker run -d --name order-joined --network order-net busybox sleep 600")
        docker(f"cd {folder}; docker export -o export.tar order-ended; docker save -o saved.tar busybox")
        yield folder, {
            "port": port, "folder": folder, "user": docker("echo $LAB_HUB_USER"),
            "id": docker("docker images -q busybox").splitlines()[0],
        }  # fmt: skip


@pytest.mark.parametrize("line", [*FAILS, *SILENT])
def test_who_speaks_first_is_stated(line: str, stage: tuple[Path, dict[str, object]]) -> None:
    """Two rules that both speak are a pair of `TIES`, the more specific before the other."""
    folder, values = stage
    ran, _ = provoke(line.format(**values), folder)
    assert (ran.code == 0) == (line in SILENT)
    names = [str(getattr(rule, "__name__", "")).rpartition(".")[2] for rule, _ in speaking(ran, Scene.after(ran))]
    assert not set(combinations(names, 2)) - set(TIES), line


def test_what_is_stated_is_the_order() -> None:
    """No pair of ties contradicts the list."""
    assert all(ORDER.index(first) < ORDER.index(second) for first, second in TIES)
