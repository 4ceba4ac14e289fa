"""transfer.save: save an image to a tar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import checks, facts
from helpers.course.transfer import parcels
from helpers.model import Exercise, Mistake, Owned, Way
from helpers.particles import say

if TYPE_CHECKING:
    from helpers.state import World

IMAGE, TAR = "postcard-save:1.0", "postcard-save.tar"
INSIDE = facts.tar(TAR)


def _saved(world: World) -> checks.Miss | None:
    """Whether the tar was made by `docker save` and not by a look-alike."""
    fact, inside = world.fact(INSIDE), facts.data(world, INSIDE)
    if not fact.found:
        return checks.nothing(say("`{tar}` 파일이 없습니다.", tar=TAR), "연습 폴더에 어떤 파일이 있는지 목록을 살펴보세요.")
    match inside.get("kind"):
        case "save":
            return None
        case "empty":
            return checks.Miss(
                observed=say("`{tar}`{이} 있지만 비어 있습니다.", tar=TAR),
                advice="`>`는 앞의 명령이 실패해도 빈 파일을 만듭니다. 이미지의 이름과 태그가 맞았는지 살펴보세요.",
            )
        case "export":
            return checks.Miss(
                observed=say("`{tar}`에는 이미지가 아니라 컨테이너의 파일이 들어 있습니다.", tar=TAR),
                advice="컨테이너를 내보내면 레이어와 기본 명령과 이름이 사라집니다. 이미지를 저장하는 명령을 찾아보세요.",
            )
    return checks.Miss(
        observed=say("`{tar}`{은} 온전한 이미지 묶음이 아닙니다.", tar=TAR),
        advice="파일을 지우고 이미지를 처음부터 다시 저장해 보세요.",
    )


def _named(world: World) -> checks.Miss | None:
    """Whether the tar holds the image's name."""
    tags = facts.data(world, INSIDE).get("tags") or []
    if IMAGE in tags:
        return None
    if not tags:
        return checks.Miss(
            observed=say("`{tar}`에 이미지는 들어 있지만 이름이 없습니다.", tar=TAR),
            advice="이미지를 ID로 가리켜 저장하면 이름이 담기지 않습니다.",
        )
    return checks.Miss(
        observed=say("`{tar}`에 담긴 이미지의 이름은 `{tag}`입니다.", tar=TAR, tag=tags[0]),
        advice="저장할 이미지의 이름과 태그를 문제와 견주어 보세요.",
    )


EXERCISE = Exercise(
    id="transfer.save",
    title="엽서 포장하기",
    prompt=(
        "사진 동아리의 전시회가 곧 열려요. 전시장 입구의 컴퓨터에서 초대 엽서를 보여 주기로 했어요. "
        f"엽서는 `{IMAGE}` 이미지로 준비되어 있어요. 실행하면 엽서가 나와요.\n\n"
        f"이 이미지를 연습 폴더에 **`{TAR}`** 파일로 저장하세요. 전시장에서 풀었을 때 같은 이름으로 나타나야 해요.\n\n"
        "다 되면 `ls`로 파일이 생겼는지 보고 확인하세요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.save", IMAGE, "사진전에 초대합니다. 입구에서 만나요!")
    + "docker tag postcard-save:1.0 postcard-save:draft\n",
    owns=Owned(
        images=(IMAGE, "postcard-save:draft"), containers=("postcard-save-box",), files=(f"save/{TAR}",), runs_of=(IMAGE,)
    ),
    checks=(
        checks.assemble("saved", say("`{tar}`{은} 이미지를 저장한 파일입니다.", tar=TAR), _saved, probes=(INSIDE,)),
        checks.assemble(
            "named", say("`{tar}`에 `{image}` 이름이 담겨 있습니다.", tar=TAR, image=IMAGE), _named,
            requires=("saved",), probes=(INSIDE,),
        ),
    ),
    hints=(
        "이미지를 파일로 만드는 도커 명령의 이름은 영어로 '저장하다'예요. 컨테이너를 내보내는 명령과 헷갈리지 마세요.",
        "만들 파일의 이름은 출력(output)을 뜻하는 옵션 뒤에 적어요. 그다음에 무엇을 저장할지 `이름:태그`로 적어요.",
        "이미지 ID로 가리켜도 저장은 되지만 이름이 담기지 않아요. ID 말고 이름과 태그를 쓰세요.",
    ),
    solution=Way(script=f"docker save -o {TAR} {IMAGE}\nls"),
    alternatives=(
        Way(script=f"docker save {IMAGE} > {TAR}", why="without -o the archive goes to standard output"),
        Way(script=f"docker image save --output {TAR} {IMAGE}", why="the same command by its long name"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker create --name postcard-save-box {IMAGE}\ndocker export -o {TAR} postcard-save-box"),
            fails="saved",
            says="컨테이너의 파일이 들어 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker save -o {TAR} $(docker images -q {IMAGE})"),
            fails="named",
            says="이미지는 들어 있지만 이름이 없습니다",
        ),
        Mistake(
            way=Way(script=f"docker save postcard-save:2.0 > {TAR}", why="no such tag: the shell has made the file already"),
            fails="saved",
            says="있지만 비어 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker save -o {TAR} postcard-save:draft"),
            fails="named",
            says="담긴 이미지의 이름은 `postcard-save:draft`입니다",
        ),
        Mistake(
            way=Way(script=f"docker save {IMAGE} | head -c 20000 > {TAR}"), fails="saved", says="온전한 이미지 묶음이 아닙니다"
        ),
    ),
)
