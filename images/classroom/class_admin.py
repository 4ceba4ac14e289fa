"""Do for the teacher what JupyterHub does: `class_admin start|stop|remove NAME…`, `class_admin list`.

Runs beside JupyterHub and speaks to it by its interface (JupyterHub's REST API). Writes one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import Any

API = f"http://{os.environ['LAB_CLASS_CONTROL']}.3:8081/hub/api"
SECONDS = 240
"""How long a lab may take to come up or to go."""


def main(words: list[str]) -> None:
    """Run one command."""
    command, names = words[0], words[1:]
    if command == "list":
        sys.stdout.write(json.dumps({user["name"]: bool(user["server"]) for user in ask("GET", "/users")[1]}) + "\n")
        return
    action = {"start": start, "stop": stop, "remove": remove}[command]
    for name in names:
        action(name)
    wait = {"start": True, "stop": False}.get(command)
    failed = [] if wait is None else [name for name in names if not stands(name, running=wait)]
    sys.stdout.write(json.dumps({"failed": failed}) + "\n")


def start(name: str) -> None:
    """Have the lab of `name` started; the account is made where there is none."""
    if ask("GET", f"/users/{name}")[0] == HTTPStatus.NOT_FOUND:
        ask("POST", f"/users/{name}")
    ask("POST", f"/users/{name}/server")


def stop(name: str) -> None:
    """Have the lab of `name` stopped."""
    ask("DELETE", f"/users/{name}/server")


def remove(name: str) -> None:
    """Take the account of `name` away."""
    ask("DELETE", f"/users/{name}")


def stands(name: str, *, running: bool) -> bool:
    """Wait until the lab of `name` runs, or is stopped; tell whether it came to that."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        status, user = ask("GET", f"/users/{name}")
        server = user.get("servers", {}).get("") if status == HTTPStatus.OK else None
        if not running and not server:
            return True
        if running and server and server["ready"]:
            return True
        if running and not server:
            return False
        time.sleep(0.5)
    return False


def ask(method: str, path: str) -> tuple[int, Any]:
    """Ask JupyterHub; what it refuses is no fault here, its status says so."""
    request = urllib.request.Request(API + path, method=method, data=b"" if method == "POST" else None)
    request.add_header("Authorization", f"token {os.environ['LAB_CLASS_TOKEN']}")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, {}


if __name__ == "__main__":
    main(sys.argv[1:])
