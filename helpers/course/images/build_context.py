"""images.build-context: build from a folder that is not the current one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built, own_steps
from helpers.dockerdata.dockerfile import parse
from helpers.exercise import checks, probes
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.dockerdata.dockerfile import Instruction
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Finding

_IMAGE = "flower-context:1.0"
_OPEN, _CLOSED = "꽃집 문을 열었어요.", "꽃집은 쉬는 날이에요."
_GIVEN = """\
FROM busybox:latest
COPY sign.txt /sign.txt
CMD ["cat", "/sign.txt"]
"""
_HERE = probes.file("Dockerfile")
_history = probes.image_history(_IMAGE)
_INNER = re.compile(r"(?:^|/)shop(?:/|$)")


def _built() -> Check:
    """Check that the image was built; where there is none, say where a Dockerfile is and where none is."""
    asked = built(_IMAGE)

    def test(world: World, answer: str | None) -> Finding | None:
        finding = asked.test(world, answer)
        if finding is None or finding.attempted or world.fact(_HERE).found:
            return finding
        return replace(
            finding,
            observed=f"`{_IMAGE}` 이미지가 없습니다. 이 폴더에는 Dockerfile이 없고, `shop` 폴더에 있습니다.",
            advice="빌드할 때 마지막에 적는 폴더에서 Dockerfile을 찾습니다. 점은 지금 있는 폴더를 뜻합니다.",
        )

    return replace(asked, test=test)


def _signs() -> Check:
    """Check that both signs are as they were laid: the outer one was not made the inner one."""
    signs = {probes.file("shop/sign.txt"): _OPEN, probes.file("sign.txt"): _CLOSED}

    def look(world: World) -> checks.Miss | None:
        for sign, words in signs.items():
            text = str(probes.data(world, sign).get("text") or "")
            if not world.fact(sign).found:
                return checks.Miss(
                    observed=say("`{path}` 파일이 없어졌습니다.", path=sign.subject),
                    advice="간판은 둘 다 제자리에 두어야 합니다. 처음 상태로 되돌려 다시 해 보세요.",
                )
            if words not in text:
                return checks.Miss(
                    observed=say(
                        "`{path}`{이} 바뀌었습니다. 첫 줄은 `{line}`입니다.", path=sign.subject, line=_first(text)
                    ),
                    advice="간판은 고치지 않고도 빌드할 수 있습니다. 처음 상태로 되돌려 다시 해 보세요.",
                )
        return None

    return checks.assemble("signs", "두 간판은 처음 그대로입니다.", look, requires=("built",), probes=tuple(signs))


def _first(text: str) -> str:
    return (text.strip().splitlines() or [""])[0][:80]


def _context() -> Check:
    """Check that the sign was copied from a context that is `shop`: by its source in the history, or by a Dockerfile.

    The older builder does not write the source down.
    """
    files = (probes.file("shop/Dockerfile"), _HERE)

    def look(world: World) -> checks.Miss | None:
        sources = _sources(own_steps(world, _history))
        if not sources:
            return checks.Miss(
                observed=f"`{_IMAGE}` 이미지에는 빌드 컨텍스트에서 복사한 파일이 없습니다.",
                advice="간판은 `COPY`로 빌드 컨텍스트에서 가져와야 합니다. 준비된 Dockerfile을 살펴보세요.",
            )
        if "…" in sources:
            written = [str(probes.data(world, file).get("text") or "") for file in files]
            sources = [source for text in written for source in _sources(parse(text))]
        outer = next((source for source in sources if _INNER.search(source)), None)
        if outer is None:
            return None
        return checks.Miss(
            observed=say("`{outer}`{을} 복사했으니, 빌드 컨텍스트가 `shop`이 아니라 그 바깥 폴더입니다.", outer=outer),
            advice="`COPY`의 원본은 빌드 컨텍스트에서 찾습니다. Dockerfile은 그대로 두고, 빌드 명령의 마지막을 바꿔 보세요.",
        )

    return checks.assemble(
        "context",
        "이미지에 담긴 간판은 `shop` 폴더에서 보낸 것입니다.",
        look,
        requires=("sign",),
        probes=(_history, *files),
    )


def _sources(steps: Iterable[Instruction]) -> list[str]:
    return [source for step in steps if step.name in ("COPY", "ADD") for source in step.copies()[0]]


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

`shop` 폴더를 **빌드 컨텍스트**로 삼아 `{_IMAGE}` 이미지를 빌드하세요. `shop`으로 옮겨 가지 않고도 할 수 있어요. 두 간판은 그대로 두세요. 이미지를 실행하면 새 간판이 나와야 해요.
""",
    files={"shop/Dockerfile": _GIVEN, "shop/sign.txt": _OPEN + "\n", "sign.txt": _CLOSED + "\n"},
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        _built(),
        _signs(),
        checks.image_file("sign", _IMAGE, "/sign.txt", contains=_OPEN, requires=("signs",), near=(_WRONG_FOLDER,)),
        _context(),
        checks.image_prints("prints", _IMAGE, _OPEN, requires=("sign",)),
    ),
    hints=(
        "지금까지 빌드 명령의 마지막에 늘 점을 적었어요. 점은 ‘지금 있는 폴더’였지요. 그 자리에 다른 폴더를 적을 수 있어요.",
        "마지막에 폴더를 적으면 Dockerfile도 그 폴더에서 찾아요. 따로 알려 주지 않아도 돼요.",
    ),
    secrets=("shop",),
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
        Mistake(
            way=Way(
                script=f"sed -i 's#COPY sign.txt#COPY shop/sign.txt#' shop/Dockerfile\n"
                f"docker build -q -t {_IMAGE} -f shop/Dockerfile .",
                why="the Dockerfile bent to the wrong context",
            ),
            fails="context",
            says="`shop/sign.txt`를 복사했으니, 빌드 컨텍스트가 `shop`이 아니라 그 바깥 폴더입니다",
        ),
        Mistake(
            way=Way(
                script=f"cp shop/sign.txt sign.txt\ndocker build -q -t {_IMAGE} -f shop/Dockerfile .",
                why="the outer sign overwritten",
            ),
            fails="signs",
            says="`sign.txt`가 바뀌었습니다. 첫 줄은 `꽃집 문을 열었어요.`입니다",
        ),
        Mistake(
            way=Way(
                script=f'printf \'FROM busybox:latest\\nRUN echo {_OPEN} > /sign.txt\\nCMD ["cat", "/sign.txt"]\\n\' | '
                f"docker build -q -t {_IMAGE} -",
                why="the words of the sign without the file",
                variant="hard-coded-output",
            ),
            fails="context",
            says="빌드 컨텍스트에서 복사한 파일이 없습니다",
        ),
    ),
    omits={"other-base": "바탕 이미지는 묻지 않는다. 무엇을 어디에서 보내는지만 본다"},
)
