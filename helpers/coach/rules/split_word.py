"""A word that a blank split in two: what was read as the image is the rest of it, and the image stands further on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """There is no such image, but one by a later word, and what stands before it is no whole option."""
    if asked.verb not in ("run", "create") or not asked.arguments[1:]:
        return None
    rest, *later = asked.arguments
    place = len(ran.argv) - len(asked.arguments)
    before = ran.argv[place - 1]
    split = rest.startswith((" ", "=")) or (not rest.startswith(":") and _is_value(before, asked))
    if not split or scene.image(rest.strip()) is not None:
        return None
    image = next((word for word in later if not word.startswith("-") and scene.image(word) is not None), "")
    return _explanation(rest, before, image, ran.argv[:place]) if image else None


def _is_value(word: str, asked: Command) -> bool:
    return any(word in values for values in asked.options.values())


def _explanation(rest: str, before: str, image: str, argv: Sequence[str]) -> Explanation:
    what = say(
        "도커가 `{image}`{이} 아니라 그 앞의 `{rest}`{을} 이미지 이름으로 읽었어요.", image=image, rest=rest.strip()
    )
    if rest.startswith(" "):
        why = "줄 끝에 두는 `\\` 뒤에 빈칸이 있어요. `\\`는 바로 다음 글자에만 통해서, 빈칸이 단어의 한 글자가 됐어요."
        step = "한 줄로 적을 때는 `\\`를 지우고, 여러 줄로 나눌 때는 `\\` 바로 뒤에서 줄을 바꿔요."
    elif rest.startswith("="):
        why = "`=`의 앞뒤에 빈칸이 있어요. 셸은 빈칸에서 단어를 나누기 때문에, 이름과 값이 따로 떨어졌어요."
        step = say("`{before}=값`처럼 `=`의 앞뒤를 붙여서 적어요.", before=before)
    elif before.endswith(","):
        why = say(
            "`{before}` 뒤에 빈칸이 있어요. 셸은 빈칸에서 단어를 나누기 때문에, 값이 거기서 끝났어요.", before=before
        )
        step = "쉼표 뒤의 빈칸을 지우고 모두 붙여서 적어요."
    else:
        option = next((word for word in reversed(argv[:-1]) if word.startswith("-")), "")
        why = say("`{before}`{과} `{rest}` 사이에 빈칸이 있어요.", before=before, rest=rest)
        why += " 셸은 빈칸에서 단어를 나눠요. " + say("그래서 `{option}`의 값이 앞의 것에서 끝났어요.", option=option)
        step = '빈칸이 든 값은 따옴표로 묶고(`"$PWD"`처럼), 이름에는 빈칸 대신 `-`를 써요.'
    return Explanation(id="split-word", what=what, why=why, next=(step,))
