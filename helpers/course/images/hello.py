"""images.hello: the whole beginner's Dockerfile, built as `hello-world:latest`, seen and run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built, copied_otherwise, not_rebuilt
from helpers.exercise import checks
from helpers.exercise.checks import Near
from helpers.exercise.checks.base import find_image, touched
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE = "hello-world:latest"
_TEXT = "안녕하세요! 제 손으로 만든 이미지예요."
_APP = "/app/app.py"
_UNSEEN = {_APP: '#!/usr/bin/env python3\nprint(f"{3 + 4}번째 빵")\n'}
_DOCKERFILE = """\
cat > Dockerfile <<'EOF'
# 우분투 이미지를 바탕으로 삼아요
FROM ubuntu:latest

# 이미지 안에서 일할 폴더를 정해요
WORKDIR /app

# 이 폴더에 있는 것을 이미지의 /app으로 복사해요
COPY . /app

# 빌드하면서 파이썬을 설치해요
RUN apt-get update && \\
    apt-get install -y python3 && \\
    apt-get clean

# 컨테이너가 시작되면 이 명령을 실행해요
CMD ["python3", "app.py"]
EOF
"""
_BUILD = f"docker build -q -t {_IMAGE} ."


def _public_left(world: World) -> bool:
    found = find_image(world, _IMAGE)
    return found is not None and found.id in world.baseline.images.values()


def _named_otherwise(world: World) -> bool:
    return any(
        tag.startswith("hello-world:") and tag not in world.baseline.images
        for image in world.mine.images
        for tag in image.tags
    )


_NAMELESS = Near(
    when=lambda world: bool(checks.nameless(world)) and _public_left(world),
    observed=f"`{_IMAGE}`는 Docker Hub에서 받은 것 그대로이고, 새로 만든 것은 이름 없는 이미지입니다.",
    advice="이미지를 만들 때 이름과 태그를 정하는 옵션을 살펴보세요.",
)
_OTHERWISE = Near(
    when=_named_otherwise,
    observed=f"새로 만든 이미지의 태그가 다릅니다. `{_IMAGE}`는 아직 Docker Hub에서 받은 것입니다.",
    advice="태그를 적지 않으면 `latest`가 붙습니다. 문제에서 정한 이름과 비교해 보세요.",
)
_PUBLIC = Near(
    when=lambda world: touched(world) and _public_left(world),
    observed=f"`{_IMAGE}`가 Docker Hub에서 받은 것 그대로입니다.",
    advice="같은 이름으로 직접 빌드하면 이름이 새 이미지로 옮겨 갑니다. 빌드가 끝까지 됐는지 확인해 보세요.",
)

EXERCISE = Exercise(
    id="images.hello",
    title="나만의 hello-world",
    prompt=f"""\
드디어 배운 것을 모두 모아요. `hello-world`라고 하면 Docker Hub에서 받은 것이 실행됐지요? 이제 같은 이름의 이미지를 **내 손으로** 만들어요.

폴더에는 `app.py` 하나뿐이에요.

1. `ubuntu:latest`에서 시작하는 Dockerfile을 처음부터 끝까지 쓰세요. 작업 폴더는 `/app`이고, 이 폴더의 파일을 거기로 복사하고, 빌드하면서 `python3`을 설치하고, 시작하면 `python3 app.py`를 실행해요.
2. `{_IMAGE}`라는 이름으로 빌드하세요.
3. `docker images`로 확인하세요.
4. `docker run {_IMAGE}`로 실행하세요. `app.py`의 인사말이 나오면 성공이에요.
""",
    files={"app.py": f'print("{_TEXT}")\n'},
    setup="docker pull -q hello-world:latest",
    owns=Owned(images=(_IMAGE, "hello-world:1.0"), runs_of=(_IMAGE, "hello-world:1.0")),
    points=2,
    checks=(
        built(_IMAGE, near=(_NAMELESS, _OTHERWISE, _PUBLIC)),
        checks.image_based_on("base", _IMAGE, "ubuntu:latest", requires=("built",)),
        checks.image_workdir("workdir", _IMAGE, "/app", requires=("built",), near=(not_rebuilt(_IMAGE),)),
        checks.image_file(
            "copied", _IMAGE, _APP, contains=_TEXT, requires=("built",), near=(copied_otherwise(_IMAGE, _APP),)
        ),
        checks.image_prints(
            "installed", _IMAGE, "Python 3", entrypoint="python3", command=("--version",), requires=("base",)
        ),
        checks.image_prints("prints", _IMAGE, _TEXT, requires=("workdir", "copied", "installed")),
        checks.image_prints("runs-app", _IMAGE, "7번째 빵", files=_UNSEEN, requires=("prints",)),
        checks.ran("ran", _IMAGE, requires=("prints",)),
    ),
    hints=(
        "다섯 명령어가 차례로 필요해요. 바탕을 고르고, 자리를 정하고, 복사하고, 설치하고, 시작할 명령을 적어요.",
        "이 장의 ‘처음 만드는 Dockerfile’을 다시 펼쳐 보세요. 한 줄씩 왜 있는지 말해 보면서 옮기면 더 좋아요.",
        "빌드할 때는 이름과 태그를 정하는 옵션과 마지막의 빌드 컨텍스트가 필요해요. 빌드가 끝나면 목록에서 만든 때를 보세요. 방금 만든 것인가요?",
    ),
    secrets=("apt-get update", "-y"),
    solution=Way(
        script=_DOCKERFILE
        + f"{_BUILD}\ndocker images hello-world --format '{{{{.Repository}}}}:{{{{.Tag}}}}'\ndocker run {_IMAGE}"
    ),
    alternatives=(
        Way(
            script=_DOCKERFILE + "docker build -q -t hello-world .\ndocker run --rm hello-world",
            why="latest is added where no tag is given",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=_DOCKERFILE.replace('["python3", "app.py"]', f'["echo", "{_TEXT}"]')
                + f"{_BUILD}\ndocker run {_IMAGE}",
                why="the greeting instead of the program",
                variant="hard-coded-output",
            ),
            fails="runs-app",
            says="마지막 줄이 `안녕하세요! 제 손으로 만든 이미지예요.`입니다",
        ),
        Mistake(
            way=Way(script=f"docker run {_IMAGE}", why="the public hello-world left in place of one's own"),
            fails="built",
            says="Docker Hub에서 받은 것 그대로입니다",
        ),
        Mistake(
            way=Way(script=_DOCKERFILE + f"docker build -q .\ndocker run {_IMAGE}", why="no name and tag"),
            fails="built",
            says="새로 만든 것은 이름 없는 이미지입니다",
        ),
        Mistake(
            way=Way(
                script=_DOCKERFILE + "docker build -q -t hello-world:1.0 .\ndocker run hello-world", why="another tag"
            ),
            fails="built",
            says="새로 만든 이미지의 태그가 다릅니다",
        ),
        Mistake(
            way=Way(script=f"docker run {_IMAGE}\n" + _DOCKERFILE + _BUILD, why="run only before it was built"),
            fails="ran",
            says="지금의 이미지는 실행한 적이 없습니다",
        ),
    ),
)
