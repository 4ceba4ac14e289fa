"""The engine's JSON becomes plain nouns, and the course's own helpers do not exist in it."""

from __future__ import annotations

from helpers.dockerdata import api
from helpers.dockerdata.types import DockerState, Volume

RAW = {
    "Id": "c1",
    "Names": ["/db/web", "/web"],
    "Image": "docker.io/library/nginx",
    "ImageID": "sha256:1",
    "Command": "nginx",
    "State": "exited",
    "Status": "Exited (137) 2 seconds ago",
    "Created": 5,
    "Ports": [
        {"PrivatePort": 80, "Type": "tcp", "PublicPort": 8080, "IP": "127.0.0.1"},
        {"PrivatePort": 80, "Type": "tcp", "PublicPort": 8080, "IP": "::"},
        {"PrivatePort": 443, "Type": "tcp"},
    ],
    "NetworkSettings": {"Networks": {"bridge": {"IPAddress": "172.17.0.2"}}},
    "Mounts": [{"Type": "volume", "Name": "data", "Source": "/x", "Destination": "/data", "RW": False}],
}


def happened(action: str, id: str = "c1", kind: str = "container", **attributes: str) -> dict[str, object]:
    """One line of the engine's event stream."""
    return {"Type": kind, "Action": action, "Actor": {"ID": id, "Attributes": attributes}, "timeNano": 7}


def test_container_is_read_whole() -> None:
    """Name, image, exit code, ports, networks and mounts stand as people know them."""
    found = api.container(RAW)
    assert (found.name, found.image, found.status, found.exit_code) == ("web", "nginx", "exited", 137)
    assert found.ports == {"443/tcp": None, "80/tcp": 8080}
    assert found.networks == {"bridge": "172.17.0.2"}
    assert found.mounts == ("data:/data:ro",)


def test_running_container_has_no_exit_code() -> None:
    """What stands in brackets after `Up` is a health, not a code."""
    found = api.container(RAW | {"State": "running", "Status": "Up 2 seconds (healthy)"})
    assert found.exit_code is None
    assert found.running


def test_container_survives_missing_parts() -> None:
    """An engine may leave out what is empty."""
    assert api.container({"Id": "c", "Names": None, "State": "created"}).name == ""


def test_nameless_image_has_no_tags() -> None:
    """Older engines say `<none>:<none>`, newer ones nothing."""
    for tags in (["<none>:<none>"], [], None):
        assert api.image({"Id": "sha256:1", "RepoTags": tags, "RepoDigests": ["<none>@<none>"]}).tags == ()


def test_event_is_read_with_its_exit_code() -> None:
    """The end of a container tells how it ended."""
    found = api.event(happened("die", name="web", image="nginx", exitCode="3"))
    assert (found.action, found.name, found.image, found.exit_code, found.time) == ("die", "web", "nginx", 3, 7)


def test_event_action_is_without_its_command() -> None:
    """`exec_create: sh -c …` is an `exec_create`."""
    assert api.event(happened("exec_create: sh -c true")).action == "exec_create"


def test_hidden_helpers_leave_no_trace() -> None:
    """A hidden container's events, its networks' events and the marks are left out; all else stays."""
    lines = [
        happened("create", "h1", **{api.HIDDEN: "true"}),
        happened("connect", "net", "network", container="h1", name="none"),
        happened("create", f"{api.MARK}12", "volume"),
        happened("destroy", "h1", **{api.HIDDEN: "true"}),
        happened("create", "c1", name="web"),
    ]
    assert [event.id for event in api.visible_events([api.event(line) for line in lines])] == ["c1"]


def test_what_an_engine_did_to_come_up_again_is_nobodys_deed() -> None:
    """Containers that ran before its end were started by the course, not by the learner."""
    lines = [
        happened("start", "c1", name="web"),
        happened("create", api.WOKEN, "volume"),
        happened("destroy", api.WOKEN, "volume"),
        happened("start", "c2", name="db"),
    ]
    assert [event.id for event in api.visible_events([api.event(line) for line in lines])] == ["c2"]


def test_snapshot_shows_no_helpers_and_is_sorted() -> None:
    """What the course makes behind the scenes does not stand there either."""
    state = DockerState(
        containers=(
            api.container(RAW | {"Names": ["/b"]}),
            api.container(RAW | {"Names": ["/a"]}),
            api.container(RAW | {"Labels": {api.HIDDEN: "true"}}),
        ),
        volumes=(Volume(name=f"{api.MARK}1", driver="local"), Volume(name="data", driver="local")),
    )
    shown = api.without_helpers(state)
    assert [container.name for container in shown.containers] == ["a", "b"]
    assert [volume.name for volume in shown.volumes] == ["data"]


def test_baseline_knows_nameless_images_by_id() -> None:
    """An image without a name that stood before is no news."""
    state = DockerState(
        images=(
            api.image({"Id": "sha256:1", "RepoTags": ["a:1", "b:1"]}),
            api.image({"Id": "sha256:2", "RepoTags": []}),
        )
    )
    assert api.baseline(state, 9).images == {"a:1": "sha256:1", "b:1": "sha256:1", "sha256:2": "sha256:2"}
