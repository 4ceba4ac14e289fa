"""The failures of `./lab class`, each with its cause, its remedy (both Korean) and an exit code."""

from __future__ import annotations

from helpers.host.errors import ENGINE, FOLDER, LAB, NOT_RUNNING, LabError

USAGE = 2


def no_class() -> LabError:
    """A command that needs a class, where there is none."""
    return LabError("열어 둔 반이 없습니다.", "./lab class start --learners 표.csv로 반을 여세요.", NOT_RUNNING)


def for_nobody() -> LabError:
    """A class without accounts, which nobody may join."""
    remedy = "--learners 표.csv로 배우는 사람을 알려 주거나, --open으로 누구나 계정을 만들게 하세요."
    return LabError("이 반에 들어올 수 있는 사람이 없습니다.", remedy, USAGE)


def podman() -> LabError:
    """Podman behind Docker's interface, on which no class was ever seen to work."""
    return LabError("Podman 위에서는 반을 열 수 없습니다.", "Docker 엔진이 있는 리눅스 서버에서 여세요.", ENGINE)


def certificate_alone() -> LabError:
    """A certificate without its key, or without the name that it is for."""
    remedy = "--certificate 파일 --key 파일 --name 이름을 함께 적으세요. 이름은 인증서에 있는 것이어야 합니다."
    return LabError("인증서만으로는 반을 열 수 없습니다.", remedy, USAGE)


def would_not_start(said: str) -> LabError:
    """A container of the class ended or does not answer."""
    return LabError(
        f"반의 일부가 대답하지 않습니다.\n{said}",
        "./lab doctor로 이 서버를 살펴보고, ./lab class stop 뒤에 다시 ./lab class start를 해 보세요.",
        LAB,
    )


def settings_damaged(file: str) -> LabError:
    """The class's file cannot be read."""
    remedy = "백업이 있으면 되돌려 놓으세요. 없으면 이 파일을 다른 곳으로 옮기고 새 반을 여세요."
    return LabError(f"반의 설정 파일이 깨져 있습니다: {file}", remedy, FOLDER)


def no_such_learner(name: str) -> LabError:
    """Somebody who has no lab in this class."""
    return LabError(f"이 반에 {name}의 실습실이 없습니다.", "./lab class status에서 아이디를 확인하세요.", USAGE)


def no_such_chapter(name: str, chapters: str) -> LabError:
    """A chapter that the course has not."""
    return LabError(f"{name}: 그런 장이 없습니다.", f"이 가운데 하나를 적으세요: {chapters}", USAGE)


def misnamed(name: str) -> LabError:
    """A name that no account can have."""
    remedy = "영어 소문자로 시작하고 소문자와 숫자로 된 2자에서 30자까지로 바꾸세요. 학번은 숫자 그대로 써도 됩니다."
    return LabError(f"아이디로 쓸 수 없습니다: {name or '(빈칸)'}", remedy, USAGE)


def listed_twice(name: str, file: str) -> LabError:
    """Two rows of the table are of one account."""
    return LabError(f"{file}: {name}이라는 아이디가 두 번 나옵니다.", "한 줄을 고치거나 지우고 다시 실행하세요.", USAGE)


def table_empty(file: str) -> LabError:
    """A table without rows."""
    return LabError(
        f"{file}: 아이디가 하나도 없습니다.", "첫 줄에 ‘아이디,이름’을, 그 아래에 한 사람씩 적으세요.", USAGE
    )


def table_unreadable(file: str) -> LabError:
    """A file that is no text of a Korean computer."""
    remedy = "엑셀에서 ‘CSV UTF-8’ 형식으로 다시 저장하세요."
    return LabError(f"{file}: 글자를 읽을 수 없습니다. CSV 파일이 아닌 것 같습니다.", remedy, USAGE)
