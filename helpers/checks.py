"""The vocabulary that exercises are written in: every function here makes one `Check`.

A check asks one question about effects, never about keystrokes. Its first argument is its id within the exercise; all
take `requires` (ids of earlier checks) and `near` (foreseen wrong ways with their own sentences).
"""

from helpers.answers import answer_is
from helpers.containers import (
    container_ended,
    container_gone,
    container_kept,
    container_made_from,
    container_running,
    container_there,
    not_run,
    ran,
)
from helpers.images import (
    image_gone,
    image_kept,
    image_new,
    image_pulled,
    image_there,
    nameless,
    nameless_gone,
    same_image,
)
from helpers.inside import (
    MIB,
    history_order,
    image_based_on,
    image_cmd,
    image_config,
    image_file,
    image_lacks,
    image_prints,
    image_smaller,
    image_workdir,
)
from helpers.near import Miss, Near, assemble, nothing

__all__ = [
    "MIB",
    "Miss",
    "Near",
    "answer_is",
    "assemble",
    "container_ended",
    "container_gone",
    "container_kept",
    "container_made_from",
    "container_running",
    "container_there",
    "history_order",
    "image_based_on",
    "image_cmd",
    "image_config",
    "image_file",
    "image_gone",
    "image_kept",
    "image_lacks",
    "image_new",
    "image_pulled",
    "image_prints",
    "image_smaller",
    "image_there",
    "image_workdir",
    "nameless",
    "nameless_gone",
    "not_run",
    "nothing",
    "ran",
    "same_image",
]
