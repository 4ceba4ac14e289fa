"""transfer.run-there: run a loaded image on the other computer."""

from __future__ import annotations

from helpers.course.transfer import parcels
from helpers.dockerdata.types import Computer
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

IMAGE = "postcard-run:1.0"

EXERCISE = Exercise(
    id="transfer.run-there",
    title="전시장에서 엽서 보여 주기",
    prompt=(
        f"드디어 전시회 날이에요. `{IMAGE}` 이미지가 두 컴퓨터에 모두 들어 있어요. 손님은 전시장에 있으니, "
        f"**다른 컴퓨터에서** 이 이미지를 실행해 엽서를 끝까지 보여 주세요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.run-there", IMAGE, "전시장에 오신 것을 환영합니다!")
    + f"docker save {IMAGE} | ssh other docker load > /dev/null\n",
    needs_other=True,
    owns=Owned(images=(IMAGE,), runs_of=(IMAGE,), other_images=(IMAGE,), other_runs_of=(IMAGE,)),
    checks=(
        checks.ran(
            "ran",
            IMAGE,
            given=True,
            command=parcels.SHOWS,
            on=Computer.OTHER,
        ),
    ),
    hints=(
        "이미지로 컨테이너를 만들어 시작하는 명령은 내 컴퓨터에서 쓰던 것과 똑같아요. 달라지는 것은 ‘어디서’뿐이에요.",
        "명령 앞에 `ssh other`를 붙이면 그 명령은 다른 컴퓨터에서 실행돼요.",
    ),
    solution=Way(script=f"ssh other docker run {IMAGE}"),
    alternatives=(
        Way(script=f"ssh other docker run --rm {IMAGE}", why="removed at once: the events remember it"),
        Way(script=f"docker -H ssh://other run --rm {IMAGE}", why="the client here, the engine there"),
        Way(
            script=f'id=$(ssh other docker create {IMAGE})\nssh other docker start -a "$id"',
            why="made and started apart",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"ssh other docker run {IMAGE} true", why="another command: nothing is shown"),
            fails="ran",
            says="`true`를 실행했고, 종료 코드 0으로 끝났습니다",
        ),
        Mistake(
            way=Way(
                script=f"ssh other 'docker pull -q busybox && docker tag busybox {IMAGE} && docker run --rm {IMAGE} true'",
                why="another image under the name",
                variant="retagged",
            ),
            fails="ran",
            says="이름을 다른 이미지에 붙여서 실행했습니다",
        ),
        Mistake(way=Way(script=f"docker run {IMAGE}"), fails="ran", says="내 컴퓨터에서 실행했습니다"),
        Mistake(
            way=Way(script=f"ssh other docker create {IMAGE}"),
            fails="ran",
            says="만들어지기만 하고 시작되지 않았습니다",
        ),
        Mistake(
            way=Way(script=f"ssh other docker run {IMAGE} cat /letter.txt"),
            fails="ran",
            says="종료 코드 1로 끝났습니다",
        ),
        Mistake(way=Way(script="ssh other docker images"), fails="ran", says="컨테이너로 실행한 적이 없습니다"),
    ),
)
