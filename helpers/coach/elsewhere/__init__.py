"""What is said of messages that learners paste from other computers: stories by what they are about.

`helpers.coach.pasted` decides whether a message is of elsewhere; `ORDER` says which story is asked first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.elsewhere import building, calls, compose, containers, desktop, engine, registry

if TYPE_CHECKING:
    from helpers.coach.elsewhere.story import Story

ORDER: tuple[Story, ...] = (
    *desktop.STORIES,
    *compose.STORIES,
    *engine.STORIES,
    *calls.STORIES,
    *registry.STORIES,
    *building.STORIES,
    *containers.STORIES,
)
"""All stories, the most specific first: the first whose words are in the message is told."""
