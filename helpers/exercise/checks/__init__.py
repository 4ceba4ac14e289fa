"""The vocabulary that exercises are written in: every function here makes one `Check`.

A check asks one question about effects, never about keystrokes. Its first argument is its id within the exercise; all
take `requires` (ids of earlier checks) and `near` (foreseen wrong ways with their own sentences).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata.dockerfile import count, has
from helpers.dockerdata.units import MIB
from helpers.exercise.checks.answers import answer_is, answer_judged
from helpers.exercise.checks.base import Miss, Near, assemble, nothing
from helpers.exercise.checks.containers import (
    container_ended,
    container_from_given,
    container_gone,
    container_kept,
    container_made_from,
    container_running,
    container_runs,
    container_there,
)
from helpers.exercise.checks.image_contents import (
    image_based_on,
    image_file,
    image_keeps_out,
    image_lacks,
    image_smaller,
    image_workdir,
    near_dockerfile,
)
from helpers.exercise.checks.images import (
    image_gone,
    image_kept,
    image_new,
    image_pulled,
    image_there,
    nameless,
    same_image,
)
from helpers.exercise.checks.runs import image_prints, not_run, ran
from helpers.exercise.checks.transfer import logged_in, logged_out, tar_holds

if TYPE_CHECKING:
    from helpers.exercise.model import Check


def listed(check: Check, text: str) -> Check:
    """Call a check `text` in the list beside the exercise: its own statement would give something away."""
    return replace(check, listed=text)


__all__ = [
    "MIB",
    "Miss",
    "Near",
    "answer_is",
    "answer_judged",
    "assemble",
    "container_ended",
    "container_from_given",
    "container_gone",
    "container_kept",
    "container_made_from",
    "container_running",
    "container_runs",
    "container_there",
    "count",
    "has",
    "image_based_on",
    "image_file",
    "image_gone",
    "image_keeps_out",
    "image_kept",
    "image_lacks",
    "image_new",
    "image_prints",
    "image_pulled",
    "image_smaller",
    "image_there",
    "image_workdir",
    "listed",
    "logged_in",
    "logged_out",
    "nameless",
    "near_dockerfile",
    "not_run",
    "nothing",
    "ran",
    "same_image",
    "tar_holds",
]
