"""The stories of messages from other computers: whole sentences, whatever the message holds."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from helpers.coach import elsewhere, pasted
from helpers.coach.elsewhere.story import Step
from helpers.text.josa import PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.elsewhere.story import Story

ALWAYS = {"the_image", "the_port", "the_name", "aside"} | {form for pair in PAIRS for form in pair}


def alternatives(words: str) -> Iterator[str]:
    """The wordings of a story, parted where no bracket is open."""
    depth, last, skip = 0, 0, False
    for place, sign in enumerate(words):
        if skip or sign == "\\":
            skip = not skip
            continue
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "|" and depth == 0:
            yield words[last:place]
            last = place + 1
    yield words[last:]


def fields(story: Story) -> set[str]:
    """The values that its sentences need."""
    steps = (step.text if isinstance(step, Step) else step for step in story.next)
    texts = " ".join((story.what, story.why, *steps))
    return {field for _, field, _, _ in Formatter().parse(texts) if field} - ALWAYS


@pytest.mark.parametrize("story", elsewhere.ORDER, ids=lambda story: f"{story.id}: {story.words[:30]}")
def test_every_wording_fills_the_sentences(story: Story) -> None:
    """Whichever wording was met, each value that is spoken of stands in it."""
    for wording in alternatives(story.words):
        held = {name.rstrip("0123456789") for name in re.findall(r"\(\?P<(\w+)>", wording)}
        assert fields(story) <= held, wording


@pytest.mark.parametrize(
    ("text", "id", "said"),
    [
        (
            "Got permission denied while trying to connect to the Docker daemon socket",
            "engine-forbidden",
            "docker.sock",
        ),
        ('ERROR: unable to prepare context: path "./app" not found', "context-missing", "`./app` 폴더"),
        ("Error response from daemon: Pool overlaps with other one on this address space", "network-overlaps", "주소"),
        ("denied: requested access to the resource is denied", "push-elsewhere", "사용자명"),
        ('service "db" has neither an image nor a build context specified', "compose-no-image", "`db`"),
        ("dependency failed to start: container app-db-1 is unhealthy", "compose-unhealthy", "`app-db-1`이"),
        ("open //./pipe/docker_engine: 지정된 파일을 찾을 수 없습니다.", "engine-unreachable", "Docker Desktop"),
        ("failed to connect to the docker API at unix:///var/run/docker.sock", "engine-unreachable", "꺼져 있거나"),
        ("Bind for 0.0.0.0:8080 failed: port is already allocated", "port-taken", "8080번 포트를"),
        (
            "% docker run -p 5000:5000 a\nlisten tcp 0.0.0.0:5000: bind: address already in use.",
            "port-airplay",
            "AirPlay",
        ),
        ('The container name "/mysql" is already in use by container "1b1b"', "name-taken", "`mysql`이라는 이름"),
        ("exec /bin/tool: exec format error", "other-processor", "--platform"),
        ("pull access denied for me/app, repository does not exist", "pull-denied", "`me/app` 이미지를"),
        ("no matching manifest for linux/arm64/v8 in the manifest list", "no-platform", "`linux/arm64/v8`"),
        ("toomanyrequests: You have reached your pull rate limit", "rate-limit", "6시간"),
        ("write /var/lib/x: no space left on device", "no-space", "docker system df"),
        ("x509: certificate signed by unknown authority", "certificate", "CA 인증서"),
        ("proxyconnect tcp: dial tcp 10.1.1.1:8080: connect: refused", "proxy", "`10.1.1.1:8080`"),
        ("KeyError: 'ContainerConfig'", "compose-old", "`docker compose …`"),
        ("error: externally-managed-environment", "pip-managed", "가상 환경"),
        ("Release file for http://a/InRelease is not valid yet (invalid for another 3h)", "packages-clock", "시각"),
        ("E: Failed to fetch http://a/b.deb  Hash Sum mismatch", "packages-damaged", "`apt-get update`부터"),
        ("couldn't be verified because the public key: NO_PUBKEY 0E98404D386FA1D9", "packages-unsigned", "열쇠"),
        ("`npm ci` can only install packages when your package.json and lock", "npm-lock", "package-lock.json"),
        ("iptables: No chain/target/match by that name.", "engine-firewall", "엔진을 다시 시작"),
        ("cgroups: cgroup mountpoint does not exist: unknown.", "engine-cgroups", "WSL 1"),
        ("WSL 2 installation is incomplete.", "wsl-kernel", "wsl --update"),
        ('could not translate host name "db" to address: Name or service', "name-unreachable", "`db`라는 이름"),
        ("Error: getaddrinfo ENOTFOUND redis", "name-unreachable", "`redis`라는 이름"),
        ("dial tcp: lookup db on 127.0.0.11:53: no such host", "name-unreachable", "`db`라는 이름"),
        ("Can't connect to local MySQL server through socket '/run/m.sock' (2)", "socket-missing", "`/run/m.sock`"),
        ("Error: connect ECONNREFUSED 127.0.0.1:3306", "localhost-inside", "3306번 포트에서"),
        (
            'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
            "localhost-inside",
            "5432번",
        ),
        ("Failed to connect to host.docker.internal port 8000: Connection refused", "host-unreachable", "8000번"),
        ("lookup host.docker.internal: no such host", "host-unreachable", "host-gateway"),
        ("Error: Cannot find module '/app/server.js'", "file-missing-inside", "`/app/server.js`를"),
        ('open() "/etc/nginx/nginx.conf" failed (13: Permission denied)', "write-denied", "권한이 없어요"),
        ("Error response from daemon: unexpected EOF", "pull-broken", "끊겨서"),
        ('Head "https://ghcr.io/v2/me/app/manifests/latest": denied', "registry-scopes", "`ghcr.io`"),
        ('Version in "./docker-compose.yml" is unsupported', "compose-version-unsupported", "`docker compose`"),
        ("Found orphan containers ([app-old-1]) for this project", "compose-orphans", "`app-old-1`"),
        ("lookup registry-1.docker.io: no such host", "registry-unreachable", "DNS"),
        ('exec: "docker-credential-desktop": executable file not found', "credential-helper", "credsStore"),
        ("wsl2kernel", "wsl-kernel", "wsl --update"),
        ("Virtualization support not detected", "virtualization-off", "BIOS"),
        ("docker-compose: command not found", "compose-command", "`docker compose"),
        ("docker: 'compose' is not a docker command.", "compose-plugin", "플러그인"),
        ("yaml: line 7: did not find expected key", "compose-yaml", "7번째 줄"),
        ('failed to compute cache key: "/app.jar": not found', "build-file-missing", "`app.jar`"),
        ("C:/Program Files/Git/usr/bin/bash: no such file", "git-bash-path", "MSYS_NO_PATHCONV"),
        ("client version 1.52 is too new. Maximum supported API version is 1.43", "api-version", "API 1.52"),
        ("exec /entrypoint.sh: no such file or directory", "crlf", "`/entrypoint.sh`"),
    ],
)
def test_messages_of_other_computers(text: str, id: str, said: str) -> None:
    """Each is told with its own values."""
    told = pasted.explanation(text, "/w")
    assert told is not None
    assert told.explanation.id == id
    assert said in " ".join((told.explanation.what, told.explanation.why, *told.explanation.next))


@pytest.mark.parametrize(
    ("prompt", "system"),
    [
        (r"PS C:\Users\me> ", "windows"),
        ("C:\\work>", "windows"),
        ("me@MacBook-Pro app % ", "mac"),
        ("(base) me@server:/home/me$ ", "linux"),
        ("❯ ", ""),
    ],
)
def test_prompts(prompt: str, system: str) -> None:
    """The command behind it is found, and the operating system where it shows."""
    found = pasted.read(f"{prompt}docker run -p 80:80 \\\n  --name web nginx\ndocker: Error", "/w")
    assert [typed.argv for typed in found.typed] == [("docker", "run", "-p", "80:80", "--name", "web", "nginx")]
    assert found.system == system
    assert found.own_values == {"image": "nginx", "name": "web", "port": "80"}


def test_only_steps_of_that_system_are_told() -> None:
    """On a Mac nobody is told of systemctl; where nothing shows the system, all are."""
    mac = pasted.explanation("me@MacBook-Pro ~ % docker ps\nCannot connect to the Docker daemon at unix:///x", "/w")
    everywhere = pasted.explanation("Cannot connect to the Docker daemon at unix:///x", "/w")
    assert mac
    assert everywhere
    assert "systemctl" not in " ".join(mac.explanation.next)
    assert "systemctl" in " ".join(everywhere.explanation.next)
    assert mac.command
    assert mac.command.argv == ("docker", "ps")
