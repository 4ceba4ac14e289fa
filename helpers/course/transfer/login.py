"""transfer.login: log in to the Hub."""

from __future__ import annotations

from helpers.course.transfer.parcels import FORGED_LOGIN, LOG_IN, LOG_IN_THERE
from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

EXERCISE = Exercise(
    id="transfer.login",
    title="Docker Hub에 들어가기",
    prompt=(
        "엽서를 한 장씩 나르다 보니 끝이 없어요. 누구나 찾아갈 수 있게 Docker Hub에 맡기기로 했어요.\n\n"
        "먼저 **내 컴퓨터에서 Docker Hub에 로그인**하세요.\n\n"
        "- 사용자명: 환경 변수 `$LAB_HUB_USER`\n"
        "- 비밀번호: 환경 변수 `$LAB_HUB_PASSWORD`\n\n"
        "비밀번호를 명령줄에 그대로 적지 않는 길이 더 안전해요. 터미널에서는 묻는 말에 대답하며 로그인해도 돼요."
    ),
    omits={"other-computer": "로그인 정보는 어느 엔진에 대고 하든 명령을 실행한 컴퓨터에 저장된다"},
    owns=Owned(login=True),
    checks=(checks.logged_in("logged-in"),),
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
            way=Way(script=FORGED_LOGIN, why="a file with a wrong password", variant="forged"),
            fails="logged-in",
            says="(사용자명 `learner`)를 Docker Hub가 받아들이지 않습니다",
        ),
        Mistake(
            way=Way(script=f"export DOCKER_CONFIG=$PWD/settings\n{LOG_IN}", why="kept where no other cell looks"),
            fails="logged-in",
            says="settings/config.json`에 저장되어 있고",
        ),
        Mistake(
            way=Way(script='echo wrong-password | docker login -u "$LAB_HUB_USER" --password-stdin'),
            fails="logged-in",
            says="저장된 로그인 정보가 없습니다",
        ),
        Mistake(
            way=Way(script=f"{LOG_IN} hub.docker.com", why="the address of the web site"),
            fails="logged-in",
            says="`hub.docker.com`이라는 레지스트리에 로그인했습니다",
        ),
        Mistake(way=Way(script=LOG_IN_THERE), fails="logged-in", says="다른 컴퓨터에서는 로그인했지만"),
    ),
)
