"""`docker build` without `-t`: an image that can be called only by its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.dockerdata.units import NANO
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Image

SILENT = True
HEARD = ("build",)
_WRITTEN = re.compile(r"(?:writing image|exporting manifest list|Successfully built) (?:sha256:)?([0-9a-f]{12,64})")
_OTHERWISE = ("--output", "--iidfile", "--quiet", "--target", "--check", "--push", "--metadata-file", "--call")
"""Options of those who know what they do: the image goes elsewhere, its id is kept, or only a part was wanted."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The image that was built stands there, and has no name."""
    if asked.verb != "build" or asked.has("--tag") or any(asked.has(name) for name in _OTHERWISE):
        return None
    written = _WRITTEN.findall(ran.words)
    nameless = [found for found in scene.state.images if not found.tags]
    image = next((found for found in nameless if _is_it(found, written, ran)), None)
    if image is None:
        return None
    return _explanation(image)


def _is_it(image: Image, written: list[str], ran: FinishedCommand) -> bool:
    """Return whether the build says that it wrote this image; where it says none, whether the image is that new."""
    if written:
        return image.id.removeprefix("sha256:").startswith(written[-1])
    return image.created >= ran.began // NANO


def _explanation(image: Image) -> Explanation:
    id = image.id.removeprefix("sha256:")[:12]
    return Explanation(
        id="nameless-build",
        what=say("이미지는 만들어졌지만 이름이 없어요. ID `{id}`{으로}만 부를 수 있어요.", id=id),
        why="`-t`로 이름을 주지 않으면 목록에 `<none>`으로 나오고, 이름 없는 이미지를 정리할 때 함께 지워질 수 있어요.",
        next=(
            say("`docker tag`로 ID `{id}`에 이름을 붙여요. 다시 빌드하지 않아도 돼요.", id=id),
            "다음부터는 `docker build`에 `-t`와 이름을 적어요.",
        ),
    )
