"""The lab's images: the sum of their unique layers over the sum of their sizes, and what makes it up."""

from __future__ import annotations

import json
import subprocess

from _lab import running
from _ratio import Ratio, options, show

IMAGES = ("engine", "registry", "standins", "notebook")


def layers(reference: str) -> tuple[list[str], int]:
    """An image's layers (digests, lowest first) and its size in bytes."""
    done = subprocess.run(["docker", "image", "inspect", reference], check=True, capture_output=True, text=True)
    image = json.loads(done.stdout)[0]
    return image["RootFS"]["Layers"], image["Size"]


def shared(one: list[str], other: list[str]) -> int:
    """How many layers two images share from below."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=1)
    references = running().images
    base = layers("docker-lab/base:trixie")
    found = {name: layers(references[name]) for name in IMAGES}
    own = {name: size - (found["registry"][1] if name == "standins" else base[1]) for name, (_, size) in found.items()}
    unique, whole = base[1] + sum(own.values()), sum(size for _, size in found.values())
    show(
        "images",
        [Ratio(name="unique / sum of sizes", top=unique / 1e6, bottom=whole / 1e6, unit="MB", aim="< 1")],
        as_json=chosen.json,
        notes=[
            f"base: {base[1] / 1e6:.0f} MB",
            *(f"{name}: {size / 1e6:.0f} MB of its own" for name, size in own.items()),
        ],
    )
