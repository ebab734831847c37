"""Values and rows of the assessment room for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import plan_window, publish_brief, write_brief
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.models import Allocation, Script
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewWindow
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.submitting import Receipt, ScriptFacts, WindowFacts
from goldenthread.assessment.types.words import AllocationRef, BriefRef, ScriptRef, State, WindowRef
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.types import Source
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, MarkSchemeRef, Route, SchemeState
from tests.makers.cast import Cast
from tests.makers.cohorts import Enrolled, enrol_many, make_enrolment
from tests.makers.documents import docx, paragraph
from tests.makers.remembering import remembered

BRIEF = (
    "You join Brookside Academy as a senior leader.\n\n## Questions\n\n1. What is the problem?\n2. What would you do?"
)
SCRIPT = "Attendance at the school has fallen for two years. We would begin with the families who know us least."
OPENS = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 2, 9, 23, 59, tzinfo=UTC)
INSIDE = OPENS + timedelta(days=1)
AFTER = CLOSES + timedelta(days=1)
REASON = "It names the problem and backs it."


def a_window(opens_at: datetime = OPENS, closes_at: datetime = CLOSES) -> WindowFacts:
    """A window of eight days in February, when London is on UTC."""
    return WindowFacts(WindowRef(UUID(int=1)), opens_at, closes_at)


def a_script(state: State = State.ALLOCATED, *, n: int = 1, window: WindowFacts | None = None) -> ScriptFacts:
    """A script of person 11 from school 21 with partner 31, beside whom person 41 walks; 61 was a guest."""
    return ScriptFacts(
        ref=ScriptRef(UUID(int=100 + n)),
        number=f"100-000-{n:03}",
        state=state,
        window=window or a_window(),
        participant_id=11,
        school_id=21,
        partner_id=31,
        companion_ids=frozenset({41}),
        guest_ids=frozenset({61}),
    )


def a_criterion(code: str, *, weight: int = 1, minimum: int = 1, highest: int = 4) -> Criterion:
    """A criterion on a scale from 0."""
    levels = tuple(LevelDescriptor(mark, f"Level {mark}", "") for mark in range(highest + 1))
    return Criterion(code, f"Criterion {code}", weight, minimum, levels)


def a_scheme(*criteria: Criterion, minimum_total: int = 6) -> MarkScheme:
    """A scheme of three criteria from 0 to 4, passed with 6 in total and at least 1 on each."""
    return MarkScheme(
        ref=MarkSchemeRef(UUID(int=7)),
        qualification="NPQSL (2020)",
        version=1,
        title="Made scheme",
        state=SchemeState.FROZEN,
        is_illustrative=True,
        minimum_total=minimum_total,
        criteria=criteria or (a_criterion("A"), a_criterion("B"), a_criterion("C")),
    )


def a_sheet(marks: Mapping[str, int | None] | None = None, *, reason: str = REASON, comment: str = "") -> MarkSheet:
    """A sheet with these marks and the same reason for each."""
    given = {"A": 2, "B": 2, "C": 2} if marks is None else marks
    return MarkSheet({code: Mark(mark, reason) for code, mark in given.items()}, comment)


@dataclass(frozen=True)
class Planned:
    """A cohort with one enrolled participant at full engagement, and a window for it."""

    enrolled: Enrolled
    brief: BriefRef
    window: WindowRef


def make_window(
    cast: Cast,
    *,
    at: datetime,
    engaged: bool = True,
    enrolled: Enrolled | None = None,
    opens_at: datetime = OPENS,
    closes_at: datetime = CLOSES,
    brief: BriefRef | None = None,
) -> Planned:
    """A window on a published brief with a file of data, for ``cast.participant``."""
    enrolled = enrolled or make_enrolment(cast, at=at)
    if engaged:
        credit_everything(cast, enrolled, at=at)
    brief = brief or make_brief(cast, at=at)
    window = NewWindow(enrolled.cohort.ref, brief, opens_at, closes_at)
    ref = remembered(("window", window, at), lambda: plan_window(window, by=cast.programme_manager, at=at))
    return Planned(enrolled, brief, ref)


def make_brief(cast: Cast, *, at: datetime, title: str = "Brookside Academy") -> BriefRef:
    """A published brief."""
    return remembered(("brief", title, at), lambda: _make_brief(cast, title, at))


def _make_brief(cast: Cast, title: str, at: datetime) -> BriefRef:
    text = BriefText(title, BRIEF, GivenFile(b"year,attendance\n2025,91.2\n", "attendance.csv"))
    ref = write_brief(text, by=cast.quality_lead, at=at)
    publish_brief(ref, by=cast.quality_lead, at=at)
    return ref


def credit_everything(cast: Cast, enrolled: Enrolled, *, at: datetime) -> None:
    """Credit every component of the participant's route, so that engagement is whole."""
    remembered(("credited", enrolled.ref, at), lambda: _credit_everything(cast, enrolled, at))


def _credit_everything(cast: Cast, enrolled: Enrolled, at: datetime) -> None:
    for component in enrolled.cohort.built.outline.on(Route.BLENDED):
        credit(
            enrolled.ref,
            component.ref,
            source=Source.BY_HAND,
            source_ref=uuid4(),
            by=cast.programme_manager,
            at=at,
        )


def hand_in(planned: Planned, who: Actor, *, at: datetime, content: bytes | None = None, name: str = "") -> Receipt:
    """Open the brief, upload a Word file and submit it."""
    file = GivenFile(content or docx(paragraph(SCRIPT)), name or f"{who.name} NPQSL.docx")
    return remembered(("handed in", planned.window, who.person, file, at), lambda: _hand_in(planned, who, file, at=at))


def _hand_in(planned: Planned, who: Actor, file: GivenFile, *, at: datetime) -> Receipt:
    script = open_brief(planned.window, by=who, at=at)
    upload = take_upload(script, file, by=who, at=at, work=work_through)
    return submit(upload, signed=1, by=who, at=at)


def seat_both(cast: Cast, planned: Planned, script: ScriptRef, *, at: datetime) -> None:
    """Give a script to both assessors, Agnes first."""
    seats = {(script, 1): cast.assessor.person, (script, 2): cast.second_assessor.person}
    remembered(("seated", script, at), lambda: allocate(planned.window, seats, by=cast.quality_lead, at=at))


def seat_of(script: ScriptRef, who: Actor) -> AllocationRef:
    """The seat that somebody has at a script."""
    return AllocationRef(Allocation.objects.get(script__ref=script, marker_id=who.person_id, ended_at=None).ref)


def full_sheet(scheme: MarkScheme, mark: int = 3, **other: int) -> MarkSheet:
    """The same mark and reason on every criterion of a real scheme, but where told otherwise by code."""
    marks = {c.code: Mark(min(other.get(c.code, mark), c.highest), REASON) for c in scheme.criteria}
    return MarkSheet(marks, "A clear piece of work.")


def mark_both(
    cast: Cast, script: ScriptRef, scheme: MarkScheme, first: int = 3, second: int = 3, *, at: datetime
) -> None:
    """Finish both markings with the same mark on each criterion."""
    remembered(("marked", script, first, second, at), lambda: _mark_both(cast, script, scheme, first, second, at))


def _mark_both(cast: Cast, script: ScriptRef, scheme: MarkScheme, first: int, second: int, at: datetime) -> None:
    for who, mark in ((cast.assessor, first), (cast.second_assessor, second)):
        finish_marking(seat_of(script, who), full_sheet(scheme, mark), by=who, at=at)


def settle_and_release(cast: Cast, planned: Planned, script: ScriptRef, mark: int = 3, *, at: datetime) -> None:
    """Settle every criterion on one mark, and release."""
    remembered(("released", script, mark, at), lambda: _settle_and_release(cast, planned, script, mark, at))


def _settle_and_release(cast: Cast, planned: Planned, script: ScriptRef, mark: int, at: datetime) -> None:
    sheet = SettlementSheet(full_sheet(planned.enrolled.cohort.built.scheme, mark))
    settle_script(script, sheet, by=cast.moderator, at=at)
    release_results(planned.window, [script], by=cast.quality_lead, at=at)


def more_scripts(cast: Cast, planned: Planned, number: int, *, at: datetime) -> None:
    """So many more participants who are engaged, hand in, and have both assessors."""
    remembered(("more scripts", planned.window, number, at), lambda: _more_scripts(cast, planned, number, at))


def _more_scripts(cast: Cast, planned: Planned, number: int, at: datetime) -> None:
    cohort = planned.enrolled.cohort
    for n, ref in enumerate(enrol_many(cast, cohort, number, at=at), 1):
        credit_everything(cast, Enrolled(ref, cohort), at=at)
        who = actor_by_email(f"person{n:02d}@castlehill.example")
        seat_both(cast, planned, hand_in(planned, who, at=INSIDE).script, at=AFTER)


def state_of(script: ScriptRef) -> State:
    """Where a script stands in the database."""
    return State(Script.objects.get(ref=script).state)
