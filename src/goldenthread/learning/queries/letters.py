"""Whom to write to when work is handed in or answered, and what about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goldenthread.cohorts.types import Role
from goldenthread.learning.models import CatchUp, CatchUpStep, Feedback, Handin, Remark, Work, WorkStep
from goldenthread.learning.rules.states import WorkEvent
from goldenthread.learning.types.practising import Verdict
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.queries.directory import places_held
from goldenthread.people.queries.reaching import who_manages, who_wear
from goldenthread.people.types import Duty


@dataclass(frozen=True)
class Told:
    """One letter: to whom, about which piece of whose work, and under which of its addresses.

    ``key`` names the occasion; ``page`` is the reference by which its page is found.
    """

    key: str
    to: str
    name: str
    participant: str
    title: str
    page: UUID
    answer: str = ""
    why: str = ""


def to_reviewers(handin: UUID) -> tuple[Told, ...]:
    """Who is told that a version waits: who has taken it, else the coach, else the facilitators of the cohort; of these
    only who may still review it."""
    row = Handin.objects.select_related(*(f"work__{path}" for path in _WORK)).get(ref=handin)
    work = row.work
    taken = [work.reviewer] if work.reviewer and still_reviews(work.reviewer, work) else []
    people = taken or coaches_of(work) or _facilitators(work)
    return tuple(
        _told(f"learning.task_submitted:{row.ref}:{one.ref}", one, work, page=work.ref)
        for one in _from_elsewhere(people, work.enrolment.school_id)
    )


def to_asked(feedback: UUID) -> Told | None:
    """The reviewer whose feedback was asked about; nobody, where they may no longer review it."""
    row = _feedback(feedback)
    if not still_reviews(row.reviewer, row.handin.work):
        return None
    count = row.remarks.count()
    return _told(f"learning.task_asked:{row.ref}:{count}", row.reviewer, row.handin.work, page=row.handin.work.ref)


def to_participant(feedback: UUID) -> Told:
    """The participant whose feedback has come."""
    row = _feedback(feedback)
    is_good = row.verdict == Verdict.GOOD_ENOUGH.value
    return _about_task(f"learning.task_answered:{row.ref}", row.handin.work, answer="accepted" if is_good else "again")


def to_answered(remark: UUID) -> Told:
    """The participant whose question was answered."""
    row = Remark.objects.select_related(*(f"feedback__handin__work__{path}" for path in _WORK)).get(ref=remark)
    return _about_task(f"learning.task_replied:{row.ref}", row.feedback.handin.work, answer="replied")


def to_reopened(step: UUID) -> Told:
    """The participant whose answer was taken back, with the reason."""
    row = WorkStep.objects.select_related(*(f"work__{path}" for path in _WORK)).get(ref=step)
    return _about_task(f"learning.task_reopened:{row.ref}", row.work, answer="reopened", why=row.why)


def to_partner(catch_up: UUID, version: str) -> tuple[Told, ...]:
    """Who is told that a reflection waits: who led the session, else those who manage the partner's cohorts."""
    row = CatchUp.objects.select_related(*_CATCH_UP, "session__facilitator").get(ref=catch_up)
    partner, school = row.enrolment.cohort.partner_id, row.enrolment.school_id
    now = who_wear(Duty.FACILITATOR, home_id=partner)
    leading = [one for one in _leading(row.session) if one.pk in now]
    people = _from_elsewhere(leading, school) or _from_elsewhere(who_manages(partner), school)
    return tuple(
        _of_catch_up(f"learning.catch_up_submitted:{row.ref}:{version}:{one.ref}", one, row, page=row.ref)
        for one in people
    )


def to_who_caught_up(step: UUID) -> Told:
    """The participant whose reflection was answered, or whose answer was taken back."""
    row = CatchUpStep.objects.select_related(*(f"catch_up__{path}" for path in _CATCH_UP)).get(ref=step)
    caught = row.catch_up
    answers = {WorkEvent.ACCEPT: "accepted", WorkEvent.SEND_BACK: "again", WorkEvent.REOPEN: "reopened"}
    key, answer = f"learning.catch_up_answered:{row.ref}", answers[WorkEvent(row.event)]
    who = caught.enrolment.participant
    return _of_catch_up(key, who, caught, page=caught.session.ref, answer=answer, why=row.why)


_WORK = ("enrolment__participant", "enrolment__cohort", "task__component", "reviewer")
_CATCH_UP = ("enrolment__participant", "enrolment__cohort", "session__component")


def _feedback(ref: UUID) -> Feedback:
    return Feedback.objects.select_related("reviewer", *(f"handin__work__{path}" for path in _WORK)).get(ref=ref)


def _about_task(key: str, work: Work, *, answer: str, why: str = "") -> Told:
    return _told(key, work.enrolment.participant, work, page=work.task.ref, answer=answer, why=why)


def _told(key: str, to: Any, work: Work, *, page: UUID, answer: str = "", why: str = "") -> Told:
    who = work.enrolment.participant.name
    return Told(key, to.email, to.name, who, work.task.component.title, page, answer, why)


def _of_catch_up(key: str, to: Any, row: CatchUp, *, page: UUID, answer: str = "", why: str = "") -> Told:
    who = row.enrolment.participant.name
    return Told(key, to.email, to.name, who, row.session.component.title, page, answer, why)


def still_reviews(person: Any, work: Work) -> bool:
    """Whether somebody who has taken a work or answered it may review it now."""
    return person.is_active and Work.objects.reviewed_by(actor_for(person.pk)).filter(pk=work.pk).exists()


def coaches_of(work: Work) -> list[Any]:
    """Who coaches the participant of a work now."""
    beside = work.enrolment.companions.filter(role=Role.COACH.value, ended_at=None)
    now = who_wear(Duty.COACH, home_id=work.enrolment.cohort.partner_id)
    return [one.person for one in beside.select_related("person").order_by("pk") if one.person_id in now]


def _facilitators(work: Work) -> list[Any]:
    cohort = work.enrolment.cohort
    led = cohort.sessions.select_related("facilitator").prefetch_related("beside__person").order_by("pk")
    now = who_wear(Duty.FACILITATOR, home_id=cohort.partner_id)
    people = {person.pk: person for session in led for person in _leading(session)}
    return [person for pk, person in people.items() if pk in now]


def _leading(session: Any) -> list[Any]:
    """Who leads a session, and who stands beside them."""
    lead = [session.facilitator] if session.facilitator else []
    return [*lead, *(other.person for other in session.beside.all())]


def _from_elsewhere(people: Any, school_id: int) -> list[Any]:
    """Those who are nobody at the participant's school."""
    known = list(people)
    held: Mapping[int, frozenset[int]] = places_held(one.pk for one in known)
    return [one for one in known if school_id not in held.get(one.pk, frozenset())]
