"""Which of this computer's labs is this clone's, also after a move, a copy, an upgrade or the loss of `state.json`.

A lab is the Compose project that the state names. Where the state alone cannot say, the containers that stand do: each
knows the clone that it was started from, and has the lab's values in its environment. Only `settle` writes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.host import errors, process, settings
from helpers.host.settings import Damaged, LabPaths, SavedLab, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_PROJECT = "com.docker.compose.project"
_CLONE = "com.docker.compose.project.working_dir"
_NET = re.compile(r":10\.214\.(\d+)\.")
_VARIABLES = {
    "JUPYTER_TOKEN": "token",
    "LAB_HUB_USER": "hub_user",
    "LAB_HUB_PASSWORD": "hub_password",
    "LAB_FTP_PASSWORD": "ftp_password",
    "LAB_LEARNER": "learner",
    "LAB_SECRET": "secret",
}
_CALLED = {
    "port": "포트",
    "token": "주소의 토큰",
    "hub_password": "연습용 Docker Hub의 비밀번호",
    "ftp_password": "FTP 비밀번호",
    "learner": "배우는 사람의 이름",
    "secret": "반의 말",
}
_MOVED = "강의 폴더가 옮겨졌습니다. 전에 쓰던 실습실을 그대로 이어서 씁니다."
_COPY = "이 폴더는 {clone}의 사본입니다. 그쪽 실습실은 건드리지 않고, 이 폴더에는 새 실습실을 만듭니다."
_SPOILT = "실습실의 설정 파일(.lab/state.json)이 깨져 있어 {aside}로 옮겨 두었습니다."
_GONE = "실습실의 설정 파일(.lab/state.json)이 없어졌습니다."


@dataclass(frozen=True, kw_only=True)
class ExistingLab:
    """A lab whose containers are there: its project, the clone that it was last started from, and its values."""

    project: str
    clone: str
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CloneLab:
    """This clone's lab. `news`: what the person should hear of it, None where all is as it was; `spoilt`: the file."""

    paths: LabPaths
    settings: Settings
    news: str | None = None
    spoilt: bool = False


def find(paths: LabPaths) -> CloneLab:
    """Find the lab of the clone that keeps its state in `paths`; ask the engine only where the state cannot say."""
    try:
        state = settings.read(paths)
    except Damaged as damaged:
        return replace(_recovered(paths, damaged.left, _SPOILT), spoilt=True)
    if state is None:
        return _recovered(paths, {}, _GONE)
    if state.project and _same(state.folder, paths.folder):
        return CloneLab(paths=replace(paths, project=state.project), settings=state.settings)
    return _claimed(paths, state)


def settle(paths: LabPaths, say: Callable[[str], None]) -> CloneLab:
    """Find the clone's lab and keep what was found, telling the person what is new. The folder's lock must be held."""
    found = find(paths)
    if found.news is None:
        return found
    aside = settings.put_aside(paths) if found.spoilt else ""
    settings.save(found.paths, found.settings)
    if found.news:
        say(found.news.replace("{aside}", str(aside)))
    return found


def existing_labs() -> list[ExistingLab]:
    """List the labs of this course on the base engine, whatever clones they are of; the test labs are nobody's."""
    listed = process.run(["docker", "ps", "--all", "--quiet", "--filter", "name=docker-lab-", "--filter", _label()])
    if not listed.out.split():
        return []
    # one that goes meanwhile is an error, and the others are told all the same
    told = json.loads(process.run(["docker", "inspect", *listed.out.split()]).out or "[]")
    labs: dict[str, ExistingLab] = {}
    for one in told:
        labels = one["Config"]["Labels"]
        project = labels[_PROJECT]
        before = labs.get(project)
        values = {**(before.values if before else {}), **_values(one)}
        if project.startswith("docker-lab-") and "-test-" not in project:
            labs[project] = ExistingLab(project=project, clone=labels.get(_CLONE, ""), values=values)
    return [labs[project] for project in sorted(labs)]


def _label() -> str:
    return f"label={_PROJECT}"


def _has_volumes(project: str) -> bool:
    """Tell whether something of a lab is kept, though no container of it stands."""
    listed = process.run(["docker", "volume", "ls", "--quiet", "--filter", f"label={_PROJECT}={project}"])
    return bool(listed.out.split())


def _values(container: Mapping[str, Any]) -> dict[str, Any]:
    """Read what one container tells of its lab's settings."""
    pairs = dict(word.partition("=")[::2] for word in container["Config"].get("Env") or ())
    found: dict[str, Any] = {name: pairs[variable] for variable, name in _VARIABLES.items() if variable in pairs}
    host = container["HostConfig"]
    for bound in (host.get("PortBindings") or {}).get("8888/tcp") or ():
        found["port"] = int(bound["HostPort"]) if bound["HostPort"].isdigit() else None
    for number in _NET.findall(" ".join(host.get("ExtraHosts") or ())):
        found["net"] = int(number)
    if container["Config"]["Labels"].get("com.docker.compose.service") == "engine":
        found["privileged"] = host.get("Privileged", False)
    return {name: value for name, value in found.items() if settings.fits(name, value)}


def _claimed(paths: LabPaths, state: SavedLab) -> CloneLab:
    """Find the lab of a state that was written in another folder, or by a version that named no project."""
    labs = existing_labs()
    here = [lab for lab in labs if lab.project == paths.project] if not state.project else []
    ours = here or [lab for lab in labs if _is_of(lab, {"project": state.project, "token": state.settings.token})]
    folders = [] if here else [state.folder, *(str(Path(lab.clone) / ".lab") for lab in ours)]
    keeper = next((folder for folder in folders if folder and _keeps(Path(folder), state, paths)), None)
    if keeper:
        return _copied(paths, state, _COPY.format(clone=Path(keeper).parent))
    if state.project and not ours and not _has_volumes(state.project):
        return _copied(paths, state, "")  # from another computer, whose lab keeps its secrets
    project = state.project or next((lab.project for lab in ours), paths.project)
    moved = bool(ours) and not here
    return CloneLab(paths=replace(paths, project=project), settings=state.settings, news=_MOVED if moved else "")


def _copied(paths: LabPaths, state: SavedLab, news: str) -> CloneLab:
    """Make a lab of its own for a copy: nothing is the original's but who learns and in which class."""
    test = "".join(re.findall(r"-test-\d+$", paths.project))
    project, was = settings.new_project() + test, state.settings
    made = replace(settings.fresh(project, port=_next(was.port)), learner=was.learner, secret=was.secret)
    return CloneLab(paths=replace(paths, project=project), settings=made, news=news)


def _next(port: int) -> int:
    """Return another port, so that the original's is free when it comes back."""
    return port + 1 if port < settings.LAST_PORT else settings.FIRST_PORT


def _recovered(paths: LabPaths, left: Mapping[str, Any], what: str) -> CloneLab:
    """Recover the lab of a clone without state: from what stands of it, then from what is `left` of the file."""
    labs = existing_labs()
    clone = paths.folder.parent
    ours = [lab for lab in labs if _same(lab.clone, clone)]
    ours += [lab for lab in labs if _is_of(lab, left) and not _holds(Path(lab.clone) / ".lab", paths)]
    known = {**left, **(ours[0].values if ours else {})}
    held = _holds(Path(left.get("folder") or paths.folder), paths)  # a copy of a clone whose state was spoilt already
    project = ours[0].project if ours else (not held and left.get("project")) or settings.new_project()
    made = settings.fresh(project)
    names = set(_CALLED) | {"hub_user", "net", "privileged"}
    values = {name: value for name, value in known.items() if name in names}
    news = "" if what == _GONE and not ours else _told(what, values)
    return CloneLab(paths=replace(paths, project=project), settings=replace(made, **values), news=news)


def _told(what: str, values: Iterable[str]) -> str:
    """Say what happened to the state, what was recovered, what was not, and what to do about that."""
    lost = [name for name in _CALLED if name not in values]
    if not lost:
        return f"{what}\n값은 서 있는 실습실에서 모두 되찾았습니다. 그대로 이어서 쓰면 됩니다."
    lines = [what]
    kept = [_CALLED[name] for name in _CALLED if name not in lost]
    lines += [f"되찾은 것: {', '.join(kept)}."] if kept else []
    lines.append(f"되찾지 못한 것: {', '.join(_CALLED[name] for name in lost)}. 처음 값으로 새로 정했습니다.")
    if {"learner", "secret"}.intersection(lost):
        lines.append("→ 이름이나 반의 말을 주고 켜던 실습실이라면 다시 주세요: ./lab start --learner 이름 --secret 말")
    if {"token", "port"}.intersection(lost):
        lines.append("→ 브라우저에서는 아래에 나오는 새 주소로 여세요.")
    if "hub_password" in lost:
        lines.append("→ 연습용 Docker Hub에는 새 비밀번호로 다시 로그인하세요(docker login).")
    return "\n".join(lines)


def _is_of(lab: ExistingLab, values: Mapping[str, Any]) -> bool:
    """Tell whether `values` are of that lab: by the project's name, or by the token where none is named."""
    if values.get("project"):
        return bool(lab.project == values["project"])
    return bool(values.get("token")) and lab.values.get("token") == values["token"]


def _holds(folder: Path, paths: LabPaths) -> bool:
    """Tell whether another clone keeps a state in `folder`: one that we may not look into does."""
    try:
        return not folder.samefile(paths.folder) and (folder / "state.json").exists()
    except PermissionError:
        return True
    except OSError:
        return False


def _keeps(folder: Path, state: SavedLab, paths: LabPaths) -> bool:
    """Tell whether another clone, in `folder`, has the lab of `state`; one whose state cannot be read may have it."""
    if not _holds(folder, paths):
        return False
    try:
        other = settings.read(replace(paths, folder=folder))
    except (Damaged, errors.LabError):
        return True
    return other is not None and other.settings.token == state.settings.token


def _same(one: str, other: Path) -> bool:
    """Tell whether the path `one` leads to the folder `other`."""
    try:
        return bool(one) and (one == str(other) or Path(one).samefile(other))
    except OSError:
        return False
