"""What this computer reaches, and through which certificates.

Knows Docker Hub's address and where systems keep their CA bundle (Windows in no file); knows nothing of images.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import ssl
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

from helpers.host.settings import ROOT

HUB = "https://registry-1.docker.io/v2/"
_GRANTS = "https://auth.docker.io/token?service=registry.docker.io&scope=repository:ratelimitpreview/test:pull"
_LIMIT = HUB + "ratelimitpreview/test/manifests/latest"
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_NAMED = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")


@dataclass(frozen=True, kw_only=True)
class HubLimit:
    """What Docker Hub still allows this address: `remaining` of `limit` pulls, None where it does not say."""

    remaining: int | None = None
    limit: int | None = None


def ca_bundle() -> Path | None:
    """Return the computer's own CA bundle, private CAs of a school or company included; None where there is none."""
    candidates = [os.environ.get(name, "") for name in _NAMED] + list(() if sys.platform == "win32" else _BUNDLES)
    found = next((Path(name) for name in candidates if name and Path(name).is_file()), None)
    return windows_store() if not found and sys.platform == "win32" else found


@cache
def windows_store(file: Path = ROOT / ".lab" / "windows-ca.crt") -> Path | None:
    """Write what Windows trusts servers by into `file` and return that; None where it cannot be written.

    These are fewer than there are: Windows fetches a public CA when it is met.
    """
    trusted = ssl.create_default_context().get_ca_certs(binary_form=True)
    text = "".join(map(ssl.DER_cert_to_PEM_cert, sorted(trusted)))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="ascii") != text:
            file.write_text(text, encoding="ascii", newline="\n")
    except OSError:
        return None
    return file


def hub_reachable(seconds: float = 3.0) -> bool:
    """Tell whether the real Docker Hub answers within `seconds`, even where a name server stays silent."""
    found: list[bool] = []
    asking = threading.Thread(target=lambda: found.append(_hub_says_hello(seconds)), daemon=True)
    asking.start()
    asking.join(seconds)
    return found == [True]


def _hub_says_hello(seconds: float) -> bool:
    """Ask the real Docker Hub who is there: 401 is its way of saying hello."""
    try:
        _open(urllib.request.Request(HUB), seconds)
    except urllib.error.HTTPError as answer:
        return answer.code == HTTPStatus.UNAUTHORIZED
    except (OSError, ValueError):
        return False
    return True


def hub_limit(seconds: float = 5.0) -> HubLimit:
    """Return the anonymous pull limit as Docker Hub's own headers give it. Raises OSError where it cannot be asked."""
    token = json.loads(_open(urllib.request.Request(_GRANTS), seconds)[0])["token"]
    request = urllib.request.Request(_LIMIT, method="HEAD", headers={"Authorization": f"Bearer {token}"})
    headers = _open(request, seconds)[1]
    return HubLimit(
        remaining=_count(headers.get("ratelimit-remaining")),
        limit=_count(headers.get("ratelimit-limit")),
    )


def port_is_free(port: int) -> bool:
    """Tell whether 127.0.0.1:`port` can be listened on."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno not in {errno.EADDRINUSE, errno.EACCES}
    return True


def answers(url: str, seconds: float = 3.0) -> bool:
    """Tell whether a GET of `url` on this computer is answered with success; never through a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=seconds):  # which raises where the status is no success
            return True
    except (OSError, ValueError):
        return False


def _open(request: urllib.request.Request, seconds: float) -> tuple[bytes, dict[str, str]]:
    bundle = ca_bundle()
    context = ssl.create_default_context(cafile=str(bundle) if bundle else None)
    with urllib.request.urlopen(request, timeout=seconds, context=context) as answer:
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def _count(header: str | None) -> int | None:
    """Return the number of `100;w=21600`."""
    try:
        return int((header or "").split(";")[0])
    except ValueError:
        return None
