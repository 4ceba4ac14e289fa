"""`./lab doctor`: what this computer has and lacks, each lack with its remedy.

Only looks, changes nothing. Every question is a function of its own that returns one condition of the computer.
"""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.host import base_engine, base_image, errors, images, lab, network, process, settings
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.host.base_engine import KernelSwitch
    from helpers.host.settings import LabPaths

GIB = 1024**3
DISK_LEAST, DISK_GOOD = 1 * GIB, 4 * GIB
MEMORY_GOOD = 2 * GIB
PULLS_FEW = 20
_LINUX = sys.platform == "linux"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of the computer. `remedy` is empty where all is well; `stops` says that the lab cannot start so."""

    name: str
    text: str
    remedy: str = ""
    stops: bool = False


def examine(paths: LabPaths) -> list[Condition]:
    """Return all conditions, in the order in which a person would ask."""
    refused = base_engine.choice_problem()
    engine = process.Result(code=-1) if refused else base_engine.ping()
    findings = [_python(), _architecture(), *_folders(paths), _engine(engine, refused)]
    if engine.ok:
        findings += [_plugin("buildx"), _plugin("compose"), _images()]
    findings += [
        disk(shutil.disk_usage(_data(engine)).free),
        *_memory(engine),
        _ports(paths),
        *_namespaces(paths),
        *_privileged(paths),
        *_devices(),
    ]
    return [*findings, _bundle(), *_hub(engine)]


def render(findings: Iterable[Condition]) -> str:
    """Write the conditions as lines, remedies below them, and the verdict at the end."""
    findings = list(findings)
    lines = []
    for finding in findings:
        mark = "[안 됨]" if finding.stops else "[주의]" if finding.remedy else "[좋음]"
        lines.append(f"{mark} {finding.name}: {finding.text}")
        lines += [f"       → {finding.remedy}"] if finding.remedy else []
    stopping = sum(finding.stops for finding in findings)
    end = f"고쳐야 할 것이 {stopping}가지 있습니다." if stopping else "실습실을 켤 수 있습니다."
    return "\n".join([*lines, "", end])


def disk(free: int) -> Condition:
    """Tell whether `free` bytes are enough for the images and what learners make."""
    fact = f"{free / GIB:.1f} GiB 남았습니다"
    if free >= DISK_GOOD:
        return Condition(name="디스크", text=fact)
    remedy = "4 GiB 넘게 비워 두세요. docker system df로 Docker가 쓰는 자리를 볼 수 있습니다."
    return Condition(name="디스크", text=fact, remedy=remedy, stops=free < DISK_LEAST)


def memory(size: int) -> Condition:
    """Tell whether `size` bytes are enough for the lab and what learners run."""
    few = size < MEMORY_GOOD
    remedy = "2 GiB보다 적으면 느리거나 컨테이너가 죽을 수 있습니다. Docker Desktop이면 설정의 Resources에서 늘리세요."
    return Condition(name="메모리", text=f"{size / GIB:.1f} GiB", remedy=remedy if few else "")


def pulls(limit: network.HubLimit) -> Condition:
    """Tell what Docker Hub still allows this address."""
    if limit.remaining is None:
        return Condition(name="Docker Hub", text="닿습니다. 내려받기 제한은 알려 주지 않습니다")
    fact = f"닿습니다. {limit.limit}번 가운데 {limit.remaining}번 더 내려받을 수 있습니다"
    few = limit.remaining < PULLS_FEW
    return Condition(
        name="Docker Hub",
        text=fact,
        remedy="몇 시간 뒤에 다시 하거나, 인터넷을 끊고 ./lab start를 실행해 대역 이미지를 쓰세요." if few else "",
    )


def _python() -> Condition:
    return Condition(name="Python", text=platform.python_version())


def _architecture() -> Condition:
    machine = platform.machine().lower()
    known = machine in {"x86_64", "amd64", "aarch64", "arm64"}
    remedy = "" if known else "강의의 이미지는 amd64와 arm64용입니다. 다른 아키텍처에서는 켜지지 않을 수 있습니다."
    return Condition(name="아키텍처", text=machine, remedy=remedy)


def _folders(paths: LabPaths) -> list[Condition]:
    """Tell what would keep a lab from its folders, and of a state that the next start has to mend."""
    error = settings.folder_problem(paths)
    found = [_unfit("강의 폴더", error)] if error else [Condition(name="강의 폴더", text="읽고 쓸 수 있습니다")]
    try:
        settings.read(paths)
    except settings.Damaged:
        remedy = "./lab start를 실행하면 파일을 옮겨 두고 서 있는 실습실에서 값을 되찾습니다."
        found.append(Condition(name="설정 파일", text=f"{paths.state} 파일이 깨져 있습니다", remedy=remedy))
    except errors.LabError as unread:
        found.append(_unfit("설정 파일", unread))
    return found


def _engine(engine: process.Result, refused: errors.LabError | None) -> Condition:
    if refused:
        return _unfit("바탕 엔진", refused)
    if engine.ok:
        found = base_engine.describe()
        return _unfit("바탕 엔진", found.problem) if found.problem else Condition(name="바탕 엔진", text=found.label)
    if base_engine.may_provide():
        lacking = "없습니다. ./lab start가 설치하고 켭니다"
        off = "꺼져 있습니다. ./lab start가 켭니다"
        return Condition(name="바탕 엔진", text=lacking if base_engine.is_missing() else off)
    return _unfit("바탕 엔진", base_engine.silence(engine))


def _unfit(name: str, error: errors.LabError) -> Condition:
    """Tell what `./lab start` would stop at."""
    return Condition(name=name, text=error.cause, remedy=error.remedy, stops=True)


def _plugin(name: str) -> Condition:
    error = base_engine.plugin_problem(name)
    if error is None:
        said = process.run(["docker", name, "version"]).out
        return Condition(name=f"docker {name}", text=said.strip().splitlines()[0])
    return Condition(name=f"docker {name}", text=error.cause, remedy=error.remedy, stops=not base_engine.may_install())


def _images() -> Condition:
    base_content = base_image.content(base_image.NAME)
    missing = images.missing(images.LAB, images.tags(images.LAB, base_content))
    if not missing:
        return Condition(name="실습실 이미지", text="모두 있습니다")
    names = ", ".join(image.name for image in missing)
    if base_engine.describe().podman:
        return _unfit("실습실 이미지", errors.podman_builds_nothing(names))
    return Condition(name="실습실 이미지", text=f"./lab start가 만들 것: {names}")


def _data(engine: process.Result) -> Path:
    """Return the folder whose disk fills up: the engine's own where it is on this computer."""
    if not (engine.ok and _LINUX):
        return ROOT
    told = Path(process.run(["docker", "info", "--format", "{{.DockerRootDir}}"]).out.strip() or "/")
    with contextlib.suppress(PermissionError):  # userns-remap keeps it in a folder of root's
        return told if told.exists() else ROOT
    return told.parent


def _memory(engine: process.Result) -> list[Condition]:
    """Tell what the engine has: under Docker Desktop that is its virtual machine's, not the computer's."""
    if engine.ok:
        return [memory(int(process.run(["docker", "info", "--format", "{{.MemTotal}}"]).out))]
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            return [memory(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))]
    return []


def _ports(paths: LabPaths) -> Condition:
    kept = _kept(paths)
    port = kept.port if kept else settings.FIRST_PORT
    if network.port_is_free(port):
        return Condition(name="포트", text=f"{port}번이 비어 있습니다")
    free = next((one for one in range(port, port + lab.PORTS) if network.port_is_free(one)), None)
    if free is None:
        return Condition(
            name="포트", text=f"{port}번부터 모두 쓰이고 있습니다", remedy="--port로 다른 번호를 주세요.", stops=True
        )
    return Condition(
        name="포트", text=f"{port}번은 쓰이고 있습니다(실습실이 켜져 있거나 다른 프로그램). {free}번이 비어 있습니다"
    )


def _namespaces(paths: LabPaths) -> list[Condition]:
    """Tell of the user namespaces, which the lab's engines need to run without root."""
    if not _LINUX:
        return []
    kept = _kept(paths)
    return [userns(base_engine.shut_switch(), privileged=bool(kept and kept.privileged))]


def _privileged(paths: LabPaths) -> list[Condition]:
    """Tell of --allow-privileged where it was given, because later starts go on with it."""
    kept = _kept(paths)
    if not (kept and kept.privileged):
        return []
    fact = "특권 컨테이너로 켭니다. 실습실에서 배우는 사람이 이 컴퓨터의 root가 될 수 있습니다"
    return [Condition(name="특권", text=fact, remedy="특권 없이 켜려면 ./lab start --no-privileged로 되돌리세요.")]


def _kept(paths: LabPaths) -> settings.Settings | None:
    """Return the lab's settings where there are any that can be read."""
    try:
        state = settings.read(paths)
    except (settings.Damaged, errors.LabError):
        return None
    return state.settings if state else None


def userns(switch: KernelSwitch | None, *, privileged: bool) -> Condition:
    """Tell whether the lab's engines may make user namespaces with `switch` shut, as `./lab start` would put it."""
    name = "사용자 네임스페이스"
    if switch is None:
        return Condition(name=name, text="쓸 수 있습니다")
    if privileged and not switch.everybody:
        return Condition(name=name, text=f"막혀 있지만({switch.name}) 특권 컨테이너로 켭니다")
    fact = "AppArmor가 막을 수 있습니다" if switch.some else f"막혀 있습니다({switch.name})"
    remedy = lab.refusal(switch, privileged=privileged).remedy
    return Condition(name=name, text=fact, remedy=remedy, stops=not switch.some)


def _devices() -> list[Condition]:
    if not _LINUX:
        return []
    missing = [name for name in ("/dev/net/tun", "/dev/fuse") if not Path(name).exists()]
    if not missing:
        return [Condition(name="장치", text="/dev/net/tun, /dev/fuse가 있습니다")]
    remedy = "sudo modprobe tun fuse로 커널 모듈을 올리세요."
    return [Condition(name="장치", text=f"없습니다: {', '.join(missing)}", remedy=remedy, stops=True)]


def _bundle() -> Condition:
    bundle = network.ca_bundle()
    return Condition(
        name="CA 인증서", text=f"빌드에 쓸 묶음은 {bundle}입니다" if bundle else "컴퓨터의 묶음이 없어 기본값을 씁니다"
    )


def _hub(engine: process.Result) -> list[Condition]:
    if network.hub_reachable():
        try:
            return [pulls(network.hub_limit())]
        except (OSError, ValueError, KeyError):
            return [Condition(name="Docker Hub", text="닿습니다. 남은 내려받기 수는 알 수 없습니다")]
    fact = "닿지 않습니다. 공개 이미지는 대역 이미지를 씁니다"
    may_be_made = base_engine.may_install() or shutil.which("mmdebstrap")
    if not engine.ok or may_be_made:  # a silent engine cannot say what it has
        return [Condition(name="Docker Hub", text=fact)]
    if base_image.content(base_image.NAME) or base_image.content(base_image.PUBLIC):
        return [Condition(name="Docker Hub", text=fact)]
    return [Condition(name="Docker Hub", text=fact, remedy=errors.no_base_image().remedy, stops=True)]
