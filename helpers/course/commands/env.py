"""commands.env: pass a setting by environment variable, not in the image."""

from helpers.course.commands.container_checks import inspected, status
from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import Miss, Near, assemble, container_made_from, container_running, image_kept
from helpers.exercise.checks.base import find_container
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

INSPECT = probes.container_inspect("signpost")


def _setting(world: World) -> Miss | None:
    config = inspected(world, "signpost").get("Config")
    values = config.get("Env") or [] if isinstance(config, dict) else []
    if "BREAD=소금빵" in values:
        return None
    given = next((value for value in values if value.upper().startswith("BREAD=")), None)
    if given:
        return Miss(
            observed=say("`signpost` 컨테이너의 환경 변수는 `{given}`입니다.", given=given),
            advice="변수의 이름은 대문자와 소문자를 가립니다. 이름과 값을 문제와 견주어 보세요.",
        )
    return Miss(
        observed="`signpost` 컨테이너에 환경 변수 `BREAD`가 없습니다.",
        advice="셸에 적어 둔 변수는 컨테이너 안으로 저절로 들어가지 않습니다. 만들 때 건네주어야 합니다.",
    )


def _baked(world: World) -> bool:
    found = find_container(world, "signpost")
    return (
        found is not None and familiar(found.image).startswith("signpost:") and familiar(found.image) != "signpost:1.0"
    )


EXERCISE = Exercise(
    id="commands.env",
    title="환경 변수로 설정 건네기",
    prompt="""\
가게 앞 안내판은 이미지 `signpost:1.0`으로 만들어요. 안내판에 적을 빵은 날마다 달라서, 환경 변수 `BREAD`를 읽어 보여 줘요.

오늘의 빵은 소금빵이에요. 이미지는 그대로 두고, **환경 변수 `BREAD`의 값을 `소금빵`으로 건네서** `signpost`라는 이름의 컨테이너를 뒤에서 실행하세요.
`docker logs signpost`에 `오늘의 빵: 소금빵`이라고 나오면 성공이에요.""",
    owns=Owned(containers=("signpost",), images=("signpost:1.0", "signpost:1.1")),
    setup="""\
docker build -q -t signpost:1.0 --label lab.exercise=commands.env - <<'EOF'
FROM busybox
CMD ["sh", "-c", "trap 'exit 0' TERM; echo \\"오늘의 빵: ${BREAD:-(정하지 않았음)}\\"; tail -f /dev/null & wait"]
EOF
""",
    checks=(
        container_running(
            "running",
            "signpost",
            near=(
                Near(
                    when=status("signpost", "created"),
                    observed="`signpost` 컨테이너가 만들어지기만 하고 시작하지 못했습니다.",
                    advice="오류에 무엇을 찾을 수 없다고 나왔는지 보세요. 옵션은 이미지 이름보다 앞에 와야 합니다.",
                ),
            ),
        ),
        container_made_from(
            "image",
            "signpost",
            "signpost:1.0",
            requires=("running",),
            near=(
                Near(
                    when=_baked,
                    observed="`signpost` 컨테이너는 새로 만든 이미지로 실행되었습니다. 값이 이미지 안에 들어가 있습니다.",
                    advice="값을 이미지에 넣으면 빵이 바뀔 때마다 이미지를 다시 만들어야 합니다. 실행할 때 건네 보세요.",
                ),
            ),
        ),
        image_kept(
            "kept",
            "signpost:1.0",
            near=(
                Near(
                    when=lambda world: any("signpost:1.0" in found.tags for found in world.mine.images),
                    observed="`signpost:1.0` 이미지가 바뀌었습니다. 값을 이미지 안에 넣은 것 같습니다.",
                    advice="처음 상태로 되돌린 뒤에, 이미지는 두고 실행할 때 값을 건네 보세요.",
                ),
            ),
        ),
        assemble(
            "setting",
            "`signpost` 컨테이너가 환경 변수 `BREAD`로 `소금빵`을 받았습니다.",
            _setting,
            requires=("running",),
            probes=(INSPECT,),
        ),
    ),
    hints=(
        "환경 변수는 컨테이너를 만들 때 정해져요. 이미 만든 컨테이너라면 지우고 다시 실행해야 해요.",
        "`docker run --help`에서 환경 변수(environment variable)를 정하는 옵션을 찾아보세요. 한 글자짜리 짧은 이름이 있어요.",
        "값은 `이름=값` 꼴로 적어요. 등호 둘레에 빈칸을 두지 마세요.",
    ),
    solution=Way(script="docker run -d --name signpost -e BREAD=소금빵 signpost:1.0"),
    alternatives=(
        Way(
            script="echo 'BREAD=소금빵' > bread.env\ndocker run -d --name signpost --env-file bread.env signpost:1.0",
            why="from a file",
        ),
        Way(
            script="export BREAD=소금빵\ndocker run -d --name signpost -e BREAD signpost:1.0",
            why="handed on from the shell",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="""\
docker build -q -t signpost:1.1 - <<'EOF'
FROM signpost:1.0
ENV BREAD=소금빵
EOF
docker run -d --name signpost signpost:1.1"""
            ),
            fails="image",
            says="값이 이미지 안에 들어가 있습니다",
        ),
        Mistake(
            way=Way(
                script="""\
docker build -q -t signpost:1.0 --label lab.exercise=commands.env - <<'EOF'
FROM signpost:1.0
ENV BREAD=소금빵
EOF
docker run -d --name signpost signpost:1.0"""
            ),
            fails="kept",
            says="값을 이미지 안에 넣은 것 같습니다",
        ),
        Mistake(
            way=Way(script="export BREAD=소금빵\ndocker run -d --name signpost signpost:1.0"),
            fails="setting",
            says="컨테이너에 환경 변수 `BREAD`가 없습니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name signpost signpost:1.0 -e BREAD=소금빵"),
            fails="running",
            says="옵션은 이미지 이름보다 앞에 와야 합니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name signpost -e BREAD=단팥빵 signpost:1.0"),
            fails="setting",
            says="환경 변수는 `BREAD=단팥빵`입니다",
        ),
    ),
)
