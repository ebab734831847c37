"""Who is written to about what waits in assessment. A letter has no number, no mark and no name of a script's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.words import ScriptRef, WindowRef
from goldenthread.people.types import PersonRef


class Waits(StrEnum):
    """What a letter is about.

    ``question``: a result was questioned and nobody has taken it up. ``question_near``: the day of its answer is
    near, ``question_late``: or over. ``question_stuck``: nobody may decide one, for those who can bring somebody in,
    and ``question_stuck_late``: its day is over. ``case``: something was reported of a script. ``case_decided``: a
    case is decided. ``sample``: scripts of a sample are to be looked at. ``stop``: somebody's marking was stopped,
    for those who decide about it. ``paused``: the same to whoever it is about, in words that do not say why.
    ``stop_decided``: to them, that it was decided. ``seats``: scripts were given to an assessor. ``help``: somebody
    failed whom its reader coaches or mentors, and is guaranteed support before their next attempt.
    """

    QUESTION = "question"
    QUESTION_NEAR = "question_near"
    QUESTION_LATE = "question_late"
    QUESTION_STUCK = "question_stuck"
    QUESTION_STUCK_LATE = "question_stuck_late"
    CASE = "case"
    CASE_DECIDED = "case_decided"
    SAMPLE = "sample"
    STOP = "stop"
    PAUSED = "paused"
    STOP_DECIDED = "stop_decided"
    SEATS = "seats"
    HELP = "help"


# Told whatever was chosen: whoever it is about cannot go on marking, or can again.
TOLD_ALWAYS = frozenset({Waits.PAUSED, Waits.STOP_DECIDED})


@dataclass(frozen=True)
class Waiting:
    """One letter to one person: how much waits for them in one place. ``place`` is a window, a stop or an
    enrolment, ``title`` says which; ``until`` when it has to be done, where there is such a day. ``goes_on``: whether a
    decision about somebody's marking lets them go on."""

    what: Waits
    person_id: int
    person: PersonRef
    name: str
    address: str
    place: UUID
    title: str
    number: int
    until: datetime | None = None
    goes_on: bool = False


@dataclass(frozen=True)
class ToDo:
    """How much of each kind waits for somebody. ``reviews``: questions about results, of which ``reviews_late`` are
    past their day; ``seats``: that lost their assessor and nobody has; ``to_give``: scripts of closed windows that
    nobody has a seat of; ``wants``: seats that are wanted beside and nobody has; ``to_release``: settled scripts whose
    results are not out and not planned to go out; ``cases``: that nobody looks into; ``late``: pieces that came after
    the close; ``conflicts``: declared after a marking was finished; ``looks``: scripts of samples; ``failed``: attempts
    of those whom they manage, coach or mentor, of whom some may wait for help. ``judging``: cases under way
    whose next step is not the participant's; ``signatures``: exemplars whose marks are to be signed, ``to_use``: those
    that are; ``tests``: standards whose test a marker has not passed, ``paused``: where their own marking is."""

    reviews: int = 0
    reviews_late: int = 0
    seats: int = 0
    to_give: int = 0
    wants: int = 0
    to_release: int = 0
    cases: int = 0
    circumstances: int = 0
    passages: int = 0
    late: int = 0
    conflicts: int = 0
    judging: int = 0
    stops: int = 0
    signatures: int = 0
    to_use: int = 0
    tests: int = 0
    paused: int = 0
    looks: int = 0
    failed: int = 0
    behind: int = 0
    """Scripts in which something stands from a result that was corrected since."""
    unhidden: int = 0
    """Cleared assessors who have met every hidden script of a standard."""
    stuck: int = 0
    """Questions about results that nobody may decide, for those who can bring somebody in; ``stuck_late`` of them are
    past their day and not among these."""
    stuck_late: int = 0
    rulings: int = 0
    """Results of whose scripts a case was decided since they were told: some may have nothing left to take up."""


@dataclass(frozen=True)
class Overtaken:
    """Where to begin with what was overtaken: ``script`` is the first in which something stands from a result that was
    corrected since, ``window`` has the first result that lacks what a case decided, of ``results`` in all."""

    script: ScriptRef | None
    window: WindowRef | None
    results: int


@dataclass(frozen=True)
class WindowOfSample:
    """A window whose sample waits: to be looked at, ``number`` scripts of it, or to be drawn."""

    window: UUID
    title: str
    number: int = 0


@dataclass(frozen=True)
class CaseAhead:
    """A case about work of somebody's own: until when they may answer a letter, and when their hearing is, as far as
    either is ahead. ``title``: of the brief."""

    case: UUID
    title: str
    answer_by: datetime | None
    hearing_at: datetime | None


@dataclass(frozen=True)
class ToHelp:
    """Somebody who failed and waits for what is guaranteed before their next attempt: ``support``, by its names."""

    enrolment: UUID
    name: str
    support: tuple[str, ...] = ()
