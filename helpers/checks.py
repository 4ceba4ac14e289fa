"""The vocabulary that exercises are written in: every function here makes one `Check`.

A check asks one question about effects, never about keystrokes. Its first argument is its id within the exercise; all
take `requires` (ids of earlier checks) and `near` (foreseen wrong ways with their own sentences).
"""

from helpers.account import hub_holds, logged_in, logged_out
from helpers.answers import answer_is
from helpers.containers import (
    container_ended,
    container_gone,
    container_kept,
    container_made_from,
    container_running,
    container_there,
)
from helpers.dockerfile import count, has, near_dockerfile
from helpers.files import file_same, file_there, tar_holds
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
    image_cmd,
    image_config,
    image_file,
    image_lacks,
    image_workdir,
)
from helpers.layers import MIB, history_order, image_based_on, image_smaller
from helpers.near import Miss, Near, assemble, nothing
from helpers.runs import image_prints, not_run, ran
from helpers.settings import container_env, container_file, container_joined, container_published, page_says

__all__ = [
    "MIB",
    "Miss",
    "Near",
    "answer_is",
    "assemble",
    "container_ended",
    "container_env",
    "container_file",
    "container_gone",
    "container_joined",
    "container_kept",
    "container_made_from",
    "container_published",
    "container_running",
    "container_there",
    "count",
    "file_same",
    "file_there",
    "has",
    "history_order",
    "hub_holds",
    "image_based_on",
    "image_cmd",
    "image_config",
    "image_file",
    "image_gone",
    "image_kept",
    "image_lacks",
    "image_new",
    "image_prints",
    "image_pulled",
    "image_smaller",
    "image_there",
    "image_workdir",
    "logged_in",
    "logged_out",
    "nameless",
    "nameless_gone",
    "near_dockerfile",
    "not_run",
    "nothing",
    "page_says",
    "ran",
    "same_image",
    "tar_holds",
]
