"""A container that is called by a name which nobody knows there: the usual bridge, another network, a stopped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import called_address
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.dockerdata.names import repository
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.coach.evidence.called_address import Call
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The name is that of a container, and the networks of both say that it cannot be found."""
    call = called_address.of(ran, asked, scene)
    return judged(call) if call else None


def judged(call: Call) -> Explanation | None:
    """Return why the name leads nowhere; None where the networks do not say it."""
    if call.own:
        return None
    if call.target is None:
        return _misspelt(call) if call.unresolved else None
    if call.found_by_name:
        return None if call.target["State"]["Running"] else _stopped(call)
    theirs = called_address.networks(call.target)
    if not theirs or "host" in theirs:
        return None
    if call.networks == {"none"}:
        return _cut_off(call)
    return _nameless(call) if call.shared else _apart(call, theirs)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="name-unreachable", what=what, why=why, next=do)


def _caller(call: Call) -> str:
    return f"`{name_of(call.caller)}` 컨테이너" if call.caller else "새로 실행한 컨테이너"


def _called(names: Iterable[str]) -> str:
    """Say networks by name, the usual one as such."""
    said = ["기본 네트워크(`bridge`)" if name == "bridge" else f"`{name}` 네트워크" for name in sorted(names)]
    return ", ".join(said)


def _nameless(call: Call) -> Explanation:
    return _explanation(
        say("기본 네트워크(`bridge`)에서는 `{host}`{이라는} 이름으로 컨테이너를 찾을 수 없어요.", host=call.host),
        say("{caller}{과} `{host}`{은} 둘 다 기본 네트워크에 있어요.", caller=_caller(call), host=call.host)
        + " 컨테이너 이름을 주소로 바꿔 주는 일은 직접 만든 네트워크에서만 해요."
        " `--network`를 적지 않은 컨테이너는 모두 기본 네트워크로 들어가요.",
        "`docker network create`로 네트워크를 만들고, 두 컨테이너를 모두 `--network`로 그 네트워크에 넣어서 실행해요.",
        "이미 실행 중인 컨테이너는 `docker network connect 네트워크 컨테이너`로 넣을 수 있어요.",
    )


def _apart(call: Call, theirs: frozenset[str]) -> Explanation:
    meant = sorted(theirs - called_address.NAMELESS)
    if call.host[0].isdigit():
        what = say("`{host}`{은} 다른 네트워크의 주소라서 닿지 못했어요.", host=call.host)
    else:
        what = say("`{host}` 컨테이너가 다른 네트워크에 있어서 이름으로 찾지 못했어요.", host=call.host)
    join = (
        say("부르는 쪽도 `{network}` 네트워크에 넣어요.", network=meant[0])
        + say(" 새로 실행할 때는 `--network {network}`{을} 이미지 이름 앞에 적어요.", network=meant[0])
        if meant
        else "두 컨테이너를 직접 만든 같은 네트워크에 넣어요. 기본 네트워크(`bridge`)에서는 이름으로 찾을 수 없어요."
    )
    return _explanation(
        what,
        say("{caller}{은} {mine}에 있고,", caller=_caller(call), mine=_called(call.networks))
        + say(" `{name}`{은} {theirs}에 있어요.", name=name_of(call.target or {}), theirs=_called(theirs))
        + " 컨테이너끼리는 같은 네트워크에 있어야 서로 찾을 수 있어요.",
        join,
        "실행 중인 컨테이너는 `docker network connect 네트워크 컨테이너`로 넣을 수 있어요.",
    )


def _cut_off(call: Call) -> Explanation:
    return _explanation(
        say("{caller}에는 네트워크가 없어서 `{host}`에 닿지 못했어요.", caller=_caller(call), host=call.host),
        "`--network none`으로 실행한 컨테이너는 다른 컨테이너와도 인터넷과도 연결되지 않아요.",
        say("`{host}`{과} 같은 네트워크에 넣어서 다시 실행해요.", host=call.host),
    )


def _stopped(call: Call) -> Explanation:
    target = call.target or {}
    return _explanation(
        say("`{host}` 컨테이너가 실행 중이 아니라서 찾지 못했어요.", host=call.host),
        say("`{host}`{은} {is_now}.", host=call.host, is_now=phrases.portrait(target, call.scene.now))
        + " 컨테이너 이름은 그 컨테이너가 실행 중일 때만 주소로 바뀌어요.",
        say("`docker logs {name}`{으로} 왜 끝났는지 보고, `docker start`로 다시 시작해요.", name=name_of(target)),
    )


def _misspelt(call: Call) -> Explanation | None:
    """Name the container that was meant: nearly that name, or made from an image of that name."""
    places = call.networks - called_address.NAMELESS
    beside = [
        found
        for found in called_address.everyone(call.scene)
        if found["State"]["Running"] and places & called_address.networks(found)
    ]
    names = [name_of(found) for found in beside if found is not call.caller]
    of_image = [name_of(found) for found in beside if repository(str(found["Config"]["Image"])) == call.host]
    near = next(iter(of_image), "") or phrases.likeliest(call.host, names)
    if not near or (call.caller and near == name_of(call.caller)):
        return None
    why = (
        say("`{host}`{은} 컨테이너가 아니라 이미지의 이름이에요.", host=call.host)
        + say(" 그 이미지로 실행한 컨테이너의 이름은 `{near}`{이에요}.", near=near)
        if of_image
        else say("같은 네트워크에 이름이 비슷한 `{near}`{은} 있어요.", near=near)
    )
    return _explanation(
        say("{networks}에 `{host}`{이라는} 컨테이너가 없어요.", networks=_called(places), host=call.host),
        why,
        say("`{host}` 대신 `{near}`{을} 적어요. 철자를 살펴봐요.", host=call.host, near=near),
    )
