"""The service of this chapter: a shop's board, and the store that it asks for the menu.

Knows their files, the images made of them, and the shell lines that set a scene with them; knows no single exercise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.course.capstone.order import INSIDE
from helpers.exercise.model import LABEL, Owned

if TYPE_CHECKING:
    from helpers.course.capstone.order import Order

STRICT = "set -eo pipefail\n"
SERVE = f"""\
#!/bin/sh
# 가게 알림판을 켜요. 웹 서버는 www 폴더를 내놓고, 페이지는 www/cgi-bin/index.cgi가 그때그때 만들어요.
[ "$#" -eq 0 ] || exec "$@"
chmod +x /board/www/cgi-bin/index.cgi
trap 'exit 0' TERM INT
echo "알림판을 {INSIDE}번 포트에서 열었습니다."
httpd -f -p {INSIDE} -h /board/www &
wait
"""
CGI = """\
#!/bin/sh
# 손님이 볼 페이지예요. 표준 출력은 브라우저로, 표준 오류는 컨테이너의 로그로 가요.
echo "Content-Type: text/plain; charset=utf-8"
echo ""
echo "$(cat /board/shop.txt) 알림판"
echo "알림: ${NOTICE:-(정하지 않았음)}"
if [ -z "${STORE:-}" ]; then
    echo "메뉴: (창고를 정하지 않았음)"
elif menu=$(wget -q -T 3 -O - "http://$STORE:PORT/menu.txt"); then
    echo "메뉴: $menu"
else
    echo "오류: http://$STORE:PORT/menu.txt 에서 메뉴를 받지 못했습니다." >&2
    echo "메뉴: (창고에 닿지 못했음)"
fi
"""
PAGE = "www/cgi-bin/index.cgi"
DOCKERFILE = """\
FROM busybox:latest
WORKDIR /board
COPY . /board
CMD ["sh", "serve.sh"]
"""


def files(order: Order, *, mended: bool = False) -> dict[str, str]:
    """Return the board's source files."""
    return {
        "order.env": order.text,
        "serve.sh": SERVE,
        "shop.txt": f"{order.shop}\n",
        PAGE: CGI.replace("PORT", str(INSIDE if mended else order.wrong)),
    }


def owned(order: Order, **more: tuple[str, ...] | bool) -> Owned:
    """Return the names that the service is made of, on the learner's computer; `more` as in `Owned`."""
    return Owned(
        containers=(order.board, order.store),
        images=(
            *(f"{order.board}:{tag}" for tag in ("1.0", "1.1", "latest")),
            f"{order.store}:1.0",
            *(f"{{user}}/{order.board}:{tag}" for tag in ("1.0", "1.1", "latest")),
        ),
        networks=(order.network, f"{order.network}s"),
        runs_of=(f"{order.board}:1.0", f"{order.board}:1.1", f"{order.store}:1.0"),
        **more,  # type: ignore[arg-type]
    )


def board_image(exercise: str, order: Order, *, mended: bool = False) -> str:
    """Return shell lines that build the board's image, 1.0 with the fault or 1.1 without; needs no file on the disk."""
    source = files(order, mended=mended)
    copies = "".join(f"COPY <<'END' /board/{name}\n{text}END\n" for name, text in source.items() if name != "order.env")
    dockerfile = DOCKERFILE.replace("COPY . /board\n", copies)
    return _built(exercise, f"{order.board}:{'1.1' if mended else '1.0'}", dockerfile)


def store_image(exercise: str, order: Order) -> str:
    """Return shell lines that build the store's image."""
    return _built(
        exercise,
        f"{order.store}:1.0",
        f"""\
FROM busybox:latest
COPY <<'END' /store/menu.txt
{order.menu}
END
CMD ["sh", "-c", "trap 'exit 0' TERM INT; echo '창고가 {INSIDE}번 포트에서 기다립니다.'; httpd -f -p {INSIDE} -h /store & wait"]
""",
    )


def _built(exercise: str, image: str, dockerfile: str) -> str:
    command = f"docker build -q -t {image} --label {LABEL}={exercise} - > /dev/null"
    return f"{command} <<'DOCKERFILE'\n{dockerfile}DOCKERFILE\n"


def board(order: Order, *options: str, version: str = "1.0") -> str:
    """Return the command that runs the board at the learner's port, with further options."""
    more = "".join(f" {option}" for option in options)
    return f"docker run -d --name {order.board} -p {order.port}:{INSIDE}{more} {order.board}:{version}\n"


def street(order: Order) -> str:
    """Return shell lines that run the store and the board in their network."""
    settings = (f"--network {order.network}", f"-e STORE={order.store}", f"-e NOTICE='{order.notice}'")
    return (
        f"docker network create {order.network}\n"
        f"docker run -d --name {order.store} --network {order.network} {order.store}:1.0\n" + board(order, *settings)
    )
