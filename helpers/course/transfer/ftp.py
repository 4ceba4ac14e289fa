"""transfer.ftp: carry a tar to the other computer by FTP."""

from __future__ import annotations

from helpers.course.transfer import parcels
from helpers.exercise.model import Exercise, Mistake, Owned, Way

IMAGE, TAR = "postcard-ftp:1.0", "postcard-ftp.tar"
ACCOUNT = '--user "learner:$LAB_FTP_PASSWORD"'

EXERCISE = Exercise(
    id="transfer.ftp",
    title="FTP로 보내기",
    prompt=(
        "전시장 관리실에서 연락이 왔어요. “저희는 FTP로만 파일을 받아요.” 오래된 곳에서는 흔한 일이에요.\n\n"
        f"`{TAR}` 파일을 FTP로 **다른 컴퓨터(`other`)의 홈 폴더**에 같은 이름으로 올리세요. 내용이 원본과 똑같아야 해요.\n\n"
        "- FTP 서버: `ftp://other/` (여기가 홈 폴더예요)\n"
        "- 사용자명: `learner`, 비밀번호: 환경 변수 `$LAB_FTP_PASSWORD`\n"
        f"- 원본의 체크섬: `{TAR}.sha256`"
    ),
    setup=parcels.STRICT
    + parcels.card("transfer.ftp", IMAGE, "오래된 길로 온 엽서입니다.\r\n옛 컴퓨터에서는 줄바꿈이 두 글자였어요.\r")
    + parcels.packed(IMAGE, TAR),
    needs_other=True,
    owns=Owned(images=(IMAGE,), other_files=(TAR,)),
    checks=(parcels.arrived("arrived", TAR),),
    hints=(
        "`curl`은 내려받기만 하는 프로그램이 아니에요. 올리기(transfer)를 뜻하는 대문자 옵션이 있어요.",
        "올릴 파일은 `-T` 뒤에, 사용자명과 비밀번호는 `--user 이름:비밀번호` 꼴로 적어요. 주소 끝의 `/`를 잊지 마세요.",
        "텍스트(ASCII) 방식을 켜는 옵션은 쓰지 마세요. 다 올린 다음 `ssh other sha256sum 파일이름`으로 체크섬을 견주어 보세요.",
    ),
    solution=Way(script=f"curl -sS -T {TAR} {ACCOUNT} ftp://other/"),
    alternatives=(
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
            way=Way(script=f"curl -sS --use-ascii -T {TAR} {ACCOUNT} ftp://other/", why="text mode"),
            fails="arrived",
            says="텍스트 방식으로 보내면 줄바꿈 글자가 바뀝니다",
        ),
        Mistake(
            way=Way(script=f"head -c 20000 {TAR} | curl -sS -T - {ACCOUNT} ftp://other/{TAR}", why="partial"),
            fails="arrived",
            says="끝까지 오지 못했거나 다른 파일입니다",
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
