"""transfer.ftp: carry a tar to the other computer by FTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.course.transfer import parcels
from helpers.dockerdata.units import NANO
from helpers.exercise import checks, probes
from helpers.exercise.checks.transfer import shown
from helpers.exercise.model import Exercise, Mistake, Owned, Way

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE, TAR = "postcard-ftp:1.0", "postcard-ftp.tar"
THERE = probes.file(TAR, probes.HOME, parcels.OTHER)
ACCOUNT = '--user "learner:$LAB_FTP_PASSWORD"'


def _uploads(world: World) -> list[dict[str, Any]]:
    """List what the FTP server has received since the start, by its own log."""
    since = world.other_baseline.since // NANO
    return [upload for upload in probes.data(world, probes.FTP_UPLOADS) if upload["time"] >= since]


def _changed_on_its_way(world: World) -> checks.Miss | None:
    """Say what the server's log knows of a file that is not the original: sent as text, or in pieces one after another."""
    uploads = [upload for upload in _uploads(world) if upload["path"] == parcels.HOME + TAR]
    if not world.fact(THERE).found or not uploads:
        return None
    if uploads[-1]["text"]:
        return checks.Miss(
            observed=f"FTP 서버의 기록을 보면 `{TAR}`를 텍스트(ASCII) 방식으로 올렸고, 도착한 내용이 원본과 다릅니다.",
            advice="텍스트 방식으로 보내면 줄바꿈 글자가 바뀝니다. 전송 방식을 바꾸어 다시 올려 보세요.",
        )
    sizes = [upload["bytes"] for upload in uploads]
    if len(sizes) > 1 and sum(sizes[-2:]) == probes.data(world, THERE)["size"]:
        return checks.Miss(
            observed=f"FTP로 올린 {sizes[-2]:,}바이트 뒤에 {sizes[-1]:,}바이트가 이어 붙어, 원본과 다른 파일이 되었습니다.",
            advice="이어 올리기는 끊긴 자리부터 보낼 때에만 맞습니다. 처음부터 다시 올려 보세요.",
        )
    return None


def _by_ftp(world: World) -> checks.Miss | None:
    """Check whether all of the file went through the FTP server, as it was, under whatever name."""
    uploads = _uploads(world)
    as_it_was = sum(upload["bytes"] for upload in uploads if not upload["text"])
    if as_it_was >= int(parcels.packed_file(world, TAR)["size"]):
        return None
    advice = "관리실은 FTP로만 파일을 받습니다. 다른 길로 보낸 파일을 지우고 FTP로 올려 보세요."
    if not uploads:
        return checks.Miss(
            observed=f"`{TAR}`는 온전히 도착했지만, FTP 서버의 기록에는 올라온 파일이 없습니다.", advice=advice
        )
    last = uploads[-1]
    how = "텍스트 방식으로 올린" if last["text"] else "올린"
    return checks.Miss(
        observed=f"`{TAR}`는 온전히 도착했지만, FTP 서버의 기록에는 {how} `{shown(last['path'])}` {last['bytes']:,}바이트만 있습니다.",
        advice=advice,
    )


EXERCISE = Exercise(
    id="transfer.ftp",
    title="FTP로 보내기",
    prompt=(
        "전시장 관리실에서 연락이 왔어요. “저희는 FTP로만 파일을 받아요.” 오래된 곳에서는 흔한 일이에요.\n\n"
        f"`{TAR}` 파일을 FTP로 **다른 컴퓨터(`other`)의 홈 폴더**에 같은 이름으로 올리세요. 내용이 원본과 똑같아야 해요. "
        "다른 길로 보낸 파일은 받아 주지 않아요. 무엇을 받았는지 FTP 서버가 적어 두거든요.\n\n"
        "- FTP 서버: `ftp://other/` (여기가 홈 폴더예요)\n"
        "- 사용자명: `learner`, 비밀번호: 환경 변수 `$LAB_FTP_PASSWORD`\n"
        f"- 원본의 체크섬: `{TAR}.sha256`"
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.ftp", IMAGE, "오래된 길로 온 엽서입니다.\r\n옛 컴퓨터에서는 줄바꿈이 두 글자였어요.\r")
    + parcels.packed(IMAGE, TAR),
    needs_other=True,
    omits={"linked": "`transfer.scp`와 같은 확인이 본다"},
    owns=Owned(images=(IMAGE,), other_files=(TAR,)),
    checks=(
        parcels.arrived("arrived", TAR, IMAGE, explain=_changed_on_its_way, probes_of=(THERE, probes.FTP_UPLOADS)),
        checks.assemble(
            "by-ftp",
            "다른 컴퓨터의 FTP 서버가 그 파일을 받았습니다.",
            _by_ftp,
            requires=("arrived",),
            probes=(probes.FTP_UPLOADS,),
            noted=(probes.file(TAR),),
        ),
    ),
    hints=(
        "`curl`은 내려받기만 하는 프로그램이 아니에요. 올리기(transfer)를 뜻하는 대문자 옵션이 있어요.",
        "올릴 파일은 `-T` 뒤에, 사용자명과 비밀번호는 `--user 이름:비밀번호` 꼴로 적어요. 주소 끝의 `/`를 잊지 마세요.",
        "텍스트(ASCII) 방식을 켜는 옵션은 쓰지 마세요. 다 올린 다음 `ssh other sha256sum 파일이름`으로 체크섬을 비교해 보세요.",
    ),
    solution=Way(script=f"curl -sS -T {TAR} {ACCOUNT} ftp://other/"),
    alternatives=(
        Way(
            script=f"head -c 20000 {TAR} | curl -sS -T - {ACCOUNT} ftp://other/{TAR}\n"
            f"curl -sS -C - -T {TAR} {ACCOUNT} ftp://other/{TAR}",
            why="broken off and resumed",
        ),
        Way(
            script=f"""python3 - <<'PYTHON'
import ftplib
import os

with ftplib.FTP("other", "learner", os.environ["LAB_FTP_PASSWORD"]) as ftp, open("{TAR}", "rb") as file:
    ftp.storbinary("STOR {TAR}", file)
PYTHON""",
            why="Python's own FTP client in binary mode",
        ),
        Way(
            script=f"cat {TAR} | curl -sS -T - {ACCOUNT} ftp://other/{TAR}",
            why="from standard input, the name in the address",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"scp {TAR} other:", why="the file is whole, the road is not", variant="other-road"),
            fails="by-ftp",
            says="FTP 서버의 기록에는 올라온 파일이 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"head -c 20000 {TAR} | curl -sS -T - {ACCOUNT} ftp://other/{TAR}\n"
                f"curl -sS --append -T {TAR} {ACCOUNT} ftp://other/{TAR}",
                why="appended from the beginning",
            ),
            fails="arrived",
            says="이어 붙어, 원본과 다른 파일이 되었습니다",
        ),
        Mistake(
            way=Way(script=f"curl -sS --use-ascii -T {TAR} {ACCOUNT} ftp://other/", why="text mode"),
            fails="arrived",
            says="텍스트(ASCII) 방식으로 올렸고",
        ),
        Mistake(
            way=Way(script=f"head -c 20000 {TAR} | curl -sS -T - {ACCOUNT} ftp://other/{TAR}", why="partial"),
            fails="arrived",
            says="도착한 파일은 20,000바이트입니다",
        ),
        Mistake(
            way=Way(script=f"curl -sS -T {TAR} --user learner:wrong ftp://other/", why="the server refuses"),
            fails="arrived",
            says="홈 폴더에 `postcard-ftp.tar`가 없습니다",
        ),
        Mistake(
            way=Way(script=f"curl -sS -T /dev/null {ACCOUNT} ftp://other/{TAR}"), fails="arrived", says="빈 파일입니다"
        ),
    ),
)
