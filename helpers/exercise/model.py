"""Define the nouns of the course: exercises, checks, findings, verdicts, learners.

Knows nothing of Docker, of notebooks or of how a sentence is put together. Everything here is frozen data,
so that an exercise can be read, proved and graded without running anything.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from helpers.dockerdata.types import Probe, World

Test: TypeAlias = "Callable[[World, str | None], Finding | None]"
"""A check's question: None where the world is as it should be, otherwise what is wrong."""

Remark: TypeAlias = "Callable[[World], str]"
"""What a check that has passed cannot know, in plain statements; empty where it knows all."""


class Verdict(StrEnum):
    """The outcome of one grading; the values are those of `./lab check --json`."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not_attempted"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found wrong, in plain Korean statements (합니다체).

    `expected` says what should stand there, `observed` what does (with the learner's own names and values), and
    `advice` where to look next, never the solution's command.
    """

    expected: str
    observed: str
    advice: str
    attempted: bool = True
    """False where nothing at all was done yet, which reads differently from a mistake.

    The first finding of a grading decides for all: the verdict is "not attempted" where its `attempted` is False. A
    check made with `helpers.exercise.checks` says False for a miss that its author made with `nothing(…)`, as long as
    no engine saw an event and no image came since the start, and for an answer that is missing or still `...`.
    """


@dataclass(frozen=True, kw_only=True)
class Check:
    """One question about the world.

    `id` is unique within the exercise; `establishes` is the plain statement that holds when it passes; a check is
    only asked after those named in `requires` have passed. `probes` are the further facts that `test` reads, `noted`
    those that it reads as they were when the exercise began (`World.at_start`): no learner changes them any more.
    `by_answer` says that the value handed in decides. `listed` stands in the list beside the exercise instead of
    `establishes`, where that would name what the learner is to find. `remark` is told once the exercise is passed.
    """

    id: str
    establishes: str
    test: Test
    requires: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    noted: tuple[Probe, ...] = ()
    by_answer: bool = False
    listed: str = ""
    remark: Remark | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that can be chosen: what stands there, the `value` that it gives to the answer, and why (not).

    `reason` is said to whoever has chosen it, in plain statements; a wrong one's does not name the right one.
    """

    text: str
    value: str
    reason: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a quiz. Without `choices` a value is written, which only `check` can judge."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """An answer that is chosen instead of written. The values, empty ones left out, make it, with `join` between."""

    questions: tuple[Question, ...]
    join: str = " "

    def answer(self, values: Iterable[str]) -> str:
        """Make the answer of the chosen values."""
        return self.join.join(filter(None, values))


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way through an exercise, as a learner would type it.

    `script` is Bash, run in the exercise's own folder on the learner's computer. `answer` is Bash too: the value
    that it prints is handed to `check` (None: the exercise asks for no value). `why` is for authors: what is
    different about this way. `variant` names the one of the catalogue that it shows (`helpers.authoring.variants`).
    """

    script: str = ""
    answer: str | None = None
    why: str = ""
    variant: str = ""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A wrong way, the check that it must fail and a part of the sentence that it must get.

    `says` stands literally in the feedback's text, values of the learner left out.
    """

    way: Way
    fails: str
    says: str


LABEL = "lab.exercise"
"""The label that makes a container or an image an exercise's own, whatever its name: the value is the exercise's id."""


@dataclass(frozen=True, kw_only=True)
class Owned:
    """The names that an exercise may remove: `start` clears them first, `reset` at the end.

    `{user}` in an image's name stands for the learner's account on the practice Hub. An image that stood under an
    owned name before the start gets the name back. Beyond these names, a start or reset removes

    - containers and images, on both computers, whose label `LABEL` says the exercise's id,
    - where `runs_of` is not empty, containers made since the start from an image of one of those names, or from an
      image that had an owned name at any time since then,
    - the anonymous volumes of every container that it removes,
    - nameless images that a rebuild under an owned name left behind; in the lab, all that came since the start.

    The exercise's folder is emptied of what was not there before the start: the course's own files are removed, the
    learner's are moved into `kept/` beside the folder. Nothing else is ever removed.
    """

    containers: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    runs_of: tuple[str, ...] = ()
    """Images whose containers, if made since the start, belong to the exercise: `docker run` gives names of its own."""
    other_containers: tuple[str, ...] = ()
    """As `containers`, on the other computer; so are the other `other_` fields."""
    other_images: tuple[str, ...] = ()
    other_runs_of: tuple[str, ...] = ()
    other_files: tuple[str, ...] = ()
    """Paths below the home folder of the other computer."""
    usb_files: tuple[str, ...] = ()
    """Paths on the USB drive."""
    hub: tuple[str, ...] = ()
    """`repository:tag` below the learner's account on the practice Hub, without the account."""
    login: bool = False
    """Whether the logins at Docker Hub of both computers are removed (in the lab only)."""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise, whole: what the learner reads, what is checked, and how it proves itself."""

    id: str
    """Chapter and slug (`images.copy`), never a number."""
    title: str
    prompt: str
    """What to do, as Markdown."""
    owns: Owned
    checks: tuple[Check, ...]
    """Asked in order; the first that does not pass decides whether the exercise was attempted (`Finding.attempted`)."""
    hints: tuple[str, ...]
    solution: Way
    alternatives: tuple[Way, ...]
    """Other right ways, which must pass as well."""
    mistakes: tuple[Mistake, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    """Texts by path, laid into the exercise's folder at the start, never over a file that the learner changed."""
    setup: str = ""
    """Bash, run in the exercise's folder once its files are laid."""
    starter: str = ""
    """The source of the learner's cell (`%%bash` first where it is Bash)."""
    points: int = 1
    settle: float = 0.0
    """How many seconds `check` waits for effects to show."""
    personal: Mapping[str, str] = field(default_factory=dict)
    """This learner's own values, by the shell variables that stand for them in the solution; `start` shows them."""
    quiz: Quiz | None = None
    """Offers the answer for choosing, where widgets are shown."""
    secrets: tuple[str, ...] = ()
    """What the coach must not tell before this is solved: the answer, a cause to be found, the word that it is about.

    Each is a part of a sentence of the coach's. A sentence in which it stands as a word, and what follows from it, is
    left out where the command has to do with this exercise (`helpers.coach.secrets`).
    """
    needs_other: bool = False
    """Whether the right ways go to the other computer.

    `start` and `check` then say that it is our fault where it does not answer. Where only a mistake goes there, leave
    it False: the other computer is looked at for the sake of `owns` and the checks' probes, but can be missed.
    """
    omits: Mapping[str, str] = field(default_factory=dict)
    """Variants of the catalogue that are not tried here although they would apply, each with the reason."""

    @property
    def chapter(self) -> str:
        """Return the chapter's name, `images` of `images.copy`."""
        return self.id.partition(".")[0]

    @property
    def slug(self) -> str:
        """Return the name within the chapter, `copy` of `images.copy`."""
        return self.id.partition(".")[2]


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What one grading says: the verdict, the findings with their check's id, and the points (0 to `max_points`).

    `remarks` are what the checks of a passed exercise have to add.
    """

    exercise: str
    title: str
    verdict: Verdict
    findings: tuple[tuple[str, Finding], ...] = ()
    passed: tuple[str, ...] = ()
    points: float = 0.0
    max_points: float = 1.0
    trouble: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Learner:
    """A learner: the name that the teacher knows them by, and the secret of their class."""

    name: str
    secret: str = ""

    def number(self, purpose: str, below: int) -> int:
        """Return this learner's number for one purpose, from 0 to `below` - 1."""
        message = f"{purpose}\n{self.name}".encode()
        drawn = hmac.new(self.secret.encode(), message, hashlib.sha256).digest()
        return int.from_bytes(drawn[:8], "big") % below


def learner_of(environ: Mapping[str, str]) -> Learner:
    """Return whoever sits here: LAB_LEARNER names them, without it the account on the practice Hub does.

    LAB_SECRET is the class's own word, which only its teacher sets.
    """
    name = environ.get("LAB_LEARNER") or environ.get("LAB_HUB_USER") or "learner"
    return Learner(name=name, secret=environ.get("LAB_SECRET", ""))
