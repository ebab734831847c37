"""Missed sessions: what a participant does about them, and what waits for its review."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator

from goldenthread.cohorts.queries.missing import PlaceAtSession, place_at_session, places_at_sessions
from goldenthread.cohorts.types import MARK_NAMES, TAKES_EVIDENCE, Mark
from goldenthread.frameworks.queries.editions import statement_page
from goldenthread.ground.types import Refusal
from goldenthread.learning.models import CatchUp
from goldenthread.learning.models.working import WrittenSet
from goldenthread.learning.queries.histories import steps_told
from goldenthread.learning.queries.providing import materials_of
from goldenthread.learning.rules.catching_up import due_by, terms_of, why_not_catch_up, why_not_hand_in_reflection
from goldenthread.learning.rules.practising import why_not_write_work
from goldenthread.learning.rules.reviewing import why_not_answer, why_not_reopen, why_not_review
from goldenthread.learning.rules.states import IS_WRITTEN, WORK_STATE_NAMES, WorkState
from goldenthread.learning.types.catching_up import (
    CatchUpBoard,
    CatchUpLine,
    CatchUpRef,
    CatchUpReview,
    CatchUpRow,
    CatchUpTerms,
    MyCatchUp,
    Reflection,
    SentReflection,
)
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.policies import policies_on
from goldenthread.programmes.queries.releases import component_statements

ON_A_PAGE = 50
NO_MARK = "No mark yet"
NOT_BEGUN = "Not begun"
MOST_REFERENCES = 30


def my_catch_ups(*, by: Actor, at: datetime) -> tuple[CatchUpLine, ...]:
    """The sessions this participant missed or caught up on, the latest first; in eight statements at most for one
    programme."""
    if not by.wears(Duty.PARTICIPANT):
        return ()
    begun = {(row.session_id, row.enrolment_id): row for row in CatchUp.objects.written_by(by)}
    places = [
        place
        for place in places_at_sessions(by=by)
        if (place.session_id, place.enrolment_id) in begun or (place.is_missed(at=at) and place.counts)
    ]
    known = {(place.release, place.starts_on): place for place in places}
    terms = {key: terms_for(place) for key, place in known.items()}
    return tuple(
        _line(place, begun.get((place.session_id, place.enrolment_id)), terms[place.release, place.starts_on], at=at)
        for place in places
    )


def my_catch_up(session: UUID, *, by: Actor, at: datetime) -> MyCatchUp:
    """One session on the page of a participant who was to be there.

    :raises CatchUp.DoesNotExist: if it is none of their cohort's and route.
    """
    place = own_place(session, by=by)
    row = CatchUp.objects.filter(session_id=place.session_id, enrolment_id=place.enrolment_id).first()
    terms = terms_for(place)
    line = _line(place, row, terms, at=at)
    reflection = row.as_reflection() if row else Reflection("", "")
    why_not = why_not_begin_or_write(place, row, terms, at=at)
    return MyCatchUp(
        session=place.session,
        ref=CatchUpRef(row.ref) if row else None,
        title=place.title,
        cohort=place.cohort,
        held_at=place.starts_at,
        mark=line.mark,
        state=line.state,
        state_name=line.state_name,
        terms=terms,
        due_on=line.due_on,
        is_late=line.is_late,
        materials=materials_of(session=place.session, component=place.component),
        references=_references(place.component, by=by),
        reflection=reflection,
        revision=row.revision if row else 0,
        saved_at=row.saved_at if row else None,
        sent=_sent(row) if row else (),
        steps=steps_told(row.steps.select_related("by").order_by("id")) if row else (),
        why_not=why_not,
        why_not_hand_in=why_not or why_not_hand_in_reflection(reflection, terms),
    )


def catch_up_board(*, by: Actor, page: int = 1) -> CatchUpBoard:
    """What waits for its review by this actor, what was due first before the others; in two statements."""
    told = catch_ups_to_review(by).select_related(
        "enrolment__participant", "enrolment__school", "enrolment__cohort", "session__component"
    )
    shown = Paginator(told.order_by("due_on", "submitted_at", "pk"), ON_A_PAGE).get_page(page)
    return CatchUpBoard(
        rows=tuple(
            CatchUpRow(
                ref=CatchUpRef(row.ref),
                name=row.enrolment.participant.name,
                school=row.enrolment.school.name,
                title=row.session.component.title,
                held_at=row.session.starts_at,
                cohort=row.enrolment.cohort.title,
                since=row.submitted_at,
                due_on=row.due_on,
                was_late=row.submitted_at.date() > row.due_on,
            )
            for row in shown
            if row.submitted_at is not None
        ),
        total=shown.paginator.count,
        number=shown.number,
        pages=shown.paginator.num_pages,
    )


def waiting_catch_ups(*, by: Actor) -> int:
    """How many catch-ups wait for this actor's review, in one statement."""
    return catch_ups_to_review(by).count()


def catch_up_review(ref: UUID, *, by: Actor) -> CatchUpReview:
    """One catch-up on its reviewer's page.

    :raises CatchUp.DoesNotExist: if there is none that was handed in, or it is not theirs to see.
    """
    row = (
        CatchUp.objects.read_by(by)
        .select_related("enrolment__participant", "enrolment__school", "enrolment__cohort", "session__component")
        .get(ref=ref)
    )
    place = place_at_session(row.session.ref, row.enrolment.ref)
    why_not = why_not_review_catch_up(row, by=by)
    return CatchUpReview(
        ref=CatchUpRef(row.ref),
        name=row.enrolment.participant.name,
        school=row.enrolment.school.name,
        cohort=row.enrolment.cohort.title,
        title=row.session.component.title,
        held_at=row.session.starts_at,
        mark=_mark(place),
        state=row.state,
        state_name=WORK_STATE_NAMES[WorkState(row.state)],
        due_on=row.due_on,
        materials=materials_of(session=row.session.ref, component=row.session.component.ref),
        sent=_sent(row),
        steps=steps_told(row.steps.select_related("by").order_by("id")),
        why_not=why_not or why_not_answer(WorkState(row.state), held_by=""),
        why_not_reopen=why_not or why_not_reopen(WorkState(row.state)),
    )


def own_place(session: UUID, *, by: Actor) -> PlaceAtSession:
    """Where this participant was to be.

    :raises CatchUp.DoesNotExist: if it is none of their cohort's and route.
    """
    places = places_at_sessions(by=by, session=session) if by.wears(Duty.PARTICIPANT) else ()
    if not places:
        raise CatchUp.DoesNotExist
    return places[0]


def terms_for(place: PlaceAtSession) -> CatchUpTerms:
    """The terms under the policy that is in force for somebody's cohort, in three statements."""
    return terms_of(policies_on(place.release, on=place.starts_on).engagement)


def why_not_begin_or_write(
    place: PlaceAtSession, row: CatchUp | None, terms: CatchUpTerms, *, at: datetime
) -> Refusal | None:
    """Why nothing can be written now, or ``None``; in one statement."""
    state = WorkState(row.state) if row else WorkState.DRAFTED
    refusal = why_not_write_work(state, counts=place.counts)
    if refusal and refusal.code != "takes_no_evidence":
        return refusal
    others = CatchUp.objects.filter(enrolment_id=place.enrolment_id).exclude(session_id=place.session_id)
    return why_not_catch_up(
        has_ended=place.has_ended(at=at),
        mark=place.mark,
        share=place.share,
        counts=place.counts,
        used=others.exclude(submitted_at=None).count(),
        terms=terms,
    )


def why_not_review_catch_up(row: CatchUp, *, by: Actor) -> Refusal | None:
    """Why this actor may not review a catch-up already fetched, or ``None``; in one statement."""
    return why_not_review(
        is_own=row.enrolment.participant_id == by.person_id,
        is_own_school=row.enrolment.school_id in by.places(*by.duties),
        is_among=CatchUp.objects.reviewed_by(by).filter(pk=row.pk).exists(),
    )


def catch_ups_to_review(by: Actor) -> WrittenSet[CatchUp]:
    """What this actor may review and nobody has."""
    taking = [state.value for state in TAKES_EVIDENCE]
    return CatchUp.objects.reviewed_by(by).filter(state=WorkState.SUBMITTED.value, enrolment__state__in=taking)


def _line(place: PlaceAtSession, row: CatchUp | None, terms: CatchUpTerms, *, at: datetime) -> CatchUpLine:
    state = WorkState(row.state) if row else None
    due = row.due_on if row else due_by(place.ends_at, terms)
    return CatchUpLine(
        session=place.session,
        title=place.title,
        held_at=place.starts_at,
        mark=_mark(place),
        state=row.state if row else "",
        state_name=WORK_STATE_NAMES[state] if state else NOT_BEGUN,
        due_on=due,
        is_late=(state is None or state in IS_WRITTEN) and due < at.date(),
    )


def _mark(place: PlaceAtSession) -> str:
    return MARK_NAMES[Mark(place.mark)] if place.mark else NO_MARK


def _sent(row: CatchUp) -> tuple[SentReflection, ...]:
    return tuple(
        SentReflection(one.number, Reflection(one.words, one.references), one.word_count, one.at)
        for one in row.sent.order_by("number")
    )


def _references(component: UUID, *, by: Actor) -> tuple[str, ...]:
    """What the framework's sections refer to that a component teaches from, each once."""
    sections = {(line.edition_ref, line.section): line.ref for line, _ in component_statements(component)}
    found: dict[str, None] = {}
    for ref in sections.values():
        found |= dict.fromkeys(line.says.text for line in statement_page(ref, by=by).references)
    return tuple(found)[:MOST_REFERENCES]
