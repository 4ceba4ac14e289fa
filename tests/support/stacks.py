"""Two builds of one image on busybox, of which the second changed a file."""

from __future__ import annotations

from helpers.dockerdata.history import HistoryStep, Stack

BASE = HistoryStep(instruction="ADD rootfs /", size=2_000_000, layer="a")


def stack(name: str, *more: HistoryStep, base: str = "busybox:latest") -> Stack:
    """An image on busybox."""
    return Stack(id=f"sha256:{name}", name=name, steps=(BASE, *more), base=base, below=1 if base else 0)


OLD = stack(
    "app:1",
    HistoryStep(instruction="WORKDIR /app", layer="b"),
    HistoryStep(instruction="COPY a.txt /app", size=2, layer="c1"),
    HistoryStep(instruction="RUN make", size=29, layer="d1"),
    HistoryStep(instruction='CMD ["cat", "/x"]'),
)
NEW = stack(
    "app:2",
    HistoryStep(instruction="WORKDIR /app", layer="b"),
    HistoryStep(instruction="COPY a.txt /app", size=3, layer="c2"),
    HistoryStep(instruction="RUN make", size=29, layer="d1"),
    HistoryStep(instruction='CMD ["cat", "/x"]'),
)
