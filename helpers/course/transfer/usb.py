"""transfer.usb: carry a tar to the other computer by a USB drive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer import parcels
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE, TAR, NEW = "postcard-usb:1.0", "postcard-usb.tar", "postcard-usb-new.tar"
STICK, WHOLE_STICK = probes.file(TAR, probes.USB), probes.file(".", probes.USB)
THERE = probes.file(TAR, probes.HOME, parcels.OTHER)


def _half_way(world: World) -> checks.Miss | None:
    """Say that the file stayed on the stick, or that last year's was taken from it."""
    if probes.data(world, THERE).get("text") == "작년 엽서\n":
        return checks.Miss(
            observed=f"다른 컴퓨터에 도착한 `{TAR}`는 USB에 남아 있던 작년 파일입니다.",
            advice="올해 파일을 USB에 먼저 담았는지, 체크섬이 같은지 확인해 보세요.",
        )
    on_stick = probes.data(world, STICK).get("sha256") == parcels.packed_file(world, TAR)["sha256"]
    if on_stick and not world.fact(THERE).found:
        return checks.Miss(
            observed=f"`{TAR}`가 USB 드라이브에 담겨 있지만 다른 컴퓨터로 옮겨지지 않았습니다.",
            advice="USB에서 꺼내 담는 일은 다른 컴퓨터에서 해야 합니다. USB를 뽑으면 그 컴퓨터에는 아무것도 남지 않습니다.",
        )
    return None


def _by_stick(world: World) -> checks.Miss | None:
    """Check whether anything on the stick has changed since the start: whatever was carried on it did that."""
    if probes.data(world, WHOLE_STICK)["changed"] != probes.data_of(world.at_start(WHOLE_STICK))["changed"]:
        return None
    return checks.Miss(
        observed=f"`{TAR}`는 온전히 도착했지만, USB 드라이브에는 아무것도 담은 적이 없습니다.",
        advice="전시장의 네트워크가 끊겼다는 점을 떠올려 보세요. 다른 컴퓨터의 파일을 지우고 USB로 옮겨 보세요.",
    )


EXERCISE = Exercise(
    id="transfer.usb",
    title="USB 드라이브로 들고 가기",
    prompt=(
        "전시장의 네트워크가 끊겼어요! `scp`도 FTP도 쓸 수 없고, 이제 믿을 것은 주머니 속의 USB 드라이브뿐이에요.\n\n"
        f"`{TAR}` 파일을 USB 드라이브(`/media/usb`)에 담아서 **다른 컴퓨터의 홈 폴더**까지 옮기세요. "
        "USB 드라이브는 두 컴퓨터에서 모두 `/media/usb`에 보여요.\n\n"
        f"USB에는 작년에 쓴 `{TAR}`가 같은 이름으로 남아 있어요. 덮어써도 괜찮아요. "
        f"올해 엽서의 체크섬은 `{TAR}.sha256`에 있어요."
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.usb", IMAGE, "주머니 속에 담아 온 엽서입니다.")
    + parcels.packed(IMAGE, TAR)
    + f"echo '작년 엽서' > /media/usb/{TAR}\n",
    needs_other=True,
    owns=Owned(images=(IMAGE,), other_files=(TAR,), usb_files=(TAR, NEW)),
    checks=(
        parcels.arrived("arrived", TAR, IMAGE, explain=_half_way, probes_of=(STICK, THERE)),
        checks.assemble(
            "by-stick",
            "파일을 USB 드라이브에 담아 옮겼습니다.",
            _by_stick,
            requires=("arrived",),
            probes=(WHOLE_STICK,),
            noted=(WHOLE_STICK,),
        ),
    ),
    hints=(
        "복사를 두 번 해야 해요. 한 번은 내 컴퓨터에서 USB로, 한 번은 USB에서 다른 컴퓨터의 홈 폴더로요.",
        "두 번째 복사는 다른 컴퓨터에서 해야 하니 앞에 `ssh other`를 붙여요.",
        "홈 폴더는 다른 컴퓨터에 들어갔을 때 처음 서 있는 곳이에요. 지금 있는 폴더는 점 하나(`.`)로 나타내요.",
    ),
    solution=Way(script=f"cp {TAR} /media/usb/\nsync /media/usb/{TAR}\nssh other cp /media/usb/{TAR} ."),
    alternatives=(
        Way(
            script=f"cp {TAR} /media/usb/{NEW}\nssh other cp /media/usb/{NEW} {TAR}\nrm /media/usb/{NEW}",
            why="another name on the drive, which is as before at the end",
        ),
        Way(
            script=f"mv {TAR} /media/usb/\nssh other mv /media/usb/{TAR} {TAR}",
            why="moved, not copied: nothing is left on the way",
        ),
        Way(
            script=f'dd if={TAR} of=/media/usb/{TAR} status=none\nssh other "cat /media/usb/{TAR} > {TAR}"',
            why="any way to copy",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"scp {TAR} other:", why="by the network", variant="other-road"),
            fails="by-stick",
            says="USB 드라이브에는 아무것도 담은 적이 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"cp {TAR} /media/usb/\nssh other ln -s /media/usb/{TAR} {TAR}", why="a link", variant="linked"
            ),
            fails="arrived",
            says=f"`/media/usb/{TAR}`를 가리키는 링크입니다",
        ),
        Mistake(
            way=Way(
                script=f"cp {TAR} /media/usb/\nsync /media/usb/{TAR}\nssh other ls /media/usb/{TAR}",
                why="left on the stick",
            ),
            fails="arrived",
            says="다른 컴퓨터로 옮겨지지 않았습니다",
        ),
        Mistake(
            way=Way(
                script=f"cp {TAR} /media/usb/\ncp /media/usb/{TAR} copy.tar\nrm copy.tar",
                why="copied off it on one's own computer",
            ),
            fails="arrived",
            says="USB에서 꺼내 담는 일은 다른 컴퓨터에서 해야 합니다",
        ),
        Mistake(
            way=Way(script=f"ssh other cp /media/usb/{TAR} ."), fails="arrived", says="USB에 남아 있던 작년 파일입니다"
        ),
        Mistake(
            way=Way(
                script=f"head -c 20000 {TAR} > /media/usb/{TAR}\nssh other cp /media/usb/{TAR} .",
                why="pulled out too early",
            ),
            fails="arrived",
            says="도착한 파일은 20,000바이트입니다",
        ),
    ),
)
