"""virtualization.other-os: an image made for another processor, tried, and why it fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.virtualization.answers import marks, table, tried, which
from helpers.exercise.checks import Miss, answer_judged
from helpers.exercise.model import Exercise, Mistake, Owned, Question, Quiz, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

IMAGE = "itanium-ticket:1.0"
RIGHT, SHOWN = "ia64", "itanium"
REASONS = {
    "ㄱ": "이유로 ㄱ을 골랐습니다. 파일이 없다면 도커는 `no such file or directory`라고 말합니다.",
    "ㄷ": "이유로 ㄷ을 골랐습니다. 배포판이 들어 있지 않아도 실행됩니다. `hello-world` 이미지에도 배포판이 없습니다.",
    "ㄹ": "이유로 ㄹ을 골랐습니다. 실행할 권한이 없다면 도커는 `permission denied`라고 말합니다.",
    "ㅁ": "이유로 ㅁ을 골랐습니다. 이 이미지도 리눅스용입니다. 커널이 문제라면 이미지의 운영체제가 다르게 적혀 있어야 합니다.",
}
CHOICES = {
    "ㄱ": "이미지에 실행할 파일이 없어서",
    "ㄴ": "프로그램이 내 컴퓨터와 다른 프로세서의 말로 적혀 있어서",
    "ㄷ": "이미지에 우분투 같은 배포판이 들어 있지 않아서",
    "ㄹ": "파일을 실행할 권한이 없어서",
    "ㅁ": "Windows의 커널에서만 도는 이미지라서",
}
BECAUSE = "이유로 ㄴ을 골랐습니다. 파일은 있고 실행할 수도 있지만, 내 컴퓨터의 프로세서가 알아듣는 형식이 아닙니다."
NAMES = {"x86_64": "amd64", "x86-64": "amd64", "x64": "amd64", "aarch64": "arm64", "ia-64": RIGHT}
NO_PROCESSORS = frozenset("linux os arch architecture platform cpu processor".split())
LOOK = "오류의 마지막 줄과, 이미지를 속속들이 살펴본 결과의 `Architecture`를 읽어 보세요."


def _named(_world: World, given: str) -> Miss | None:
    words = [NAMES.get(word, word) for word in re.findall(r"[a-z0-9][a-z0-9_-]*[a-z0-9]", given.casefold())]
    processors = list(dict.fromkeys(word for word in words if word not in NO_PROCESSORS))
    reasons = marks(given)
    if RIGHT not in processors or set(processors) - {RIGHT, SHOWN}:
        return _other_processor(processors)
    if len(set(reasons)) != 1:
        chosen = ", ".join(reasons)
        said = say("이유로 {chosen}{을} 골랐습니다. 하나만 골라야 합니다.", chosen=chosen)
        return Miss(
            observed=said if reasons else "이유의 기호를 고르지 않았습니다.",
            advice="ㄱ부터 ㅁ 가운데 하나를 끝에 적으세요.",
        )
    if reasons[0] == "ㄴ":
        return None
    return Miss(observed=REASONS.get(reasons[0], f"보기에 없는 기호인 {reasons[0]}을 골랐습니다."), advice=LOOK)


def _other_processor(words: list[str]) -> Miss:
    if not words:
        return Miss(observed="프로세서의 이름이 없습니다.", advice="프로세서의 이름과 이유의 기호를 차례로 적으세요.")
    if len(words) > 1:
        said = " ".join(words)[:60]
        return Miss(observed=say("`{said}`{은} 프로세서 하나의 이름이 아닙니다.", said=said), advice=LOOK)
    if words[0] in ("amd64", "arm64"):
        return Miss(
            observed=say("`{said}`{은} 이 이미지의 프로세서가 아니라 내 컴퓨터의 프로세서입니다.", said=words[0]),
            advice=LOOK,
        )
    if words[0] == SHOWN:
        return Miss(
            observed=f"`{SHOWN}`은 이미지의 이름에 나온 말입니다.", advice="도커가 부르는 이름을 적으세요. " + LOOK
        )
    return Miss(observed=say("프로세서를 `{said}`{이라고} 답했지만 다릅니다.", said=words[0][:40]), advice=LOOK)


RUN = f"docker run --rm {IMAGE}"

EXERCISE = Exercise(
    id="virtualization.other-os",
    title="여기에서는 돌지 않는 이미지",
    prompt=f"""\
어느 연구소가 오래된 서버에서 쓰던 `{IMAGE}` 이미지를 보내왔어요. 받아 두기는 했는데 실행이 되지 않는대요.

직접 **실행해 보고**, 이미지를 살펴보세요. 그리고 이 이미지가 **어느 프로세서(architecture)용**인지와 **실행되지 않는 이유**를 차례로 답하세요.

| 기호 | 이유 |
|---|---|
{table(CHOICES)}

`sparc ㄱ`처럼 빈칸을 사이에 두고 적으면 돼요.
""",
    owns=Owned(images=(IMAGE,), runs_of=(IMAGE,)),
    files={"Dockerfile": 'FROM scratch\nCOPY --chmod=755 ticket /ticket\nCMD ["/ticket"]\n'},
    # An ELF file's head that names the processor Itanium, for which nobody has an emulator installed.
    setup=f"""\
{{ printf '\\177ELF\\2\\1\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\2\\0\\62\\0\\1\\0\\0\\0'; head -c 40 /dev/zero; }} > ticket
docker build -q --platform linux/ia64 -t {IMAGE} .
""",
    checks=(
        tried(
            "tried",
            IMAGE,
            came_to_life=False,
            establishes=f"`{IMAGE}` 이미지를 실행해 보았습니다.",
            observed=f"`{IMAGE}` 이미지를 실행해 보지 않았습니다.",
            advice="실패할 줄 알아도 한번 실행해 보세요. 도커가 하는 말에 이유가 있습니다.",
        ),
        answer_judged(
            "why",
            _named,
            establishes="이미지의 프로세서와 실행되지 않는 이유를 맞게 답했습니다.",
            advice=LOOK,
            requires=("tried",),
        ),
    ),
    quiz=Quiz(
        questions=(
            Question(text="이 이미지의 프로세서(architecture)"),
            which("실행되지 않는 이유", CHOICES, REASONS, BECAUSE),
        )
    ),
    hints=(
        "실행하면 `exec format error`로 끝나는 줄이 나와요. 실행 파일의 형식(format)을 알아볼 수 없다는 뜻이에요. 없다거나 권한이 없다는 말과는 달라요.",
        "`docker image inspect` 뒤에 이미지 이름을 적고 `Architecture`를 찾아보세요. 내 컴퓨터의 것은 `docker version`의 `OS/Arch`에 있어요.",
    ),
    secrets=("ia64", "프로세서", "--platform"),
    solution=Way(
        script=f"docker run {IMAGE} 2>&1 | tail -n 1\ndocker image inspect -f '{{{{.Architecture}}}}' {IMAGE}",
        answer=f"echo \"$(docker image inspect -f '{{{{.Architecture}}}}' {IMAGE}) ㄴ\"",
    ),
    alternatives=(
        Way(
            script=f"docker create --name itanium-try {IMAGE}\ndocker start -a itanium-try",
            answer=f"echo \"$(docker image inspect -f '{{{{.Os}}}}/{{{{.Architecture}}}}' {IMAGE}), 나\"",
            why="made and started, answered as a platform",
        ),
        Way(script=RUN, answer="echo 'ㄴ ia64'", why="removed at once; the other way round"),
    ),
    mistakes=(
        Mistake(way=Way(answer="echo 'ia64 ㄴ'", why="looked only"), fails="tried", says="실행해 보지 않았습니다"),
        Mistake(
            way=Way(script=f"docker create {IMAGE}", answer="echo 'ia64 ㄴ'", why="made, never started"),
            fails="tried",
            says="시작된 적이 없습니다",
        ),
        *(
            Mistake(way=Way(script=RUN, answer=f"echo 'ia64 {mark}'"), fails="why", says=said)
            for mark, said in REASONS.items()
        ),
        Mistake(
            way=Way(script=RUN, answer="echo \"$(docker version -f '{{.Server.Arch}}') ㄴ\""),
            fails="why",
            says="내 컴퓨터의 프로세서입니다",
        ),
        Mistake(way=Way(script=RUN, answer="echo ㄴ"), fails="why", says="프로세서의 이름이 없습니다"),
    ),
)
