"""An explanation as people read it."""

from __future__ import annotations

from dataclasses import replace

from helpers.coach import render
from helpers.coach.model import Explanation, FinishedCommand
from helpers.coach.secrets import Sayable
from helpers.dockerdata.types import Computer

EXPLANATION = Sayable(
    Explanation(id="name-taken", what="이름 `web`이 <쓰이고> 있어요.", why="3분 전부터 돌아요.", next=("`docker ps`",))
)

RAN = FinishedCommand(argv=("docker", "run", "busybox"), code=125, words="no\n", folder="/w", host="unix:///mine")


def test_an_explanation_as_text() -> None:
    """Plain, in colour and as HTML; a command is named where it does not stand right above."""
    assert render.plain(EXPLANATION) == "[코치] 이름 `web`이 <쓰이고> 있어요.\n3분 전부터 돌아요.\n- `docker ps`"
    assert render.plain(EXPLANATION, "docker run").startswith("[코치] `docker run`\n이름")
    assert "\x1b[1mweb\x1b[0m이" in render.coloured(EXPLANATION)
    rich = render.rich(EXPLANATION, "docker run <x>")
    assert "이름 <code>web</code>이 &lt;쓰이고&gt; 있어요." in rich
    assert "<code>docker run &lt;x&gt;</code>" in rich
    assert render.named(replace(RAN, computer=Computer.OTHER)) == "ssh other docker run busybox"
    assert len(render.named(replace(RAN, argv=("docker", *["x"] * 99)))) == render.LONGEST
