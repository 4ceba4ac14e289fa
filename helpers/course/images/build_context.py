"""images.build-context: build from a folder that is not the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.exercise import checks, probes
from helpers.exercise.checks.base import find_image
from helpers.exercise.checks.images import absent
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE = "flower-context:1.0"
_OPEN, _CLOSED = "꽃집 문을 열었어요.", "꽃집은 쉬는 날이에요."
_GIVEN = """\
FROM busybox:latest
COPY sign.txt /sign.txt
CMD ["cat", "/sign.txt"]
"""
_HERE = probes.file("Dockerfile")


def _built() -> Check:
    """Check that the image stands; where it does not, say where a Dockerfile is and where none is."""

    def look(world: World) -> checks.Miss | None:
        if find_image(world, _IMAGE):
            return None
        miss = absent(world, _IMAGE)
        if miss.attempted or world.fact(_HERE).found:
            return miss
        return checks.nothing(
            f"`{_IMAGE}` 이미지가 없습니다. 이 폴더에는 Dockerfile이 없고, `shop` 폴더에 있습니다.",
            "빌드할 때 마지막에 적는 폴더에서 Dockerfile을 찾습니다. 점은 지금 있는 폴더를 뜻합니다.",
        )

    return checks.assemble("built", f"새로 만든 `{_IMAGE}` 이미지가 있습니다.", look, probes=(_HERE,))


_sign = probes.image_file(_IMAGE, "/sign.txt")
_WRONG_FOLDER = checks.Near(
    when=lambda world: _CLOSED in world.fact(_sign).text,
    observed="이미지에 `shop` 폴더의 `sign.txt`가 아니라 바깥 폴더의 `sign.txt`가 담겼습니다.",
    advice="`COPY`는 빌드 컨텍스트로 보낸 폴더에서 파일을 찾습니다. 마지막에 적은 폴더가 어디였는지 보세요.",
    probes=(_sign,),
)

EXERCISE = Exercise(
    id="images.build-context",
    title="자리를 옮기지 않고 빌드하기",
    prompt=f"""\
꽃집의 `Dockerfile`과 새 간판 `sign.txt`는 `shop` 폴더 안에 있어요. 바깥에도 `sign.txt`가 있지만, 그것은 쉬는 날에 거는 간판이에요.

```
build-context/
├── sign.txt          ← 쉬는 날 간판
└── shop/
    ├── Dockerfile
    └── sign.txt      ← 새 간판
```

`shop` 폴더를 빌드 컨텍스트로 삼아 `{_IMAGE}` 이미지를 빌드하세요. `shop`으로 옮겨 가지 않고도 할 수 있어요. 이미지에는 새 간판이 담겨야 해요.
""",
    files={"shop/Dockerfile": _GIVEN, "shop/sign.txt": _OPEN + "\n", "sign.txt": _CLOSED + "\n"},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        _built(),
        checks.image_file("sign", _IMAGE, "/sign.txt", contains=_OPEN, requires=("built",), near=(_WRONG_FOLDER,)),
    ),
    hints=(
        "지금까지 빌드 명령의 마지막에 늘 점을 적었어요. 점은 ‘지금 있는 폴더’였지요. 그 자리에 다른 폴더를 적을 수 있어요.",
        "마지막에 폴더를 적으면 Dockerfile도 그 폴더에서 찾아요. 따로 알려 주지 않아도 돼요.",
    ),
    solution=Way(script=f"docker build -q -t {_IMAGE} shop"),
    alternatives=(
        Way(script=f"docker build -q -t {_IMAGE} -f shop/Dockerfile ./shop", why="the Dockerfile named as well"),
        Way(script=f"cd shop\ndocker build -q -t {_IMAGE} .", why="moved there"),
        Way(script=f"tar -C shop -c . | docker build -q -t {_IMAGE} -", why="the context as a tar stream"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker build -q -t {_IMAGE} -f shop/Dockerfile .", why="wrong context"),
            fails="sign",
            says="바깥 폴더의 `sign.txt`가 담겼습니다",
        ),
        Mistake(
            way=Way(script=f"docker build -q -t {_IMAGE} .", why="Dockerfile not found"),
            fails="built",
            says="이 폴더에는 Dockerfile이 없고, `shop` 폴더에 있습니다",
        ),
        Mistake(
            way=Way(
                script=f"cp shop/Dockerfile .\ndocker build -q -t {_IMAGE} .",
                why="Dockerfile copied, context forgotten",
            ),
            fails="sign",
            says="바깥 폴더의 `sign.txt`가 담겼습니다",
        ),
        Mistake(
            way=Way(script="docker build -q shop", why="built without a name"),
            fails="built",
            says="이름 없는 이미지가 있습니다",
        ),
    ),
)
