"""The walls between JupyterLab and containers' pages, over HTTP: what is served under which name, what is passed on."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest
import websocket
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from tests.support.terminal import SERVER
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

FOREIGN = ["evil.example:8888", "evil.example", "[::1]:8888", "127.0.0.1.evil.example", "localhost.:8888", "notebook"]
PATHS = ["/", "/course", "/lab", "/api", "/api/contents", "/static/favicons/favicon.ico", "/login", "/proxy/8080/"]


class Answer:
    """What the server said to one request."""

    def __init__(self, path: str, *, host: str, method: str = "GET", server: str = SERVER, **headers: str) -> None:
        line = http.client.HTTPConnection(server, timeout=30)
        line.request(method, path, headers={"Host": host, **headers})
        found = line.getresponse()
        self.status, self.body = found.status, found.read().decode(errors="replace")
        self.location = found.headers.get("Location", "")
        self.cookies = found.headers.get_all("Set-Cookie") or []
        self.headers = found.headers
        line.close()


def with_token() -> dict[str, str]:
    """The header of somebody who knows the token."""
    return {"Authorization": f"token {os.environ['LAB_TOKEN']}"}


def path_of(location: str) -> str:
    """Path and query of an address on the server."""
    return re.sub(r"^http://[^/]*", "", location)


def admitted(port: int) -> str:
    """The cookie of a browser that went from JupyterLab's name to containers' name."""
    door = Answer(f"/proxy/{port}/", host=SERVER, **with_token())
    assert door.location.startswith("http://localhost:8888/proxy/"), door.location
    return Answer(path_of(door.location), host="localhost:8888").cookies[0].partition(";")[0]


class Echo(RequestHandler):
    """Tells what it was asked."""

    def prepare(self) -> None:
        """Answer every method."""
        self.set_header("Service-Worker-Allowed", "/")
        self.finish(json.dumps({"uri": self.request.uri, "headers": dict(self.request.headers)}))


class EchoSocket(WebSocketHandler):
    """Says what it hears, and first what it was asked."""

    def open(self) -> None:
        """Tell the headers."""
        self.write_message(json.dumps(dict(self.request.headers)))

    def on_message(self, message: str | bytes) -> None:
        """Say it again."""
        self.write_message(message)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server that tells what reaches it, where a container's published port would be."""
    [socket] = bind_sockets(0, "127.0.0.1")
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        HTTPServer(Application([("/socket", EchoSocket), (".*", Echo)])).add_sockets([socket])

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run)
    thread.start()
    yield socket.getsockname()[1]
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_name_is_refused(host: str) -> None:
    """With the token and without, for pages, files, addresses of programs and sockets."""
    socket = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    for path in [*PATHS, "/terminals/websocket/1", "/api/kernels/1/channels"]:
        for headers in ({}, with_token(), {**with_token(), **socket}):
            assert Answer(path, host=host, **headers).status == 403, (path, headers)


def test_jupyterlab_is_served_by_its_own_name_only() -> None:
    """What a browser asks for at the other name it finds at JupyterLab's; nothing is done there."""
    for path in PATHS[:-1]:
        moved = Answer(f"{path}?a=1", host="localhost:8888", **with_token())
        assert (moved.status, moved.location) == (302, f"http://127.0.0.1:8888{path}?a=1")
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert Answer("/api/contents/x", host="localhost:8888", method=method, **with_token()).status == 403
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection("ws://localhost:8888/terminals/websocket/1", header=with_token())


def test_the_ports_of_other_addresses_are_kept() -> None:
    """A browser that comes by another port is led on by that port."""
    assert Answer("/lab", host="localhost:9999").location == "http://127.0.0.1:9999/lab"
    there = Answer("/proxy/80/", host="127.0.0.1:9999", **with_token()).location
    assert there.startswith("http://localhost:9999/proxy/80/?lab-ticket=")


def test_a_page_needs_the_ticket_or_its_cookie(port: int) -> None:
    """Without either a browser is led to the login; a forged one opens nothing, nor does the token."""
    asking = Answer(f"/proxy/{port}/", host="localhost:8888")
    assert asking.location == f"http://127.0.0.1:8888/proxy/{port}/"
    assert Answer(path_of(asking.location), host=SERVER).location.startswith("/login")
    for forged in ("2|1:0|10:1|10:lab-ticket|8:cGFnZXM=|0000", "x", ""):
        assert not Answer(f"/proxy/{port}/?lab-ticket={forged}", host="localhost:8888").cookies
        assert Answer(f"/proxy/{port}/", host="localhost:8888", Cookie=f"lab-pages-8888={forged}").status == 302
    assert Answer(f"/proxy/{port}/", host="localhost:8888", **with_token()).status == 302
    assert Answer(f"/proxy/{port}/", host="localhost:8888", method="POST").status == 403


def test_the_pages_cookie_opens_nothing_of_jupyterlab(port: int) -> None:
    """Not even at JupyterLab's own name."""
    cookie = admitted(port)
    value = cookie.partition("=")[2]
    for name in (cookie, f"username-127-0-0-1-8888={value}"):
        assert Answer("/api/contents", host=SERVER, Cookie=name).status == 403


@pytest.mark.parametrize(
    "place",
    [
        "/proxy/8888/api/contents", "/proxy/08888/api", "/proxy/0/", "/proxy/99999/", "/proxy/absolute/8888/api",
        "/proxy/127.0.0.1:8888/api", "/proxy/absolute/localhost:8888/api", "/proxy/mirror:5000/v2/", "/proxy/hub:443/",
        "/proxy/absolute/{port}/", "/proxy/localhost:{port}/", "/proxy/other:0/", "/proxy/other:99999/",
        "/proxy/absolute/other:80/", "/proxy/other:other:80/",
    ],
)  # fmt: skip
def test_no_address_of_a_page_leads_elsewhere(place: str, port: int) -> None:
    """Neither to JupyterLab itself nor to another computer, whoever asks."""
    path = place.format(port=port)
    assert follow(path, SERVER, with_token()) == 403
    assert follow(path, "localhost:8888", {"Cookie": admitted(port), **with_token()}) == 403


def follow(path: str, host: str, headers: dict[str, str]) -> int:
    """Where a visitor ends who is led on and keeps every cookie."""
    for _ in range(5):
        answer = Answer(path, host=host, **headers)
        if answer.status != 302:
            break
        host, path = re.findall(r"^http://([^/]*)(.*)", answer.location)[0]
        headers = {**headers, "Cookie": "; ".join([headers.get("Cookie", ""), *answer.cookies])}
    return answer.status


def test_nothing_of_jupyters_reaches_the_container(port: int) -> None:
    """No login, no token, no ticket; its own cookies, its own parameters and its own credentials do."""
    token = os.environ["LAB_TOKEN"]
    cookies = f"{admitted(port)}; _xsrf=secret1; username-localhost-8888=secret2; theme=dark"
    secrets = {"X-XSRFToken": "secret3", "Referer": "http://localhost:8888/lab?token=secret4", "Cookie": cookies}
    path = f"/proxy/{port}/page?token={token}&a=1"
    for method in ("GET", "POST", "PUT", "DELETE"):
        body = Answer(path, host="localhost:8888", method=method, **secrets, **with_token()).body
        asked = json.loads(body)
        assert asked["uri"] == "/page?a=1"
        assert asked["headers"]["Cookie"] == "theme=dark"
        assert not re.search(rf"secret|{token}|lab-pages", body), body
    own = {"Authorization": "Basic dTpw", "Referer": f"http://localhost:8888/proxy/{port}/a"}
    kept = json.loads(Answer(path, host="localhost:8888", Cookie=cookies, **own).body)["headers"]
    assert {name: kept[name] for name in own} == own
    stream = Answer(path, host="localhost:8888", Accept="text/event-stream", **secrets, **with_token())
    assert not re.search(rf"secret|{token}|lab-pages", stream.body), stream.body


def test_a_page_gets_no_worker_before_other_pages(port: int) -> None:
    """The header that would let a page's service worker answer for the whole name is taken away."""
    for kind in ("*/*", "text/event-stream"):
        answer = Answer(f"/proxy/{port}/", host="localhost:8888", Cookie=admitted(port), Accept=kind)
        assert answer.status == 200
        assert "Service-Worker-Allowed" not in answer.headers


def test_a_pages_sockets_work(port: int) -> None:
    """They carry what is said both ways, and nothing of Jupyter's; one from elsewhere is refused."""
    place, cookie = f"ws://localhost:8888/proxy/{port}/socket", f"{admitted(port)}; _xsrf=1"
    line = websocket.create_connection(place, cookie=cookie, origin="http://localhost:8888", timeout=30)
    assert "Cookie" not in json.loads(line.recv())
    line.send("안녕")
    assert line.recv() == "안녕"
    line.close()
    for wrong in ({"cookie": cookie, "origin": "http://127.0.0.1:8888"}, {"cookie": cookie, "origin": "null"}, {}):
        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            websocket.create_connection(place, **wrong)
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(place.replace("localhost", "127.0.0.1"), header=with_token())


def test_where_nobody_serves_the_page_says_what_to_look_at(port: int) -> None:
    """In Korean, and without a cookie of Jupyter's."""
    [unused] = bind_sockets(0, "127.0.0.1")
    silent = unused.getsockname()[1]
    unused.close()
    answer = Answer(f"/proxy/{silent}/", host="localhost:8888", Cookie=admitted(port))
    assert (answer.status, answer.cookies) == (500, [])
    assert f"{silent}번 포트에서 답이 오지 않습니다" in answer.body


@pytest.fixture
def other_port() -> Iterator[int]:
    """The port of the other computer that a container publishes."""
    remove = ["ssh", "other", "docker rm --force previews-other"]
    subprocess.run(remove, check=True, capture_output=True)
    serve = "docker run --rm --detach --publish 80 --name previews-other busybox sh -c"
    page = "echo there > /tmp/index.html; exec httpd -f -h /tmp"
    subprocess.run(["ssh", "other", f"docker pull -q busybox && {serve} '{page}'"], check=True, capture_output=True)
    said = subprocess.run(["ssh", "other", "docker port previews-other 80"], check=True, capture_output=True, text=True)
    try:
        yield int(said.stdout.split()[0].rpartition(":")[2])
    finally:
        subprocess.run(remove, check=True, capture_output=True)


def test_a_container_of_the_other_computer_is_served(other_port: int) -> None:
    """By its own address, with the same ticket, and only to whoever was let in."""
    path = f"/proxy/other:{other_port}/"
    asking = Answer(path, host="localhost:8888")
    assert (asking.status, asking.location) == (302, f"http://127.0.0.1:8888{path}")
    assert Answer(path, host=SERVER).location.startswith("/login")
    cookie = admitted(other_port)
    eventually(lambda: Answer(path, host="localhost:8888", Cookie=cookie).body.strip() == "there")
    assert Answer(path[:-1], host=SERVER, **with_token()).location == path


def test_nothing_else_of_the_other_computer_is_served(other_port: int) -> None:
    """Neither SSH nor FTP nor a port that nobody published, whatever listens there: no byte is sent to it."""
    for port in (21, 22, 8888, other_port + 1):
        answer = Answer(f"/proxy/other:{port}/", host="localhost:8888", Cookie=admitted(other_port))
        assert answer.status == 502
        assert f"다른 컴퓨터의 {port}번 포트에서 답이 오지 않습니다" in answer.body
        assert "ssh other docker ps" in answer.body
        place = f"ws://localhost:8888/proxy/other:{port}/"
        with pytest.raises(websocket.WebSocketBadStatusException, match="502"):
            websocket.create_connection(place, cookie=admitted(other_port), origin="http://localhost:8888", timeout=30)


def test_the_login_is_kept_from_pages_and_programs() -> None:
    """The cookie of a login is no other site's and no script's."""
    laid = Answer(f"/lab?token={os.environ['LAB_TOKEN']}", host=SERVER).cookies
    [cookie] = [found for found in laid if found.startswith("username-")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.fixture(scope="module")
def hub() -> Iterator[str]:
    """A server as a JupyterHub starts it: reached by any name, below a path of its own."""
    [unused] = bind_sockets(0, "127.0.0.1")
    server = f"127.0.0.1:{unused.getsockname()[1]}"
    unused.close()
    options = ["--ServerApp.allow_remote_access=True", "--ServerApp.base_url=/user/kim/"]
    command = ["jupyter", "server", *options, f"--ServerApp.port={server.partition(':')[2]}", "--no-browser"]
    with subprocess.Popen(command, env={**os.environ, "JUPYTER_TOKEN": os.environ["LAB_TOKEN"]}) as process:
        eventually(lambda: answers(f"http://{server}/user/kim/api"), seconds=60)
        yield server
        process.terminate()


def test_where_any_name_leads_in_pages_are_in_a_sandbox(hub: str, port: int) -> None:
    """Under the only name that there is a page has no origin, and gets nothing of Jupyter's either."""
    place = f"/user/kim/proxy/{port}/a?token={os.environ['LAB_TOKEN']}"
    secrets = {"Cookie": "_xsrf=secret1; theme=dark", "X-XSRFToken": "secret2", **with_token()}
    for kind in ("*/*", "text/event-stream"):
        answer = Answer(place, host="hub.example", server=hub, Accept=kind, **secrets)
        [policy] = answer.headers.get_all("Content-Security-Policy") or []
        assert policy.startswith("sandbox ")
        assert "allow-same-origin" not in policy
        assert json.loads(answer.body)["uri"] == "/a"
        assert not re.search(rf"secret|{os.environ['LAB_TOKEN']}", answer.body), answer.body
    assert Answer(place, host="hub.example", server=hub).headers["Content-Security-Policy"]
    assert Answer(f"/user/kim/proxy/{port}/a", host="hub.example", server=hub).status == 302
    assert Answer("/user/kim/proxy/other:22/", host="hub.example", server=hub, **with_token()).status == 502
    assert Answer("/user/kim/proxy/other:22/", host="hub.example", server=hub).status == 302
    for other in (
        hub.partition(":")[2] + "/",
        f"absolute/{port}/",
        f"localhost:{port}/",
        f"absolute/localhost:{port}/",
    ):
        assert Answer(f"/user/kim/proxy/{other}", host="hub.example", server=hub, **with_token()).status == 403
