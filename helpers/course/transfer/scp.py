"""transfer.scp: carry a tar to the other computer by scp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE, TAR, COPY = "postcard-scp:1.0", "postcard-scp.tar", "postcard-scp-copy.tar"
NO_COLON, THERE = probes.file("other"), probes.file(TAR, probes.HOME, parcels.OTHER)


def _no_colon(world: World) -> checks.Miss | None:
    """Say that the file went to a file named like the other computer."""
    if world.fact(THERE).found or not world.fact(NO_COLON).found:
        return None
    return checks.Miss(
        observed=f"다른 컴퓨터가 아니라 내 컴퓨터에 `other`라는 파일이 생겼고, `{TAR}`는 도착하지 않았습니다.",
        advice="다른 컴퓨터를 가리킬 때는 컴퓨터 이름 뒤에 콜론(`:`)이 있어야 합니다.",
    )


EXERCISE = Exercise(
    id="transfer.scp",
    title="네트워크로 보내기",
    prompt=(
        f"엽서를 `{TAR}`로 포장해 두었어요. 전시장까지는 네트워크가 이어져 있으니 `scp`로 보낼 수 있어요.\n\n"
        f"이 파일을 **다른 컴퓨터(`other`)의 홈 폴더**에 같은 이름으로 보내세요. 한 바이트도 빠지지 않고 온전히 도착해야 해요.\n\n"
        f"원본의 체크섬이 `{TAR}.sha256`에 적혀 있으니 도착한 파일과 비교해 볼 수 있어요."
    ),
    setup=parcels.STRICT
    + "rm -rf other copy.tar\n"
    + parcels.card("transfer.scp", IMAGE, "네트워크를 타고 온 엽서입니다.")
    + parcels.packed(IMAGE, TAR),
    needs_other=True,
    owns=Owned(images=(IMAGE,), other_files=(TAR, COPY)),
    checks=(parcels.arrived("arrived", TAR, IMAGE, explain=_no_colon, probes_of=(NO_COLON, THERE)),),
    hints=(
        "`scp`는 `cp`처럼 ‘무엇을, 어디로’ 차례로 적어요. ‘어디로’ 자리에 다른 컴퓨터를 적으면 돼요.",
        "다른 컴퓨터는 컴퓨터 이름 뒤에 콜론을 붙여 나타내요. 콜론 뒤를 비우면 그 컴퓨터의 홈 폴더예요.",
        "`ssh other ls`로 홈 폴더를 보고, `ssh other sha256sum 파일이름`으로 도착한 파일의 체크섬을 볼 수 있어요.",
    ),
    solution=Way(script=f"scp {TAR} other:"),
    alternatives=(
        Way(script=f"cat {TAR} | ssh other 'cat > {TAR}'", why="through the standard input of ssh"),
        Way(script=f"sftp -b - other <<< 'put {TAR}'", why="sftp goes the same way as scp"),
        Way(script=f"mv {TAR} copy.tar\nscp copy.tar other:{TAR}", why="the original may go by another name"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"scp {TAR} other:{COPY}", why="another name there"),
            fails="arrived",
            says=f"이름이 `{COPY}`입니다",
        ),
        Mistake(
            way=Way(script=f"scp {TAR} other:{COPY}\nssh other ln -s {COPY} {TAR}", why="a link", variant="linked"),
            fails="arrived",
            says=f"`{COPY}`를 가리키는 링크입니다",
        ),
        Mistake(
            way=Way(
                script=f"echo junk > {TAR}\nsha256sum {TAR} > {TAR}.sha256\nscp {TAR} other:",
                why="another file with a checksum of its own",
                variant="forged",
            ),
            fails="arrived",
            says="그 파일이 처음에 준비된 것과 다릅니다",
        ),
        Mistake(
            way=Way(script=f"cp {TAR} copy.tar", why="still only here"),
            fails="arrived",
            says="홈 폴더에 `postcard-scp.tar`가 없습니다",
        ),
        Mistake(way=Way(script=f"scp {TAR} other"), fails="arrived", says="콜론(`:`)이 있어야 합니다"),
        Mistake(
            way=Way(script=f"head -c 20000 {TAR} | ssh other 'cat > {TAR}'", why="cut off half way"),
            fails="arrived",
            says="도착한 파일은 20,000바이트입니다",
        ),
        Mistake(way=Way(script=f"ssh other touch {TAR}"), fails="arrived", says="빈 파일입니다"),
    ),
)
