"""Check how images travel: tar files on any of the disks, and logins to Docker Hub.

Knows what kinds of tar files there are, and that only one of them holds an image with its name; that a login counts
only where the Hub lets it in, and is gone only where no file holds it any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks.base import Miss, Options, assemble, at, baseline, by, elsewhere, nothing
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check

MINE = Computer.MINE
_PLACES = {probes.WORK: "연습 폴더", probes.HOME: "홈 폴더", probes.USB: "USB 드라이브"}
_HOME = "/home/learner/"
_CONFIG = ".docker/config.json"
"""Where Docker keeps its logins, below the home folder."""


_LOGIN = (probes.hub_login(), probes.hub_login(Computer.OTHER), probes.login_copies())
_OTHER_KINDS = {
    "link": (
        "`{path}`{은} 파일이 아니라 `{link}`{을} 가리키는 링크입니다.",
        "링크만 옮기면 내용은 따라가지 않습니다. 파일 자체가 그 자리에 있어야 합니다.",
    ),
    "folder": (
        "`{path}`{은} 파일이 아니라 폴더입니다.",
        "이미지를 저장한 것은 풀지 않은 tar 파일 하나여야 합니다.",
    ),
    "empty": ("`{path}` 파일이 비어 있습니다.", "파일을 만든 명령이 오류 없이 끝났는지 살펴보세요."),
    "text": (
        "`{path}`{은} tar 파일이 아니라 글이 담긴 파일이고, 첫 줄은 `{first}`입니다.",
        "이름을 `.tar`로 짓는다고 tar 파일이 되지는 않습니다. 이미지를 저장하는 도커 명령을 살펴보세요.",
    ),
    "export": (
        "`{path}`에는 이미지가 아니라 컨테이너의 파일들이 들어 있습니다.",
        "컨테이너를 내보내는 명령과 이미지를 저장하는 명령은 다릅니다.",
    ),
    "files": (
        "`{path}`{은} tar 파일이지만 이미지가 아니라 `{first}` 같은 파일이 들어 있습니다.",
        "이미지를 저장하는 도커 명령으로 만든 파일이어야 합니다.",
    ),
    "damaged": (
        "`{path}` 안의 목록에는 이미지가 적혀 있지만, 들어 있는 레이어가 그 이미지의 설정과 맞지 않습니다.",
        "이미지를 저장하는 도커 명령으로 다시 만들어 보세요.",
    ),
    "other": ("`{path}`{은} 온전한 tar 파일이 아닙니다.", "파일을 만들거나 옮기다가 끊기지 않았는지 살펴보세요."),
}
"""What is said of a file that is no image's tar, and what is advised, by its kind."""


def place_of(probe: Probe) -> str:
    """Say where a file is looked for: `연습 폴더`, `다른 컴퓨터의 홈 폴더`."""
    place = _PLACES[probe.detail]
    return f"{probe.computer}의 {place}" if probe.computer is Computer.OTHER else place


def shown(path: str) -> str:
    """Write a path as one types it: below the home folder with `~`."""
    return f"~/{path.removeprefix(_HOME)}" if path.startswith(_HOME) else path


def arrived_files(world: World) -> dict[str, str]:
    """Return the SHA-256 of the files by path that came or changed on the other computer since the start."""
    before = probes.data_of(world.at_start(probes.WHEREABOUTS))["files"]
    now = probes.data(world, probes.WHEREABOUTS)["files"]
    return {path: sha256 for path, sha256 in now.items() if before.get(path) != sha256}


def tar_holds(id: str, tar: Probe, image: str, **more: Unpack[Options]) -> Check:
    """Check that the file of a `probes.tar` holds the image that was called `image` at the start, under that name."""
    path, wanted = tar.subject, familiar(image)
    folder, at_home = probes.file(".", tar.detail, tar.computer), probes.file(path, probes.HOME, tar.computer)

    def look(world: World) -> Miss | None:
        if not world.fact(tar).found:
            return _tar_elsewhere(world, tar, folder, at_home)
        found = probes.data(world, tar)
        if found["kind"] != "save" or found["link"]:
            return _other_kind(path, found)
        ids = {familiar(tag): id for tag, id in found["names"].items()}
        id = baseline(world, tar.computer).images.get(familiar(probes.named(world, image)))
        if id and ids.get(familiar(probes.named(world, image))) == id:
            return None
        return _other_image(path, wanted, ids, same=id in found["images"])

    return assemble(
        id,
        say("`{path}`에 `{wanted}` 이미지가 이름과 함께 들어 있습니다.", path=path, wanted=wanted),
        look,
        probes=(tar, folder, at_home, *probes.user_probe(image)),
        noted=(folder, at_home),
        **more,
    )


def _tar_elsewhere(world: World, tar: Probe, folder: Probe, at_home: Probe) -> Miss:
    """Say where the file is instead: under another name, in another folder, on the other computer; or nowhere."""
    path = tar.subject
    before = probes.data_of(world.at_start(folder)).get("entries", [])
    fresh = [name for name in probes.data(world, folder).get("entries", []) if name not in before]
    named = [name for name in fresh if name.removesuffix(".tar") != name] or fresh
    if named:
        return Miss(
            observed=say(
                "{place}에 `{name}`{은} 있지만 `{path}`{은} 없습니다.", place=place_of(tar), name=named[0], path=path
            ),
            advice="파일의 이름을 한 글자씩 문제와 비교해 보세요.",
        )
    if world.fact(at_home).found and world.fact(at_home) != world.at_start(at_home):
        return Miss(
            observed=say("`{path}`{은} {place}가 아니라 `~/{path}`에 있습니다.", path=path, place=place_of(tar)),
            advice="파일을 만든 폴더가 문제에서 말한 폴더인지 확인해 보세요.",
        )
    there = elsewhere(tar.computer)
    if any(event.kind == "image" and event.action == "save" for event in world.on(there).events):
        return Miss(
            observed=say(
                "{there}에서 이미지를 저장했고, {place}에는 `{path}`{이} 없습니다.",
                there=there,
                place=place_of(tar),
                path=path,
            ),
            advice="어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    return nothing(
        say("{place}에 `{path}`{이} 없습니다.", place=place_of(tar), path=path),
        "파일의 이름과 그것을 둔 폴더를 확인해 보세요.",
    )


def _other_kind(path: str, found: dict[str, Any]) -> Miss:
    observed, advice = _OTHER_KINDS["link" if found["link"] else found["kind"]]
    return Miss(observed=say(observed, path=path, first=found.get("first", ""), link=found["link"]), advice=advice)


def _other_image(path: str, wanted: str, ids: dict[str, str], *, same: bool) -> Miss:
    """Say which image a tar holds instead; `same` where it is the right one without the right name."""
    if wanted in ids:
        return Miss(
            observed=say(
                "`{path}` 안의 `{wanted}`{은} 이름만 같고, 준비되어 있던 이미지와 ID가 다릅니다.",
                path=path,
                wanted=wanted,
            ),
            advice="이름을 다른 이미지로 옮긴 다음 저장하지 않았는지 살펴보세요. 처음 상태로 되돌려 다시 해도 됩니다.",
        )
    if not ids:
        return Miss(
            observed=f"`{path}` 안의 이미지에 이름이 없습니다.",
            advice="이미지를 무엇으로 가리켜 저장했는지 살펴보세요. ID로 가리키면 이름이 따라가지 않습니다.",
        )
    return Miss(
        observed=f"`{path}` 안에는 `{next(iter(ids))}` 이미지가 들어 있습니다.",
        advice="이미지는 맞지만 이름과 태그가 문제와 다릅니다."
        if same
        else "어느 이미지를 저장해야 하는지 확인해 보세요.",
    )


def logged_in(id: str, **more: Unpack[Options]) -> Check:
    """Check that the learner's computer keeps a login where `docker push` looks for it, and that the Hub lets it in."""
    here, there, copies = _LOGIN

    def look(world: World) -> Miss | None:
        found = probes.data(world, here)
        if found["accepted"]:
            return None
        if found["kept"]:
            return Miss(
                observed=say(
                    "저장된 로그인 정보(사용자명 `{user}`)를 Docker Hub가 받아들이지 않습니다.",
                    user=found["user"] or "없음",
                ),
                advice="사용자명과 비밀번호를 확인하고, 파일을 고치지 말고 로그인하는 명령으로 다시 로그인해 보세요.",
            )
        if found["servers"]:
            return Miss(
                observed=say(
                    "Docker Hub의 로그인 정보는 없고, `{server}`{이라는} 레지스트리에 로그인했습니다.",
                    server=found["servers"][0],
                ),
                advice="레지스트리의 주소를 적지 않으면 Docker Hub에 로그인합니다. 적은 주소를 다시 살펴보세요.",
            )
        return _no_login(world)

    return assemble(
        id,
        "내 컴퓨터에 Docker Hub가 받아들이는 로그인 정보가 저장되어 있습니다.",
        look,
        probes=(here, there, copies),
        noted=(here,),
        **more,
    )


def _no_login(world: World) -> Miss:
    """Say where else a login is, or that there was one."""
    here, there, copies = _LOGIN
    if world.fact(there).found:
        return Miss(
            observed="다른 컴퓨터에서는 로그인했지만 내 컴퓨터에는 로그인 정보가 없습니다.",
            advice="로그인은 컴퓨터마다 따로입니다. 어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    if world.fact(copies).found:
        return Miss(
            observed=say(
                "로그인 정보가 `{place}`에 저장되어 있고, `~/{config}`에는 없습니다.",
                place=_listed(world, copies),
                config=_CONFIG,
            ),
            advice="설정을 두는 폴더를 바꾸어 로그인하면 다른 셀과 터미널의 도커는 그것을 모릅니다.",
        )
    if probes.data(world, here)["changed"] != probes.data_of(world.at_start(here))["changed"]:
        return Miss(
            observed="로그인 정보를 두는 `~/.docker/config.json`은 바뀌었지만, 지금 그 안에 로그인 정보가 없습니다.",
            advice="로그인한 뒤에 로그아웃하거나 파일을 고치지 않았는지 살펴보고 다시 로그인해 보세요.",
        )
    return nothing(
        "내 컴퓨터에 저장된 로그인 정보가 없습니다.",
        "사용자명이나 비밀번호가 틀리면 아무것도 저장되지 않습니다. 명령이 무엇이라고 대답했는지 읽어 보세요.",
    )


def _listed(world: World, copies: Probe) -> str:
    """Name the first file that holds a login."""
    return shown_login(probes.data(world, copies)[0])


def shown_login(path: str) -> str:
    """Write the path of a file as it was found: from the home folder on, or whole."""
    return shown(path) if path.startswith("/") else f"~/{path}"


def logged_out(id: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a computer keeps no login for Docker Hub, in no file; the exercise's setup logged in before."""
    probe, copies = probes.hub_login(on), probes.login_copies(on)

    def look(world: World) -> Miss | None:
        if world.fact(probe).found:
            return nothing(
                f"{at(on)}Docker Hub의 로그인 정보가 `~/{_CONFIG}`에 남아 있습니다.",
                "로그인의 반대가 되는 명령을 살펴보세요. 다른 레지스트리의 주소를 적으면 Docker Hub의 것은 남습니다.",
            )
        if world.fact(copies).found:
            return Miss(
                observed=say(
                    "{by}똑같은 로그인 정보가 `{place}` 파일에 남아 있습니다.",
                    by=by(on),
                    place=_listed(world, copies),
                ),
                advice="파일을 옮기거나 이름을 바꾸어도 로그인 정보는 그 안에 있습니다. 없애야 합니다.",
            )
        return None

    establishes = f"{at(on)}Docker Hub 로그인 정보가 남아 있지 않습니다."
    return assemble(id, establishes, look, probes=(probe, copies), **more)
