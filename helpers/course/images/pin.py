"""images.pin: replace `latest` by a fixed tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built
from helpers.dockerdata.dockerfile import base, parse
from helpers.dockerdata.names import parse as read
from helpers.exercise import checks, probes
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.names import Reference
    from helpers.dockerdata.types import World

_IMAGE, _TAG = "bell-pin:1.0", "1.36"
_GIVEN = """\
FROM busybox:latest
CMD ["echo", "댕! 댕! 댕!"]
"""
_FILE = probes.file("Dockerfile")
_BUILD = f"docker build -q -t {_IMAGE} ."


def _pinned() -> Check:
    """Check that the Dockerfile's last FROM names busybox with the tag that was asked for, or with a digest.

    What is to be changed is the file itself; what the image was really made from is asked besides.
    """

    def look(world: World) -> checks.Miss | None:
        written = base(parse(str(probes.data(world, _FILE).get("text") or "")))
        name, _, digest = written.partition("@")
        image = read(name)
        if image.repository == "busybox" and (image.tag == _TAG or (digest and not image.tagged)):
            return None
        if image.repository == "busybox" and name.endswith(":latest"):
            return checks.nothing("바탕 이미지가 아직 `busybox:latest`입니다.", "Dockerfile의 `FROM`을 살펴보세요.")
        return _otherwise(written, image)

    return checks.assemble(
        "pinned", f"Dockerfile의 바탕 이미지가 태그를 못 박은 `busybox:{_TAG}`입니다.", look, probes=(_FILE,)
    )


def _otherwise(written: str, image: Reference) -> checks.Miss:
    """Say what the Dockerfile begins with instead."""
    if not written:
        return checks.Miss(
            observed="Dockerfile에 `FROM`이 없습니다.", advice="바탕 이미지를 고르는 명령어는 남겨 두세요."
        )
    if image.repository != "busybox":
        return checks.Miss(
            observed=say("바탕 이미지가 `{name}`{으로} 바뀌었습니다.", name=image.repository),
            advice="바탕은 그대로 두고 태그만 바꾸세요.",
        )
    if written.endswith(":"):
        return checks.Miss(
            observed="`FROM`의 태그가 빈 변수입니다. Dockerfile만 보아서는 어떤 태그인지 알 수 없습니다.",
            advice="태그는 Dockerfile에 적어 두어야 누가 빌드해도 같은 바탕에서 시작합니다.",
        )
    if not image.tagged:
        return checks.Miss(
            observed="`FROM busybox`에 태그가 없습니다. 태그가 없으면 `latest`로 읽힙니다.",
            advice="이미지 이름 뒤에 `:`를 적고 움직이지 않는 태그를 적으세요.",
        )
    return checks.Miss(
        observed=say("바탕 이미지의 태그가 `{tag}`입니다.", tag=image.tag),
        advice="문제에 나온 태그와 한 글자씩 비교해 보세요. 태그가 다르면 다른 이미지일 수 있습니다.",
    )


def _base(image: str) -> str:
    return f"sed -i 's#^FROM .*#FROM {image}#' Dockerfile\n{_BUILD}"


EXERCISE = Exercise(
    id="images.pin",
    title="바탕의 버전 못 박기",
    prompt=f"""\
종소리 이미지는 `busybox:latest`에서 시작해요. 지금은 잘 되지만, 내년에 다시 빌드하면 `latest`가 다른 이미지를 가리킬지도 몰라요.

`Dockerfile`의 바탕을 `latest`가 아니라 **`{_TAG}` 태그**로 못 박고, `{_IMAGE}` 이미지로 빌드하세요. 바탕은 여전히 `busybox`여야 하고, 실행하면 종소리가 그대로 나와야 해요.
""",
    files={"Dockerfile": _GIVEN},
    owns=Owned(images=(_IMAGE, "busybox:1.36"), runs_of=(_IMAGE,)),
    checks=(
        _pinned(),
        built(_IMAGE, _GIVEN, requires=("pinned",)),
        checks.image_based_on("based", _IMAGE, f"busybox:{_TAG}", requires=("built",)),
        checks.image_prints("prints", _IMAGE, "댕! 댕! 댕!", requires=("built",)),
    ),
    hints=(
        "바탕 이미지는 Dockerfile의 첫 명령어에서 골라요. `이름:태그`에서 태그만 바꾸면 돼요.",
        "태그를 지우는 것은 못 박는 것이 아니에요. 태그가 없으면 도커가 `latest`를 붙여 읽어요.",
    ),
    solution=Way(script=f"cat > Dockerfile <<'EOF'\n{_GIVEN.replace('latest', '1.36')}EOF\n{_BUILD}"),
    alternatives=(
        Way(script=_base("docker.io/library/busybox:1.36"), why="the whole name"),
        Way(
            script="docker pull -q busybox:1.36\n"
            "digest=$(docker image inspect --format '{{index .RepoDigests 0}}' busybox:1.36)\n"
            + _base("'\"$digest\"'"),
            why="by the digest",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=_base("ubuntu:24.04"), why="another image"),
            fails="pinned",
            says="바탕 이미지가 `ubuntu`로 바뀌었습니다",
        ),
        Mistake(way=Way(script=_BUILD, why="still latest"), fails="pinned", says="아직 `busybox:latest`입니다"),
        Mistake(
            way=Way(script=_base("busybox"), why="no tag, which is latest"),
            fails="pinned",
            says="태그가 없으면 `latest`로 읽힙니다",
        ),
        Mistake(
            way=Way(script="sed -i 's/busybox:latest/busybox:1.36/' Dockerfile", why="not built"),
            fails="built",
            says="`bell-pin:1.0` 이미지가 없습니다",
        ),
        Mistake(
            way=Way(script=_base("busybox:1.37"), why="another version"), fails="pinned", says="태그가 `1.37`입니다"
        ),
        Mistake(
            way=Way(
                script=f"{_BUILD}\nsed -i 's/busybox:latest/busybox:1.36/' Dockerfile", why="mended after the build"
            ),
            fails="based",
            says="`busybox:1.36`이 아니라 `busybox:latest`를 바탕으로 만들었습니다",
        ),
    ),
    omits={"hard-coded-output": "이미지에 프로그램이 없다. 적어 둔 글을 `echo`가 그대로 출력한다"},
)
