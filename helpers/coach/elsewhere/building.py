"""Stories of builds: the builder itself, the Dockerfile, what it copies, what a RUN says."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Story

_CONTEXT = (
    "빌드는 `docker build` 끝에 적은 폴더(빌드 컨텍스트)만 봐요. COPY의 경로는 Dockerfile이 아니라 그 폴더에서부터예요."
)

STORIES = (
    Story(
        id="buildx-missing",
        words=r"buildx component is missing|'buildx' is not a docker command|unknown command: docker buildx",
        what="메시지가 나온 컴퓨터에 buildx가 없거나 망가져서 새 빌더(BuildKit)를 쓰지 못해요.",
        why="BuildKit은 buildx라는 플러그인으로 써요. 도커를 배포판의 패키지로 설치하면 함께 오지 않을 때가 있어요.",
        next=(
            (
                "buildx를 설치해요. Debian·Ubuntu에서는 Docker의 저장소를 쓰면 `docker-buildx-plugin`, "
                "배포판의 것을 쓰면 `docker-buildx`예요."
            ),
            "급하면 명령 앞에 `DOCKER_BUILDKIT=0`을 적어 옛 빌더로 빌드해요.",
        ),
    ),
    Story(
        id="multi-platform",
        words=r"multi(?:ple)?[- ]platforms? (?:build|feature)[^\n]*(?:not supported|currently not supported)|"
        r"docker exporter does not[^\n]*manifest",
        what="메시지가 나온 컴퓨터의 기본 빌더로는 여러 플랫폼용을 한 번에 빌드할 수 없어요.",
        why="`--platform`에 둘 이상을 적으려면 그럴 수 있는 빌더나 containerd 이미지 저장소가 필요해요.",
        next=(
            (
                "`docker buildx create --use`로 새 빌더를 만들어 쓰거나, Docker Desktop에서 containerd 이미지 저장소를 "
                "켜요."
            ),
            "결과는 `--push`로 레지스트리에 올려요.",
        ),
    ),
    Story(
        id="dockerfile-missing",
        words=r"(?:failed to read dockerfile|unable to (?:prepare context|evaluate symlinks in dockerfile path))[^\n]*?"
        r"(?P<file>[\w.-]*dockerfile[\w.-]*): (?:no such file|cannot find|the system cannot)|failed to read dockerfile",
        what="빌드에 넘긴 폴더에 `Dockerfile`이라는 파일이 없어요.",
        why="`docker build`는 끝에 적은 폴더에서 `Dockerfile`이라는 이름을 찾아요. 다른 폴더에서 실행했거나, 이름이 "
        "`dockerfile.txt`, `Dockerfile.dev`처럼 다르거나, 마지막의 `.`이 다른 폴더를 가리킬 때 그래요.",
        next=(
            "`ls`(Windows는 `dir`)로 지금 폴더에 `Dockerfile`이 있는지, 확장자가 붙지 않았는지 봐요.",
            "다른 곳에 있거나 이름이 다르면 `docker build -f 경로/이름 .`처럼 `-f`로 알려 줘요.",
        ),
        command="docker build .",
    ),
    Story(
        id="build-file-missing",
        words=r"failed to (?:compute cache key|calculate checksum)[^\n]*?\"/?(?P<source>[^\"\n]+)\": not found|"
        r"copy failed:[^\n]*?stat (?:/var/lib/docker/tmp/\S+?/)?(?P<source2>[^\s:]+): (?:file does not exist|"
        r"no such file)",
        what="`{source}`{이} 도커 엔진이 받은 폴더에 없어요. 그래서 COPY나 ADD가 복사하지 못했어요.",
        why=f"{_CONTEXT} 폴더에 있더라도 `.dockerignore`에 적혀 있으면 보이지 않아요.",
        next=(
            (
                "`{source}`{이} 빌드에 넘긴 폴더 안에 있는지, 철자와 대소문자가 맞는지 봐요. 폴더 밖의 것은 복사할 수 "
                "없어요."
            ),
            "컴파일한 결과물(`target/`, `build/`, `dist/`)이라면 먼저 만들었는지 확인해요.",
            "`.dockerignore`가 빼고 있지 않은지도 봐요.",
        ),
        command="docker build .",
    ),
    Story(
        id="copy-outside",
        words=r"forbidden path outside the build context: (?P<file>\S+)|copy failed: forbidden path",
        what="COPY에 적은 경로가 빌드에 넘긴 폴더 밖을 가리켜요.",
        why=f"{_CONTEXT} `..`으로 밖으로 나갈 수 없어요.",
        next=(
            (
                "필요한 파일을 그 폴더 안으로 옮기거나, 한 단계 위의 폴더에서 `docker build -f 폴더/Dockerfile .`로 "
                "빌드해요."
            ),
        ),
    ),
    Story(
        id="build-without-folder",
        words=r"\"?docker (?:buildx )?build\"? requires (?:exactly )?1 argument",
        what="`docker build`에 폴더가 빠졌어요(또는 빈칸 때문에 둘 이상이 되었어요).",
        why="`docker build`의 끝에는 빌드에 넘길 폴더 하나를 적어요. 지금 폴더라면 점 하나(`.`)예요. 폴더 이름에 "
        "빈칸이 있으면 "
        "따옴표로 싸야 하나로 읽혀요.",
        next=("명령의 끝에 한 칸 띄우고 `.`을 적어요: `docker build -t 이름 .`",),
        command="docker build",
    ),
    Story(
        id="packages-clock",
        words=r"release file for \S+ is (?:not valid yet|expired)|is not yet valid \(invalid for another",
        what="`apt-get update`가 받은 패키지 목록의 날짜가 컴퓨터의 시각과 맞지 않아서 쓰지 않았어요.",
        why="패키지 목록에는 언제부터 언제까지 쓸 수 있는지가 적혀 있어요. 컴퓨터의 시계가 늦으면 아직 쓸 수 "
        "없는 것으로 "
        "보여요. Docker Desktop이나 WSL은 노트북이 잠들었다 깨면 안쪽 리눅스의 시계가 늦어지기도 해요.",
        next=(
            (
                "`date`로 컴퓨터의 시각을, `docker run --rm busybox date`로 컨테이너의 시각을 비교해요. 컨테이너는 "
                "UTC예요."
            ),
            "늦으면 Docker Desktop을 다시 시작하고, WSL이라면 PowerShell에서 `wsl --shutdown`을 한 뒤 다시 켜요.",
            "목록이 정말 오래된 것(`expired`)이면 바탕 이미지를 더 새로운 것으로 바꿔요.",
        ),
    ),
    Story(
        id="packages-damaged",
        words=r"hash sum mismatch|file has unexpected size|mirror sync in progress",
        what="`apt-get`이 받은 파일이 패키지 목록에 적힌 것과 달라서 쓰지 않았어요.",
        why="목록을 받은 뒤에 서버의 파일이 바뀌었거나, 중간의 프록시가 옛 파일을 내주었을 때 그래요. 패키지 "
        "이름이 틀린 것은 "
        "아니에요.",
        next=(
            "`apt-get update`부터 다시 해요. Dockerfile이라면 `docker build --no-cache`로 다시 빌드해요.",
            (
                "`RUN apt-get update && apt-get install -y …`처럼 두 명령을 한 줄에 적어, 오래된 목록이 캐시에 남지 "
                "않게 해요."
            ),
            "자꾸 그러면 조금 뒤에 하거나, 프록시와 VPN을 끄고 해요.",
        ),
    ),
    Story(
        id="packages-unsigned",
        words=r"no_pubkey (?P<aside>[0-9a-f]{8,})|at least one invalid signature was encountered|"
        r"repository '(?P<aside2>[^']+)' is not signed",
        what="`apt-get update`가 저장소의 서명을 확인할 열쇠{aside}를 갖고 있지 않아서 목록을 쓰지 않았어요.",
        why="패키지 목록에는 서명이 있어서, 그 저장소의 공개 열쇠가 있어야 믿고 설치해요. 바탕 이미지가 너무 "
        "오래되었거나, 저장소를 "
        "더하면서 열쇠를 넣지 않았거나, 디스크가 가득 찼을 때도 그래요.",
        next=(
            "바탕 이미지가 오래됐으면 `FROM`을 새 버전으로 바꿔요.",
            "저장소를 직접 더했다면 그 저장소의 설명대로 열쇠를 `/etc/apt/keyrings`에 받고 `signed-by=`로 가리켜요.",
            "`docker system df`로 디스크가 가득 차지 않았는지도 봐요.",
        ),
    ),
    Story(
        id="pip-managed",
        words=r"externally-managed-environment|this environment is externally managed",
        what="그 리눅스의 파이썬은 배포판이 관리해서, `pip`로 바로 설치하지 못하게 막혀 있어요.",
        why="Debian 12와 Ubuntu 23.04부터는 배포판의 파이썬 패키지를 `pip`가 망가뜨리지 않게 막아 두었어요. "
        "`python` 공식 이미지에서는 막혀 있지 않아요.",
        next=(
            "Dockerfile이라면 `FROM python:3.12`처럼 파이썬 공식 이미지를 바탕으로 쓰는 것이 가장 쉬워요.",
            "`python3 -m venv /venv`로 가상 환경을 만들고 `/venv/bin/pip install …`로 설치해요.",
            "혼자 쓰는 이미지라면 `pip install --break-system-packages …`로 막은 것을 풀 수도 있어요.",
        ),
    ),
    Story(
        id="npm-lock",
        words=r"npm ci[`'\" ]+(?:command )?can only install with an existing package-lock|"
        r"npm ci[`'\"]? can only install packages when",
        what="`npm ci`가 쓸 `package-lock.json`이 없거나 `package.json`과 맞지 않아요.",
        why="`npm ci`는 `package-lock.json`에 적힌 그대로만 설치해요. Dockerfile에서 그 파일을 `COPY`하지 않았거나, "
        "`.dockerignore`에 걸렸거나, 만든 적이 없으면 이렇게 끝나요.",
        next=(
            "내 컴퓨터에 `package-lock.json`이 있는지 봐요. 없으면 `npm install`을 한 번 해서 만들어요.",
            "`RUN npm ci`보다 위에 `COPY package.json package-lock.json ./`을 적어요.",
        ),
    ),
    Story(
        id="package-unknown",
        words=r"unable to locate package (?P<package>\S+)|"
        r"package '?(?P<package2>[\w.+-]+)'? has no installation candidate|"
        r"\"/bin/sh -c[^\"]*apt(?:-get)? install[^\"]*\" did not complete successfully: exit code: 100|"
        r"'/bin/sh -c[^\n']*apt(?:-get)? install[^\n']*' returned a non-zero code: 100",
        what="이미지를 만들다가 `apt-get install`이 패키지를 설치하지 못했어요(종료 코드 100).",
        why="이미지에는 패키지 목록이 들어 있지 않아서, 같은 `RUN`에서 `apt-get update`를 먼저 해야 해요. "
        "패키지 이름의 철자가 틀렸을 때와 그 배포판에 그런 패키지가 없을 때도 같아요.",
        next=(
            (
                "`RUN apt-get update && apt-get install -y 패키지`처럼 한 줄로 적어요. 물어볼 사람이 없으니 `-y`도 꼭 "
                "붙여요."
            ),
            "그 위에 나온 `E:`로 시작하는 줄에서 어느 패키지인지 읽어요.",
        ),
    ),
    Story(
        id="run-failed",
        words=r"process \"(?:/bin/sh -c )?(?P<line>[^\n]+?)\" did not complete successfully: exit code: (?P<code>\d+)|"
        r"the command '(?:/bin/sh -c )?(?P<line2>[^\n]+?)' returned a non-zero code: (?P<code2>\d+)",
        what="Dockerfile의 `RUN`에 적은 `{line}`{이} 종료 코드 {code}{으로} 실패해서 빌드가 멈췄어요.",
        why="도커의 잘못이 아니라 그 명령이 실패한 거예요. 이유는 이 메시지보다 위에 그 명령이 남긴 말에 있어요. "
        "필요한 파일을 아직 COPY하지 않았거나, 프로그램이 그 이미지에 없을 때(종료 코드 127) 흔해요.",
        next=(
            "빌드 출력을 위로 올려 그 명령이 남긴 말을 읽어요. `docker build --progress=plain`을 쓰면 모두 보여요.",
            "바로 앞 단계까지의 이미지로 컨테이너를 실행해 그 안에서 같은 명령을 해 보면 찾기 쉬워요.",
        ),
    ),
    Story(
        id="import-of-save",
        words=r"/json: no such file or directory|invalid tar header|manifest\.json: no such file",
        command="docker load -i image.tar",
        what="이 tar 파일에는 이미지가 아니라 다른 것이 들어 있어서 `docker load`가 읽지 못했어요.",
        why="`docker load`는 `docker save`로 만든 파일을 읽어요. `docker export`로 만든 파일은 컨테이너의 파일만 "
        "담고 있어서 "
        "`docker import`로 읽어야 해요. 파일이 다 옮겨지지 않았을 때도 같은 말이 나와요.",
        next=(
            (
                "`tar -tf 파일 | head`로 안을 봐요. `manifest.json`이 보이면 `save`의 것, `bin/`, `etc/`가 보이면 "
                "`export`의 것이에요."
            ),
            "`export`의 것이면 `docker import`를 써요.",
        ),
    ),
    Story(
        id="context-missing",
        words=r"unable to prepare context: path \"(?P<path>[^\"\n]+)\" not found",
        what="`docker build`의 마지막에 적은 `{path}` 폴더가 메시지가 나온 컴퓨터에 없어요.",
        why="마지막에는 Dockerfile과 파일이 든 폴더(빌드 컨텍스트)를 적어요. 지금 있는 폴더를 기준으로 찾아요.",
        next=(
            "`ls`(Windows는 `dir`)로 그 폴더가 있는지, 철자가 맞는지 봐요.",
            "지금 있는 폴더에서 빌드하려면 폴더 이름 대신 `.`을 적어요.",
        ),
    ),
    Story(
        id="build-failed",
        words=r"failed to solve[^\n]*|failed to build",
        last=True,
        what="이미지를 빌드하다가 멈췄어요. 이 줄은 어디에서 멈췄는지만 알려 줘요.",
        why="이유는 `ERROR`와 `>>>`로 표시된 줄, 그리고 그 위에 명령이 남긴 말에 있어요.",
        next=("`docker build --progress=plain`으로 다시 빌드해 멈춘 단계의 출력을 처음부터 읽어요.",),
        command="docker build .",
    ),
    Story(
        id="legacy-builder",
        words=r"legacy builder is deprecated",
        last=True,
        what="메시지가 나온 컴퓨터에 buildx가 없어서 옛 빌더로 빌드했다는 경고예요.",
        why="새 빌더(BuildKit)는 buildx라는 플러그인으로 써요. 옛 빌더로도 이미지는 만들어지지만 앞으로 없어져요.",
        next=(
            (
                "buildx를 설치하면 사라져요. Debian·Ubuntu에서는 Docker의 저장소를 쓰면 `docker-buildx-plugin`, "
                "배포판의 것을 쓰면 `docker-buildx`예요."
            ),
            "`docker buildx version`이 대답하면 된 거예요.",
        ),
    ),
)
