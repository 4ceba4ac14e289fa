"""transfer.inspect-tar: answer how many layers a tar holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.exercise import checks, probes
from helpers.exercise.model import LABEL, Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import World

IMAGE, TAR = "parcel-inspect:1.0", "parcel-inspect.tar"
INSIDE = probes.tar(TAR)
HISTORY = probes.image_history(IMAGE)
PHOTOS, AT_THE_TOP = 6, 5
"""Instructions `COPY` of the image, and names at the top of the tar: neither is the number of layers."""
LISTS, FOLDERS = 4, 2
"""What stands in a saved tar beside its blobs: files (manifest.json, index.json, …) and folders (blobs, blobs/sha256)."""

SETUP = f"""docker build -q -t {IMAGE} - > /dev/null <<'DOCKERFILE'
FROM scratch
LABEL {LABEL}="transfer.inspect-tar"
ENV PHOTOS={PHOTOS}
COPY <<'PHOTO' /sea.txt
바다 사진
PHOTO
COPY <<'PHOTO' /river.txt
강 사진
PHOTO
COPY <<'PHOTO' /mountain.txt
산 사진
PHOTO
COPY <<'PHOTO' /field.txt
들 사진
PHOTO
COPY <<'PHOTO' /sky.txt
하늘 사진
PHOTO
COPY <<'PHOTO' /night.txt
밤 사진
PHOTO
WORKDIR /album
CMD ["/none"]
DOCKERFILE
docker save -o {TAR} {IMAGE}
docker rmi {IMAGE} > /dev/null
"""


def _files(more: int) -> Callable[[World], str]:
    """Return the number of the tar's files, with `more` added."""
    return lambda world: str(int(probes.data_of(world.at_start(INSIDE))["files"]) + more)


def _layers(world: World) -> str:
    return str(probes.data_of(world.at_start(INSIDE))["layers"])


def _instructions(world: World) -> str:
    return str(len(probes.data(world, HISTORY)) or "")


EXERCISE = Exercise(
    id="transfer.inspect-tar",
    title="소포 속의 레이어 세기",
    prompt=(
        f"옆 동아리에서 `{TAR}` 파일을 보내왔어요. `docker save`로 만든 소포예요. 풀기 전에 속을 들여다볼까요?\n\n"
        f"이 파일에 담긴 이미지의 **레이어가 몇 개**인지 알아내서 수로 답하세요.\n\n"
        "파일의 수와 레이어의 수는 달라요. 소포 안에는 레이어 말고도 설정과 목록이 들어 있으니까요."
    ),
    setup=parcels.STRICT + SETUP,
    owns=Owned(images=(IMAGE,)),
    checks=(
        checks.answer_is(
            "layers",
            _layers,
            asked=f"`{TAR}`에 담긴 레이어의 수",
            advice="어떤 레이어를 쌓는지는 묶음 안의 목록 파일에 적혀 있습니다. 그 목록에서 레이어만 세어 보세요.",
            wrong=(
                (_files(FOLDERS), "묶음 안의 파일과 폴더를 모두 센 수를 답했습니다."),
                (_files(0), "묶음 안의 파일을 모두 센 수를 답했습니다."),
                (_files(-LISTS), "`blobs` 안의 파일을 모두 센 수를 답했습니다. 거기에는 레이어 말고 설정도 있습니다."),
                (str(PHOTOS), "`COPY` 명령어의 수를 답했습니다. 레이어를 만드는 명령어는 `COPY`만이 아닙니다."),
                (str(AT_THE_TOP), "묶음의 맨 위에 있는 파일과 폴더를 센 수를 답했습니다."),
                (
                    _instructions,
                    "이미지의 기록에 나오는 명령어의 수를 답했습니다. 레이어를 만들지 않는 명령어도 있습니다.",
                ),
            ),
            shape=r"\d+",
            shape_says="수가 아닌 값을 답했습니다.",
            probes=(HISTORY,),
            noted=(INSIDE,),
        ),
    ),
    hints=(
        "`tar -tf 파일`은 묶음 안의 이름을 보여 줘요. 그 가운데 내용물의 목록은 어느 파일일까요?",
        "`manifest.json`만 꺼내 화면에 나오게 하려면 `tar`의 `-x`(꺼내기), `-O`(화면으로), `-f`(파일)를 함께 써요. `Layers`라는 목록을 찾아보세요.",
        "눈으로 세어도 되고, 파이썬의 `json`으로 읽어 `len`으로 세어도 돼요.",
    ),
    solution=Way(
        answer=f"""tar -xOf {TAR} manifest.json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)[0]["Layers"]))'"""
    ),
    alternatives=(
        Way(
            script=f"docker load -i {TAR}",
            answer=f"docker image inspect --format '{{{{len .RootFS.Layers}}}}' {IMAGE}",
            why="the engine counts them once the image is loaded",
        ),
        Way(
            answer=f"""tar -xOf {TAR} manifest.json | grep -o '"Layers":[^]]*' | grep -o 'blobs/sha256' | wc -l""",
            why="plain text tools do as well",
        ),
    ),
    mistakes=(
        Mistake(way=Way(answer=f"tar -tf {TAR} | wc -l"), fails="layers", says="파일과 폴더를 모두 센 수를 답했습니다"),
        Mistake(
            way=Way(answer=f"tar -tf {TAR} | grep -vc '/$'"), fails="layers", says="파일을 모두 센 수를 답했습니다"
        ),
        Mistake(
            way=Way(answer=f"tar -tf {TAR} | grep -c 'blobs/sha256/.'"),
            fails="layers",
            says="레이어 말고 설정도 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker load -i {TAR}", answer=f"docker history -q {IMAGE} | wc -l"),
            fails="layers",
            says="명령어의 수를 답했습니다",
        ),
        Mistake(way=Way(answer="echo 다섯"), fails="layers", says="수가 아닌 값을 답했습니다"),
    ),
)
