"""Postcards (small images) and their tar files for this chapter's exercises, and the check that a file arrived.

Knows the shell lines of a setup and the facts of a carried file; knows no single exercise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from helpers.exercise.checks.transfer import arrived_files, shown
from helpers.exercise.model import LABEL
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check

    Explain: TypeAlias = Callable[[World], checks.Miss | None]
    """What an exercise knows of a file that is not there, or another; None where nothing more is known."""

OTHER = Computer.OTHER
HOME = "/home/learner/"
STRICT = "set -eo pipefail\n"
LOG_IN = 'echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin'
LOG_IN_THERE = 'echo "$LAB_HUB_PASSWORD" | ssh other docker login -u "$LAB_HUB_USER" --password-stdin'
CREDENTIALS_APART = f"""
export DOCKER_CONFIG=$(mktemp -d)
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
{LOG_IN} > /dev/null 2>&1
"""
"""For a setup that pushes: log in beside the learner's own credentials, which stay as they are."""
FORGED_LOGIN = """mkdir -p ~/.docker
printf '{"auths": {"https://index.docker.io/v1/": {"auth": "%s"}}}' "$(printf 'learner:1234' | base64)" > ~/.docker/config.json"""
"""For mistakes: a login that looks like one and that the Hub never saw."""
SHOWS = "cat /card.txt"
"""What a postcard does when it is run, as the engine lists it."""


def card(exercise: str, image: str, text: str) -> str:
    """Return shell lines that build a postcard: an image that shows `text` when it is run. Needs no file, so none can be spoilt."""
    return f"""docker build -q -t "{image}" - > /dev/null <<'DOCKERFILE'
FROM busybox:latest
LABEL {LABEL}="{exercise}"
COPY <<'CARD' /card.txt
{text}
CARD
CMD ["cat", "/card.txt"]
DOCKERFILE
"""


def packed(image: str, tar: str) -> str:
    """Return shell lines that save an image as `tar` with its checksum beside it."""
    return f"docker save -o {tar} {image}\nsha256sum {tar} > {tar}.sha256\n"


def arrived(
    check: str, tar: str, image: str, *, explain: Explain = lambda _world: None, probes_of: tuple[Probe, ...] = ()
) -> Check:
    """Check that `tar` stands in the other computer's home, byte for byte as it was packed at the start.

    `image` is what it holds. `explain` speaks first where the file is nowhere or another; it reads `probes_of`.
    """
    original, checksum = probes.file(tar), probes.file(f"{tar}.sha256")
    there = probes.file(tar, probes.HOME, OTHER)

    def look(world: World) -> checks.Miss | None:
        wanted, link = (
            packed_file(world, tar)["sha256"],
            probes.data(world, probes.WHEREABOUTS)["links"].get(HOME + tar),
        )
        if link:
            return checks.Miss(
                observed=say(
                    "다른 컴퓨터의 `{tar}`{은} 파일이 아니라 `{link}`{을} 가리키는 링크입니다.", tar=tar, link=link
                ),
                advice="링크는 파일이 있는 곳을 가리킬 뿐입니다. 파일 자체를 홈 폴더로 옮겨야 합니다.",
            )
        if not world.fact(there).found:
            return _elsewhere(world, tar, wanted, image) or explain(world) or _nowhere(tar)
        found = probes.data(world, there)
        if found["sha256"] == wanted:
            return None
        return explain(world) or _differs(world, tar, found, (original, checksum))

    establishes = say("다른 컴퓨터의 홈 폴더에 `{tar}`{이} 온전히 도착했습니다.", tar=tar)
    asked = (original, checksum, there, probes.WHEREABOUTS, *probes_of)
    return checks.assemble(check, establishes, look, probes=asked, noted=(original, probes.WHEREABOUTS))


def packed_file(world: World, tar: str) -> dict[str, str]:
    """Return what the file was at the start: its `size` in bytes and its `sha256`."""
    found: dict[str, str] = probes.data_of(world.at_start(probes.file(tar)))
    return found


def _nowhere(tar: str) -> checks.Miss:
    return checks.nothing(
        say("다른 컴퓨터의 홈 폴더에 `{tar}`{이} 없습니다.", tar=tar),
        "다른 컴퓨터의 홈 폴더에 어떤 파일이 있는지 목록을 살펴보세요.",
    )


def _elsewhere(world: World, tar: str, wanted: str, image: str) -> checks.Miss | None:
    """Say where on the other computer the file is instead, or what has come in its place."""
    files = arrived_files(world)
    whole = [path for path, sha256 in files.items() if sha256 == wanted]
    if whole:
        folder, _, name = whole[0].rpartition("/")
        where = "이름이" if f"{folder}/" == HOME else "홈 폴더가 아니라"
        place = say("`{name}`입니다", name=name) if f"{folder}/" == HOME else f"`{shown(whole[0])}`에 있습니다"
        return checks.Miss(
            observed=f"파일은 다른 컴퓨터에 온전히 도착했지만, {where} {place}.",
            advice=say("홈 폴더에 `{tar}`{이라는} 이름으로 있어야 합니다.", tar=tar),
        )
    alike = [path for path in files if path.rpartition("/")[2].startswith(tar.removesuffix(".tar"))]
    if alike:
        return checks.Miss(
            observed=say(
                "다른 컴퓨터에 `{name}`{은} 있지만, 홈 폴더에 `{tar}`{은} 없습니다.", name=shown(alike[0]), tar=tar
            ),
            advice="어느 파일을 어느 이름으로 어디에 보냈는지 살펴보세요.",
        )
    if any(image in found.tags for found in world.other.images):
        return checks.Miss(
            observed=say(
                "다른 컴퓨터에 `{image}` 이미지는 있지만, 홈 폴더에 `{tar}` 파일은 없습니다.", image=image, tar=tar
            ),
            advice="이번에는 이미지로 풀지 않은 파일 그대로 옮겨야 합니다.",
        )
    return None


def _differs(world: World, tar: str, found: dict[str, object], asked: tuple[Probe, Probe]) -> checks.Miss:
    """Say what a file that arrived is, where it is not the original."""
    original, checksum = (probes.data(world, probe) for probe in asked)
    name = say("다른 컴퓨터의 `{tar}`{은}", tar=tar)
    if not found["size"]:
        return checks.Miss(
            observed=f"{name} 빈 파일입니다.",
            advice="보낸 파일의 이름과 경로가 맞았는지, 보낼 때 오류가 나오지 않았는지 살펴보세요.",
        )
    if found["kind"] == "folder":
        return checks.Miss(observed=f"{name} 파일이 아니라 폴더입니다.", advice="tar를 풀지 않고 그대로 보내야 합니다.")
    if found["sha256"] == checksum.get("sha256"):
        return checks.Miss(
            observed=f"{name} 이름만 같고, 체크섬을 적어 둔 `{tar}.sha256`의 내용이 들어 있습니다.",
            advice="어느 파일을 보냈는지 확인해 보세요.",
        )
    if found["sha256"] == original.get("sha256"):
        return checks.Miss(
            observed=f"{name} 지금 연습 폴더에 있는 것과 같지만, 그 파일이 처음에 준비된 것과 다릅니다.",
            advice="파일을 다시 만들거나 고치지 말고 그대로 보내야 합니다. 처음 상태로 되돌려 다시 해 보세요.",
        )
    size, wanted = found["size"], packed_file(world, tar)["size"]
    return checks.Miss(
        observed=f"{name} 내용이 원본과 다릅니다. 원본은 {wanted:,}바이트, 도착한 파일은 {size:,}바이트입니다.",
        advice="어느 파일을 보냈는지, 끝까지 그대로 갔는지 두 컴퓨터에서 체크섬을 비교해 보고 다시 보내 보세요.",
    )
