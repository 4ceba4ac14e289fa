"""The guard of a marking lab's engines: what reaches the engine itself is refused however it is written."""

from __future__ import annotations

import base64
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from helpers.grading import guard
from helpers.grading.guard import refusal

if TYPE_CHECKING:
    from pathlib import Path

CREATE = "/v1.45/containers/create?name=web"
CLIENT = {
    "AutoRemove": True, "Binds": None, "BlkioDeviceReadBps": [], "BlkioWeight": 0, "CapAdd": None, "CapDrop": None,
    "Cgroup": "", "CgroupParent": "", "CgroupnsMode": "", "ConsoleSize": [24, 80], "ContainerIDFile": "", "CpuCount": 0,
    "DeviceCgroupRules": None, "DeviceRequests": None, "Devices": [], "Dns": [], "ExtraHosts": None, "GroupAdd": None,
    "IOMaximumBandwidth": 0, "IpcMode": "", "Isolation": "", "Links": None, "LogConfig": {"Config": {}, "Type": ""},
    "MaskedPaths": None, "Memory": 0, "MemorySwappiness": -1, "NetworkMode": "default", "OomKillDisable": False,
    "PidMode": "", "PidsLimit": 0, "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
    "Privileged": False, "PublishAllPorts": False, "ReadonlyPaths": None, "ReadonlyRootfs": False,
    "RestartPolicy": {"MaximumRetryCount": 0, "Name": "no"}, "SecurityOpt": None, "ShmSize": 0, "UTSMode": "",
    "Ulimits": None, "UsernsMode": "", "VolumeDriver": "", "VolumesFrom": None,
}  # fmt: skip
"""What `docker run` sends, whatever is typed."""


def created(**host: Any) -> bytes:
    """The body of a request for a container."""
    return json.dumps({"Image": "ubuntu", "HostConfig": CLIENT | host}).encode()


def bind(source: str) -> list[dict[str, str]]:
    """What `--mount type=bind` asks for."""
    return [{"Type": "bind", "Source": source, "Target": "/x"}]


ALLOWED: list[dict[str, Any]] = [
    {},
    {"Binds": ["/home/learner/work/page:/usr/share/nginx/html:ro", "data:/data", "/home/learner:/x"]},
    {"Mounts": bind("/home/learner/work")},
    {"Mounts": [{"Type": "volume", "Source": "data", "Target": "/x"}, {"Type": "tmpfs", "Target": "/y"}]},
    {"PidMode": "container:web", "IpcMode": "shareable", "CgroupnsMode": "private"},
    {"NetworkMode": "host"},
    {"CapDrop": ["ALL"], "SecurityOpt": ["no-new-privileges"], "Sysctls": {"net.ipv4.ip_forward": "1"}},
    {"LogConfig": {"Type": "json-file", "Config": {"max-size": "1m"}}, "Runtime": "runc", "Init": True},
    {"Memory": 64 << 20, "NanoCpus": 10**9, "RestartPolicy": {"Name": "always", "MaximumRetryCount": 0}},
]
REFUSED: list[dict[str, Any]] = [
    {"Privileged": True},
    {"Binds": ["/:/host"]},
    {"Binds": ["/run/lab/engine:/x"]},
    {"Binds": ["/home/learner/../../var/lib/docker:/x"]},
    {"Binds": ["/home/learnerX:/x"]},
    {"Binds": ["data:/x", "/etc:/y"]},
    {"Binds": [{"a": 1}]},
    {"Binds": "/:/x"},
    {"Mounts": bind("/run")},
    {"Mounts": [{"Type": "bind", "Target": "/x"}]},
    {"Mounts": [{"Type": "npipe", "Source": "/run", "Target": "/x"}]},
    {"Mounts": [{"Type": "cluster", "Source": "a", "Target": "/x"}]},
    {"Mounts": [{"Type": "volume", "Target": "/x", "VolumeOptions": {"DriverConfig": {"Options": {"o": "bind"}}}}]},
    {"Mounts": [{"Type": "volume", "type": "bind", "Source": "/run", "Target": "/x"}]},
    {"PidMode": "host"},
    {"IpcMode": "host"},
    {"UTSMode": "host"},
    {"UsernsMode": "host"},
    {"CgroupnsMode": "host"},
    {"CapAdd": ["SYS_ADMIN"]},
    {"Devices": [{"PathOnHost": "/dev/fuse"}]},
    {"DeviceRequests": [{"Count": -1}]},
    {"DeviceCgroupRules": ["c 1:3 mr"]},
    {"SecurityOpt": ["seccomp=unconfined"]},
    {"SecurityOpt": ["no-new-privileges", "systempaths=unconfined"]},
    {"MaskedPaths": []},
    {"ReadonlyPaths": []},
    {"Runtime": "io.containerd.runtime.v1.linux"},
    {"LogConfig": {"Type": "syslog", "Config": {}}},
    {"VolumeDriver": "sshfs"},
    {"CgroupParent": "/x"},
    {"Sysctls": {"kernel.shmmax": "1"}},
    {"StorageOpt": {"size": "1G"}},
    {"ANewSetting": "of a later Docker"},
]


@pytest.mark.parametrize("host", ALLOWED)
def test_what_learners_do_is_allowed(host: dict[str, Any]) -> None:
    """With all that the client sends along."""
    assert refusal("POST", CREATE, created(**host)) == ""


@pytest.mark.parametrize("host", REFUSED)
def test_what_reaches_the_engine_is_refused(host: dict[str, Any]) -> None:
    """In the client's letters and in others: Go does not tell a name's case."""
    body = created(**host)
    assert refusal("POST", CREATE, body)
    (name,) = host
    assert refusal("POST", CREATE, body.replace(f'"{name}"'.encode(), f'"{name.upper()}"'.encode()))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"HostConfig": 3}',
        b'{"HostConfig": {"Privileged": true}, "HostConfig": {}}',
        b'{"HostConfig": {}, "hostconfig": {"privileged": true}}',
        b'{"HostConfig": {"Privileged": true, "Privileged": false}}',
        '{"HoſtConfig": {"Privileged": true}}'.encode(),
        b"[" * 99_999,
    ],
)
def test_a_trick_of_json_is_refused(body: bytes) -> None:
    """A body that is not shown, one said twice, letters that Go folds."""
    assert refusal("POST", CREATE, body)


@pytest.mark.parametrize(
    ("uri", "body"),
    [
        ("/v1.45/containers/web/exec", b'{"Cmd": ["sh"], "Privileged": true}'),
        ("/v1.45/containers/web/exec", b""),
        ("/containers/web/exec", b'{"privileged": true}'),
        ("/v1.45/volumes/create", b'{"Name": "a", "DriverOpts": {"type": "none", "o": "bind", "device": "/"}}'),
        ("/v1.45/volumes/create", b'{"Name": "a", "Driver": "sshfs"}'),
        ("/v1.45/plugins/pull?remote=x", b"[]"),
        ("/plugins/x/enable", b""),
        ("/v1.45/swarm/init", b"{}"),
        ("/v1.45/services/create", b"{}"),
        ("//containers/create", created(Privileged=True)),
        ("http://docker/v1.45/containers/create", created(Privileged=True)),
        ("/v1.45/./containers/create", created(Privileged=True)),
        ("/v1.45/%63ontainers/create", created(Privileged=True)),
        ("/v1.45/build?t=a&cgroupparent=/x", b""),
    ],
)
def test_other_ways_are_refused(uri: str, body: bytes) -> None:
    """However the path is written."""
    assert refusal("POST", uri, body)


@pytest.mark.parametrize(
    ("method", "uri", "body"),
    [
        ("GET", "/v1.45/containers/json", b""),
        ("HEAD", "/_ping", b""),
        ("POST", "/v1.45/containers/web/exec", b'{"Cmd": ["sh"], "Privileged": false}'),
        ("POST", "/v1.45/volumes/create", b'{"Name": "a", "Driver": "", "DriverOpts": {}, "Labels": {}}'),
        ("POST", "/v1.45/build?t=a:1&cgroupparent=&networkmode=default", b""),
        ("POST", "/v1.45/images/create?fromImage=ubuntu", b""),
        ("POST", "/v1.45/containers/web/stop", b""),
        ("DELETE", "/v1.45/images/a", b""),
        ("POST", "/session", b""),
    ],
)
def test_all_else_is_allowed(method: str, uri: str, body: bytes) -> None:
    """What learners do besides."""
    assert refusal(method, uri, body) == ""


def test_the_engine_is_answered_and_the_log_knows(tmp_path: Path) -> None:
    """In the plugin's own words, with what was asked and whether it was refused."""
    log = guard.Log(tmp_path / "log")

    def ask(uri: str, body: bytes) -> dict[str, object]:
        said = {"RequestMethod": "POST", "RequestUri": uri, "RequestBody": base64.b64encode(body).decode()}
        return guard.answer("/AuthZPlugin.AuthZReq", json.dumps(said).encode(), log)

    assert guard.answer("/Plugin.Activate", b"", log) == {"Implements": ["authz"]}
    assert guard.answer("/AuthZPlugin.AuthZRes", b"{}", log) == {"Allow": True}
    assert ask(CREATE, created()) == {"Allow": True, "Msg": ""}
    refused = ask(CREATE, created(Privileged=True))
    assert not refused["Allow"]
    assert "--privileged 옵션" in str(refused["Msg"])
    assert [(one["uri"], bool(one["refused"])) for one in guard.requests(tmp_path / "log")] == [
        (CREATE, False),
        (CREATE, True),
    ]


def test_the_log_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for ever fills no disk."""
    monkeypatch.setattr(guard, "LARGEST", 1000)
    log = guard.Log(tmp_path / "log")
    for _ in range(100):
        log.note("GET", "/_ping", b"", "")
    assert (tmp_path / "log").stat().st_size <= guard.LARGEST


def test_a_disk_that_grows_is_noted(tmp_path: Path) -> None:
    """Not what lies there at first, but what came since."""
    disks, full = tmp_path / "disks", tmp_path / guard.FULL
    disks.mkdir()
    (disks / "first").write_bytes(b"x" * 500_000)
    watcher = threading.Thread(target=guard.watch, args=(disks, full, 1_000_000, 0.01), daemon=True)
    watcher.start()
    watcher.join(0.2)
    assert watcher.is_alive()
    assert not full.exists()
    (disks / "grown").write_bytes(b"x" * 1_100_000)
    watcher.join(10)
    assert full.exists()
