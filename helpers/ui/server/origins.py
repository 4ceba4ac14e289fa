"""Tell the two origins of the lab apart: JupyterLab's own, and the one of the pages that containers serve.

A container's page must not act as JupyterLab, so a browser has to hold the two apart: JupyterLab is at 127.0.0.1 only,
containers' pages are at `localhost` only. Both are this computer, in every browser; neither has the other's cookies.

Knows host names, cookies and addresses; nothing of a server.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from collections.abc import Collection

LAB, PAGES = "127.0.0.1", "localhost"
HOSTS = (LAB, PAGES)
COOKIE = "lab-pages"
"""The cookie that lets a browser see containers' pages begins so; browsers do not keep two ports' cookies apart."""
TICKET = "lab-ticket"
"""The parameter by which a browser that is logged in to JupyterLab gets that cookie."""
_NOT_THEIRS = re.compile(rf"(_xsrf|username-.*|jupyterhub-.*|{COOKIE}.*)")
"""The cookies of Jupyter servers and ours: no container's server may see them."""


def split(host: str) -> tuple[str, str]:
    """Return the name and the port (`:8888`, empty where there is none) of a Host header."""
    name, *port = re.split(r"(:[0-9]+)\Z", host.lower())
    return name, port[0] if port else ""


def elsewhere(name: str, scheme: str, host: str, path: str, query: str = "") -> str:
    """Return the address of `path` at `name`, by the port that the browser used: the server may have another."""
    return f"{scheme}://{name}{split(host)[1]}{path}{'?' if query else ''}{query}"


def cookie(host: str) -> str:
    """Return the name of the cookie for the lab at a Host header."""
    return COOKIE + split(host)[1].replace(":", "-")


def cookies_for_container(header: str) -> str:
    """Return a Cookie header without what is Jupyter's or ours; empty where nothing is left."""
    pairs = [pair.strip() for pair in header.split(";")]
    return "; ".join(pair for pair in pairs if pair and not _NOT_THEIRS.fullmatch(pair.partition("=")[0].strip()))


def with_ticket(query: str, ticket: str) -> str:
    """Return `query` with a ticket at its end."""
    return f"{query}{'&' if query else ''}{urlencode({TICKET: ticket})}"


def without(query: str, name: str, values: Collection[str] | None = None) -> str:
    """Return `query` without the parameter `name`, or only where it has one of `values`; else as it was written."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if key != name or (values is not None and value not in values)]
    return query if kept == pairs else urlencode(kept)
