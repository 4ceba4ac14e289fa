"""Stories of registries: names that are refused, limits, certificates, proxies, addresses, logins."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Step, Story

_SPELLING = "이름과 태그의 철자를 Docker Hub(hub.docker.com)의 그 이미지 쪽에서 비교해 봐요."

STORIES = (
    Story(
        id="rate-limit",
        words=r"toomanyrequests|too many requests|pull rate limit",
        of_machine=True,
        what="Docker Hub에서 이미지를 너무 많이 받아서, 메시지가 나온 컴퓨터에는 지금 {the_image}{을} 내주지 않아요.",
        why="이름이 틀린 것은 아니에요. Docker Hub는 로그인하지 않으면 한 인터넷 주소에서 6시간에 100번까지만 받게 "
        "해 줘요. "
        "학교나 회사처럼 여럿이 한 주소를 쓰면 모두의 횟수를 함께 세요.",
        next=(
            "`docker login`으로 로그인하면 횟수를 따로 세고 더 많이 받을 수 있어요.",
            "급하지 않으면 몇 시간 뒤에 다시 받아요.",
            "여럿이 함께 쓰거나 CI라면 미러(pull-through cache)를 두면 한 번만 받아 나눠 써요.",
        ),
    ),
    Story(
        id="credential-helper",
        words=r"(?P<helper>docker-credential-[\w.-]+)|error getting credentials|error (?:saving|storing) credentials",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 로그인 정보를 꺼내 주는 도우미 프로그램(`docker-credential-desktop` 등)을 "
        "실행하지 못했어요.",
        why="`~/.docker/config.json`의 `credsStore`에 그 도우미가 적혀 있는데, 셸이 찾는 길(PATH)에 없거나 열쇠고리가 "
        "잠겨 있어요. Docker Desktop을 지웠거나 WSL, 서버로 설정을 옮겼을 때 흔해요. 이미지 이름과는 상관없어요.",
        next=(
            "`~/.docker/config.json`을 열어 `credsStore`(또는 `credStore`) 줄을 지우고, 다시 `docker login`을 해요.",
            "Docker Desktop을 쓴다면 켜져 있는지 확인해요. WSL이라면 WSL Integration도 켜요.",
        ),
    ),
    Story(
        id="certificate",
        words=r"certificate has expired or is not yet valid|certificate (?:is )?(?:not yet valid|expired)",
        of_machine=True,
        what="메시지가 나온 컴퓨터가 레지스트리의 인증서를 믿지 못했어요. 인증서의 유효 기간이 맞지 않아요.",
        why="그 컴퓨터나 가상 머신의 시계가 틀리면 멀쩡한 인증서도 기한이 지난 것으로 보여요. "
        "노트북을 오래 재웠을 때나 시계 전지가 다한 서버에서 흔해요.",
        next=(
            "`date`로 날짜와 시각이 맞는지 확인하고, 틀리면 맞춰요. Docker Desktop이라면 다시 시작해요.",
            "시계가 맞으면 레지스트리의 인증서가 정말 기한이 지난 거예요. 그 레지스트리의 관리자에게 알려요.",
        ),
    ),
    Story(
        id="certificate",
        words=r"x509|certificate signed by unknown authority|self[- ]signed certificate|"
        r"certificate verify failed|tls: failed to verify",
        of_machine=True,
        what="메시지가 나온 컴퓨터가 레지스트리나 사이트의 인증서를 믿지 못해서 연결을 끊었어요.",
        why="회사나 학교의 보안 장비가 암호화된 연결을 중간에서 다시 싸면, 그 장비의 인증서(회사 CA)를 모르는 "
        "도커는 연결을 "
        "끊어요. 사설 레지스트리가 스스로 만든 인증서를 쓸 때도 같아요. 이미지 이름이 틀린 것은 아니에요.",
        next=(
            (
                "회사나 학교라면 관리자에게 CA 인증서를 받아 그 컴퓨터에 등록하고, 도커 엔진(Docker Desktop)을 다시 "
                "시작해요."
            ),
            "사설 레지스트리라면 CA 인증서를 `/etc/docker/certs.d/레지스트리:포트/ca.crt`에 놓아요.",
            "`RUN` 안에서 나온 말이면 이미지 안에도 그 CA 인증서를 넣어야 해요. 검사를 끄는 옵션은 쓰지 않아요.",
        ),
    ),
    Story(
        id="http-registry",
        words=r"https?://(?P<aside>[^/\s\"]+)/v2/[^\n]*server gave http response to https client|"
        r"server gave http response to https client",
        of_machine=True,
        what="메시지가 나온 컴퓨터는 레지스트리{aside}에 HTTPS로 연결했는데, 레지스트리는 HTTP로 대답했어요.",
        why="도커는 `localhost` 말고는 암호화되지 않은 레지스트리를 믿지 않아요.",
        next=(
            "레지스트리에 인증서를 달아 HTTPS로 여는 것이 가장 좋아요.",
            "안에서만 쓰는 것이면 엔진의 `daemon.json`에 `insecure-registries`로 그 주소를 적고 엔진을 다시 시작해요.",
        ),
    ),
    Story(
        id="proxy",
        words=r"proxyconnect tcp(?:: dial tcp (?P<aside>[\w.-]+:\d+))?|proxy authentication required|\b407\b|"
        r"http_proxy|https_proxy|"
        r"invalid proxy|proxy error",
        of_machine=True,
        what="메시지가 나온 컴퓨터의 도커가 프록시를 거쳐 나가려 했는데, 그 프록시{aside}가 받아 주지 않았어요.",
        why="회사나 학교에서는 인터넷에 나갈 때 프록시를 거쳐요. 적힌 주소가 틀리거나, 꺼져 있거나, 사용자명과 "
        "비밀번호가 "
        "필요할 수 있어요. 도커 엔진은 셸의 설정과 따로 프록시를 정해요.",
        next=(
            "`docker info`에서 `HTTP Proxy`와 `HTTPS Proxy`가 무엇인지 확인해요.",
            (
                "Docker Desktop이면 Settings → Resources → Proxies에서, 리눅스면 엔진의 `daemon.json`이나 systemd "
                "설정에서 고쳐요."
            ),
            "집처럼 프록시가 없는 곳이면 그 설정을 지우고 엔진을 다시 시작해요.",
        ),
    ),
    Story(
        id="registry-unreachable",
        words=r"(?:lookup|resolve host|resolving) '?(?P<host>[\w.-]+\w)'?[^\n]*(?:no such host|i/o timeout|"
        r"server misbehaving|"
        r"temporary failure|connection refused|read udp)|temporary failure (?:in name resolution|resolving '[^']+')|"
        r"could not resolve host|(?<!address: )name or service not known",
        of_machine=True,
        what="메시지가 나온 컴퓨터가 인터넷에서 상대(Docker Hub 등)의 주소를 찾지 못했어요.",
        why="이름을 주소로 바꿔 주는 DNS가 대답하지 않았어요. 인터넷이 끊겼거나, DNS 설정이 틀렸거나, VPN이나 "
        "회사 네트워크가 막고 있을 때 그래요. 이미지 이름이 틀린 것은 아니에요.",
        next=(
            "그 컴퓨터에서 브라우저나 `ping`으로 인터넷이 되는지 먼저 봐요. VPN을 쓰면 끄거나 켜고 다시 해요.",
            (
                "인터넷이 되면 `nslookup registry-1.docker.io`로 주소를 찾는지 봐요. 못 찾으면 DNS 서버를 바꿔요(예: "
                "8.8.8.8)."
            ),
            (
                "컴퓨터는 되는데 컨테이너나 빌드 안에서만 안 되면 엔진의 `daemon.json`에 `dns`를 적고 엔진을 다시 "
                "시작해요."
            ),
        ),
    ),
    Story(
        id="registry-unreachable",
        words=r"(?:registry-1\.docker\.io|auth\.docker\.io|/v2/)[^\n]*(?:timeout|connection refused|connection reset|"
        r"network is unreachable|no route to host|request canceled|context deadline|\beof\b)|"
        r"net/http: (?:request canceled|tls handshake timeout)|tls handshake timeout|"
        r"client\.timeout exceeded|dial tcp [^\n]*(?:i/o timeout|network is unreachable|no route to host)",
        of_machine=True,
        what="메시지가 나온 컴퓨터가 레지스트리(Docker Hub 등)에 연결하지 못했거나, 대답을 기다리다 그만뒀어요.",
        why="주소는 알지만 닿지 못했어요. 인터넷이 느리거나 끊겼을 때, 방화벽이나 프록시, VPN이 막을 때 그래요. "
        "이미지 이름이 틀린 것은 아니에요.",
        next=(
            "같은 명령을 한두 번 더 해 봐요. 잠깐 끊긴 것이면 받던 데서부터 마저 받아요.",
            "`curl -I https://registry-1.docker.io/v2/`에 `401`이라고 대답하면 네트워크는 괜찮은 거예요.",
            "회사나 학교라면 프록시나 방화벽이 막는지 관리자에게 물어요. VPN을 쓰면 끄거나 켜고 다시 해요.",
        ),
    ),
    Story(
        id="wrong-password",
        words=r"incorrect username or password|unauthorized: authentication required|"
        r"401 unauthorized|invalid username/password|personal access token is expired",
        of_machine=True,
        what="레지스트리가 로그인을 받아들이지 않았어요. 사용자명이나 비밀번호가 틀렸거나, 로그인하지 않았어요.",
        why="Docker Hub의 사용자명은 이메일이 아니라 아이디예요. 2단계 인증을 켰으면 비밀번호 대신 액세스 토큰을 "
        "써야 해요. "
        "전에 저장해 둔 로그인 정보가 낡았을 때도 같은 말이 나와요.",
        next=(
            "`docker logout`으로 낡은 로그인 정보를 지우고 `docker login`을 다시 해요.",
            "Docker Hub에서 액세스 토큰을 만들어 비밀번호 자리에 넣어 봐요.",
        ),
    ),
    Story(
        id="push-unnamed",
        words=r"image does not exist locally with the tag: (?P<image>\S+)|tag does not exist: (?P<tag>\S+)",
        command="docker push {image}",
        what="메시지가 나온 컴퓨터에 그 이름의 {the_image}{이} 없어서 올리지 못했어요.",
        why="`docker push`는 그 컴퓨터에 있는 이미지를 이름으로 찾아 올려요. 빌드할 때 준 이름과 올릴 이름이 글자 "
        "하나까지 같아야 해요.",
        next=(
            "`docker images`로 지금 이미지의 이름과 태그를 확인해요.",
            "이름이 다르면 `docker tag 지금이름 사용자명/이름:태그`로 올릴 이름을 하나 더 붙이고 다시 올려요.",
        ),
    ),
    Story(
        id="push-elsewhere",
        words=r"push refers to repository \[docker\.io/library/(?P<image>[^\]]+)\][\s\S]*denied|"
        r"push refers to repository \[(?P<where>[^\]]+)\][\s\S]*(?:denied|unauthorized|insufficient_scope)|"
        r"^(?!.*pull)[^\n]*requested access to the resource is denied",
        command="docker push {image}{where}",
        what="레지스트리가 그 이름으로 올리는 것을 허락하지 않았어요.",
        why="Docker Hub에는 내 사용자명으로 시작하는 이름으로만 올릴 수 있어요. 앞에 사용자명이 없는 이름은 "
        "`library/`, "
        "곧 공식 이미지 자리예요. 이름이 맞다면 로그인하지 않았거나 다른 계정으로 로그인했어요.",
        next=(
            "`docker tag 이미지 사용자명/이름:태그`로 내 사용자명이 앞에 붙은 이름을 만들고, 그 이름으로 올려요.",
            "`docker login`으로 그 계정에 로그인해요.",
        ),
    ),
    Story(
        id="registry-scopes",
        words=r"insufficient scopes|insufficient_scope|no basic auth credentials|"
        r"head \"?https://(?P<aside>[\w.:-]+)/v2/[^\n]*(?:denied|unauthorized|forbidden)|"
        r"permission_denied: (?:read|write)_package",
        what="레지스트리{aside}가 로그인하지 않았거나 권한이 모자란다고 거절했어요.",
        why="비공개 이미지를 받거나 이미지를 올리려면 그 레지스트리에 로그인해야 하고, 토큰에 읽기(pull)나 "
        "쓰기(push) 권한이 "
        "있어야 해요. Docker Hub에 로그인한 것은 다른 레지스트리(ghcr.io, ECR 등)에서 통하지 않아요.",
        next=(
            "`docker login 레지스트리주소`로 그 레지스트리에 로그인해요. Docker Hub라면 주소를 적지 않아요.",
            (
                "비밀번호 대신 토큰을 쓴다면 토큰의 권한(scope)을 봐요. 올리려면 쓰기 권한(`write:packages`, Read & "
                "Write)이 "
                "있어야 해요."
            ),
            "이미지 이름의 철자와, 내게 그 저장소를 볼 권한이 있는지도 봐요.",
        ),
    ),
    Story(
        id="pull-broken",
        words=r"unexpected eof|filesystem layer verification failed|layers from manifest don't match|"
        r"short read: expected",
        what="이미지를 받거나 보내다가 중간에 끊겨서 끝까지 오지 못했어요.",
        why="네트워크가 끊기거나 프록시, VPN이 연결을 닫을 때, 파일로 옮겼다면 파일이 잘렸을 때 그래요. 명령이 "
        "틀린 것은 "
        "아니에요.",
        next=(
            "같은 명령을 다시 해요. 다 받은 레이어는 건너뛰고 나머지만 받아요.",
            "자꾸 그러면 VPN이나 프록시를 끄고 해 보거나, 다른 네트워크에서 해요.",
            "`docker load`에서 그랬다면 파일이 잘린 거예요. `sha256sum`으로 원래 파일과 비교하고 다시 옮겨요.",
        ),
    ),
    Story(
        id="pull-denied",
        words=r"pull access denied for (?P<image>[^\s,]+)|repository (?P<image2>[\w./-]+) not found|"
        r"repository does not exist|insufficient_scope|"
        r"^denied: (?!.*permission_denied|requested access to)|error from registry: denied",
        command="docker pull {image}",
        what="메시지가 나온 컴퓨터가 {the_image}{을} 받지 못했어요. 그런 이름이 없거나, 볼 수 없는 비공개 이미지예요.",
        why="레지스트리는 없는 이미지와 볼 권한이 없는 이미지를 같은 말로 거절해요. 이름의 철자가 틀렸을 때가 가장 "
        "많아요. "
        "내가 빌드한 이미지라면 그 컴퓨터에 그 이름으로 없어서 Docker Hub에서 찾으려 한 거예요.",
        next=(
            _SPELLING,
            "내가 만든 이미지라면 `docker images`로 이름과 태그가 같은지 봐요.",
            (
                "비공개 이미지라면 `docker login`으로 로그인한 뒤 다시 받아요. GHCR이나 ECR이면 그 레지스트리에 "
                "로그인해요."
            ),
        ),
    ),
    Story(
        id="no-platform",
        words=r"no matching manifest for (?P<aside>[\w/.]+)|"
        r"image with reference (?P<image>\S+) was found[^\n]*(?:match|"
        r"provide) the specified platform:? \(?(?P<aside2>[\w/]+)",
        what="받으려는 {the_image}에는 메시지가 나온 컴퓨터의 플랫폼{aside}에 맞는 것이 없어요.",
        why="이미지는 프로세서의 종류마다 따로 만들어져요. 애플 실리콘 맥과 라즈베리 파이는 `arm64`, 보통 PC는 "
        "`amd64`예요. "
        "옛 태그에는 `amd64`용만 있을 때가 많아요.",
        next=(
            "Docker Hub의 그 이미지 Tags 쪽에서 내 플랫폼용이 있는 태그를 골라요.",
            "없으면 `--platform linux/amd64`를 붙여 받아요. 흉내 내어 실행하므로 느려요.",
        ),
    ),
    Story(
        id="no-tag",
        words=r"manifest for (?P<image>\S+) not found|docker\.io/(?:library/)?(?P<image2>[\w./-]+:[\w.-]+): not found|"
        r"manifest unknown|tag \S+ not found",
        command="docker pull {image}{image2}",
        what="레지스트리에 {the_image}{이} 없어요. 이미지 이름은 맞더라도 그 태그가 없을 때 나오는 말이에요.",
        why="태그는 이미지를 올린 사람이 정해요. 그만둔 판의 태그는 지워지기도 하고, `latest`가 아예 없는 이미지도 "
        "있어요.",
        next=("Docker Hub의 그 이미지 Tags 쪽에서 지금 있는 태그를 골라 콜론(`:`) 뒤에 적어요.", _SPELLING),
    ),
    Story(
        id="no-space",
        words=r"no space left on device|not enough space on the disk|디스크 공간이 부족|enospc|errno 28",
        of_machine=True,
        what="메시지가 나온 컴퓨터에서 도커가 쓰는 디스크가 가득 찼어요.",
        why="이미지, 멈춘 컨테이너, 볼륨, 빌드 캐시가 쌓이면 자리를 많이 차지해요. Docker Desktop은 컴퓨터의 "
        "디스크에 자리가 "
        "남아도 자기 가상 디스크의 크기까지만 써요. 한 컨테이너의 `--tmpfs`나 `/dev/shm`처럼 작은 곳만 찼을 수도 "
        "있어요.",
        next=(
            "`docker system df`로 무엇이 자리를 차지하는지, `df -h`로 디스크에 얼마나 남았는지 봐요.",
            (
                "멈춘 컨테이너는 `docker container prune`, 쓰지 않는 이미지는 `docker image prune -a`, 빌드 캐시는 "
                "`docker builder prune`으로 비워요. 볼륨에는 데이터가 있으니 함부로 비우지 않아요."
            ),
            Step(system="mac", text="Docker Desktop이면 Settings → Resources에서 가상 디스크의 크기를 늘릴 수 있어요."),
        ),
    ),
)
