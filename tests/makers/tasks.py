"""A task that is written, handed in and answered; a session that was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from goldenthread.coaching.actions.pairing import pair
from goldenthread.cohorts.actions.due import set_due_date
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.types import EnrolmentRef, Mark, RegisterSheet, SessionRef
from goldenthread.learning.actions.catching_up import hand_in_reflection, save_reflection
from goldenthread.learning.actions.practising import hand_in, save_work
from goldenthread.learning.actions.reviewing import save_feedback, send_feedback
from goldenthread.learning.actions.tasking import change_task, open_task, publish_task
from goldenthread.learning.models import CatchUp, Work
from goldenthread.learning.types.catching_up import CatchUpRef, Reflection
from goldenthread.learning.types.practising import FeedbackRef, Judgement, ReviewSheet, Verdict, WorkRef
from goldenthread.learning.types.tasking import TaskDraft, TaskRef
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_statements
from goldenthread.programmes.types import ComponentFacts
from tests.makers.cast import Cast
from tests.makers.cohorts import Enrolled, make_enrolment
from tests.makers.remembering import remembered

TASK = "Describe a culture"
EVENT = "Event 1"
# By when the task is due on its cohort, set by hand.
DUE = date(2026, 1, 26)
REFLECTION = Reflection(
    "I would begin with one routine and see it every day. " * 20, "Made, A. (2020) A study of nothing"
)


@dataclass(frozen=True)
class Practice:
    """A published task, and the enrolment of the cast's participant, coached by the cast's coach."""

    enrolled: Enrolled
    task: TaskRef
    component: ComponentFacts
    statements: tuple[UUID, ...]

    @property
    def enrolment(self) -> EnrolmentRef:
        """The participant's enrolment."""
        return self.enrolled.ref


def make_task(cast: Cast, component: ComponentFacts, *, at: datetime, most: int = 2, title: str = "Write") -> TaskRef:
    """A published task against ``most`` statements of its component."""
    by = cast.curriculum_lead
    statements = frozenset(line.ref for line, _ in component_statements(component.ref)[:most])
    task = open_task(component.ref, by=by, at=at)
    asks = TaskDraft(
        asks=f"{title} about **one** routine.",
        least_words=5,
        most_words=50,
        statements=statements,
    )
    change_task(task, asks, by=by, at=at)
    publish_task(task, by=by, at=at)
    return task


def make_practice(cast: Cast, *, at: datetime) -> Practice:
    """The participant on a running cohort, their coach beside them, and a task for them to do by ``DUE``."""
    enrolled = make_enrolment(cast, at=at)
    return remembered(("practice", enrolled.ref, at), lambda: _make_practice(cast, enrolled, at))


def _make_practice(cast: Cast, enrolled: Enrolled, at: datetime) -> Practice:
    pair(enrolled.ref, cast.coach.person, by=cast.programme_manager, at=at)
    component = enrolled.cohort.built.component(TASK)
    task = make_task(cast, component, at=at)
    set_due_date(enrolled.cohort.ref, component.ref, DUE, why="Before half-term", by=cast.programme_manager, at=at)
    return Practice(enrolled, task, component, tuple(line.ref for line, _ in component_statements(component.ref)[:2]))


def do_task(
    practice: Practice, who: Actor, *, at: datetime, words: str = "We greet every child at the door."
) -> WorkRef:
    """Write and hand in."""
    saved = save_work(practice.task, words, revision=_kept(practice, who), by=who, at=at)
    hand_in(practice.task, revision=saved.revision, by=who, at=at)
    return WorkRef(Work.objects.get(task__ref=practice.task, enrolment__participant_id=who.person_id).ref)


def sheet_for(practice: Practice, verdict: Verdict) -> ReviewSheet:
    """A whole sheet: the first label for the first statement, the second for the second."""
    judgements = {ref: Judgement(n, f"Because of line {n}.") for n, ref in enumerate(practice.statements)}
    again = verdict is Verdict.DO_AGAIN
    return ReviewSheet(judgements, "You saw it yourself.", verdict, "Say what changed." if again else "")


def answer(practice: Practice, work: WorkRef, verdict: Verdict, *, by: Actor, at: datetime) -> FeedbackRef:
    """Draft and send feedback."""
    save_feedback(work, sheet_for(practice, verdict), by=by, at=at)
    return send_feedback(work, by=by, at=at)


def miss(cast: Cast, enrolled: Enrolled, *, at: datetime, title: str = EVENT, mark: Mark = Mark.ABSENT) -> SessionRef:
    """The register of a session says so of the participant."""
    session = enrolled.cohort.session(title)
    take_register(session, RegisterSheet(uuid4(), {enrolled.ref: mark}), by=cast.facilitator, at=at)
    return session


def catch_up(session: SessionRef, who: Actor, *, at: datetime) -> CatchUpRef:
    """Write a reflection and hand it in."""
    saved = save_reflection(session, REFLECTION, revision=0, by=who, at=at)
    hand_in_reflection(session, revision=saved.revision, by=who, at=at)
    return CatchUpRef(CatchUp.objects.get(session__ref=session, enrolment__participant_id=who.person_id).ref)


def _kept(practice: Practice, who: Actor) -> int:
    row = Work.objects.filter(task__ref=practice.task, enrolment__participant_id=who.person_id).first()
    return row.revision if row else 0
