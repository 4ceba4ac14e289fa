"""Every way a kit can fail: the cause, the remedy and the exit code, as in `errors`."""

from __future__ import annotations

from helpers.host import errors, sayings


def exists(file: str) -> errors.LabError:
    """The kit's file is there already, and is never overwritten."""
    return errors.LabError(
        f"이미 있는 파일입니다: {file}", "다른 이름을 주거나 그 파일을 지운 다음 다시 실행하세요.", errors.KIT
    )


def not_written(file: str, said: str) -> errors.LabError:
    """The kit could not be written; `said` is the system's or Docker's own line."""
    if sayings.says_full(said):
        remedy = f"1.5 GB 넘게 남은 디스크나 USB 메모리에 만드세요. 쓰던 파일은 지웠습니다: {file}"
        return errors.LabError("키트를 쓸 디스크에 남은 자리가 없습니다.", remedy, errors.DISK)
    return errors.LabError(f"키트를 쓰지 못했습니다: {said}", f"쓸 수 있는 폴더인지 확인하세요: {file}", errors.KIT)


def not_read(file: str, said: str) -> errors.LabError:
    """The kit could not be read or loaded; `said` is the system's or Docker's own line."""
    if sayings.says_full(said):
        return errors.disk_full()
    return errors.LabError(
        f"키트를 불러오지 못했습니다: {said}", f"파일이 있고 읽을 수 있는지 확인하세요: {file}", errors.KIT
    )


def none(file: str) -> errors.LabError:
    """The file is something else."""
    remedy = "./lab kit save로 만든 파일을 주세요. 옮기다 잘렸을 수도 있으니 크기를 원본과 견주어 보세요."
    return errors.LabError(f"키트가 아니거나 온전하지 않은 파일입니다: {file}", remedy, errors.KIT)


def packed(file: str) -> errors.LabError:
    """The kit was compressed on its way."""
    remedy = "압축을 푼 파일을 주세요(gzip으로 묶었다면 gunzip). ./lab kit save로 만든 파일은 압축되어 있지 않습니다."
    return errors.LabError(f"압축된 파일이라 키트로 읽을 수 없습니다: {file}", remedy, errors.KIT)


def altered(file: str, part: str) -> errors.LabError:
    """A layer or a config is not what its digest says."""
    remedy = (
        "옮기다 망가졌거나 누군가 고친 파일이라 아무것도 불러오지 않았습니다. 원본에서 다시 복사하고, 그래도 같으면 "
        "./lab kit save로 새로 만드세요."
    )
    return errors.LabError(f"키트의 내용이 바뀌었습니다: {file} 안의 {part}", remedy, errors.KIT)


def another_digest(file: str, found: str, wanted: str) -> errors.LabError:
    """The whole file has another SHA-256 than it should."""
    remedy = (
        f"있어야 할 값은 {wanted}입니다. 아무것도 불러오지 않았습니다. 파일을 원본에서 다시 복사하고, "
        "키트를 만든 사람에게 값을 확인하세요."
    )
    return errors.LabError(f"키트의 SHA-256이 다릅니다: {file}의 값은 {found}입니다.", remedy, errors.KIT)


def no_digest(file: str) -> errors.LabError:
    """What stands beside the kit, or was typed, is no SHA-256."""
    remedy = (
        "./lab kit save가 만든 .sha256 파일에는 16진수 64자리와 키트의 이름이 있습니다. "
        "그 파일도 원본에서 다시 복사하세요."
    )
    return errors.LabError(f"SHA-256 값이 아닙니다: {file}", remedy, errors.KIT)


def strangers(file: str, images: str) -> errors.LabError:
    """The kit holds images that are none of the course's."""
    remedy = (
        "불러오면 내 이미지를 덮어쓸 수 있어 아무것도 불러오지 않았습니다. ./lab kit save로 만든 파일을 그대로 쓰세요."
    )
    return errors.LabError(f"강의의 것이 아닌 이미지가 든 키트입니다: {file} 안의 {images}", remedy, errors.KIT)


def not_kept(image: str, said: str) -> errors.LabError:
    """An image of the person's has the name of one of ours and could not be given another."""
    remedy = f"docker tag로 그 이미지에 다른 이름을 붙이고 docker image rm {image} 명령을 실행한 다음 다시 불러오세요."
    return errors.LabError(f"같은 이름의 다른 이미지를 남겨 두지 못했습니다: {image}: {said}", remedy, errors.KIT)


def loaded_another(file: str, images: str) -> errors.LabError:
    """The engine has other images than those that were checked: the file changed in between."""
    remedy = "불러오는 동안 파일이 바뀌었습니다. 그 이름은 지웠습니다. 원본에서 다시 복사한 파일로 다시 불러오세요."
    return errors.LabError(f"불러온 이미지가 확인한 키트와 다릅니다: {file} 안의 {images}", remedy, errors.KIT)


def of_another_course(file: str) -> errors.LabError:
    """The kit holds images of another version of the course."""
    remedy = "이 폴더와 같은 판의 강의에서 ./lab kit save로 다시 만들거나, 키트를 만든 폴더를 통째로 가져와 쓰세요."
    return errors.LabError(f"다른 판의 강의로 만든 키트입니다: {file}", remedy, errors.KIT)


def of_another_processor(found: str, here: str) -> errors.LabError:
    """The kit holds programs for another processor."""
    remedy = f"{here} 컴퓨터에서 ./lab kit save로 만든 키트를 쓰세요."
    return errors.LabError(f"이 컴퓨터는 {here}인데 {found}용 키트입니다.", remedy, errors.KIT)
