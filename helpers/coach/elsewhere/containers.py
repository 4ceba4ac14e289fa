"""Stories of containers: their names, ports, folders, programs, and what keeps images, volumes and networks."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Step, Story

_HOLDER = (
    Step(
        system="windows",
        text="Windows라면 `netstat -ano | findstr :{port}`로 쓰는 프로그램의 번호(PID)를 찾아 작업 관리자에서 끝내요.",
    ),
    Step(system="mac", text="macOS라면 `lsof -i :{port}`로 쓰는 프로그램을 찾아요."),
    Step(system="linux", text="리눅스라면 `sudo ss -ltnp | grep :{port}`로 쓰는 프로그램을 찾아요."),
)
_OTHER_PORT = "또는 `-p`의 왼쪽(Compose에서는 `ports`의 왼쪽)을 {port} 말고 다른 번호로 바꿔요."
_FOR_ANOTHER = "이미지는 한 종류의 프로세서에 맞춰 만들어져요. 애플 실리콘 맥은 `arm64`, 보통 PC와 서버는 `amd64`예요. "
_CRLF = (
    "Windows에서 만들거나 git이 바꾼 파일은 줄이 CRLF(`\\r\\n`)로 끝나요. "
    "리눅스는 `\\r`까지 프로그램의 이름으로 읽어서, 있는 파일도 없다고 해요."
)
_MEND_CRLF = (
    "편집기(VS Code는 오른쪽 아래의 `CRLF`를 누르기)에서 줄 끝을 LF로 바꿔 저장하고 이미지를 다시 빌드해요.",
    (
        "`sed -i 's/\\r$//' 파일`이나 `dos2unix`로도 바꿔요. 다시 바뀌지 않게 `.gitattributes`에 `*.sh text eol=lf`를 "
        "적어요."
    ),
)

STORIES = (
    Story(
        id="name-taken",
        words=r"container name \"?/?(?P<name>[\w.-]+)\"? is already in use(?: by container \"?(?P<by>\w+))?",
        command="docker run --name {name} image",
        what="메시지가 나온 컴퓨터에서 `{name}`{이라는} 이름을 다른 컨테이너가 이미 쓰고 있어요.",
        why="이름은 컨테이너마다 달라야 하고, 끝난 컨테이너도 지울 때까지 제 이름을 갖고 있어요.",
        next=(
            "`docker ps -a --filter name={name}`{으로} 그 컨테이너가 무엇인지 봐요.",
            "필요 없는 것이면 `docker rm`으로 지우고(실행 중이면 먼저 `docker stop`) 같은 명령을 다시 해요.",
            "다시 쓸 것이면 `docker start`로 시작하고, 둘 다 필요하면 `--name`에 다른 이름을 적어요.",
        ),
    ),
    Story(
        id="port-privileged",
        words=r"(?:expose|exposing) privileged port (?P<port>\d{1,3}|10[01]\d|102[0-3])\b|"
        r"listen tcp\d? [\d.\[\]:*]*?:(?P<port2>[1-9]\d{0,2}|10[01]\d|102[0-3]): bind: permission denied",
        command="docker run -p {port}:80 image",
        what="메시지가 나온 컴퓨터의 도커 엔진에는 {port}번 포트를 열 권한이 없어요.",
        why="`-p` 왼쪽의 {port}번은 1024보다 작아요. 관리자 권한 없이 실행되는(rootless) 도커 엔진은 그런 포트를 열지 "
        "못해요.",
        next=("`-p`의 왼쪽을 `8080`처럼 1024 이상인 번호로 바꿔요.",),
    ),
    Story(
        id="port-airplay",
        words=r"(?:0\.0\.0\.0|\[::\]|127\.0\.0\.1):(?P<port>5000|7000)\b[^\n]*address already in use",
        command="docker run -p {port}:80 image",
        what="메시지가 나온 컴퓨터의 {port}번 포트를 다른 프로그램이 이미 쓰고 있어요. "
        "macOS라면 AirPlay 수신 모드일 때가 많아요.",
        why="macOS는 5000번과 7000번 포트를 AirPlay 수신 모드에 써요. 컨테이너를 찾아도 나오지 않아요.",
        next=(
            "시스템 설정 → 일반 → AirDrop 및 Handoff에서 ‘AirPlay 수신 모드’를 꺼요.",
            "또는 `-p`의 왼쪽을 `5001`처럼 다른 번호로 바꿔요.",
            "macOS가 아니면 `docker ps`와 `sudo ss -ltnp`로 {port}번을 쓰는 것을 찾아요.",
        ),
    ),
    Story(
        id="port-reserved",
        words=r"(?:tcp4? )?[\d.\[\]:]*:(?P<port>\d+)[^\n]*(?:forbidden by its access permissions|"
        r"액세스 권한에 의해 숨겨진)",
        command="docker run -p {port}:80 image",
        what="메시지가 나온 Windows 컴퓨터가 {port}번 포트를 다른 데 쓰려고 예약해 두어서 열지 못했어요.",
        why="Windows(Hyper-V, WinNAT)는 켜질 때 포트를 뭉치로 예약해요. 그 안에 든 포트는 아무도 쓰지 않아 보여도 "
        "열 수 없어요.",
        next=(
            "`netsh interface ipv4 show excludedportrange protocol=tcp`로 예약된 범위에 드는지 봐요.",
            "관리자 권한으로 `net stop winnat`과 `net start winnat`을 실행하면 예약이 풀릴 때가 많아요.",
            _OTHER_PORT,
        ),
    ),
    Story(
        id="port-taken",
        words=r"bind for [\d.\[\]:]*?:(?P<port>\d+) failed: port is already allocated|port is already allocated",
        command="docker run -p {port}:80 image",
        what="메시지가 나온 컴퓨터의 {the_port}{을} 다른 컨테이너가 이미 쓰고 있어요.",
        why="한 포트는 한 번에 하나만 쓸 수 있어요. 이 말은 도커가 그 포트를 다른 컨테이너에 이미 내주었다는 뜻이에요.",
        next=(
            (
                "`docker ps`의 `PORTS` 아래에서 그 포트를 쓰는 컨테이너를 찾아 필요 없으면 `docker stop`으로 멈춰요. "
                "Compose로 켠 것이면 그 폴더에서 `docker compose down`을 해요."
            ),
            "또는 `-p`의 왼쪽(Compose에서는 `ports`의 왼쪽)을 다른 번호로 바꿔요.",
            "컨테이너가 없는데도 그러면 도커 엔진(Docker Desktop)을 다시 시작해요.",
        ),
    ),
    Story(
        id="port-outside",
        words=r"(?:exposing port tcp|listen tcp\d?|host port for|ports? (?:are|is) not available:?|bind:?)[^\n]*?"
        r"(?:0\.0\.0\.0|\[::\]|127\.0\.0\.1|\*)?:(?P<port>\d+)\b[^\n]*(?:address already in use|only one usage|"
        r"소켓 주소[^\n]*하나만)",
        command="docker run -p {port}:80 image",
        what="메시지가 나온 컴퓨터의 {port}번 포트를 다른 프로그램이나 컨테이너가 이미 쓰고 있어요.",
        why="한 포트는 한 번에 하나만 쓸 수 있어요. 컴퓨터에 설치한 데이터베이스나 웹 서버(MySQL 3306, PostgreSQL "
        "5432, 웹 80)가 "
        "켜져 있을 때 흔해요.",
        next=("`docker ps`의 `PORTS` 아래에 그 포트를 쓰는 컨테이너가 있는지 봐요.", *_HOLDER, _OTHER_PORT),
    ),
    Story(
        id="crlf",
        words=r"(?P<program>/?[\w./-]+)(?:\^M|\\r|\r)['\"]?: (?:bad interpreter|no such file|not found)|\^M: |"
        r"\$'\\r'|\\r'?: (?:command )?not found",
        what="스크립트의 줄 끝이 Windows 방식(CRLF)이라서 실행하지 못했어요.",
        why=_CRLF,
        next=_MEND_CRLF,
    ),
    Story(
        id="crlf",
        words=r"exec:? \"?(?P<aside>[\w./-]+\.sh|[\w./-]*entrypoint[\w.-]*)\"?: no such file or directory|"
        r"exec user process caused:? \"?no such file or directory",
        what="시작할 스크립트{aside}를 실행하지 못했어요. 파일이 정말 없거나, 줄 끝이 Windows 방식(CRLF)이거나, 첫 "
        "줄의 "
        "셸이 이미지에 없어요.",
        why=f"{_CRLF} `#!/bin/bash`인데 이미지에 `bash`가 없을 때도 같은 말이 나와요.",
        next=(
            "`docker run --rm --entrypoint ls 이미지 -l /`처럼 그 파일{aside}이 이미지 안에 있는지 먼저 봐요.",
            *_MEND_CRLF,
            "이미지가 Alpine처럼 작으면 첫 줄을 `#!/bin/sh`로 바꿔요.",
        ),
    ),
    Story(
        id="other-processor",
        words=r"platform \((?P<wanted>[\w/]+)\) does not match[^\n]*?\((?P<here>[\w/]+)\)",
        what="이 이미지는 `{wanted}` 프로세서용인데, 메시지가 나온 컴퓨터는 `{here}`{이에요}.",
        why=f"{_FOR_ANOTHER}이 줄은 경고라서 흉내 내는 프로그램이 있으면 느리게라도 실행되고, 없으면 `exec format "
        f"error`로 끝나요.",
        next=(
            "같은 이름으로 내 플랫폼용이 있으면 `docker pull`에 `--platform {here}`{을} 붙여 다시 받아요.",
            "일부러 그렇게 쓰는 것이면 `--platform {wanted}`{을} 명령에 적으면 경고가 사라져요.",
        ),
    ),
    Story(
        id="other-processor",
        words=r"exec format error",
        command="docker run image",
        what="프로그램이 메시지가 나온 컴퓨터의 프로세서와 맞지 않아요. 다른 프로세서용 이미지이거나, 첫 줄(`#!`)이 "
        "없는 스크립트예요.",
        why=f"{_FOR_ANOTHER}맥에서 빌드한 이미지를 서버에 올렸을 때 흔해요.",
        next=(
            (
                "`docker image inspect 이미지`의 `Architecture`와 `uname -m`(`x86_64`는 amd64, `aarch64`는 arm64)을 "
                "비교해요."
            ),
            (
                "다르면 실행할 컴퓨터에 맞춰 `docker build --platform linux/amd64 …`처럼 `--platform`을 붙여 다시 "
                "빌드하거나 받아요."
            ),
            "같으면 시작하는 스크립트의 첫 줄에 `#!/bin/sh`가 있는지 봐요.",
        ),
    ),
    Story(
        id="option-after",
        words=r"exec: \"(?P<option>--?[\w-]+)\": executable file not found",
        command="docker run image {option}",
        what="`{option}`{을} 이미지 이름 뒤에 적어서, 도커가 그것을 컨테이너 안에서 실행할 프로그램으로 읽었어요.",
        why="`docker run`에서 이미지 이름 앞에 적은 것은 도커의 옵션이고, 뒤에 적은 것은 모두 컨테이너 안에서 "
        "실행할 명령이에요.",
        next=("`{option}`{을} 이미지 이름 앞으로 옮겨서 다시 해요.",),
    ),
    Story(
        id="program-missing",
        words=r"exec: \"(?P<program>[^\"]+)\": (?:executable file not found|stat [^\n]*no such file|no such file)",
        command="docker run image {program}",
        what="컨테이너 안에 `{program}`{이라는} 프로그램이 없어서 시작하지 못했어요.",
        why="컨테이너는 이미지 안에 든 프로그램만 실행할 수 있어요. 작은 이미지(Alpine 등)에는 `bash`, `curl`, "
        "`ping`이 없는 것이 보통이에요. "
        "이미지 이름 뒤에 적은 것은 모두 실행할 명령으로 읽혀요.",
        next=(
            "`bash`라면 `sh`로 바꿔 봐요.",
            "필요한 프로그램이면 Dockerfile의 `RUN`에서 설치해요.",
            (
                "프로그램을 부르려던 것이 아니면 옵션이 이미지 이름 뒤에 가지 않았는지, 빈칸이 잘못 들어가지 않았는지 "
                "봐요."
            ),
        ),
    ),
    Story(
        id="program-forbidden",
        words=r"exec: \"(?P<program>[^\"]+)\": permission denied|(?P<program2>/[\w./-]+\.sh): permission denied",
        command="docker run image {program}",
        what="`{program}`{은} 컨테이너 안에 있지만, 실행할 권한이 없는 파일이에요.",
        why="실행 권한은 파일에 붙어 이미지 안으로 함께 들어가요. Windows나 git을 거치면 사라지기도 해요. 폴더를 "
        "적어도 같은 말이 나와요.",
        next=(
            "빌드하기 전에 `chmod +x`로 권한을 주거나, Dockerfile에서 `COPY --chmod=755 …`로 복사해요.",
            '또는 `CMD ["sh", "스크립트"]`처럼 셸에게 읽혀요.',
        ),
    ),
    Story(
        id="mount-source-missing",
        words=r"(?:bind source path does not exist|error while creating mount source path):? '?(?P<aside>[^\n':]+)|"
        r"are you trying to mount a directory onto a file",
        what="`-v`나 `--mount`로 연결(마운트)하려던 것이 메시지가 나온 컴퓨터에 없거나, 파일과 폴더가 "
        "엇갈렸어요{aside}.",
        why="`--mount`는 왼쪽 경로가 꼭 있어야 해요. `-v`는 없으면 빈 폴더를 만들어서, 파일을 연결하려던 자리에 "
        "폴더가 생겨요.",
        next=(
            "`ls -l`로 그 경로가 정말 있는지, 파일인지 폴더인지 봐요. 지금 폴더에서부터면 `./`나 `$PWD`로 시작해요.",
            "도커 엔진이 다른 컴퓨터나 WSL에 있으면 경로도 그 컴퓨터의 것이어야 해요.",
        ),
    ),
    Story(
        id="mount-faulty",
        words=r"invalid mode: ?(?P<part>\S+)|invalid volume specification: '?(?P<part2>[^'\n]+)|too many colons|"
        r"invalid mount (?:config|path)[^\n]*(?:must be absolute|absolute path)|"
        r"includes invalid characters for a local volume name",
        what="`-v`에 적은 경로를 도커가 읽지 못했어요. 콜론(`:`)의 개수나 경로의 형식이 맞지 않아요.",
        why="`-v`는 `컴퓨터의 경로:컨테이너의 경로`처럼 콜론으로 나눠 적고, 둘 다 온전한 경로여야 해요. "
        "Windows 경로의 `C:`와 Git Bash가 바꾼 경로, 빈칸이 든 경로에서 어긋나기 쉬워요.",
        next=(
            (
                '경로에 빈칸이 있으면 `-v "$PWD:/app"`처럼 전체를 따옴표로 싸요. PowerShell에서는 `"${{PWD}}:/app"`, '
                '명령 프롬프트에서는 `"%cd%:/app"`이에요.'
            ),
            "`--mount type=bind,source=…,target=…`으로 나눠 적으면 콜론이 헷갈리지 않아요.",
        ),
    ),
    Story(
        id="not-a-tty",
        words=r"not a (?:tty|terminal)",
        what="그 명령을 실행한 곳에는 터미널이 없어서 `-t`를 쓸 수 없어요.",
        why="`-t`는 컨테이너를 터미널과 연결해 달라는 옵션이에요. 노트북의 칸, 스크립트, 파이프, cron이나 CI에는 "
        "글자를 입력받을 터미널이 없어요.",
        next=(
            "말을 주고받는 프로그램은 터미널에서 실행해요.",
            "결과만 보면 되는 명령이면 `-t`를 빼요. 파이프로 넣어 줄 것이 있으면 `-i`만 남겨요.",
        ),
        command="docker run -it image",
    ),
    Story(
        id="no-gpu",
        words=r"could not select device driver \"\"? ?with capabilities: \[\[gpu\]\]|nvidia-container-cli",
        what="메시지가 나온 컴퓨터의 도커가 GPU를 컨테이너에 넘겨주지 못했어요.",
        why="GPU를 쓰려면 그래픽 드라이버 말고도 NVIDIA Container Toolkit이 있어야 해요.",
        next=("`nvidia-smi`가 되는지 보고, NVIDIA Container Toolkit을 설치한 뒤 도커 엔진을 다시 시작해요.",),
    ),
    Story(
        id="image-kept",
        words=r"unable to remove repository reference \"?(?P<image>[^\s\"]+)\"?[^\n]*?container (?P<by>\w+)|"
        r"unable to delete (?P<image2>\w+)[^\n]*(?:used by|being used|using)[^\n]*container (?P<by2>\w+)",
        command="docker rmi {image}",
        what="{the_image}{을} 쓰는 컨테이너 `{by}`{이} 남아 있어서 지우지 못했어요.",
        why="끝난 컨테이너도 지울 때까지는 제 이미지를 붙들고 있어요.",
        next=("`docker ps -a`에서 그 컨테이너를 찾아 필요 없으면 `docker rm`으로 지운 뒤, 이미지를 다시 지워요.",),
    ),
    Story(
        id="image-kept",
        words=r"unable to delete (?P<image>\w+) \([^)]*\) - image (?:is referenced in multiple repositories|"
        r"has dependent child images)|"
        r"unable to delete (?P<image2>\w+)",
        command="docker rmi {image}",
        what="이미지 `{image}`에 이름(태그)이 둘 이상 붙어 있거나 그 위에 만든 이미지가 있어서, ID로는 지우지 "
        "못했어요.",
        why="이름이 여럿이면 도커는 어느 것을 지울지 몰라요.",
        next=(
            "`docker images`에서 그 ID를 가진 이름을 모두 찾아 `docker rmi 이름:태그`로 하나씩 지워요.",
            "그 위에 만든 이미지가 있으면 그것을 먼저 지워요.",
        ),
    ),
    Story(
        id="removing-running",
        words=r"cannot remove (?:a running )?container \"?/?(?P<name>[\w.-]+)\"?[^\n]*(?:running|stop)",
        command="docker rm {name}",
        what="{the_name}{이} 실행 중이라서 지우지 못했어요.",
        why="도커는 실행 중인 컨테이너를 그냥 지우지 않아요.",
        next=("`docker stop`으로 멈춘 뒤 `docker rm`으로 지워요.",),
    ),
    Story(
        id="no-container",
        words=r"no such container: /?(?P<name>[\w.-]+)",
        command="docker start {name}",
        what="메시지가 나온 컴퓨터에 `{name}`{이라는} 컨테이너가 없어요.",
        why="철자가 다르거나, 이미 지워졌거나(`--rm`으로 만들면 끝날 때 지워져요), 이미지 이름을 컨테이너 이름으로 "
        "적었을 때 그래요.",
        next=("`docker ps -a`로 끝난 것까지 모든 컨테이너의 이름(`NAMES`)을 봐요.",),
    ),
    Story(
        id="no-image",
        words=r"no such image: (?P<image>[^\s,]+)|reference does not exist: (?P<image2>\S+)",
        command="docker rmi {image}",
        what="메시지가 나온 컴퓨터에 {the_image}{이} 없어요.",
        why="철자나 태그가 다르거나 아직 받지 않았어요. 태그를 적지 않으면 `latest`를 찾아요.",
        next=("`docker images`로 지금 있는 이미지의 이름과 태그를 봐요.",),
    ),
    Story(
        id="no-object",
        words=r"no such object: (?P<name>\S+)",
        command="docker inspect {name}",
        what="메시지가 나온 컴퓨터에 `{name}`{이라는} 컨테이너도 이미지도 없어요.",
        why="철자가 다르거나 이미 지워졌어요.",
        next=("`docker ps -a`와 `docker images`로 지금 있는 이름을 봐요.",),
    ),
    Story(
        id="not-running",
        words=r"container \"?(?P<name>[\w.-]+)\"? is not running|is restarting, wait until",
        command="docker exec {name} sh",
        what="실행 중이 아닌 컨테이너에 명령을 보냈어요.",
        why="`docker exec`는 실행 중인 컨테이너 안에서만 돼요. 그 컨테이너는 이미 끝났거나 시작하다 멈췄어요.",
        next=(
            "`docker ps -a`에서 `STATUS`를 보고, `docker logs 컨테이너`로 왜 끝났는지 읽어요.",
            "고친 뒤 `docker start`로 다시 시작하고 명령을 보내요.",
        ),
    ),
    Story(
        id="no-network",
        words=r"network (?P<name>[\w.-]+) (?:declared as external, but )?(?:could )?not (?:be )?found|"
        r"could not find network (?P<name2>[\w.-]+)",
        command="docker network rm {name}",
        what="메시지가 나온 컴퓨터에 `{name}`{이라는} 네트워크가 없어요.",
        why="철자가 다르거나, `docker compose down`이나 `docker network prune`으로 지워진 뒤 옛 컨테이너를 다시 "
        "시작했을 때 그래요.",
        next=(
            "`docker network ls`로 지금 있는 네트워크의 이름을 봐요.",
            (
                "Compose로 만든 컨테이너면 `docker compose up -d --force-recreate`로 다시 만들어요. "
                "밖의 것(external)이면 `docker network create`로 먼저 만들어요."
            ),
        ),
    ),
    Story(
        id="still-in-use",
        words=r"remove (?P<name>[\w.-]+): volume is in use",
        command="docker volume rm {name}",
        what="볼륨 `{name}`{을} 쓰는 컨테이너가 남아 있어서 지우지 못했어요.",
        why="멈춘 컨테이너도 지울 때까지는 볼륨을 붙들고 있어요.",
        next=(
            "`docker ps -a --filter volume={name}`{으로} 어느 컨테이너인지 보고, 필요 없으면 `docker rm`으로 지워요.",
            "볼륨을 지우면 그 안의 데이터도 사라져요. 필요한 것은 먼저 꺼내 둬요.",
        ),
    ),
    Story(
        id="still-in-use",
        words=r"network (?P<name>[\w.-]+) (?:id \w+ )?has active endpoints",
        command="docker network rm {name}",
        what="네트워크 `{name}`에 컨테이너가 아직 연결되어 있어서 지우지 못했어요.",
        why="실행 중인 컨테이너가 쓰는 네트워크는 지울 수 없어요.",
        next=(
            (
                "`docker network inspect {name}`의 `Containers`에서 누가 쓰는지 보고, 멈추거나 `docker network "
                "disconnect`로 떼어 내요."
            ),
        ),
    ),
    Story(
        id="network-overlaps",
        words=r"pool overlaps with other one|could not find an available[^\n]*address pool|"
        r"all predefined address pools have been fully subnetted",
        what="메시지가 나온 컴퓨터에서 도커가 새 네트워크에 줄 주소를 구하지 못했어요.",
        why="네트워크마다 겹치지 않는 주소의 묶음이 필요해요. 적은 주소를 다른 네트워크가 이미 쓰고 있거나,"
        " 쓰지 않는 네트워크가 많이 남아 주소가 모자라요.",
        next=(
            "`docker network ls`로 어떤 네트워크가 있는지, `docker network inspect`로 그 주소(`Subnet`)를 봐요.",
            "쓰지 않는 네트워크는 `docker network rm`으로 지워요. 주소를 직접 적었다면(`--subnet`) 겹치지 않게 바꿔요.",
        ),
    ),
    Story(
        id="no-volume",
        words=r"no such volume: (?P<name>[\w.-]+)|get (?P<name2>[\w.-]+): no such volume",
        command="docker volume rm {name}",
        what="메시지가 나온 컴퓨터에 `{name}`{이라는} 볼륨이 없어요.",
        why="철자가 다르거나 이미 지워졌어요. Compose가 만든 볼륨은 앞에 프로젝트 이름이 붙어요.",
        next=("`docker volume ls`로 지금 있는 볼륨의 이름을 봐요.",),
    ),
    Story(
        id="killed",
        words=r"(?:exit(?:ed)?|code|status)[^\n]{0,20}\b137\b|oomkilled|out of memory|oom-kill|^killed$",
        what="프로그램이 바깥에서 강제로 끝났어요(종료 코드 137). 메모리가 모자라서 커널이 끝냈을 때가 가장 많아요.",
        why="137은 128 + 9, 곧 SIGKILL을 받았다는 뜻이에요. `docker kill`이나, `docker stop`이 10초를 기다리다 "
        "끝냈을 때도 137이에요.",
        next=(
            "`docker inspect 컨테이너`의 `OOMKilled`가 `true`인지 봐요. `true`면 메모리가 모자란 거예요.",
            (
                "메모리 한도(`-m`, Compose의 `mem_limit`)를 늘리거나, Docker Desktop의 Settings → Resources에서 "
                "메모리를 늘려요."
            ),
        ),
    ),
    Story(
        id="write-denied",
        words=r"\(13: permission denied\)|errno 13\] permission denied: '(?P<aside>[^']+)'|"
        r"eacces: permission denied, \w+ '(?P<aside2>[^']+)'|initdb: error: could not (?:change permissions|access)|"
        r"mkdir: cannot create directory [‘'](?P<aside3>[^’']+)[’']: permission denied",
        what="컨테이너 안의 프로그램이 파일이나 폴더{aside}를 읽거나 쓸 권한이 없어요.",
        why="프로그램이 root가 아닌 사용자로 실행되는데 파일의 주인이 다르거나, `-v`로 연결한 내 컴퓨터의 "
        "폴더에 그 사용자의 "
        "권한이 없어요. SELinux를 쓰는 리눅스(Fedora, RHEL)는 연결한 폴더를 따로 허락해야 해요.",
        next=(
            "`docker exec 컨테이너 id`와 `ls -ln`으로 누가 실행하는지, 파일의 주인이 누구인지 비교해요.",
            "이미지에 넣은 파일이면 Dockerfile에서 `COPY --chown=사용자`나 `RUN chown`으로 주인을 맞춰요.",
            (
                "`-v`로 연결한 폴더면 내 컴퓨터에서 권한을 바꾸거나 `--user`로 주인의 번호를 적어요. SELinux라면 "
                "`-v`의 끝에 "
                "`:z`를 붙여요."
            ),
        ),
    ),
    Story(
        id="file-missing-inside",
        words=r"can't open file '(?P<file>/[^']+)'|cannot find module '(?P<file2>/[^']+)'|"
        r"enoent[^\n]*open '(?P<file3>/[^']*package\.json)'|unable to access jarfile (?P<file4>\S+)",
        what="컨테이너 안의 프로그램이 `{file}`{을} 찾지 못했어요. 그 자리에 파일이 없어요.",
        why="이미지에 `COPY`하지 않았거나 다른 폴더에 넣었거나, `WORKDIR`이 달라요. `-v`로 폴더를 연결해서 "
        "이미지에 있던 "
        "파일이 가려졌을 때도 같아요.",
        next=(
            "`docker run --rm --entrypoint ls 이미지 -la 폴더`로 그 폴더에 무엇이 있는지 봐요.",
            "Dockerfile의 `WORKDIR`과 `COPY`의 오른쪽, 시작하는 명령의 경로가 서로 맞는지 봐요.",
            "`.dockerignore`에 그 파일이 걸려 있지 않은지도 봐요.",
        ),
    ),
    Story(
        id="no-module",
        words=r"modulenotfounderror: no module named '?(?P<module>[\w.]+)",
        what="컨테이너 안의 파이썬에 `{module}` 모듈이 없어요. 도커가 아니라 그 안의 프로그램이 한 말이에요.",
        why="컴퓨터에 설치한 것은 컨테이너 안에 보이지 않아요. 이미지를 만들 때 함께 설치해야 해요.",
        next=(
            "`requirements.txt`에 적고 Dockerfile에서 COPY한 뒤 `RUN pip install -r requirements.txt`로 설치해요.",
            "이미지를 다시 빌드하고 컨테이너도 새로 만들어요.",
        ),
    ),
    Story(
        id="bad-name",
        words=r"^(?![^\n]*invalid (?:tag|argument) \")[^\n]*(?:invalid reference format|"
        r"repository name[^\n]*must be lowercase)",
        last=True,
        what="이미지 이름 자리에 이름으로 쓸 수 없는 글자가 왔어요.",
        why="이미지 이름에는 영어 소문자와 숫자, `.`, `_`, `-`, `/`만 쓰고 태그는 콜론(`:`) 뒤에 적어요. "
        "경로에 빈칸이 있어 둘로 갈라졌거나, 변수가 비었거나, 웹에서 복사한 긴 줄표(–)가 섞여도 같은 말이 나와요.",
        next=(
            "이미지 이름에 대문자나 빈칸이 없는지 봐요.",
            '`-v`에 적은 경로에 빈칸이 있으면 전체를 따옴표로 싸요: `-v "$PWD:/app"`(PowerShell은 `"${{PWD}}:/app"`).',
            "명령을 여러 줄로 나눴다면 줄 끝의 `\\` 뒤에 빈칸이 없는지 봐요.",
        ),
        command="docker run image",
    ),
)
