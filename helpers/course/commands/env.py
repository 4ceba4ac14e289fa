"""commands.env: pass a setting by environment variable, not in the image."""

from helpers.course.commands.container_checks import inspected
from helpers.dockerdata.types import World
from helpers.exercise import probes
from helpers.exercise.checks import (
    Miss,
    Near,
    assemble,
    container_from_given,
    container_running,
    container_runs,
    image_kept,
)
from helpers.exercise.model import Exercise, Mistake, Owned, Way

GIVEN = "signpost:1.0"
INSPECT, LOGS, CONFIG = (
    probes.container_inspect("signpost"),
    probes.container_logs("signpost"),
    probes.image_inspect(GIVEN),
)
SAID = "오늘의 빵: 소금빵"
SHOW = """trap 'exit 0' TERM; echo \\"오늘의 빵: ${BREAD:-(정하지 않았음)}\\"; tail -f /dev/null & wait"""


def _setting(world: World) -> Miss | None:
    config = inspected(world, "signpost").get("Config")
    values = config.get("Env") or [] if isinstance(config, dict) else []
    if "BREAD=소금빵" in values:
        return None
    given = next((value for value in values if value.partition("=")[0].strip().upper() == "BREAD"), None)
    if given:
        return Miss(
            observed=f"`signpost` 컨테이너의 환경 변수는 `{given}`입니다.",
            advice="변수의 이름은 대문자와 소문자를 가리고, 따옴표와 빈칸도 이름이나 값이 됩니다. 문제와 비교해 보세요.",
        )
    said = _last_line(world)
    shown = f" 로그의 마지막 줄은 `{said}`입니다." if said else ""
    return Miss(
        observed=f"`signpost` 컨테이너에 환경 변수 `BREAD`가 없습니다.{shown}",
        advice="내 셸이나 컨테이너 안의 셸에 적어 둔 변수는 이미 실행한 프로그램에 들어가지 않습니다. 만들 때 건네주어야 합니다.",
    )


def _shown(world: World) -> Miss | None:
    if SAID in map(str.strip, world.fact(LOGS).text.splitlines()):
        return None
    said = _last_line(world)
    return Miss(
        observed=f"`docker logs signpost`의 마지막 줄은 `{said}`입니다." if said else "로그가 비어 있습니다.",
        advice="프로그램이 환경 변수를 읽어 보여 주기까지 조금 걸릴 수 있습니다. 컨테이너의 상태도 살펴보세요.",
    )


def _last_line(world: World) -> str:
    lines = world.fact(LOGS).text.strip().splitlines()
    return lines[-1].strip()[:80] if lines else ""


def _baked(world: World) -> bool:
    """Return whether the image now has the variable in it."""
    config = probes.data(world, CONFIG).get("Config") or {}
    return any(value.startswith("BREAD=") for value in config.get("Env") or [])


EXERCISE = Exercise(
    id="commands.env",
    title="환경 변수로 설정 건네기",
    prompt="""\
가게 앞 안내판은 이미지 `signpost:1.0`으로 만들어요. 안내판에 적을 빵은 날마다 달라서, 환경 변수 `BREAD`를 읽어 보여 줘요.

오늘의 빵은 소금빵이에요. 이미지는 그대로 두고, **환경 변수 `BREAD`의 값을 `소금빵`으로 건네서** `signpost`라는 이름의 컨테이너를 뒤에서 실행하세요.
`docker logs signpost`에 `오늘의 빵: 소금빵`이라고 나오면 성공이에요.""",
    owns=Owned(containers=("signpost",), images=("signpost:1.0", "signpost:1.1")),
    setup=f"""\
docker build -q -t signpost:1.0 --label lab.exercise=commands.env - <<'EOF'
FROM busybox
CMD ["sh", "-c", "{SHOW}"]
EOF
""",
    checks=(
        container_running("running", "signpost"),
        image_kept(
            "kept",
            GIVEN,
            near=(
                Near(
                    when=_baked,
                    observed=f"`{GIVEN}` 이미지가 바뀌었습니다. 지금은 `BREAD`의 값이 이미지 안에 들어 있습니다.",
                    advice="처음 상태로 되돌린 뒤에, 이미지는 두고 실행할 때 값을 건네 보세요.",
                    probes=(CONFIG,),
                ),
            ),
        ),
        container_from_given("image", "signpost", GIVEN, requires=("running", "kept")),
        assemble(
            "setting",
            "`signpost` 컨테이너가 환경 변수 `BREAD`로 `소금빵`을 받았습니다.",
            _setting,
            requires=("image",),
            probes=(INSPECT, LOGS),
        ),
        container_runs("program", "signpost", f'sh -c "{SHOW}"', of_image=True, requires=("image",)),
        assemble(
            "shown",
            f"`docker logs signpost`에 `{SAID}`이라고 나옵니다.",
            _shown,
            requires=("setting", "program"),
            probes=(LOGS,),
        ),
    ),
    hints=(
        "환경 변수는 컨테이너를 만들 때 정해져요. 이미 만든 컨테이너라면 지우고 다시 실행해야 해요.",
        "`docker run --help`에서 환경 변수(environment variable)를 정하는 옵션을 찾아보세요. 한 글자짜리 짧은 이름이 있어요.",
        "값은 `이름=값` 꼴로 적어요. 등호 둘레에 빈칸을 두지 마세요.",
    ),
    settle=3.0,
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
            says="`signpost:1.1` 이미지로 만들어졌습니다",
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
            says="`BREAD`의 값이 이미지 안에 들어 있습니다",
        ),
        Mistake(
            way=Way(script="export BREAD=소금빵\ndocker run -d --name signpost signpost:1.0"),
            fails="setting",
            says="컨테이너에 환경 변수 `BREAD`가 없습니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name signpost signpost:1.0 -e BREAD=소금빵"),
            fails="running",
            says="`-e`는 컨테이너 안에서 실행할 명령이 되었습니다",
        ),
        Mistake(
            way=Way(
                script="docker run -d --name signpost -e BREAD=소금빵 signpost:1.0 sleep 3600", why="another program"
            ),
            fails="program",
            says="실행하는 명령은 `sleep 3600`입니다",
        ),
        Mistake(
            way=Way(script="docker run -d --name signpost -e BREAD=단팥빵 signpost:1.0"),
            fails="setting",
            says="환경 변수는 `BREAD=단팥빵`입니다",
        ),
    ),
)
