"""The commands of the course to keep: each with one line of Korean, under the chapter that teaches it.

Only commands that a chapter's text shows; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Keep:
    """One command with what it is for. Korean words in `command` stand for the reader's own names."""

    command: str
    use: str


def _keep(text: str) -> tuple[Keep, ...]:
    """Read lines of `command | use`."""
    pairs = (line.split(" | ", 1) for line in text.strip().splitlines())
    return tuple(Keep(command=command.strip(), use=use.strip()) for command, use in pairs)


KEPT = {
    "start": _keep("""
docker version | 클라이언트와 도커 엔진의 버전을 봐요. 서버 쪽이 나오지 않으면 도커 엔진이 꺼진 거예요
docker info | 도커 엔진의 상태를 봐요. 컨테이너와 이미지가 몇 개인지도 나와요
docker run hello-world | 도커가 잘 되는지 확인해요
"""),
    "images": _keep("""
docker build -t 이름:태그 . | 지금 폴더의 Dockerfile로 이미지를 만들어요
docker images | 이미지 목록을 봐요
docker run 이름:태그 | 이미지로 컨테이너를 만들어 실행해요
docker tag 이름:태그 새이름:태그 | 같은 이미지에 이름표를 하나 더 붙여요
docker history 이름:태그 | 이미지가 어떤 레이어로 쌓였는지 봐요
docker image inspect 이름:태그 | 이미지의 설정을 자세히 봐요
"""),
    "transfer": _keep("""
docker save -o 이름.tar 이름:태그 | 이미지를 파일로 저장해요
scp 이름.tar 컴퓨터: | 파일을 다른 컴퓨터의 홈 폴더로 보내요
sha256sum 이름.tar | 체크섬을 봐요. 양쪽이 같으면 온전히 옮겨진 거예요
docker load -i 이름.tar | 파일에서 이미지를 꺼내 와요
docker login | Docker Hub에 로그인해요
docker push 사용자명/이름:태그 | 이미지를 Docker Hub에 올려요
docker pull 사용자명/이름:태그 | 올려 둔 이미지를 내려받아요
docker logout | 로그아웃해요. 여럿이 쓰는 컴퓨터에서는 꼭 해요
"""),
    "commands": _keep("""
docker pull 이미지:태그 | 이미지를 내려받아요
docker run -d --name 이름 이미지:태그 | 이름을 붙여 뒤에서 실행해요
docker run -d -p 밖:안 이미지:태그 | 컴퓨터의 포트(밖)를 컨테이너의 포트(안)에 이어요
docker run -e 이름=값 이미지:태그 | 환경 변수로 설정을 건네요
docker run --rm 이미지:태그 명령 | 한 번 실행하고, 끝나면 지워요
docker run -it 이미지:태그 /bin/bash | 새 컨테이너의 셸에서 일해요
docker exec -it 컨테이너 /bin/bash | 실행 중인 컨테이너에 들어가요
docker ps | 실행 중인 컨테이너를 봐요
docker ps -a | 끝난 것까지 모든 컨테이너를 봐요
docker logs 컨테이너 | 컨테이너가 남긴 말을 읽어요
docker inspect 컨테이너 | 컨테이너의 설정과 상태를 속속들이 봐요
docker port 컨테이너 | 어느 포트가 어디로 이어졌는지 봐요
docker stop 컨테이너 | 컨테이너를 멈춰요
docker start 컨테이너 | 멈춘 컨테이너를 다시 시작해요
docker restart 컨테이너 | 멈췄다가 다시 시작해요
docker cp 컨테이너:경로 . | 컨테이너의 파일을 지금 폴더로 복사해요
docker rm 컨테이너 | 끝난 컨테이너를 지워요
docker rmi 이미지:태그 | 이미지를 지워요
docker network ls | 네트워크 목록을 봐요
docker network create 이름 | 컨테이너끼리 이름으로 부를 네트워크를 만들어요
docker network connect 네트워크 컨테이너 | 컨테이너를 네트워크에 넣어요
docker volume create 이름 | 컨테이너가 없어져도 남는 데이터를 둘 볼륨을 만들어요
docker container prune | 끝난 컨테이너를 한꺼번에 지워요. 되돌릴 수 없어요
"""),
}
"""The commands by the name of the chapter that teaches them; the other chapters bring no new ones."""


def text(titles: dict[str, str]) -> str:
    """Return all of them for a terminal, each chapter under its title."""
    parts = []
    for chapter, kept in KEPT.items():
        lines = [f"  {keep.command}\n      {keep.use}" for keep in kept]
        parts.append("\n".join([titles[chapter], *lines]))
    return "\n\n".join(parts)
