"""`docker save` by an image's id: the name does not travel with it, and `docker load` brings a nameless image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence.made_containers import during
from helpers.coach.model import Explanation
from helpers.coach.phrases import one_of
from helpers.dockerdata.names import familiar
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Image

SILENT = True
HEARD = ("save", "load")
_ID = re.compile(r"(?:sha256:)?([0-9a-f]{4,64})")


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Said where it is saved, and where it arrives."""
    if asked.verb == "save":
        found = ((word, _by_id(word, scene)) for word in asked.arguments)
        return next((_saved(word, image) for word, image in found if image), None)
    if asked.verb == "load":
        ids = [event.id for event in during(ran, scene, "image", "load")]
        nameless = [image for image in scene.state.images if image.id in ids and not image.tags]
        return _loaded(nameless) if nameless else None
    return None


def _by_id(word: str, scene: Scene) -> Image | None:
    """Return the image that a word names by its id; None where it is a name."""
    said = _ID.fullmatch(word)
    if said is None or any(familiar(word) in image.tags for image in scene.state.images):
        return None
    found = (image for image in scene.state.images if image.id.removeprefix("sha256:").startswith(said[1]))
    return next(found, None)


def _saved(word: str, image: Image) -> Explanation:
    known = bool(image.tags)
    return Explanation(
        id="save-by-id",
        what=say("저장은 됐지만, 이름 없이 ID `{word}`{으로} 저장했어요.", word=word),
        why="`docker save`는 명령에 적은 이름만 파일에 담아요. ID로 저장하면 다른 컴퓨터에서 `docker load`했을 때"
        " 이름이 `<none>:<none>`인 이미지가 돼요."
        + (
            say(" 이 이미지의 이름은 {names}{이에요}.", names=one_of(image.tags))
            if known
            else " 이 이미지에는 아직 이름이 없어요."
        ),
        next=(
            say("`docker save`에 ID 대신 `{name}`{을} 적어 다시 저장해요.", name=image.tags[0])
            if known
            else "`docker tag`로 이름을 붙인 다음, 그 이름으로 다시 저장해요.",
        ),
    )


def _loaded(images: list[Image]) -> Explanation:
    ids = [image.id.removeprefix("sha256:")[:12] for image in images]
    return Explanation(
        id="save-by-id",
        what=say("이미지가 들어왔지만 이름이 없어요. 목록에는 `<none>`이고 ID는 {ids}{이에요}.", ids=one_of(ids)),
        why="`docker save`할 때 이름 대신 ID를 적으면 파일에 이름이 담기지 않아요. 내용은 온전해요.",
        next=(
            say("`docker tag`로 ID `{id}`에 이름과 태그를 붙여요.", id=ids[0]),
            "다음에는 `docker save`에 이름과 태그를 적어 저장해요.",
        ),
    )
