"""The walls of the lab: what a learner tries in order to become real root, and what stands in the way (SECURITY.md)."""

from __future__ import annotations

import json
import platform
from shlex import quote
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host.settings import ROOT
from tests.support.clones import SERVICES, docker
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from tests.support.clones import Clone

COMPUTERS = ("engine", "other")
PROFILE = ROOT / "images" / "engine" / "seccomp.json"
NATIVE = {"x86_64": 0, "aarch64": 1}[platform.machine()]
# The numbers of system calls on both processors; each is refused before the kernel looks at its arguments.
REFUSED = {
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265),
    "kcmp": (312, 272),
    "mbind": (237, 235),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "set_mempolicy": (238, 237),
    "get_mempolicy": (239, 236),
    "set_mempolicy_home_node": (450, 450),
    "pidfd_getfd": (438, 438),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "fanotify_init": (300, 262),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "syslog": (103, 116),
    "acct": (163, 89),
    "vhangup": (153, 58),
    "lookup_dcookie": (212, 18),
}
# Which of them the kernel itself looks at: -1 in every argument is nonsense to each, and nonsense has other errors.
ASK = """
import ctypes, json, sys
libc = ctypes.CDLL(None, use_errno=True)
def ask(number):
    ctypes.set_errno(0)
    libc.syscall(number, *[ctypes.c_long(-1)] * 6)
    return ctypes.get_errno()
print(json.dumps({name: ask(number) for name, number in json.loads(sys.argv[1]).items()}))
"""
EPERM, ENOSYS = 1, 38
# Of the settings in /proc/sys, opened for writing and closed again: nothing is written.
WRITABLE = r"""
find ${1:-/proc}/sys -type f | while read -r file; do
    (exec 3>> "$file") 2> /dev/null && echo "$file"
done
true
"""
OWN = ("/proc/sys/net/", "/proc/sys/user/", "/proc/sys/fs/mqueue/")
"""What belongs to a container's own network and user namespace."""
OWN_KERNEL = frozenset(
    (
        "auto_msgmni domainname hostname msgmax msgmnb msgmni msg_next_id ns_last_pid sem sem_next_id shm_next_id"
        " shm_rmid_forced shmall shmmax shmmni pid_max"  # the last since Linux 6.14
    ).split()
)
"""What each PID, IPC and UTS namespace has for itself."""
RULES = """
/etc/passwd /etc/group /etc/shadow /etc/subuid /etc/subgid /usr/local/bin /usr/bin/newuidmap /etc/ssh/sshd_config
"""


def inside(lab: Clone, service: str, command: str, *, user: str = "learner", code: int | None = 0) -> str:
    """What a command prints in a service's container itself, where a learner of the lab cannot be otherwise."""
    return docker("exec", "--user", user, lab.service(service), "bash", "-c", command, code=code)


def owners(lab: Clone, service: str) -> str:
    """Whose the files are that decide who is root in a container."""
    return inside(lab, service, f"stat -c '%n %u %a' {' '.join(RULES.split())} 2>/dev/null || true")


def restarted(lab: Clone) -> None:
    """The lab after an ordinary stop and start."""
    lab.lab("stop")
    lab.start()


def test_links_in_the_run_folders_lead_root_nowhere(lab: Clone) -> None:
    """A learner lays links there in place of all that root writes or gives away at the next start."""
    before = {service: owners(lab, service) for service in COMPUTERS}
    lab.seat("docker pull -q busybox && ssh other docker pull -q busybox")
    for service in COMPUTERS:
        names = "ssh/id_ed25519 ssh/id_ed25519.pub ssh/known_hosts netns refused ca.crt docker.sock"
        lay = (
            f"cd /run/lab/{service}; mv ssh ssh.old; mkdir -p ssh; for name in {names}; do"
            " mv $name $name.old; ln -sfn /etc/passwd $name; done"
        )
        seat = "" if service == "engine" else "ssh other "
        lab.seat(f"{seat}{quote(f'docker run --rm -v /run/lab:/run/lab busybox sh -c {quote(lay)}')} 2>&1", code=None)
        inside(lab, service, f"({lay}) 2>/dev/null", code=None)
    restarted(lab)
    for service in COMPUTERS:
        assert owners(lab, service) == before[service]
        assert "learner" in inside(lab, service, "cat /etc/passwd")
    assert lab.seat("docker version -f {{.Server.Os}}; ssh other docker version -f {{.Server.Os}}") == "linux\nlinux\n"


@pytest.mark.parametrize("service", ["notebook", "other"])
def test_a_folder_swapped_for_a_link_leads_root_nowhere(lab: Clone, service: str) -> None:
    """While the entry script gives files to learner, learner puts links to /etc in the place of folders."""
    before = owners(lab, service)
    lab.seat("docker pull -q busybox; ssh other docker pull -q busybox")
    seat = "" if service == "notebook" else "ssh other "
    lay = (
        "mkdir -p ~/race && cd ~/race && mkdir -p d1 d2 d3 d4 && docker run --rm -v ~/race:/race busybox"
        " sh -c 'for d in /race/d*; do touch $d/passwd $d/shadow $d/group; done; chown -R 7 /race/d*/*'"
    )
    lab.seat(f"{seat}{quote(lay) if seat else lay}")
    swap = (
        "cd ~/race && while :; do for d in d1 d2 d3 d4; do"
        " mv $d away; ln -s /etc $d; ln -s /etc $d; rm $d; mv away $d; done; done 2>/dev/null"
    )
    home = '{{range .Mounts}}{{if eq .Destination "/home/learner"}}{{.Name}}{{end}}{{end}}'
    volume = docker("inspect", "-f", home, lab.service(service))
    swapper = docker(
        *("run", "--detach", "--network", "none", "--env", "HOME=/home/learner", "--volume", f"{volume}:/home/learner"),
        *("--user", inside(lab, service, "id -u learner").strip(), "--entrypoint", "bash"),
        *(docker("inspect", "-f", "{{.Config.Image}}", lab.service("engine")), "-c", swap),
    )
    try:
        for _ in range(4):
            docker("restart", "--time", "5", lab.service(service))
            eventually(lambda: "learner" in inside(lab, service, "ps -o user= 1", code=None), "it did not come back")
            assert owners(lab, service) == before
    finally:
        docker("rm", "--force", swapper)
        lab.start()
        lab.seat(f"{seat}docker run --rm -v /home/learner/race:/race busybox sh -c 'rm -rf /race/*'; {seat}rm -rf race")


def test_no_setting_of_the_host_can_be_written(lab: Clone) -> None:
    """Neither by learner in the computers nor by the root of a container with all rights."""
    lab.seat("docker pull -q busybox")
    found = [inside(lab, service, WRITABLE) for service in COMPUTERS]
    everything = "--cap-add ALL --security-opt seccomp=unconfined --security-opt apparmor=unconfined -v /proc:/proc2"
    found.append(lab.seat(f"docker run --rm {everything} busybox sh -c {quote(WRITABLE)} sh /proc2"))
    assert found[-1]
    writable = {file for said in found for file in said.replace("/proc2", "/proc").split() if not file.startswith(OWN)}
    assert writable <= {f"/proc/sys/kernel/{name}" for name in OWN_KERNEL}


@pytest.mark.parametrize("service", SERVICES)
def test_no_process_is_roots_after_set_up(lab: Clone, service: str) -> None:
    """Whoever breaks out of a program finds a user without rights."""
    uids = inside(
        lab, service, "for p in /proc/[0-9]*; do [ $p = /proc/$$ ] || grep -s ^Uid $p/status; done", user="nobody"
    )
    assert uids
    assert "0" not in uids.split()
    effective = inside(lab, service, "grep -hE '^Cap(Eff|Prm|Amb)' /proc/1/status", user="nobody")
    assert {line.split()[1] for line in effective.splitlines()} == {"0" * 16}


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_makes_anybody_root(lab: Clone, service: str) -> None:
    """No file has a setuid or setgid bit, and only two have a capability: those of user namespaces."""
    find = (
        "find / -xdev \\( -path /proc -o -path /var/lib/docker -o -path /home \\) -prune -o -type f -perm /6000 -print"
    )
    assert inside(lab, service, find, user="root", code=None) == ""
    if service in COMPUTERS:
        capable = inside(lab, service, "/usr/sbin/getcap -r /usr /etc /opt 2>/dev/null", user="root")
        assert sorted(capable.splitlines()) == [
            "/usr/bin/newgidmap cap_setgid=ep",
            "/usr/bin/newuidmap cap_setuid=ep",
        ]


def test_the_kernel_is_not_asked_what_no_engine_needs(lab: Clone) -> None:
    """Each refused system call, on both computers, for a container that has all rights its engine can give."""
    numbers = {name: pair[NATIVE] for name, pair in REFUSED.items()}
    attack = "docker run --rm --cap-add ALL --security-opt seccomp=unconfined python"
    attack = f"{attack} python3 -c {quote(ASK)} {quote(json.dumps(numbers))}"
    for seat in (attack, f"ssh other {quote(attack)}"):
        keys = {"add_key", "request_key", "keyctl"}  # kept by uid: of those that the host's learner has
        assert json.loads(lab.seat(seat)) == {name: ENOSYS if name in keys else EPERM for name in numbers}


def test_the_profile_is_for_both_processors() -> None:
    """The same list for amd64 and arm64, with nothing in it that is refused."""
    profile = json.loads(PROFILE.read_text())
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    assert [one["architecture"] for one in profile["archMap"]] == ["SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64"]
    allowed = {name for rule in profile["syscalls"] if rule["action"] == "SCMP_ACT_ALLOW" for name in rule["names"]}
    assert not allowed.intersection({*REFUSED, "iopl", "ioperm", "uselib", "nfsservctl", "swapon"})


def test_nobody_pushes_into_the_mirror(lab: Clone) -> None:
    """What everybody pulls as hello-world stays what it is; pulling goes on."""
    begin = "curl -s -o /dev/null -w '%{http_code}' -X POST http://mirror:5000/v2/library/hello-world/blobs/uploads/"
    put = "curl -s -o /dev/null -w '%{http_code}' -X PUT -d '{}' http://mirror:5000/v2/library/hello-world/manifests/latest"
    remove = (
        "curl -s -o /dev/null -w '%{http_code}' -X DELETE http://mirror:5000/v2/library/hello-world/manifests/sha256:0"
    )
    assert [lab.seat(said) for said in (begin, put, remove)] == ["405", "405", "405"]
    assert lab.seat("docker pull -q hello-world >/dev/null; docker run --rm hello-world | grep -c Docker") != "0\n"


def test_the_clones_secrets_are_not_in_the_seat(lab: Clone) -> None:
    """A clone's address may hold a credential, and the lab's folder holds the passwords and the class's word."""
    assert lab.seat("ls -A /course").split() == ["exercises", "helpers", "notebooks"]
    assert lab.seat("touch /course/helpers/x 2>&1; cat /course/.git/config /course/.lab/state.json 2>&1", code=1)


@pytest.mark.parametrize("service", ["notebook", "engine"])
def test_a_fork_bomb_ends(lab: Clone, service: str) -> None:
    """Processes without end meet the container's own limit; the rest of the computer and the lab go on."""
    limit = int(docker("inspect", "-f", "{{.HostConfig.PidsLimit}}", lab.service(service)))
    assert 0 < limit <= 2000
    bomb = f"for n in $(seq {limit + 500}); do sleep 600 & done 2>/dev/null; true"
    docker("exec", "--detach", "--user", "learner", lab.service(service), "bash", "-c", bomb)
    most = "{{.PIDs}}"

    def full() -> bool:
        return int(docker("stats", "--no-stream", "--format", most, lab.service(service))) >= limit - 50

    eventually(full, "the bomb went off")
    assert int(docker("stats", "--no-stream", "--format", most, lab.service(service))) <= limit
    docker(
        "run",
        "--rm",
        "--network",
        "none",
        "--entrypoint",
        "true",
        docker("inspect", "-f", "{{.Config.Image}}", lab.service("engine")),
    )
    restarted(lab)
    assert lab.seat("docker version -f {{.Server.Os}}") == "linux\n"


def inspected(lab: Clone, service: str) -> dict[str, Any]:
    """The container as the base engine describes it."""
    return dict(json.loads(docker("inspect", lab.service(service)))[0])


@pytest.mark.parametrize("service", SERVICES)
def test_each_container_keeps_the_rules_for_containers(lab: Clone, service: str) -> None:
    """What the CIS benchmark for Docker asks of one (section 5), but for what an engine inside cannot do without."""
    found = inspected(lab, service)
    host, nested = found["HostConfig"], service in COMPUTERS
    assert not host["Privileged"]
    assert host["CapDrop"] == ["ALL"]
    assert not {"CAP_SYS_ADMIN", "CAP_SYS_PTRACE", "CAP_NET_ADMIN", "CAP_SYS_MODULE"}.intersection(host["CapAdd"])
    assert 0 < host["PidsLimit"] <= 2000
    assert {host["PidMode"], host["UTSMode"], host["UsernsMode"]} == {""}
    assert host["IpcMode"] in {"", "private"}
    assert host["NetworkMode"] != "host"
    assert host["RestartPolicy"]["Name"] == "unless-stopped"
    assert "seccomp=unconfined" not in host["SecurityOpt"]
    assert ("no-new-privileges:true" in host["SecurityOpt"]) is not nested
    assert host["ReadonlyRootfs"] is (service in {"hub", "mirror"})
    assert sorted(device["PathOnHost"] for device in host["Devices"] or ()) == (
        ["/dev/fuse", "/dev/net/tun"] if nested else []
    )
    ports = [one["HostIp"] for bound in (host["PortBindings"] or {}).values() for one in bound]
    assert ports == (["127.0.0.1"] if service == "notebook" else [])
    mounts = {(mount["Type"], mount["RW"]): mount for mount in found["Mounts"]}
    assert not any("docker.sock" in mount["Source"] for mount in mounts.values())
    work = [mount["Destination"] for mount in found["Mounts"] if mount["Type"] == "bind" and mount["RW"]]
    assert work == (["/home/learner/work"] if service in {"notebook", "engine"} else [])
