"""Put the lab's own mirror behind a rate limit, as Docker Hub has one: nginx counts, and refuses with 429."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.support.staging import docker, free_port
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = 5
"""So many questions for an image are answered, and one more a minute; a pull asks once or a few times."""
_LIMIT = f"""
daemon off;
error_log stderr crit;
events {{}}
http {{
    access_log off;
    limit_req_zone $binary_remote_addr zone=pulls:1m rate=1r/m;
    limit_req_status 429;
    server {{
        listen 5000;
        location / {{
            proxy_pass http://mirror:5000;
            proxy_set_header Host $http_host;
        }}
        location ~ /manifests/ {{
            limit_req zone=pulls burst={ALLOWED} nodelay;
            error_page 429 @refused;
            proxy_pass http://mirror:5000;
            proxy_set_header Host $http_host;
        }}
        location @refused {{
            default_type application/json;
            return 429 '{{"errors":[{{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}}]}}';
        }}
    }}
}}
"""


@contextmanager
def limited_registry() -> Iterator[str]:
    """Run it and give its address, `localhost:PORT`, as the engine knows it too. The stage removes its container."""
    port = free_port()
    serve = 'printf %s "$LIMIT" > /tmp/limit; exec nginx -c /tmp/limit'
    options = f'--name coach-registry -p 127.0.0.1:{port}:5000 -e LIMIT="$(cat)"'
    docker(f"docker run -d {options} nginx sh -c '{serve}'", given=_LIMIT)
    eventually(lambda: answers(f"http://127.0.0.1:{port}/v2/"), "the registry did not answer")
    yield f"localhost:{port}"
