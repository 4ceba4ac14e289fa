"""The catalogue of failures of `./lab`: each with its cause, its remedy (both Korean) and an exit code.

Each function states the case that it is for, and is called where that is met: `raise errors.no_engine()`. Knows no
Docker, only the words and numbers by which other programs and the operating system tell a failure.
"""

from __future__ import annotations

import errno
import os
import sys

TESTS, ENGINE, BASE, BUILD, PORT, LAB = 1, 10, 11, 12, 13, 14
DISK, NOT_RUNNING, BUSY, PRIVILEGE, NOT_OURS, KIT, FOLDER, FAULT = 15, 16, 17, 18, 19, 20, 21, 22
INTERRUPTED = 130


class LabError(Exception):
    """A failure that a person can do something about. `code` is the exit code of `./lab`."""

    def __init__(self, cause: str, remedy: str, code: int) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.code = code


# The engine under the lab


def no_engine() -> LabError:
    """No Docker on this computer, and none that we may install."""
    if sys.platform in {"darwin", "win32"}:
        remedy = "Docker Desktop을 설치해 켠 다음 다시 실행하세요."
    else:
        remedy = (
            "Docker Engine을 설치한 다음 다시 실행하세요. Debian이나 Ubuntu라면 sudo ./lab start가 대신 설치해 줍니다."
        )
    return LabError("이 컴퓨터에 Docker가 없습니다.", remedy, ENGINE)


def engine_silent(said: str) -> LabError:
    """The Docker CLI is there and no engine answers; `said` is the CLI's own last line."""
    if _says_refused(said):
        return socket_refused(said)
    if sys.platform in {"darwin", "win32"}:
        remedy = "Docker Desktop을 켜고, 다 켜진 다음 다시 실행하세요."
    else:
        remedy = "Docker Desktop을 켜거나 sudo systemctl start docker로 엔진을 켠 다음 다시 실행하세요."
    return LabError(f"Docker 엔진이 대답하지 않습니다: {said}", remedy, ENGINE)


def socket_refused(said: str) -> LabError:
    """An engine is there that this person may not use; `said` is the CLI's own last line."""
    if sys.platform == "win32":
        remedy = (
            "관리자로 연 명령 창에서 net localgroup docker-users 내이름 /add로 지금 사용자를 docker-users 그룹에 넣고 "
            "로그아웃했다가 다시 로그인하세요."
        )
    else:
        remedy = (
            "sudo usermod -aG docker $USER로 지금 사용자를 docker 그룹에 넣고(그 그룹은 root와 같은 힘을 가집니다) "
            "로그아웃했다가 다시 로그인하세요. 그러고 싶지 않으면 sudo ./lab start로 실행하세요."
        )
    return LabError(f"Docker 엔진의 소켓을 열 권한이 없습니다: {said}", remedy, ENGINE)


def engine_elsewhere(address: str) -> LabError:
    """The engine is on another computer, which has no folder of this one to give to a container."""
    windows = "cmd는 set DOCKER_HOST=, PowerShell은 $env:DOCKER_HOST=''"
    unset = windows if sys.platform == "win32" else "unset DOCKER_HOST"
    remedy = (
        "실습실은 이 컴퓨터의 work/ 폴더를 컨테이너에 이어 붙이므로 이 컴퓨터의 Docker가 있어야 합니다. "
        f"DOCKER_HOST를 지우거나({unset}) docker context use default로 이 컴퓨터의 Docker를 고르세요. "
        "그 컴퓨터에서 쓰려면 거기에 강의 폴더를 두고 ./lab start를 실행하세요."
    )
    return LabError(f"Docker가 다른 컴퓨터를 가리키고 있습니다: {address}", remedy, ENGINE)


def context_unknown(name: str, names: str) -> LabError:
    """A context of Docker is chosen that does not exist; `names` are those that do."""
    windows = "cmd는 set DOCKER_CONTEXT=, PowerShell은 $env:DOCKER_CONTEXT=''"
    unset = windows if sys.platform == "win32" else "unset DOCKER_CONTEXT"
    remedy = (
        f"DOCKER_CONTEXT를 지우거나({unset}) docker context use로 있는 것 가운데 하나를 고른 다음 다시 실행하세요. "
        f"있는 컨텍스트: {names}"
    )
    return LabError(f"그런 Docker 컨텍스트가 없습니다: {name}", remedy, ENGINE)


def chosen_silent(chosen: str, said: str) -> LabError:
    """The engine that the person chose, by DOCKER_HOST or by a context, does not answer."""
    if _says_refused(said):
        return socket_refused(said)
    unset = "DOCKER_HOST를 지우" if chosen.startswith("DOCKER_HOST=") else "docker context use default로 바꾸"
    remedy = f"그 엔진을 켜거나, 이 컴퓨터의 엔진을 쓰려면 {unset}고 다시 실행하세요."
    return LabError(f"고른 Docker 엔진({chosen})이 대답하지 않습니다: {said}", remedy, ENGINE)


def folders_unseen(tail: str) -> LabError:
    """A Linux engine was given a folder of Windows: one inside WSL, reached by TCP, without Docker Desktop between."""
    remedy = (
        "WSL 안에서 켠 엔진이라면 강의 폴더를 WSL 안에 두고 WSL의 터미널에서 ./lab start를 실행하세요. "
        "Windows에서 바로 쓰려면 Docker Desktop을 켜고 DOCKER_HOST를 지우세요."
    )
    return LabError(f"Docker 엔진이 이 컴퓨터의 폴더를 읽지 못합니다.\n{tail}", remedy, ENGINE)


def windows_containers() -> LabError:
    """Docker Desktop runs Windows containers."""
    remedy = "Docker Desktop의 아이콘을 오른쪽 단추로 눌러 Switch to Linux containers…를 고른 다음 다시 실행하세요."
    return LabError("Docker가 Windows 컨테이너를 쓰고 있습니다. 실습실은 리눅스 컨테이너입니다.", remedy, ENGINE)


def users_remapped() -> LabError:
    """The engine runs with userns-remap: no user of a container owns the person's files."""
    remedy = (
        "그 설정에서는 컨테이너의 누구도 work/의 파일에 쓸 수 없습니다. "
        "/etc/docker/daemon.json에서 userns-remap을 빼고 dockerd를 다시 켜거나, rootless Docker를 쓰세요."
    )
    return LabError("Docker 엔진이 사용자 번호를 바꾸는 설정(userns-remap)으로 켜져 있습니다.", remedy, ENGINE)


def plugin_missing(name: str) -> LabError:
    """`docker buildx` or `docker compose` is not there."""
    remedy = f"Docker Desktop을 새 버전으로 올리거나 docker-{name}(-plugin) 패키지를 설치하세요."
    return LabError(f"docker {name} 명령이 없습니다.", remedy, ENGINE)


def plugin_old(name: str, found: str, needed: str) -> LabError:
    """`docker compose` is there and too old for compose.yaml."""
    return LabError(
        f"docker {name} {found} 버전은 오래되어 쓸 수 없습니다.",
        f"{needed} 이상으로 올린 다음 다시 실행하세요.",
        ENGINE,
    )


def install_failed(log: str, tail: str) -> LabError:
    """The packages could not be installed: apt-get failed."""
    remedy = f"네트워크와 apt 설정을 살펴보고 다시 실행하세요. 자세한 기록: {log}"
    return LabError(f"Docker 패키지를 설치하지 못했습니다.\n{tail}", remedy, ENGINE)


def engine_would_not_start(log: str, tail: str) -> LabError:
    """The dockerd that we started ended or stayed silent."""
    remedy = (
        f"기록을 살펴보세요: {log}. "
        "여기가 컨테이너 안이라면 그 컨테이너를 띄울 때 Docker를 쓸 수 있게 해 주어야 합니다."
    )
    return LabError(f"Docker 엔진(dockerd)을 켜지 못했습니다.\n{tail}", remedy, ENGINE)


def engine_disk_full() -> LabError:
    """The base engine has no room."""
    remedy = "디스크를 비우세요. docker system df로 Docker가 쓰는 자리를 볼 수 있습니다."
    return LabError("디스크에 남은 자리가 없습니다.", remedy, DISK)


def engine_needs_privilege(command: str) -> LabError:
    """The rootless, unprivileged engine cannot start on this computer; `command` lets it, empty where none is known."""
    opening = f"{command} 명령으로 풀거나" if command else "막고 있는 보안 설정을 풀거나"
    remedy = (
        f"사용자 네임스페이스를 막아 둔 컴퓨터입니다. {opening}, "
        "혼자 쓰는 내 컴퓨터라면 ./lab start --allow-privileged로 실행하세요. "
        "그러면 실습실에서 배우는 사람이 이 컴퓨터의 root가 될 수 있습니다."
    )
    return LabError("실습실의 엔진이 특권 없이는 뜨지 않습니다.", remedy, PRIVILEGE)


def no_namespaces(command: str) -> LabError:
    """Not even the privileged engine may make a user namespace; `command` lets it, empty where none is known."""
    opening = f"{command} 명령으로 풀고" if command else "막고 있는 보안 설정을 풀고"
    remedy = f"사용자 네임스페이스를 누구도 만들 수 없는 컴퓨터입니다. {opening} 다시 실행하세요."
    return LabError("실습실의 엔진이 특권으로도 뜨지 않습니다.", remedy, LAB)


# The network


def port_taken(port: int) -> LabError:
    """The port that the person asked for is used by another program."""
    remedy = "--port로 다른 번호를 주거나 --port를 빼세요. --port가 없으면 빈 포트를 찾아 씁니다."
    return LabError(f"포트 {port}번을 다른 프로그램이 쓰고 있습니다.", remedy, PORT)


def no_free_port(first: int, last: int) -> LabError:
    """No port of the range could be had."""
    return LabError(f"{first}번부터 {last}번까지 빈 포트가 없습니다.", "--port로 다른 번호를 주세요.", PORT)


# The images


def no_base_image() -> LabError:
    """Neither Docker Hub nor Debian's packages gave us the base image."""
    remedy = (
        "네트워크를 확인하세요. 인터넷이 없는 곳이라면 다른 컴퓨터에서 ./lab kit save로 만든 키트를 "
        "./lab kit load로 불러온 다음 다시 실행하세요."
    )
    return LabError("바탕 이미지(debian:trixie-slim)를 받지도 만들지도 못했습니다.", remedy, BASE)


def build_failed(image: str, log: str, tail: str) -> LabError:
    """An image could not be built; `tail` is the end of the log."""
    if _says_full(tail):
        return engine_disk_full()
    remedy = f"네트워크를 확인하고 다시 실행하세요. 끝난 데부터 이어서 합니다. 자세한 기록: {log}"
    return LabError(f"{image} 이미지를 만들지 못했습니다.\n{tail}", remedy, BUILD)


def podman_builds_nothing(images: str) -> LabError:
    """Podman answers Docker's API, and BuildKit's is no part of it."""
    remedy = (
        "Docker가 있는 컴퓨터의 같은 강의 폴더에서 ./lab kit save로 키트를 만들어 여기서 ./lab kit load로 불러오세요. "
        "그 뒤에는 Podman으로 켤 수 있습니다."
    )
    return LabError(f"Podman으로는 실습실의 이미지를 만들 수 없습니다. 없는 이미지: {images}", remedy, BUILD)


# The lab and the command


def lab_would_not_start(tail: str) -> LabError:
    """A service of the lab ended or does not serve."""
    if _says_full(tail):
        return engine_disk_full()
    remedy = "./lab doctor로 컴퓨터를 살펴보고, ./lab stop 뒤에 다시 ./lab start를 해 보세요."
    return LabError(f"실습실이 뜨지 않았습니다.\n{tail}", remedy, LAB)


def not_running() -> LabError:
    """A command that needs the lab, while it is down."""
    return LabError("실습실이 꺼져 있습니다.", "./lab start로 켜세요.", NOT_RUNNING)


def not_handed_in(names: str) -> LabError:
    """Somebody is to be marked who has no folder."""
    remedy = "work/grading/submitted 아래 폴더의 이름을 보고 다시 실행하세요."
    return LabError(f"낸 사람 가운데 없는 이름입니다: {names}", remedy, 1)


def desk_failed(said: str) -> LabError:
    """What reads the notebooks or keeps the gradebook ended with an error."""
    return LabError(
        f"노트북을 모으거나 성적부에 적지 못했습니다. {said}",
        "디스크와 work/grading 폴더를 살펴보고 다시 실행하세요.",
        FAULT,
    )


def no_certificate(said: str) -> LabError:
    """The seat gives no certificate; `said` is its own reason."""
    return LabError(f"수료증을 만들지 못했습니다. {said}", "어디까지 했는지는 ./lab progress로 볼 수 있습니다.", 1)


def nameless() -> LabError:
    """A certificate that nobody's name stands on."""
    return LabError("수료증에 쓸 이름이 없습니다.", "이름을 함께 적으세요: ./lab certificate 이름", 1)


def not_signed(said: str) -> LabError:
    """The container that signs did not; `said` is the last that it said."""
    remedy = "이미지가 있어야 합니다. ./lab start를 실행한 다음 다시 해 보세요."
    return LabError(f"수료증에 서명하지 못했습니다: {said}", remedy, LAB)


def key_damaged(file: str) -> LabError:
    """The lab's key is there and cannot be used."""
    remedy = f"전에 만든 수료증을 이 실습실의 것으로 알아보지 않아도 된다면 {file} 파일을 지우고 다시 하세요."
    return LabError("수료증에 서명하는 열쇠가 망가졌습니다.", remedy, NOT_OURS)


def busy() -> LabError:
    """Another `./lab` of this folder is at work."""
    return LabError("같은 폴더에서 다른 ./lab 명령이 일하고 있습니다.", "그 명령이 끝난 뒤에 다시 실행하세요.", BUSY)


def dev_environment(log: str) -> LabError:
    """The virtual environment of the tests could not be made."""
    remedy = f"네트워크와 python3-venv 패키지를 확인하세요. 자세한 기록: {log}"
    return LabError("시험에 쓸 Python 환경을 만들지 못했습니다.", remedy, TESTS)


def js_packages(log: str) -> LabError:
    """What reads the JavaScript could not be fetched."""
    return LabError("JavaScript를 검사할 도구를 받지 못했습니다.", f"네트워크를 확인하세요. 자세한 기록: {log}", TESTS)


def no_repository(folder: str) -> LabError:
    """Git cannot say what changed: `folder` is not of a repository, or git is not there."""
    remedy = "git으로 받은 폴더에서 실행하거나 --changed 없이 전체를 시험하세요."
    return LabError(f"{folder}에서 무엇이 바뀌었는지 git이 알려 주지 못했습니다.", remedy, TESTS)


def our_fault(reason: str, log: str) -> LabError:
    """An exception that nobody foresaw; `log` has the details."""
    remedy = f"다시 실행해 보고, 또 그러면 자세한 기록을 강사에게 보여 주세요: {log}"
    return LabError(f"./lab 자체의 잘못으로 멈췄습니다: {reason}", remedy, FAULT)


# The kit


def kit_exists(file: str) -> LabError:
    """The kit's file is there already, and is never overwritten."""
    return LabError(f"이미 있는 파일입니다: {file}", "다른 이름을 주거나 그 파일을 지운 다음 다시 실행하세요.", KIT)


def kit_unwritable(file: str, said: str) -> LabError:
    """The kit could not be written; `said` is the system's or Docker's own line."""
    if _says_full(said):
        remedy = f"1.5 GB 넘게 남은 디스크나 USB 메모리에 만드세요. 쓰던 파일은 지웠습니다: {file}"
        return LabError("키트를 쓸 디스크에 남은 자리가 없습니다.", remedy, DISK)
    return LabError(f"키트를 쓰지 못했습니다: {said}", f"쓸 수 있는 폴더인지 확인하세요: {file}", KIT)


def kit_unreadable(file: str, said: str) -> LabError:
    """The kit could not be read or loaded; `said` is the system's or Docker's own line."""
    if _says_full(said):
        return engine_disk_full()
    return LabError(f"키트를 불러오지 못했습니다: {said}", f"파일이 있고 읽을 수 있는지 확인하세요: {file}", KIT)


def not_a_kit(file: str) -> LabError:
    """The file is no kit, or not all of it is there."""
    remedy = "./lab kit save로 만든 파일을 주세요. 옮기다 잘렸을 수도 있으니 크기를 원본과 비교해 보세요."
    return LabError(f"키트가 아니거나 온전하지 않은 파일입니다: {file}", remedy, KIT)


def kit_compressed(file: str) -> LabError:
    """The kit was compressed on its way."""
    remedy = "압축을 푼 파일을 주세요(gzip으로 묶었다면 gunzip). ./lab kit save로 만든 파일은 압축되어 있지 않습니다."
    return LabError(f"압축된 파일이라 키트로 읽을 수 없습니다: {file}", remedy, KIT)


def kit_altered(file: str, part: str) -> LabError:
    """A layer or a config is not what its digest says."""
    remedy = (
        "옮기다 망가졌거나 누군가 고친 파일이라 아무것도 불러오지 않았습니다. 원본에서 다시 복사하고, 그래도 같으면 "
        "./lab kit save로 새로 만드세요."
    )
    return LabError(f"키트의 내용이 바뀌었습니다: {file} 안의 {part}", remedy, KIT)


def kit_digest_differs(file: str, found: str, wanted: str) -> LabError:
    """The whole file has another SHA-256 than it should."""
    remedy = (
        f"있어야 할 값은 {wanted}입니다. 아무것도 불러오지 않았습니다. 파일을 원본에서 다시 복사하고, "
        "키트를 만든 사람에게 값을 확인하세요."
    )
    return LabError(f"키트의 SHA-256이 다릅니다: {file}의 값은 {found}입니다.", remedy, KIT)


def kit_digest_malformed(file: str) -> LabError:
    """What stands beside the kit, or was typed, is no SHA-256."""
    remedy = (
        "./lab kit save가 만든 .sha256 파일에는 16진수 64자리와 키트의 이름이 있습니다. "
        "그 파일도 원본에서 다시 복사하세요."
    )
    return LabError(f"SHA-256 값이 아닙니다: {file}", remedy, KIT)


def kit_has_strangers(file: str, images: str) -> LabError:
    """The kit holds images that are none of the course's."""
    remedy = (
        "불러오면 내 이미지를 덮어쓸 수 있어 아무것도 불러오지 않았습니다. ./lab kit save로 만든 파일을 그대로 쓰세요."
    )
    return LabError(f"강의의 것이 아닌 이미지가 든 키트입니다: {file} 안의 {images}", remedy, KIT)


def image_not_kept(image: str, said: str) -> LabError:
    """An image of the person's has the name of one of ours and could not be given another."""
    remedy = f"docker tag로 그 이미지에 다른 이름을 붙이고 docker image rm {image} 명령을 실행한 다음 다시 불러오세요."
    return LabError(f"같은 이름의 다른 이미지를 남겨 두지 못했습니다: {image}: {said}", remedy, KIT)


def kit_changed_while_loading(file: str, images: str) -> LabError:
    """The engine has other images than those that were checked: the file changed in between."""
    remedy = "불러오는 동안 파일이 바뀌었습니다. 그 이름은 지웠습니다. 원본에서 다시 복사한 파일로 다시 불러오세요."
    return LabError(f"불러온 이미지가 확인한 키트와 다릅니다: {file} 안의 {images}", remedy, KIT)


def kit_of_another_course(file: str) -> LabError:
    """The kit holds images of another version of the course."""
    remedy = "이 폴더와 같은 버전의 강의에서 ./lab kit save로 다시 만들거나, 키트를 만든 폴더를 통째로 가져와 쓰세요."
    return LabError(f"다른 판의 강의로 만든 키트입니다: {file}", remedy, KIT)


def kit_of_another_processor(found: str, here: str) -> LabError:
    """The kit holds programs for another processor."""
    remedy = f"{here} 컴퓨터에서 ./lab kit save로 만든 키트를 쓰세요."
    return LabError(f"이 컴퓨터는 {here}인데 {found}용 키트입니다.", remedy, KIT)


# Files and folders on the person's disk


def of_system(error: OSError, path: str = "") -> LabError:
    """Choose the failure for what the operating system refused, by its number; `path` where the error names no file."""
    where = path if error.filename is None else os.fsdecode(error.filename)
    for make, numbers in _BY_PATH:
        if error.errno in numbers:
            return make(where)
    if error.errno in _EXHAUSTED:
        return computer_exhausted(error.strerror or "")
    return refused_by_system(where, error.strerror or str(error))


def not_writable(folder: str) -> LabError:
    """An earlier `sudo ./lab` left files that this user may not write, or Windows guards the folder."""
    if sys.platform == "win32":
        remedy = "강의 폴더를 내가 쓸 수 있는 곳(예: %USERPROFILE% 아래)으로 옮긴 다음 다시 실행하세요."
    else:
        remedy = "전에 sudo로 실행했다면 이번에도 sudo로 실행하세요. 아니면 폴더의 소유자를 바꾸세요(sudo chown -R)."
    return LabError(f"{folder} 폴더에 쓸 권한이 없습니다.", remedy, NOT_OURS)


def disk_full_at(path: str) -> LabError:
    """The person's own disk is full."""
    remedy = "디스크를 비우고 다시 실행하세요. 있던 파일은 그대로 있습니다."
    return LabError(f"디스크에 남은 자리가 없어 {path or '파일'}에 쓰지 못했습니다.", remedy, DISK)


def disk_read_only(path: str) -> LabError:
    """The file system is mounted without the right to write."""
    remedy = "강의 폴더를 쓸 수 있는 디스크로 옮기거나 그 디스크를 쓸 수 있게 다시 연결한 다음 실행하세요."
    return LabError(f"읽기 전용 디스크라 {path or '강의 폴더'}에 쓸 수 없습니다.", remedy, NOT_OURS)


def file_or_folder_in_the_way(path: str) -> LabError:
    """A file stands where a folder belongs, or a folder where a file does."""
    remedy = "그것을 다른 이름으로 옮기고(지우지 마세요) 다시 실행하세요. 필요한 것은 새로 만듭니다."
    return LabError(f"{path}: 폴더가 있을 자리에 파일이, 또는 파일이 있을 자리에 폴더가 있습니다.", remedy, FOLDER)


def work_is_a_file(path: str) -> LabError:
    """Something that is no folder stands where the learner's files belong."""
    remedy = "그 파일을 다른 이름으로 옮기고 다시 실행하세요. 폴더는 새로 만듭니다."
    return LabError(f"{path}: 배우는 사람의 폴더가 있을 자리에 파일이 있습니다.", remedy, FOLDER)


def work_link_broken(path: str, target: str) -> LabError:
    """A symbolic link to nothing stands where the learner's files belong."""
    remedy = "가리키던 폴더를 되돌려 놓거나(빠진 디스크라면 연결하거나), 링크를 다른 이름으로 옮기고 다시 실행하세요."
    return LabError(f"{path}: 링크가 가리키는 곳({target})이 없습니다.", remedy, FOLDER)


def path_missing(path: str) -> LabError:
    """A file or folder that has to be there is gone."""
    remedy = "지우거나 옮긴 것이 있다면 되돌려 놓고, 강의 폴더를 온전히 받은 다음 다시 실행하세요."
    return LabError(f"있어야 할 파일이나 폴더가 없습니다: {path}", remedy, FOLDER)


def course_unreadable(path: str, folders: str) -> LabError:
    """The clone was made under a strict umask: the learner in the lab may not read the course."""
    remedy = (
        f"chmod -R go+rX {folders} 명령으로 읽을 수 있게 한 다음 다시 실행하세요. "
        "umask를 077로 두고 받은 폴더가 그렇습니다."
    )
    return LabError(f"실습실 안의 배우는 사람이 강의의 파일을 읽을 수 없습니다: {path}", remedy, NOT_OURS)


def course_not_delivered(said: str) -> LabError:
    """The course could not be laid into the learner's folder; `said` is cause and remedy, as the lab tells them."""
    cause, _, remedy = said.partition("\n→ ")
    return LabError(
        f"강의의 노트북을 work/에 놓지 못했습니다.\n{cause}",
        remedy or "work/를 살펴보고 ./lab start를 다시 실행하세요. 있던 파일은 그대로 있습니다.",
        FOLDER,
    )


def computer_exhausted(reason: str) -> LabError:
    """The computer has no memory, process or open file to spare."""
    remedy = "다른 프로그램을 끄고 다시 실행하세요. ulimit -n으로 열 수 있는 파일의 수를 볼 수 있습니다."
    return LabError(f"컴퓨터에 남은 메모리나 열 수 있는 파일이 없습니다: {reason}", remedy, FAULT)


def refused_by_system(path: str, reason: str) -> LabError:
    """The operating system refused for a reason that has no remedy of its own."""
    remedy = "디스크와 권한을 살펴보고 다시 실행하세요. ./lab doctor로 컴퓨터를 살펴볼 수 있습니다."
    return LabError(f"컴퓨터가 거절했습니다: {': '.join(filter(None, (path, reason)))}", remedy, FAULT)


_BY_PATH = (
    (disk_full_at, {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}),
    (disk_read_only, {errno.EROFS}),
    (not_writable, {errno.EACCES, errno.EPERM}),
    (file_or_folder_in_the_way, {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}),
    (path_missing, {errno.ENOENT, errno.ELOOP}),
)
_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}


# What other programs say; Windows says it in the person's own language where it has that

_REFUSED = ("permission denied", "access is denied", "액세스가 거부")
_FULL = ("no space left", "not enough space on the disk", "디스크 공간이 부족")


def _says_refused(said: str) -> bool:
    """Tell whether `said` is about something that this person may not open."""
    return any(words in said.lower() for words in _REFUSED)


def _says_full(said: str) -> bool:
    """Tell whether `said` is about a full disk."""
    return any(words in said.lower() for words in _FULL)
