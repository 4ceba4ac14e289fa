"""Stories of programs in containers that call another: a container by its name, the computer, a database."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Story

STORIES = (
    Story(
        id="host-unreachable",
        words=r"host\.docker\.internal(?:[: ](?:port )?(?P<port>\d+))?[^\n]*(?:refused|timed? ?out)",
        what="컨테이너에서 내 컴퓨터(`host.docker.internal`)를 찾기는 했는데, {the_port}에서 아무도 대답하지 않았어요.",
        why="내 컴퓨터의 프로그램이 꺼져 있거나, `127.0.0.1`에서만 기다리거나, 방화벽이 막았어요. 컨테이너는 "
        "다른 주소로 "
        "들어오므로 `127.0.0.1`에서만 기다리는 프로그램에 닿지 못할 수 있어요.",
        next=(
            "내 컴퓨터의 프로그램이 켜져 있는지, 포트 번호가 맞는지 봐요.",
            "그 프로그램이 `0.0.0.0`에서 기다리게 해요(개발 서버의 `--host 0.0.0.0` 같은 옵션).",
            "리눅스라면 컨테이너를 만들 때 `--add-host=host.docker.internal:host-gateway`를 적었는지 봐요.",
        ),
    ),
    Story(
        id="host-unreachable",
        words=r"(?:lookup|resolve(?: host)?:?|enotfound|unknown host) '?host\.docker\.internal",
        what="컨테이너가 `host.docker.internal`이라는 이름을 몰라요.",
        why="Docker Desktop은 이 이름을 저절로 알려 주지만, 리눅스의 Docker Engine은 알려 주지 않아요.",
        next=(
            (
                "컨테이너를 만들 때 `--add-host=host.docker.internal:host-gateway`를 적어요. Compose라면 "
                "`extra_hosts`예요."
            ),
        ),
    ),
    Story(
        id="name-unreachable",
        words=r"could not translate host name \"?(?P<host>[\w-]+)\"? to address|"
        r"(?:getaddrinfo|queryA) (?:ENOTFOUND|EAI_AGAIN|ESERVFAIL) (?P<host2>[\w-]+)(?![\w.-])|"
        r"unknown (?:mysql )?server host '(?P<host3>[\w-]+)'|"
        r"lookup (?P<host4>[\w-]+)(?: on [\d.:\[\]]+)?: (?:no such host|server misbehaving)|"
        r"failed to resolve '(?P<host5>[\w-]+)'|php_network_getaddresses[^\n]*for (?P<host6>[\w-]+) failed|"
        r"unknownhostexception: (?P<host7>[\w-]+)(?![\w.-])",
        what="컨테이너 안의 프로그램이 `{host}`{이라는} 이름의 상대를 찾지 못했어요.",
        why="컨테이너끼리는 직접 만든 같은 네트워크에 있을 때만 이름으로 서로를 찾아요. 기본 네트워크(bridge)에서는 "
        "이름이 통하지 않고, 상대가 아직 시작하지 않았거나 꺼졌어도 같은 말이 나와요.",
        next=(
            "`docker ps -a`로 `{host}`{이라는} 컨테이너(Compose라면 서비스)가 실행 중인지, 이름의 철자가 같은지 봐요.",
            (
                "`docker network create`로 네트워크를 만들어 두 컨테이너를 모두 `--network`로 넣어요. Compose는 "
                "한 파일의 "
                "서비스를 저절로 같은 네트워크에 넣어요."
            ),
            (
                "컨테이너가 아니라 내 컴퓨터에서 실행한 프로그램이라면 그 이름을 몰라요. `localhost`와 `-p`의 왼쪽 "
                "포트를 써요."
            ),
        ),
    ),
    Story(
        id="socket-missing",
        words=r"can't connect to local (?:mysql|mariadb) server through socket '?(?P<aside>[^'\s]+)|"
        r"connection to server on socket \"(?P<aside2>[^\"]+)\" failed",
        what="데이터베이스의 클라이언트가 소켓 파일{aside}로 서버를 찾았는데, 거기에 서버가 없어요.",
        why="주소를 적지 않거나 `localhost`라고 적으면 클라이언트는 네트워크가 아니라 같은 컨테이너 안의 소켓 파일을 "
        "찾아요. 서버가 다른 컨테이너에 있거나, 같은 컨테이너라도 아직 시작하는 중이면 소켓이 없어요.",
        next=(
            "서버가 다른 컨테이너에 있으면 `-h 컨테이너이름`(내 컴퓨터에서라면 `-h 127.0.0.1`)처럼 주소를 적어요.",
            "`docker logs`로 서버가 준비되었다고 말했는지 봐요. 처음 켤 때는 수십 초가 걸리기도 해요.",
        ),
    ),
    Story(
        id="localhost-inside",
        words=r"connection to server at \"(?:localhost|127\.0\.0\.1|"
        r"::1)\"[^\n]*port (?P<port>\d+) failed: connection refused|"
        r"(?:connect )?econnrefused (?:127\.0\.0\.1|::1|localhost):(?P<port2>\d+)|"
        r"can't connect to (?:mysql )?server on '(?:localhost|127\.0\.0\.1)(?::(?P<port3>\d+))?'|"
        r"error \d+ connecting to (?:localhost|127\.0\.0\.1):(?P<port4>\d+)\. connection refused|"
        r"dial tcp (?:127\.0\.0\.1|\[::1\]):(?P<port5>\d+): (?:connect: )?connection refused|"
        r"(?:localhost|127\.0\.0\.1)[:\s]+(?:port )?(?P<port6>\d+)[^\n]*connection refused",
        what="프로그램이 `localhost`의 {the_port}에서 상대를 찾았는데, 거기서 아무도 대답하지 않았어요.",
        why="컨테이너 안에서 `localhost`는 그 컨테이너 자신이에요. 데이터베이스가 다른 컨테이너나 내 컴퓨터에 있으면 "
        "`localhost`로는 닿지 않아요. 내 컴퓨터에서 실행한 프로그램이라면 그 포트를 `-p`로 연결하지 않았거나, "
        "서버가 아직 "
        "시작하는 중이에요.",
        next=(
            (
                "상대가 다른 컨테이너면 `localhost` 대신 그 컨테이너의 이름(Compose라면 서비스 이름)을 적고, 두 "
                "컨테이너를 "
                "같은 네트워크에 둬요."
            ),
            (
                "상대가 내 컴퓨터의 프로그램이면 `host.docker.internal`을 적어요(리눅스는 "
                "`--add-host=host.docker.internal:host-gateway`도 함께)."
            ),
            "`docker ps`의 `PORTS`와 `docker logs`로 상대가 켜져 있고 준비되었는지 봐요.",
        ),
    ),
)
