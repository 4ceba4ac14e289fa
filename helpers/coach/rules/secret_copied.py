"""`COPY .` that takes a file of passwords or keys along: whoever gets the image can read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.dockerdata import dockerfile
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("build",)
_SECRET = re.compile(
    r"(?:.*/)?(?:\.env(?:\.(?:local|production|prod))?|id_(?:rsa|dsa|ecdsa|ed25519)|[^/]+\.(?:pem|p12|pfx)|\.npmrc"
    r"|\.pypirc|\.netrc|\.git-credentials|credentials\.json|\.aws/credentials)"
)
"""Files that hold passwords or keys by custom."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The folder is copied as a whole, and such a file in it is not left out."""
    del ran
    build = build_context.of(asked, scene)
    source = build_context.whole_folder(build) if build else ""
    if build is None or not source:
        return None
    ignored = build.ignore_lines()
    taken = [path for path in build.files() if _SECRET.fullmatch(path) and not dockerfile.excluded_by(path, ignored)]
    secret = next((path for path in taken if (build.context / path).is_file()), "")
    if not secret:
        return None
    return Explanation(
        id="secret-copied",
        what=say("비밀번호나 열쇠가 들었을 `{secret}`{이} `COPY {source}`{by} 이미지에 들어갔어요.",
                 secret=secret, source=source, by="로" if source.endswith("/") else "으로"),
        why="이미지를 받은 사람은 누구나 그 파일을 읽을 수 있어요. 뒤의 줄에서 지워도 앞의 레이어에는 그대로 남아요.",
        next=(
            say("Dockerfile 옆의 `.dockerignore` 파일에 `{secret}`{을} 한 줄로 적고 다시 빌드해요.", secret=secret),
            "값은 이미지에 넣지 말고 실행할 때 `--env-file`이나 `-e`로 건네요.",
            "이미 올린 이미지라면 그 비밀번호나 열쇠를 새로 바꿔요.",
        ),
    )  # fmt: skip
