"""Keep JupyterLab and containers' pages apart in the browser: an extension of the Jupyter server.

It decides by the Host header before any other handler does:

- a name that is not this computer's is refused (a foreign site that lets its name lead here);
- at `localhost` nothing but containers' pages is served, at `<base>proxy/PORT/` and, from the other computer, at
  `<base>proxy/other:PORT/`; whatever else is asked for is at 127.0.0.1;
- at 127.0.0.1 `<base>proxy/PORT/` leads whoever is logged in over to `localhost`, with a ticket that is good for a
  minute. It becomes a cookie there, which opens containers' pages and nothing else.

Where the server may be reached by any name (a JupyterHub's), there is one origin only: containers' pages are in a
sandbox then, which keeps them from cookies and storage.

Of the other computer only ports are served that a running container publishes: its SSH and FTP are none of these.

Knows the server's login and jupyter-server-proxy's handlers, which carry a request on; that extension itself stays off.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server_proxy.handlers import AddSlashHandler, LocalProxyHandler, ProxyHandler
from tornado.routing import Matcher, PathMatches, Rule
from tornado.web import HTTPError, RequestHandler, authenticated

from helpers.dockerdata.types import Computer
from helpers.ui import published
from helpers.ui.server import origins

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tornado.httputil import HTTPHeaders, HTTPServerRequest

_MINUTE = 1 / 24 / 60
"""Of a day: so Tornado counts how old something signed may be."""
_SANDBOX = "sandbox allow-scripts allow-forms allow-popups allow-modals allow-downloads"
_SESSION = 30
"""Days after which the cookie is asked for anew, in a browser that stays open so long."""
_OPENS = "pages"
_HOST = {Computer.MINE: "localhost", Computer.OTHER: "other"}
"""By which name a request reaches each computer from the server."""
_NOT_HERE = "이 주소로는 열 수 없습니다. 실습실을 켤 때 나온 http://127.0.0.1 주소로 여세요."
_SILENT = (
    "{where} {port}번 포트에서 답이 오지 않습니다. 이 포트로 들어가는 컨테이너가 켜져 있는지 {command}의 PORTS 칸에서 "
    "확인하세요. 방금 켰다면 잠시 뒤 이 페이지를 새로 고치세요. 웹 서버가 아닌 프로그램은 브라우저로 볼 수 없습니다."
)


def _jupyter_server_extension_points() -> list[Mapping[str, str]]:
    """Answer what the server asks an extension for."""
    return [{"module": "helpers.ui.server.previews"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Put the walls before all handlers."""
    settings = server.web_app.settings
    pages = f"{settings['base_url']}proxy"
    place = rf"(?:{published.OTHER})?[0-9]{{1,5}}"
    page, bare, other = rf"{pages}/({place})(/.*)", rf"{pages}/{place}", rf"{pages}(?:/.*)?"
    taken = {"taken": server.port}
    if settings.get("allow_remote_access"):
        walls = [
            Rule(PathMatches(page), SandboxedPage, taken),
            Rule(PathMatches(bare), AddSlashHandler),
            Rule(PathMatches(other), Forbidden),
        ]
    else:
        walls = [
            Rule(Asked({origins.PAGES}, page), Page, taken),
            Rule(Asked({origins.PAGES}), ToLab),
            Rule(Asked({origins.LAB}, page), ToPages),
            Rule(Asked({origins.LAB}, bare), AddSlashHandler),
            Rule(Asked({origins.LAB}, other), Forbidden),
            Rule(Foreign(), Forbidden),
        ]
    server.web_app.default_router.rules[:0] = walls


class Asked(PathMatches):
    """Requests of a path, whose Host header has one of `names`."""

    def __init__(self, names: Collection[str], pattern: str = ".*") -> None:
        super().__init__(pattern)
        self._names = names

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return the path's parts, None where the request is not meant."""
        return super().match(request) if origins.split(request.host)[0] in self._names else None


class Foreign(Matcher):
    """Requests by a name that is not the lab's."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return no parts, None where the name is the lab's."""
        return None if origins.split(request.host)[0] in origins.HOSTS else {}


def _opens_socket(request: HTTPServerRequest) -> bool:
    return request.headers.get("Upgrade", "").lower() == "websocket"


def _finish(handler: RequestHandler, words: str) -> None:
    handler.set_header("Content-Type", "text/plain; charset=utf-8")
    handler.finish(f"{words}\n")


class Forbidden(RequestHandler):
    """What is not served under this name, or not at all."""

    def prepare(self) -> None:
        """Refuse, by every method."""
        raise HTTPError(403)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Say where to go instead."""
        _finish(self, f"{status_code}: {_NOT_HERE}")


class ToLab(RequestHandler):
    """What is JupyterLab's, asked for at containers' name."""

    def prepare(self) -> None:
        """Lead a browser over; nothing may be done under this name."""
        request = self.request
        if request.method not in ("GET", "HEAD") or _opens_socket(request) or not request.path.startswith("/"):
            raise HTTPError(403)
        self.redirect(origins.elsewhere(origins.LAB, request.protocol, request.host, request.path, request.query))


class ToPages(JupyterHandler):  # type: ignore[misc] # the server has no types
    """A container's page, asked for at JupyterLab's name."""

    @authenticated
    async def get(self, _place: str, _path: str) -> None:
        """Lead over with a ticket; whoever is not logged in logs in first."""
        request = self.request
        if _opens_socket(request):
            raise HTTPError(403)
        query = origins.without(request.query, "token", {self.token})
        ticket = origins.with_ticket(query, self.create_signed_value(origins.TICKET, _OPENS).decode())
        self.set_header("Cache-Control", "no-store")
        self.redirect(origins.elsewhere(origins.PAGES, request.protocol, request.host, request.path, ticket))


class _Carried(LocalProxyHandler):  # type: ignore[misc] # the server has no types
    """A container's page, its request carried on without anything that is Jupyter's."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, host_allowlist=[_HOST[computer] for computer in Computer], **named)
        del self.flush  # the library's, which would pass ours over

    def initialize(self, taken: int) -> None:
        """Take the port that no container has: the server's own."""
        self._taken = taken

    async def http_get(self, place: str, proxied_path: str) -> None:
        """Carry a GET on."""
        await self.proxy(place, proxied_path)

    async def proxy(self, _place: str, proxied_path: str) -> None:
        """Carry any request on, to the computer that is meant."""
        computer, port = self._meant
        await ProxyHandler.proxy(self, _HOST[computer], port, proxied_path)

    async def open(self, _place: str, proxied_path: str) -> None:
        """Open a socket there."""
        computer, port = self._meant
        await self.proxy_open(_HOST[computer], port, proxied_path)

    def proxy_request_headers(self) -> HTTPHeaders:
        """Return the request's headers as the container may see them."""
        headers: HTTPHeaders = super().proxy_request_headers()
        cookies = origins.cookies_for_container("; ".join(headers.get_list("Cookie")))
        for name in ("Cookie", "X-Xsrftoken"):
            headers.pop(name, None)
        if cookies:
            headers["Cookie"] = cookies
        if self._is_jupyters(headers.get("Authorization", "")):
            del headers["Authorization"]
        if f"{self.base_url}proxy/" not in headers.get("Referer", f"{self.base_url}proxy/"):
            del headers["Referer"]
        return headers

    def flush(self, *given: Any, **named: Any) -> Any:
        """Send the answer; a page must not put a worker in front of other pages than its own."""
        if not self._headers_written:
            self._headers.pop("Service-Worker-Allowed", None)
        return JupyterHandler.flush(self, *given, **named)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Say what to look at. Jupyter's own page would lay its cookie here."""
        computer, port = self._meant
        command = "ssh other docker ps" if computer is Computer.OTHER else "docker ps"
        silent = _SILENT.format(where=f"{computer}의", port=port, command=command)
        _finish(self, f"{status_code}: {_NOT_HERE if status_code == HTTPStatus.FORBIDDEN else silent}")

    @property
    def _meant(self) -> tuple[Computer, int]:
        return published.meant(self.path_args[0])

    def _is_jupyters(self, credentials: str) -> bool:
        scheme, _, value = credentials.partition(" ")
        return scheme.lower() == "token" or (bool(self.token) and value.strip() == self.token)

    def _refuse_own_port(self) -> None:
        computer, port = self._meant
        if not 0 < port < 1 << 16 or (computer is Computer.MINE and port == self._taken):
            raise HTTPError(403)

    async def _refuse_unpublished(self) -> None:
        """Let whoever was let in reach containers only on the other computer, whose ports are not the learner's."""
        computer, port = self._meant
        if computer is Computer.OTHER and not await asyncio.to_thread(published.is_published, computer, port):
            raise HTTPError(HTTPStatus.BAD_GATEWAY)


class Page(_Carried):
    """A container's page at the name of containers' pages: opened by its own cookie, or a ticket for it."""

    async def prepare(self) -> None:
        """Let in whoever has the cookie; a browser with a ticket gets it, one with neither goes for a ticket."""
        self.current_user = self._jupyter_current_user = None
        self._refuse_own_port()
        if self.get_query_argument(origins.TICKET, None) is not None:
            self._take_ticket()
        elif self._opened(self.get_cookie(self._cookie), days=_SESSION):
            self.current_user = self._jupyter_current_user = _OPENS
            self.request.query = origins.without(self.request.query, "token", {self.token})
            await self._refuse_unpublished()
        elif self.request.method != "GET" or _opens_socket(self.request):
            raise HTTPError(403)
        else:
            self._go(origins.LAB, self.request.query)

    @property
    def _cookie(self) -> str:
        return origins.cookie(self.request.host)

    def _take_ticket(self) -> None:
        ticket = self.get_query_argument(origins.TICKET)
        if self._opened(ticket, days=_MINUTE):
            path = f"{self.base_url}proxy/"
            value = self.create_signed_value(origins.TICKET, _OPENS)
            self.set_cookie(self._cookie, value, path=path, httponly=True, samesite="Lax")
        self._go(origins.PAGES, origins.without(self.request.query, origins.TICKET))

    def _opened(self, signed: str | None, days: float) -> bool:
        if signed is None:
            return False
        return bool(self.get_signed_cookie(origins.TICKET, signed, max_age_days=days) == _OPENS.encode())

    def _go(self, name: str, query: str) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        self.redirect(origins.elsewhere(name, self.request.protocol, self.request.host, self.request.path, query))


class SandboxedPage(_Carried):
    """A container's page at the only name there is: what it may do there, it does as nobody."""

    async def prepare(self) -> None:
        """Ask for the server's own login."""
        self._refuse_own_port()
        await super().prepare()
        self.request.query = origins.without(self.request.query, "token")
        if not self._finished:  # led on to the login
            await self._refuse_unpublished()

    def flush(self, *given: Any, **named: Any) -> Any:
        """Send the answer, in its sandbox."""
        if not self._headers_written:
            self._headers.add("Content-Security-Policy", _SANDBOX)
        return super().flush(*given, **named)

    def _is_jupyters(self, _credentials: str) -> bool:
        return True
