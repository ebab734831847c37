"""Applications for a cohort, one application, and what a sponsor sees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from goldenthread.admissions.models import Application, SponsorConfirmation
from goldenthread.admissions.queries.answers import newest_answers, standings
from goldenthread.admissions.queries.uploads import uploads_of
from goldenthread.admissions.rules.deciding import why_not_answer, why_not_ask, why_not_step
from goldenthread.admissions.rules.schools import why_not_there
from goldenthread.admissions.types import (
    REJECTION_REASONS,
    Answer,
    ApplicationBoard,
    ApplicationPage,
    ApplicationRef,
    ApplicationRow,
    Asked,
    Asking,
    ConfirmationRef,
    Event,
    Offer,
    SponsorPage,
    State,
    StepLine,
)
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.schools import names_by_urn
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route

PAGE = 100
EVERYTHING = Asking()
_SAYS: Mapping[Event, str] = {
    Event.ACCEPT: "Accepted",
    Event.REJECT: "Rejected",
    Event.WITHDRAW: "Withdrawn",
}
_ANSWERS: Mapping[Answer, str] = {
    Answer.NONE: "Sponsor asked",
    Answer.CONFIRMED: "Sponsor confirmed",
    Answer.DECLINED: "Sponsor declined",
}


def application_board(cohort: UUID, *, by: Actor, asked: Asking = EVERYTHING, page: int = 1) -> ApplicationBoard:
    """The applications for a cohort, a page at a time, those to act on first; in thirteen statements, however many.

    :raises Cohort.DoesNotExist: if there is no such cohort, or it is not theirs to see.
    """
    place = cohort_to_fill(cohort, by=by)
    every = Application.objects.seen_by(by).filter(cohort_id=place.id)
    counts = dict(every.values_list("state").annotate(Count("pk")))
    pending = dict(every.filter(state=State.PENDING.value).values_list("pk", "sponsor_email"))
    stands = standings(pending)
    silent = {pk: stands[pk].asked_at for pk in pending if pk in stands and stands[pk].answer is Answer.NONE}
    said = {pk: standing.answer for pk, standing in stands.items()}
    ready = {pk for pk, answer in said.items() if answer is Answer.CONFIRMED}
    rows = _asked_for(every, asked, pending=set(pending), ready=ready)
    total = rows.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = rows.select_related("enrolment", "row").order_by("-state", "name", "pk")[(page - 1) * PAGE : page * PAGE]
    return ApplicationBoard(
        cohort=place.ref,
        cohort_title=place.title,
        capacity=place.capacity,
        free=place.free,
        rows=_rows(shown, said),
        counts={s: counts.get(s.value, 0) for s in State},
        waiting=len(pending) - len(ready),
        ready=len(ready),
        to_ask=_sponsors_of([email for pk, email in pending.items() if pk not in stands]),
        to_remind=_sponsors_of([pending[pk] for pk in silent]),
        asked_at=max(silent.values(), default=None),
        uploads=uploads_of(place.id),
        asked=asked,
        total=total,
        page=page,
        pages=pages,
        why_not_run=place.why_not_run,
    )


def _asked_for(
    rows: QuerySet[Application], asked: Asking, *, pending: set[int], ready: set[int]
) -> QuerySet[Application]:
    if asked.state:
        rows = rows.filter(state=asked.state.value)
    if asked.is_ready is not None:
        rows = rows.filter(pk__in=ready if asked.is_ready else pending - ready)
    for word in asked.words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(school_name__icontains=word))
    return rows


def application_page(ref: UUID, *, by: Actor) -> ApplicationPage:
    """One application with what happened to it and what can be done.

    :raises Application.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Application.objects.seen_by(by).select_related("cohort", "enrolment", "row").get(ref=ref)
    here = names_by_urn([row.school_urn]).get(row.school_urn, row.school_name)
    answer = newest_answers([row.pk]).get(row.pk)
    refusal, state = cohort_to_fill(row.cohort.ref, by=by).why_not_run, State(row.state)
    return ApplicationPage(
        ref=ApplicationRef(row.ref),
        applicant=row.as_applicant(),
        known_as=here if here != row.school_name else "",
        looks=_looks(row, here),
        state=state,
        answer=answer,
        cohort=row.cohort.ref,
        cohort_title=row.cohort.title,
        enrolment=row.enrolment.ref if row.enrolment else None,
        steps=_steps(row),
        offers=tuple(
            Offer(event, refusal or why_not_step(state, event, answer=answer) or _why_not_school(event, row, here))
            for event in Event
        ),
        why_not_confirm=refusal or why_not_ask(state, answer=answer),
    )


def sponsor_page(token: str, *, at: datetime) -> SponsorPage:
    """What the holder of a sponsor's link sees, in one statement.

    :raises SponsorConfirmation.DoesNotExist: if there is no such link.
    """
    row = SponsorConfirmation.objects.select_related("application__cohort__release__programme").get(
        token_hash=hashlib.sha256(token.encode()).hexdigest()
    )
    application, cohort = row.application, row.application.cohort
    return SponsorPage(
        confirmation=ConfirmationRef(row.ref),
        sponsor=application.sponsor_name,
        participant=application.name,
        school=application.school_name,
        programme=cohort.release.programme.title,
        cohort=cohort.title,
        starts_on=cohort.starts_on,
        answer=Answer(row.answer),
        why_not=why_not_answer(State(application.state), answer=Answer(row.answer), expires_at=row.expires_at, at=at),
    )


def _sponsors_of(emails: list[str]) -> Asked:
    return Asked(sponsors=len(set(emails)), participants=len(emails))


def _why_not_school(event: Event, row: Application, here: str) -> Refusal | None:
    return why_not_there(row.school_urn, typed=row.school_name, here=here) if event is Event.ACCEPT else None


def _looks(row: Application, here: str) -> tuple[str, ...]:
    """What to look at before an application is accepted, and nothing any more once it is decided."""
    if row.state != State.PENDING.value:
        return ()
    refusal = _why_not_school(Event.ACCEPT, row, here)
    return (refusal.says,) if refusal else tuple(row.row.looks if hasattr(row, "row") else ())


def _rows(rows: Iterable[Application], said: Mapping[int, Answer]) -> tuple[ApplicationRow, ...]:
    shown = list(rows)
    known = names_by_urn({row.school_urn for row in shown})
    return tuple(
        ApplicationRow(
            ref=ApplicationRef(row.ref),
            name=row.name,
            email=row.email,
            school=row.school_name,
            known_as=here if (here := known.get(row.school_urn, row.school_name)) != row.school_name else "",
            looks=_looks(row, here),
            route=Route(row.route),
            state=State(row.state),
            sponsor=row.sponsor_name,
            answer=said.get(row.pk),
            at=row.applied_at,
            enrolment=row.enrolment.ref if row.enrolment else None,
        )
        for row in shown
    )


def _steps(row: Application) -> tuple[StepLine, ...]:
    """Everything that happened to an application, oldest first."""
    lines = [StepLine(row.applied_at, "Applied", "")]
    for asked in row.confirmations.select_related("by"):
        answer = Answer(asked.answer)
        who = asked.by.name if asked.by else ("" if answer is Answer.NONE else row.sponsor_name)
        lines.append(StepLine(asked.answered_at or asked.asked_at, _ANSWERS[answer], who, asked.why))
    for step in row.steps.select_related("by"):
        why = ": ".join(part for part in (REJECTION_REASONS.get(step.reason, ""), step.why) if part)
        lines.append(StepLine(step.at, _SAYS[Event(step.event)], step.by.name, why))
    return tuple(sorted(lines, key=lambda line: line.at))
