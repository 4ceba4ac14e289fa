"""What the coach keeps in the learner's folder."""

from __future__ import annotations

from helpers import coach
from helpers.coach import learner_state

RAN = coach.FinishedCommand(argv=("docker", "run", "busybox"), code=125, words="no\n", folder="/w", host="unix:///mine")


def test_the_last_failure_is_remembered() -> None:
    """Whole; a file that somebody broke is none."""
    assert learner_state.last_failure() is None
    learner_state.keep(RAN)
    assert learner_state.last_failure() == RAN
    learner_state._last().write_text("{")
    assert learner_state.last_failure() is None
