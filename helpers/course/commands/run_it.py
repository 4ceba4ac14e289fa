"""commands.run-it: work in a shell inside a new container and leave a file there."""

from helpers.course.commands.container_checks import container_holds, fresh, happened, in_stock
from helpers.exercise import probes
from helpers.exercise.checks import Near, container_made_from, container_there
from helpers.exercise.model import Exercise, Mistake, Owned, Way

OUTSIDE = probes.file("memo.txt")

EXERCISE = Exercise(
    id="commands.run-it",
    title="새 컨테이너 안에서 일하기",
    prompt="""\
반죽 담당이 쉴 곳을 하나 마련해 달래요. `ubuntu:latest` 이미지로 **`kitchen`이라는 이름**의 새 컨테이너를 만들고, 그 안의 셸에서 일해 봅시다.

**터미널**을 열고 컨테이너의 `/bin/bash`로 들어가세요. 들어가서 **컨테이너 안의 `/memo.txt`** 파일에 `반죽 완료`라고 적고, `exit`로 나오세요.
컨테이너는 끝나도 괜찮지만 지워지면 안 돼요.""",
    owns=Owned(containers=("kitchen", "pantry"), runs_of=("ubuntu:latest",)),
    setup=in_stock("ubuntu:latest"),
    checks=(
        container_there(
            "there",
            "kitchen",
            near=(
                Near(
                    when=happened("create", name="kitchen"),
                    observed="`kitchen` 컨테이너가 있었지만 나오면서 지워졌습니다. 안에 적은 파일도 함께 사라졌습니다.",
                    advice="끝나면 스스로 지우라는 옵션을 붙이지 않았는지 확인해 보세요.",
                ),
            ),
        ),
        container_made_from("image", "kitchen", "ubuntu:latest", requires=("there",)),
        container_holds(
            "memo",
            "kitchen",
            "/memo.txt",
            "반죽 완료",
            requires=("image",),
            near=(
                Near(
                    when=lambda world: any(found.name != "kitchen" for found in fresh(world)),
                    observed="`kitchen` 컨테이너 안에는 `/memo.txt`가 없습니다. 새로 만든 다른 컨테이너가 있으니 거기에 적은 것 같습니다.",
                    advice="실행할 때마다 새 컨테이너가 생깁니다. 이름이 `kitchen`인 컨테이너 안에 적어야 합니다.",
                ),
                Near(
                    when=lambda world: world.fact(OUTSIDE).found,
                    observed="`memo.txt`를 컨테이너 안이 아니라 내 컴퓨터의 폴더에 만들었습니다.",
                    advice="컨테이너 안과 밖은 서로 다른 곳입니다. 셸 안으로 들어간 뒤에 파일을 적어 보세요.",
                    probes=(OUTSIDE,),
                ),
            ),
        ),
    ),
    hints=(
        "입력을 받는 옵션과 터미널처럼 보이게 하는 옵션을 함께 써요. 흔히 한 덩어리로 붙여 적어요.",
        "이미지 이름 뒤에 적은 것이 컨테이너 안에서 실행돼요. 거기에 셸의 경로를 적으면 셸이 열려요.",
        "들어간 뒤에는 `echo 글 > 파일`로 파일에 적을 수 있어요. 프롬프트가 `root@…`로 바뀌었는지 먼저 보세요.",
        "이미 `kitchen`을 만들었는데 다시 하고 싶다면 그 컨테이너를 지우고 새로 시작하세요.",
    ),
    solution=Way(
        script="""\
# 터미널에서는 -i 대신 -it를 쓰고, 한 줄씩 직접 쳐요.
docker run -i --name kitchen ubuntu:latest /bin/bash <<'EOF'
echo "반죽 완료" > /memo.txt
exit
EOF"""
    ),
    alternatives=(
        Way(
            script="docker run --name kitchen ubuntu:latest /bin/bash -c 'echo 반죽 완료 > /memo.txt'",
            why="one command, no shell to type in",
        ),
        Way(
            script="""\
docker run -d --name kitchen ubuntu tail -f /dev/null
docker exec kitchen sh -c 'echo "반죽 완료" > /memo.txt'""",
            why="started first, written into later",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script="docker run -i --name kitchen ubuntu:latest /bin/bash < /dev/null\necho '반죽 완료' > memo.txt"
            ),
            fails="memo",
            says="컨테이너 안이 아니라 내 컴퓨터의 폴더에 만들었습니다",
        ),
        Mistake(
            way=Way(
                script="docker run --name kitchen ubuntu:latest true\ndocker run --name pantry ubuntu:latest sh -c 'echo 반죽 완료 > /memo.txt'"
            ),
            fails="memo",
            says="새로 만든 다른 컨테이너가 있으니",
        ),
        Mistake(
            way=Way(script="docker run --rm --name kitchen ubuntu:latest sh -c 'echo 반죽 완료 > /memo.txt'"),
            fails="there",
            says="나오면서 지워졌습니다",
        ),
        Mistake(
            way=Way(script="docker run --name kitchen busybox sh -c 'echo 반죽 완료 > /memo.txt'"),
            fails="image",
            says="`busybox` 이미지로 만들어졌습니다",
        ),
    ),
)
