"""transfer.login: log in to the Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.transfer.parcels import LOG_IN, LOG_IN_THERE
from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

HERE, THERE = probes.hub_login(), probes.hub_login(Computer.OTHER)
HUB = "index.docker.io"


def _logged_in(world: World) -> checks.Miss | None:
    """Check whether this computer keeps the login that `docker push` will look for."""
    servers = probes.data(world, HERE).get("servers") or []
    if any(HUB in server for server in servers):
        return None
    if servers:
        return checks.Miss(
            observed=say("Docker Hub가 아니라 `{server}`{이라는} 레지스트리에 로그인했습니다.", server=servers[0]),
            advice="레지스트리의 주소를 적지 않으면 Docker Hub에 로그인합니다. 홈페이지의 주소는 레지스트리의 주소가 아닙니다.",
        )
    if world.fact(THERE).found:
        return checks.Miss(
            observed="다른 컴퓨터에서는 로그인했지만 내 컴퓨터에는 로그인 정보가 없습니다.",
            advice="로그인은 컴퓨터마다 따로입니다. 어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    return checks.nothing(
        "저장된 로그인 정보가 없습니다. 아직 로그인하지 않았거나 로그인에 실패했습니다.",
        "사용자명이나 비밀번호가 틀리면 아무것도 저장되지 않습니다. 명령이 무엇이라고 대답했는지 읽어 보세요.",
    )


EXERCISE = Exercise(
    id="transfer.login",
    title="Docker Hub에 들어가기",
    prompt=(
        "엽서를 한 장씩 나르다 보니 끝이 없어요. 누구나 찾아갈 수 있게 Docker Hub에 맡기기로 했어요.\n\n"
        "먼저 **내 컴퓨터에서 Docker Hub에 로그인**하세요.\n\n"
        "- 사용자명: 환경 변수 `$LAB_HUB_USER`\n"
        "- 비밀번호: 환경 변수 `$LAB_HUB_PASSWORD`\n\n"
        "비밀번호가 명령줄에 그대로 드러나지 않게 해 보세요. 터미널에서는 묻는 말에 대답하며 로그인해도 돼요."
    ),
    owns=Owned(login=True),
    checks=(
        checks.assemble(
            "logged-in", "내 컴퓨터에 Docker Hub 로그인 정보가 저장되어 있습니다.", _logged_in, probes=(HERE, THERE)
        ),
    ),
    hints=(
        "로그인하는 명령에 레지스트리의 주소를 적지 않으면 Docker Hub예요.",
        "칸에서는 묻는 말에 대답할 수 없어요. 사용자명은 `-u` 뒤에 적고, 비밀번호는 `echo`로 내보내 `|`로 흘려보내요.",
        "표준 입력으로 들어온 비밀번호를 읽게 하는 옵션의 이름은 password와 stdin을 이은 것이에요.",
    ),
    solution=Way(script=LOG_IN),
    alternatives=(
        Way(
            script='docker login --username "$LAB_HUB_USER" --password "$LAB_HUB_PASSWORD"',
            why="works, though the password shows in the process list",
        ),
        Way(
            script='docker login -u "$LAB_HUB_USER" --password-stdin docker.io <<< "$LAB_HUB_PASSWORD"',
            why="docker.io is Docker Hub's own name",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script='echo wrong-password | docker login -u "$LAB_HUB_USER" --password-stdin'),
            fails="logged-in",
            says="로그인에 실패했습니다",
        ),
        Mistake(
            way=Way(script=f"{LOG_IN} hub.docker.com", why="the address of the web site"),
            fails="logged-in",
            says="`hub.docker.com`이라는 레지스트리에 로그인했습니다",
        ),
        Mistake(way=Way(script=LOG_IN_THERE), fails="logged-in", says="다른 컴퓨터에서는 로그인했지만"),
    ),
)
