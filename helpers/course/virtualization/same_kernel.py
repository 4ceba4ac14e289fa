"""virtualization.same-kernel: the kernel that a container sees is the host's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import VERSION, marks, table, tried, which
from helpers.exercise import probes
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.model import Choice, Exercise, Mistake, Owned, Question, Quiz, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

REASONS = {
    "ㄱ": "이유로 ㄱ을 골랐습니다. 이미지에는 커널이 들어 있지 않으니 복사해 넣을 일도 없습니다.",
    "ㄷ": "이유로 ㄷ을 골랐습니다. 이미지의 배포판이 무엇이든 컨테이너가 보는 커널은 달라지지 않습니다.",
    "ㄹ": "이유로 ㄹ을 골랐습니다. 컨테이너와 호스트 사이에는 하이퍼바이저가 없습니다.",
}
CHOICES = {
    "ㄱ": "이미지를 만들 때 호스트의 커널을 이미지에 복사해 넣어서",
    "ㄴ": "컨테이너는 호스트의 커널을 같이 쓰고 프로세스만 떼어 놓아서",
    "ㄷ": "이미지의 배포판이 정한 커널을 써서",
    "ㄹ": "하이퍼바이저가 컨테이너마다 커널을 하나씩 나누어 주어서",
}
BECAUSE = "이유로 ㄴ을 골랐습니다. 컨테이너는 호스트 위의 프로세스라서, 커널에 물으면 호스트의 커널이 대답합니다."
DIFFERS = "호스트의 커널과 다르다고 답했습니다."
DISTRIBUTION = re.compile(r"ubuntu|debian|우분투|데비안|fedora|\b\d\d\.\d\d(?:\.\d)?\b(?![-.])", re.IGNORECASE)
LOOK = "컨테이너 안과 밖에서 같은 명령으로 커널의 버전을 출력해, 두 줄을 나란히 놓고 보세요."


def _known(world: World, given: str) -> Miss | None:
    low, right = given.casefold(), world.fact(probes.KERNEL).text.casefold()
    versions = VERSION.findall(low)
    if versions != [right]:
        return _other_version(low, versions, right)
    said = re.sub(r"다르지 ?않\w*", "같다", low.replace(right, " "))
    differs = re.search(r"다르|다른|다릅|다름|달라|같지|안 같|아니", said) is not None
    if differs or not re.search("같|동일|일치", said):
        what = DIFFERS if differs else "호스트의 커널과 같은지 답하지 않았습니다."
        return Miss(observed=what, advice=LOOK)
    reasons = marks(said)
    if len(set(reasons)) != 1:
        chosen = say("이유로 {chosen}{을} 골랐습니다. 하나만 골라야 합니다.", chosen=", ".join(reasons))
        return Miss(
            observed=chosen if reasons else "이유의 기호를 고르지 않았습니다.",
            advice="ㄱ부터 ㄹ 가운데 하나를 끝에 적으세요.",
        )
    if reasons[0] == "ㄴ":
        return None
    return Miss(
        observed=REASONS.get(reasons[0], f"보기에 없는 기호인 {reasons[0]}을 골랐습니다."),
        advice="컨테이너 안에 무엇이 들어 있고 무엇이 없는지 본문에서 다시 읽어 보세요.",
    )


def _other_version(given: str, versions: list[str], right: str) -> Miss:
    if DISTRIBUTION.search(given):
        return Miss(
            observed="커널이 아니라 배포판의 버전을 답했습니다.",
            advice="배포판은 이미지에 든 파일이고, 커널은 그 파일들을 실행하는 쪽에 있습니다. " + LOOK,
        )
    if not versions:
        return Miss(observed="커널의 버전이 없습니다.", advice="버전, 같은지 다른지, 이유를 차례로 적으세요.")
    said = ", ".join(versions)[:60]
    if len(versions) > 1:
        return Miss(observed=say("`{said}`{은} 커널의 버전 하나가 아닙니다.", said=said), advice=LOOK)
    if right.startswith(said):
        return Miss(
            observed=say("`{said}`{은} 커널의 버전의 앞부분입니다.", said=said),
            advice="뒤에 붙은 글자까지 모두 적어야 합니다. " + LOOK,
        )
    return Miss(observed=say("커널의 버전을 `{said}`{이라고} 답했지만 다릅니다.", said=said), advice=LOOK)


SAME = Question(
    text="호스트의 커널과 비교하면",
    choices=(
        Choice(
            text="같다",
            value="같다",
            reason="호스트의 커널과 같다고 답했습니다. 안과 밖에서 본 두 줄이 똑같습니다.",
            right=True,
        ),
        Choice(text="다르다", value="다르다", reason=f"{DIFFERS} {LOOK}"),
    ),
)
ANSWER = 'echo "$(docker run --rm ubuntu uname -r) '

EXERCISE = Exercise(
    id="virtualization.same-kernel",
    title="컨테이너 안의 커널",
    prompt=f"""\
동료가 말해요. “호스트는 데비안인데 `ubuntu` 컨테이너를 띄웠으니, 그 안에서는 우분투의 커널이 돌겠네요?” 정말 그런지 확인해 봐요.

`ubuntu` 이미지로 만든 컨테이너 안에서 커널의 버전을 출력하고, 호스트의 것과 비교해 보세요. 그리고 세 가지를 차례로 답하세요.

1. 컨테이너 안에서 본 **커널의 버전**(뒤에 붙은 글자까지)
2. 호스트의 커널과 **같다** 또는 **다르다**
3. 그 이유의 기호

| 기호 | 이유 |
|---|---|
{table(CHOICES)}

`5.10.0-8-amd64 다르다 ㄷ`처럼 빈칸을 사이에 두고 한 줄로 적으면 돼요.
""",
    owns=Owned(runs_of=("ubuntu:latest",)),
    setup="docker pull -q ubuntu:latest\n",
    checks=(
        tried(
            "used",
            "ubuntu",
            establishes="`ubuntu` 이미지로 컨테이너를 실행했습니다.",
            observed="`ubuntu` 이미지로 컨테이너를 실행하지 않았습니다.",
            advice="호스트에서 본 값은 컨테이너가 본 값이 아닙니다. 컨테이너 안에서 확인해 보세요.",
        ),
        answer_judged(
            "answer",
            _known,
            establishes="컨테이너가 보는 커널의 버전, 호스트와 같은지, 그 이유를 맞게 답했습니다.",
            advice=LOOK,
            requires=("used",),
            probes=(probes.KERNEL,),
        ),
    ),
    quiz=Quiz(
        questions=(
            Question(text="컨테이너 안에서 본 커널의 버전(뒤에 붙은 글자까지)"),
            SAME,
            which("그 이유", CHOICES, REASONS, BECAUSE),
        )
    ),
    hints=(
        "커널의 버전을 출력하는 명령은 본문에서 세 곳에 똑같이 쓴 `uname`이에요. 붙이는 옵션까지 그대로예요. 이미지 이름 뒤에 명령을 적으면 컨테이너 안에서 실행돼요.",
        "`/etc/os-release`에 적힌 것은 배포판이에요. 커널이 아니에요.",
        "호스트에서는 같은 명령을 그냥 실행하면 돼요. 두 값을 비교하고, 왜 그런지 본문의 ‘컨테이너는 호스트의 커널을 같이 써요’를 다시 읽어 보세요.",
    ),
    solution=Way(
        script="docker run --rm ubuntu uname -r > inside.txt\nuname -r > outside.txt\n"
        "cmp inside.txt outside.txt && echo '안에서도 밖에서도 같은 커널이에요'",
        answer='echo "$(cat inside.txt) 같다 ㄴ"',
    ),
    alternatives=(
        Way(answer=ANSWER + '같아요, ㄴ"', why="run while answering"),
        Way(
            script="docker run --name same-kernel-ubuntu ubuntu cat /proc/sys/kernel/osrelease",
            answer='echo "$(docker logs same-kernel-ubuntu), 같음, 나"',
            why="read from /proc, the choice in syllables",
        ),
    ),
    mistakes=(
        Mistake(
            way=Way(script="uname -r", answer='echo "$(uname -r) 같다 ㄴ"', why="image not used"),
            fails="used",
            says="`ubuntu` 이미지로 컨테이너를 실행하지 않았습니다",
        ),
        Mistake(
            way=Way(
                answer="echo \"$(docker run --rm ubuntu sh -c '. /etc/os-release; echo $PRETTY_NAME') 다르다 ㄷ\"",
                why="the distribution instead of the kernel",
            ),
            fails="answer",
            says="커널이 아니라 배포판의 버전을 답했습니다",
        ),
        Mistake(way=Way(answer=ANSWER + '다르다 ㄷ"'), fails="answer", says="호스트의 커널과 다르다고 답했습니다"),
        *(
            Mistake(way=Way(answer=f'{ANSWER}같다 {mark}"'), fails="answer", says=said)
            for mark, said in REASONS.items()
        ),
        Mistake(way=Way(answer=ANSWER + '같다"'), fails="answer", says="이유의 기호를 고르지 않았습니다"),
    ),
)
