"""A learner's order: the names, the port and the texts that their shop's service must have.

Follows from the learner alone, so that a teacher can tell anybody's. Knows nothing of Docker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.exercise.model import Learner

WORDS = (
    ("maple", "단풍"), ("otter", "수달"), ("clover", "클로버"), ("pine", "소나무"), ("river", "강물"), ("cloud", "구름"),
    ("star", "별빛"), ("moon", "달빛"), ("apple", "사과"), ("lemon", "레몬"), ("olive", "올리브"), ("tulip", "튤립"),
    ("lotus", "연꽃"), ("acorn", "도토리"), ("heron", "왜가리"), ("crane", "두루미"), ("panda", "판다"), ("tiger", "호랑이"),
    ("rabbit", "토끼"), ("walnut", "호두"), ("barley", "보리"), ("ginger", "생강"), ("pebble", "조약돌"), ("harbor", "항구"),
)  # fmt: skip
BREADS = ("소금빵", "단팥빵", "호두빵", "크림빵", "우유식빵", "찹쌀빵", "보리빵", "밤빵")
FIRST_PORT, PORTS = 9100, 800
INSIDE = 8000
"""The port at which both services wait in their containers."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What one learner's service is called and says.

    `key` opens the store: no other text has it by chance. `wrong` is the port at which the faulty board seeks the store.
    """

    board: str
    store: str
    network: str
    port: int
    notice: str
    shop: str
    menu: str
    key: str
    wrong: int

    @property
    def values(self) -> dict[str, str]:
        """Return what the learner is told, by the variables' names of `order.env`."""
        return {
            "BOARD": self.board,
            "STORE": self.store,
            "NETWORK": self.network,
            "PORT": str(self.port),
            "NOTICE": self.notice,
        }

    @property
    def text(self) -> str:
        """Return the text of `order.env`, to be read by a shell."""
        lines = (f"{name}='{value}'" if " " in value else f"{name}={value}" for name, value in self.values.items())
        return (
            "# 여러분만의 주문서예요. 칸에서 `. ./order.env`라고 하면 이 이름들을 변수로 쓸 수 있어요.\n"
            + "\n".join(lines)
            + "\n"
        )


def order(learner: Learner) -> Order:
    """Return the learner's order."""
    word, shop = WORDS[learner.number("word", len(WORDS))]
    name = f"{word}{10 + learner.number('number', 90)}"
    bread, gift = (BREADS[learner.number(what, len(BREADS))] for what in ("bread", "gift"))
    return Order(
        board=f"{name}-board",
        store=f"{name}-store",
        network=f"{name}-street",
        port=FIRST_PORT + learner.number("port", PORTS),
        notice=f"오늘은 {10 + learner.number('guest', 90)}번째 손님께 {gift} 하나를 더 드려요",
        shop=f"{shop} 빵집",
        menu=f"{bread} {20 + learner.number('price', 40)}00원",
        key="-".join(f"{learner.number(part, 16**8):08x}" for part in ("key-one", "key-two", "key-three")),
        wrong=INSIDE + 10 + learner.number("fault", 80),
    )
