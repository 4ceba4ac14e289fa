"""Postcards (small images) and their tar files for this chapter's exercises, and the check that a file arrived.

Knows the shell lines of a setup and the facts of a carried file; knows no single exercise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.model import LABEL
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.checks.base import Near
    from helpers.exercise.model import Check

OTHER = Computer.OTHER
SLIGHTLY = 0.01
"""A file whose size differs by less than this share was changed on its way rather than cut off."""
STRICT = "set -eo pipefail\n"
LOG_IN = 'echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin'
LOG_IN_THERE = 'echo "$LAB_HUB_PASSWORD" | ssh other docker login -u "$LAB_HUB_USER" --password-stdin'
CREDENTIALS_APART = f"""
export DOCKER_CONFIG=$(mktemp -d)
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
{LOG_IN} > /dev/null 2>&1
"""
"""For a setup that pushes: log in beside the learner's own credentials, which stay as they are."""


def card(exercise: str, image: str, text: str) -> str:
    """Return shell lines that build a postcard: an image that shows `text` when it is run. Needs no file, so none can be spoilt."""
    return f"""docker build -q -t "{image}" - > /dev/null <<'DOCKERFILE'
FROM busybox:latest
LABEL {LABEL}="{exercise}"
COPY <<'CARD' /card.txt
{text}
CARD
CMD ["cat", "/card.txt"]
DOCKERFILE
"""


def packed(image: str, tar: str) -> str:
    """Return shell lines that save an image as `tar` with its checksum beside it."""
    return f"docker save -o {tar} {image}\nsha256sum {tar} > {tar}.sha256\n"


def card_of(world: World, image: str, on: Computer = Computer.MINE) -> str | None:
    """Return the exercise that an image was made for, by its label; None where no image of that name stands."""
    name = probes.named(world, image)
    return next((found.labels.get(LABEL, "") for found in world.on(on).images if name in found.tags), None)


def arrived(check: str, tar: str, *, requires: tuple[str, ...] = (), near: tuple[Near, ...] = ()) -> Check:
    """Check that `tar` stands in the other computer's home, byte for byte as its checksum beside the original says."""
    original, checksum = probes.file(tar), probes.file(f"{tar}.sha256")
    there = probes.file(tar, probes.HOME, OTHER)

    def look(world: World) -> checks.Miss | None:
        if not world.fact(there).found:
            return checks.nothing(
                say("다른 컴퓨터의 홈 폴더에 `{tar}`{이} 없습니다.", tar=tar),
                "다른 컴퓨터의 홈 폴더에 어떤 파일이 있는지 목록을 살펴보세요.",
            )
        found = probes.data(world, there)
        wanted = str(probes.data(world, checksum).get("text") or "").partition(" ")[0]
        if found.get("sha256") == wanted:
            return None
        return _differs(tar, found.get("size", 0), probes.data(world, original).get("size"))

    establishes = say("다른 컴퓨터의 홈 폴더에 `{tar}`{이} 온전히 도착했습니다.", tar=tar)
    return checks.assemble(check, establishes, look, requires=requires, near=near, probes=(original, checksum, there))


def _differs(tar: str, size: int, wanted: int | None) -> checks.Miss:
    """Return why a file that arrived is not the original, by both sizes in bytes (None: the original is gone)."""
    if not size:
        return checks.Miss(
            observed=say("다른 컴퓨터의 `{tar}`{은} 빈 파일입니다.", tar=tar),
            advice="보낸 파일의 이름과 경로가 맞았는지, 보낼 때 오류가 나오지 않았는지 살펴보세요.",
        )
    if wanted and 0 < abs(size - wanted) < wanted * SLIGHTLY:
        return checks.Miss(
            observed=say(
                "다른 컴퓨터의 `{tar}`{은} 원본과 크기가 조금 다릅니다. 보내는 동안 내용이 바뀌었습니다.", tar=tar
            ),
            advice="텍스트 방식으로 보내면 줄바꿈 글자가 바뀝니다. 전송 방식을 확인하고 체크섬을 견주어 보세요.",
        )
    if wanted and size < wanted:
        return checks.Miss(
            observed=say("다른 컴퓨터의 `{tar}`{이} 원본보다 작습니다. 끝까지 오지 못했거나 다른 파일입니다.", tar=tar),
            advice="두 컴퓨터에서 체크섬을 견주어 보고, 처음부터 끝까지 다시 보내 보세요.",
        )
    return checks.Miss(
        observed=say("다른 컴퓨터의 `{tar}`{은} 이름만 같고 내용이 원본과 다릅니다.", tar=tar),
        advice="어느 파일을 보냈는지, 두 컴퓨터의 체크섬이 같은지 확인해 보세요.",
    )
