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
    if sayings.no_room(said):
        remedy = f"1.5 GB 넘게 남은 디스크나 USB 메모리에 만드세요. 쓰던 파일은 지웠습니다: {file}"
        return errors.LabError("키트를 쓸 디스크에 남은 자리가 없습니다.", remedy, errors.DISK)
    return errors.LabError(f"키트를 쓰지 못했습니다: {said}", f"쓸 수 있는 폴더인지 확인하세요: {file}", errors.KIT)


def not_read(file: str, said: str) -> errors.LabError:
    """The kit could not be read or loaded; `said` is the system's or Docker's own line."""
    if sayings.no_room(said):
        return errors.disk_full()
    return errors.LabError(
        f"키트를 불러오지 못했습니다: {said}", f"파일이 있고 읽을 수 있는지 확인하세요: {file}", errors.KIT
    )


def none(file: str) -> errors.LabError:
    """The file is something else."""
    remedy = "./lab kit save로 만든 파일을 주세요. 옮기다 잘렸을 수도 있으니 크기를 원본과 견주어 보세요."
    return errors.LabError(f"키트가 아니거나 온전하지 않은 파일입니다: {file}", remedy, errors.KIT)


def of_another_course(file: str) -> errors.LabError:
    """The kit holds images of another version of the course."""
    remedy = "이 폴더와 같은 판의 강의에서 ./lab kit save로 다시 만들거나, 키트를 만든 폴더를 통째로 가져와 쓰세요."
    return errors.LabError(f"다른 판의 강의로 만든 키트입니다: {file}", remedy, errors.KIT)


def of_another_processor(found: str, here: str) -> errors.LabError:
    """The kit holds programs for another processor."""
    remedy = f"{here} 컴퓨터에서 ./lab kit save로 만든 키트를 쓰세요."
    return errors.LabError(f"이 컴퓨터는 {here}인데 {found}용 키트입니다.", remedy, errors.KIT)
