"""Stories of a docker client that gets no word with its engine: no right, nobody there, versions apart, no client."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Step, Story

START = (
    Step(
        system="windows",
        text="Windows라면 시작 메뉴에서 Docker Desktop을 켜고, 작업 표시줄의 고래 그림이 멈출 때까지 1분쯤 기다려요.",
    ),
    Step(
        system="mac",
        text="macOS라면 응용 프로그램에서 Docker Desktop을 켜고, 메뉴 막대의 고래 그림이 멈출 때까지 1분쯤 기다려요.",
    ),
    Step(
        system="linux",
        text="리눅스라면 `systemctl status docker`로 상태를 보고, 꺼져 있으면 `sudo systemctl start docker`로 "
        "시작해요. "
        "WSL이라면 Windows의 Docker Desktop이 켜져 있는지 먼저 봐요.",
    ),
)

STORIES = (
    Story(
        id="engine-forbidden",
        words=r"permission denied.*?(?:docker daemon socket|docker api|docker\.sock)"
        r"|docker\.sock[^\n]*permission denied|permissionerror\(13, 'permission denied'\)",
        of_machine=True,
        what="메시지가 나온 컴퓨터에 도커 엔진은 있지만, 그 사용자에게는 `docker.sock`을 열 권한이 없어요.",
        why="`docker`는 `/var/run/docker.sock`이라는 파일(소켓)로 도커 엔진과 말을 주고받아요. "
        "이 파일은 관리자와 `docker` 그룹에 든 사용자만 열 수 있어요. 엔진이 꺼진 것은 아니에요.",
        next=(
            "그 컴퓨터에서 `id`를 실행해 `docker` 그룹이 보이는지 확인해요.",
            "없으면 관리자가 `sudo usermod -aG docker $USER`로 그룹에 넣어요. 로그아웃하고 다시 로그인해야 바뀌어요.",
            (
                "급하면 `sudo docker …`로 실행해요. `docker` 그룹은 관리자와 다름없는 권한이라, 혼자 쓰는 컴퓨터에서만 "
                "넣어요."
            ),
        ),
        command="docker ps",
    ),
    Story(
        id="engine-unreachable",
        words=r"docker_engine: access is denied|docker_engine: 액세스가 거부|must be run with elevated privileges",
        of_machine=True,
        what="메시지가 나온 Windows 컴퓨터에서 도커 엔진에 닿지 못했어요. 꺼져 있거나 쓸 권한이 없어요.",
        why="Windows의 `docker`는 `//./pipe/docker_engine`이라는 통로(파이프)로 도커 엔진과 말을 주고받아요. "
        "Docker Desktop이 꺼져 있거나, 사용자가 `docker-users` 그룹에 없으면 이 통로를 열지 못해요.",
        next=(
            "Docker Desktop을 켜고 1분쯤 기다렸다가 다시 실행해요.",
            "그래도 같으면 컴퓨터 관리의 로컬 사용자 및 그룹에서 내 계정을 `docker-users` 그룹에 넣고 다시 로그인해요.",
        ),
    ),
    Story(
        id="engine-unreachable",
        words=r"/pipe/(?P<pipe>docker_?\w+)|npipe:",
        of_machine=True,
        what="메시지가 나온 Windows 컴퓨터에서 도커 엔진이 꺼져 있어요. Docker Desktop을 켜지 않았거나 아직 켜지는 "
        "중이에요.",
        why="Windows의 `docker`는 Docker Desktop이 만든 통로(파이프)로 도커 엔진과 말을 주고받아요. "
        "Docker Desktop이 꺼져 있으면 그 통로가 없어서 파일을 찾을 수 없다고 해요.",
        next=(
            (
                "시작 메뉴에서 Docker Desktop을 켜고, 작업 표시줄의 고래 그림이 멈출 때까지 1분쯤 기다렸다가 다시 "
                "실행해요."
            ),
            "켜지지 않으면 PowerShell에서 `wsl --shutdown`을 실행한 뒤 Docker Desktop을 다시 시작해요.",
            "켜져 있는데도 같으면 `docker context ls`로 어느 엔진을 찾아가는지 확인해요.",
        ),
    ),
    Story(
        id="engine-unreachable",
        words=r"(?:docker daemon|docker api) at (?P<address>tcp://[^\s;,]+|http://[^\s;,]+)",
        of_machine=True,
        what="메시지가 나온 컴퓨터의 `docker`가 도커 엔진을 `{address}`에서 찾았는데, 거기서 아무도 대답하지 않았어요.",
        why="어느 엔진을 찾아갈지는 환경 변수 `DOCKER_HOST`나 `docker context`가 정해요. "
        "둘 다 없으면 그 컴퓨터의 소켓을 찾아가요. 컴퓨터의 엔진이 꺼진 것은 아닐 수 있어요.",
        next=(
            "`echo $DOCKER_HOST`와 `docker context ls`로 어디를 가리키는지 확인해요.",
            "정한 적이 없으면 `unset DOCKER_HOST`로 지우고 다시 실행해요.",
        ),
    ),
    Story(
        id="engine-unreachable",
        words=r"(?:connect to the docker (?:daemon|api) at|is the docker daemon running|docker\.sock: connect|"
        r"docker\.sock[^\n]*no such file)[^\n]*",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 도커 엔진이 꺼져 있거나 아직 켜지는 중이에요.",
        why="`docker`는 명령을 전할 뿐이고 일은 도커 엔진(데몬)이 해요. 엔진이 켜져 있으면 `docker.sock`이라는 "
        "소켓에서 기다리는데, 거기에 아무도 없었어요.",
        next=(*START, "켠 뒤에 `docker version`을 실행해 `Server` 부분이 나오면 된 거예요."),
        command="docker ps",
    ),
    Story(
        id="engine-unreachable",
        words=r"error during connect|error while fetching server api version|docker daemon is not running|"
        r"docker desktop is (?:unable to start|not running|stopped)|failed to connect to the docker api",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 도커 엔진에 닿지 못했어요. 꺼져 있거나 아직 켜지는 중일 때 나오는 말이에요.",
        why="`docker`나 `docker compose`는 명령을 전할 뿐이고 일은 도커 엔진(데몬)이 해요.",
        next=START,
    ),
    Story(
        id="engine-unreachable",
        words=r"(?:failed to start|job for) docker(?:\.service| application)|failed to start daemon|"
        r"system has not been booted with systemd",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 도커 엔진(데몬)을 시작하지 못했어요.",
        why="무엇 때문인지는 엔진의 기록에 적혀 있어요. `/etc/docker/daemon.json`에 쉼표나 따옴표가 틀렸을 때, "
        "디스크가 "
        "가득 찼을 때, 컨테이너나 옛 WSL처럼 systemd가 없는 곳에서 시작하려 할 때 흔히 그래요.",
        next=(
            (
                "`sudo journalctl -u docker -n 50`으로 마지막 기록을 읽어요. systemd가 없으면 `sudo service docker "
                "start`로 시작해요."
            ),
            "`/etc/docker/daemon.json`을 고친 적이 있으면 되돌려 봐요.",
        ),
    ),
    Story(
        id="engine-firewall",
        words=r"iptables: no chain/target/match by that name|chain 'docker[\w-]*' does not exist|"
        r"iptables failed:[^\n]*|failed to (?:create nat chain|program nat chain)",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 도커가 방화벽(iptables)에 만들어 둔 규칙이 사라져서 포트를 연결하지 못했어요.",
        why="도커 엔진은 켜질 때 `DOCKER`라는 규칙 묶음을 방화벽에 만들어요. 엔진이 켜진 뒤에 방화벽(firewalld, ufw, "
        "iptables)을 다시 시작하거나 비우면 그 묶음이 없어져요. 명령이 틀린 것은 아니에요.",
        next=(
            "도커 엔진을 다시 시작하면 규칙을 새로 만들어요. 리눅스라면 `sudo systemctl restart docker`예요.",
            "방화벽을 다시 시작할 일이 있으면 그다음에 도커 엔진도 다시 시작해요.",
        ),
    ),
    Story(
        id="engine-cgroups",
        words=r"cgroups?: cgroup mountpoint does not exist|cgroups? (?:are )?not (?:configured|mounted)|"
        r"devices cgroup isn't mounted|failed to create (?:shim )?task[^\n]*cgroup",
        of_machine=True,
        what="메시지가 나온 컴퓨터의 도커 엔진이 커널의 cgroup을 쓰지 못해서 컨테이너를 시작하지 못했어요.",
        why="cgroup은 컨테이너마다 메모리와 CPU를 나누어 세는 커널의 기능이에요. 아주 오래된 리눅스나 WSL 1, 갓 만든 "
        "WSL 배포판에서 cgroup이 마운트되어 있지 않으면 이렇게 돼요.",
        next=(
            "`ls /sys/fs/cgroup`이 비어 있는지 봐요. 비어 있으면 컴퓨터(WSL은 `wsl --shutdown`)를 다시 시작해요.",
            "WSL이라면 `wsl -l -v`에서 VERSION이 2인지 보고, Docker Desktop을 쓰는 편이 쉬워요.",
            "도커 엔진과 리눅스를 새 버전으로 올려요.",
        ),
    ),
    Story(
        id="api-version",
        words=r"client version (?P<mine>[\d.]+) is too (?P<how>new|old)[^\n]*?(?:maximum|"
        r"minimum) supported api version "
        r"(?:is )?(?P<theirs>[\d.]+\d)",
        of_machine=True,
        what="메시지가 나온 컴퓨터의 `docker` 프로그램과 도커 엔진의 버전이 서로 맞지 않아요"
        "(프로그램은 API {mine}, 엔진의 한계는 {theirs}).",
        why="`docker` 프로그램과 엔진은 API라는 약속으로 말을 주고받아요. 한쪽이 너무 새롭거나 너무 오래되면 서로 "
        "알아듣지 못해요. Docker 29의 엔진은 1.44보다 오래된 약속을 받지 않아요.",
        next=(
            "`docker version`에서 `Client`와 `Server`의 버전을 비교하고, 오래된 쪽을 새 버전으로 올려요.",
            "도커를 쓰는 다른 도구(Portainer, Testcontainers, IDE 등)가 한 말이라면 그 도구를 새 버전으로 올려요.",
            "당장 못 올리면 두 숫자 가운데 엔진이 받는 것을 환경 변수로 정해요: `DOCKER_API_VERSION={theirs}`.",
        ),
    ),
    Story(
        id="no-docker",
        words=r"docker: command not found|command not found: docker\s*$|'docker'은\(는\) 내부|"
        r"^\s*docker\s?: '?docker'? ?(?:용어|라는 용어)|'docker' 용어가|the term 'docker' is not recognized|"
        r"'docker' is not recognized|docker: not found|command 'docker' not found",
        of_machine=True,
        what="메시지가 나온 컴퓨터의 셸이 `docker`라는 프로그램을 찾지 못했어요.",
        why="도커가 설치되어 있지 않거나, 설치했지만 그 셸이 찾는 길(PATH)에 들어 있지 않아요.",
        next=(
            Step(
                system="windows",
                text="Windows라면 Docker Desktop을 설치하고, PowerShell이나 명령 프롬프트를 새로 열어요.",
            ),
            Step(system="mac", text="macOS라면 Docker Desktop을 설치하고 한 번 켠 뒤, 터미널을 새로 열어요."),
            Step(
                system="linux",
                text="리눅스라면 Docker Engine을 설치해요. 컨테이너 안의 셸이라면 거기에는 `docker`가 없는 것이 "
                "보통이에요.",
            ),
        ),
    ),
)
