"""Stories of Windows, macOS and Docker Desktop: WSL, virtualization, shells that change paths, shared folders."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Story

STORIES = (
    Story(
        id="wsl-integration",
        words=r"could not be found in this wsl|activate the wsl integration",
        of_machine=True,
        what="메시지가 나온 WSL 배포판이 Docker Desktop과 연결되어 있지 않아요(WSL 통합이 꺼져 있어요).",
        why="WSL 안의 `docker`는 Windows의 Docker Desktop이 빌려주는 것이에요. 배포판마다 따로 켜야 보여요.",
        next=(
            "Docker Desktop을 켜고 Settings → Resources → WSL Integration에서 그 배포판을 켠 뒤 Apply를 눌러요.",
            "`wsl -l -v`에서 그 배포판의 VERSION이 2인지 확인해요. 1이면 `wsl --set-version 배포판 2`로 바꿔요.",
        ),
    ),
    Story(
        id="wsl-kernel",
        words=r"wsl 2 installation is incomplete|wsl2? (?:linux )?kernel|requires (?:an update to its|"
        r"a newer wsl) kernel|wsl2kernel|wsl (?:version )?(?:is )?too old|wsl update (?:required|"
        r"failed)|"
        r"new version of wsl|kernel component",
        of_machine=True,
        what="메시지가 나온 Windows 컴퓨터의 WSL이 오래되었어요. WSL 2의 커널을 새로 받아야 해요.",
        why="Docker Desktop은 WSL 2라는 작은 리눅스 위에서 도커 엔진을 실행해요. 그 커널이 오래되면 시작하지 못해요.",
        next=(
            "PowerShell을 관리자 권한으로 열고 `wsl --update`를 실행한 뒤 `wsl --shutdown`을 실행해요.",
            "그다음 Docker Desktop을 다시 시작해요. 회사 컴퓨터라 막혀 있으면 `wsl --update --web-download`를 써 봐요.",
        ),
    ),
    Story(
        id="virtualization-off",
        words=r"virtuali[sz]ation (?:support )?(?:is )?(?:not (?:detected|enabled|supported)|disabled|must be)|"
        r"hardware assisted virtuali|hcs_e_hyperv|0x80370102|0x80370114|virtual machine platform|"
        r"enable(?:d)? (?:in the bios|virtuali)|hyper-?v (?:is )?(?:not|must)|가상화[^\n]{0,20}(?:꺼|않|사용하도록)",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 가상화를 쓸 수 없어서 Docker Desktop이나 WSL 2가 시작하지 못했어요.",
        why="Windows와 macOS에서 도커 엔진은 작은 가상 머신 안에서 실행돼요. 프로세서의 가상화 기능이 BIOS(UEFI)에서 "
        "꺼져 "
        "있거나, Windows의 기능이 꺼져 있으면 가상 머신을 만들지 못해요.",
        next=(
            "작업 관리자의 성능 → CPU에서 ‘가상화’가 ‘사용’인지 봐요.",
            "‘사용 안 함’이면 다시 켜면서 BIOS(UEFI) 설정으로 들어가 Intel VT-x나 AMD-V(SVM)를 켜요.",
            (
                "‘사용’이면 Windows 기능 켜기/끄기에서 ‘가상 머신 플랫폼’과 ‘Linux용 Windows 하위 시스템’을 켜고 다시 "
                "시작해요."
            ),
        ),
    ),
    Story(
        id="wsl-missing",
        words=r"windows subsystem for linux[^\n]*(?:not installed|not enabled|is required)|"
        r"linux용 windows 하위 시스템이 설치|wsl --install|wsl[^\n]{0,20}not installed|wsl_e_\w*not\w*",
        of_machine=True,
        what="메시지가 나온 Windows 컴퓨터에 WSL이 설치되어 있지 않아요.",
        why="Docker Desktop은 WSL 2라는 작은 리눅스 위에서 도커 엔진을 실행해요.",
        next=(
            "PowerShell을 관리자 권한으로 열고 `wsl --install`을 실행한 뒤 컴퓨터를 다시 시작해요.",
            "그다음 Docker Desktop을 켜요. `wsl -l -v`에서 VERSION이 2인지도 확인해요.",
        ),
    ),
    Story(
        id="wsl-broken",
        words=r"unexpected wsl error|wsl distro[^\n]*(?:terminated|stopped)|wsl integration[^\n]*(?:stopped|"
        r"unexpected)|"
        r"docker-desktop(?:-data)?[^\n]*(?:wsl|distro)|wslservice|wsl/service|provisioning (?:docker )?wsl|"
        r"running wsl[^\n]*(?:exit status|failed)|wsl\.exe[^\n]*exit code",
        of_machine=True,
        what="메시지가 나온 Windows 컴퓨터에서 WSL이 제대로 시작하지 못해 Docker Desktop이 멈췄어요.",
        why="Docker Desktop의 도커 엔진은 WSL 2라는 작은 리눅스 위에서 실행돼요. WSL이 엉키거나 오래되면 함께 멈춰요.",
        next=(
            "Docker Desktop을 끝내고 PowerShell에서 `wsl --shutdown`을 실행한 뒤 다시 켜요.",
            "그래도 같으면 관리자 권한으로 `wsl --update`를 실행하고 컴퓨터를 다시 시작해요.",
            "`wsl -l -v`에서 `docker-desktop`이 보이는지도 확인해요.",
        ),
    ),
    Story(
        id="git-bash-path",
        words=r"[a-z]:[/\\]program files[/\\]git[/\\]|\\program files\\git;",
        what="메시지가 나온 Git Bash가 컨테이너 안의 경로를 Windows의 경로로 바꿔 버렸어요.",
        why="Git Bash는 `/app`처럼 `/`로 시작하는 글자를 보면 `C:/Program Files/Git/app`으로 바꿔서 넘겨요. "
        "그래서 도커는 컨테이너 안에서 그런 경로를 찾다가 실패했어요.",
        next=(
            "컨테이너 안의 경로를 `//app`처럼 `/` 두 개로 시작해 적어요.",
            "또는 명령 앞에 `MSYS_NO_PATHCONV=1`을 적어 바꾸지 않게 해요.",
            "PowerShell이나 WSL에서 같은 명령을 실행해도 돼요.",
        ),
    ),
    Story(
        id="not-a-tty",
        words=r"not a tty[^\n]*winpty|winpty",
        what="메시지가 나온 곳은 Git Bash(mintty)라서 `-t`를 그대로는 쓸 수 없어요.",
        why="`-t`는 컨테이너를 터미널과 연결해 달라는 옵션이에요. Git Bash의 창은 도커가 아는 터미널이 아니에요.",
        next=(
            "명령 앞에 `winpty`를 붙여요: `winpty docker run -it …`.",
            "또는 PowerShell이나 명령 프롬프트, WSL에서 같은 명령을 실행해요.",
            "결과만 보면 되는 명령이면 `-t`를 빼요.",
        ),
    ),
    Story(
        id="drive-not-shared",
        words=r"drive has not been shared|(?P<aside>/\S+) is not shared from the host|"
        r"user (?:declined|denied) (?:directory|file) sharing(?: (?P<aside2>\S+))?|mounts denied|"
        r"filesharing has been cancelled",
        what="메시지가 나온 컴퓨터의 Docker Desktop이 그 폴더나 드라이브{aside}를 컨테이너와 함께 쓰지 못하게 되어 "
        "있어요.",
        why="Docker Desktop의 도커 엔진은 작은 가상 머신 안에 있어서, 공유하기로 정한 폴더만 볼 수 있어요.",
        next=(
            "Docker Desktop의 Settings → Resources → File sharing에 그 폴더나 드라이브를 더하고 Apply를 눌러요.",
            "또는 이미 공유된 곳(홈 폴더 아래)으로 파일을 옮겨서 그 폴더를 `-v`에 적어요.",
        ),
    ),
    Story(
        id="linux-containers",
        words=r"no matching manifest for windows[^\s]*",
        what="메시지가 나온 컴퓨터의 Docker Desktop이 Windows 컨테이너를 쓰는 상태라, 리눅스용 이미지를 받지 못했어요.",
        why="이미지는 대부분 리눅스용이에요. Docker Desktop은 리눅스 컨테이너와 Windows 컨테이너 가운데 하나를 골라 "
        "써요.",
        next=(
            "작업 표시줄의 고래 그림을 오른쪽 단추로 눌러 ‘Switch to Linux containers…’를 골라요.",
            "바뀐 뒤 `docker version`의 `Server`에 `linux`가 보이면 다시 받아요.",
        ),
    ),
)
