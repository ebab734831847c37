"""What waits for feedback, and one work on its reviewer's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Value

from goldenthread.cohorts.types import TAKES_EVIDENCE, Role
from goldenthread.ground.types import Refusal
from goldenthread.learning.models import FeedbackDraft, Work
from goldenthread.learning.models.working import WrittenSet
from goldenthread.learning.queries.catching_up import catch_ups_to_review
from goldenthread.learning.queries.due import works_due
from goldenthread.learning.queries.histories import handins_of, steps_of
from goldenthread.learning.queries.practising import sent_file
from goldenthread.learning.queries.tasking import versions_told, views_of
from goldenthread.learning.rules.reviewing import what_lacks, why_not_reopen, why_not_review
from goldenthread.learning.rules.states import WORK_STATE_NAMES, WorkState
from goldenthread.learning.rules.tasking import is_after
from goldenthread.learning.types.practising import (
    Judgement,
    Person,
    QueuePage,
    QueueRow,
    ReviewPage,
    ReviewSheet,
    SentFile,
    Verdict,
    WorkRef,
)
from goldenthread.people.queries.directory import places_held
from goldenthread.people.queries.reaching import who_wear
from goldenthread.people.types import Actor, Duty

ON_A_PAGE = 50


def review_queue(*, by: Actor, page: int = 1, only_mine: bool = False) -> QueuePage:
    """What waits for feedback that this actor may give, what was due first before the others; in seven statements.

    ``only_mine``: what they have taken.
    """
    rows = _waiting(by)
    if only_mine:
        rows = rows.filter(reviewer_id=by.person_id)
    due = works_due(rows)
    by_day = sorted(
        rows.values_list("pk", "submitted_at"), key=lambda row: (due.get(row[0]) or date.max, row[1], row[0])
    )
    shown = Paginator([pk for pk, _ in by_day], ON_A_PAGE).get_page(page)
    told = Work.objects.filter(pk__in=list(shown)).select_related(
        "enrolment__participant", "enrolment__school", "enrolment__cohort", "task__component", "reviewer"
    )
    works = {row.pk: row for row in told.prefetch_related("handins")}
    return QueuePage(
        rows=tuple(
            QueueRow(
                work=WorkRef(row.ref),
                name=row.enrolment.participant.name,
                school=row.enrolment.school.name,
                title=row.task.component.title,
                cohort=row.enrolment.cohort.title,
                number=len(row.handins.all()),
                since=row.submitted_at,
                reviewer=row.reviewer.name if row.reviewer else "",
                is_mine=row.reviewer_id == by.person_id,
                due_on=due.get(row.pk),
                was_late=is_after(row.submitted_at.date(), due.get(row.pk)),
            )
            for row in (works[pk] for pk in shown)
            if row.submitted_at is not None
        ),
        total=shown.paginator.count,
        number=shown.number,
        pages=shown.paginator.num_pages,
    )


def waiting_for_feedback(*, by: Actor) -> int:
    """How many works wait for feedback that this actor may give, in one statement."""
    return _waiting(by).count()


def reviews_waiting(*, by: Actor) -> tuple[int, int]:
    """How many works and how many catch-ups wait for this actor, in one statement."""
    kinds = ((Value("works"), _waiting(by)), (Value("missed"), catch_ups_to_review(by)))
    works, missed = (
        rows.order_by().annotate(what=name).values("what").annotate(n=Count("pk")).values_list("what", "n")
        for name, rows in kinds
    )
    counts = dict(works.union(missed, all=True))
    return counts.get("works", 0), counts.get("missed", 0)


def review_page(work: UUID, *, by: Actor) -> ReviewPage:
    """One work with every version and its feedback, and this reviewer's own draft; in as many statements for many
    versions as for one.

    :raises Work.DoesNotExist: if there is none that was handed in, or it is not theirs to see.
    """
    row = (
        Work.objects.read_by(by)
        .select_related(
            "enrolment__participant", "enrolment__school", "enrolment__cohort", "task__component__module", "reviewer"
        )
        .get(ref=work)
    )
    state = WorkState(row.state)
    newest = row.handins.order_by("-number")[0]
    version = versions_told().get(pk=newest.version_id)
    view = views_of([version])[version.pk]
    draft = FeedbackDraft.objects.filter(handin=newest, reviewer_id=by.person_id).first()
    sheet = sheet_from(draft.sheet if draft else {})
    why_not = why_not_review_work(row, by=by)
    is_mine = row.reviewer_id == by.person_id
    return ReviewPage(
        work=WorkRef(row.ref),
        name=row.enrolment.participant.name,
        school=row.enrolment.school.name,
        cohort=row.enrolment.cohort.title,
        title=row.task.component.title,
        module=row.task.component.module.title,
        task=view,
        state=row.state,
        state_name=WORK_STATE_NAMES[state],
        handins=handins_of([row.pk])[row.pk],
        steps=steps_of(row),
        sheet=sheet,
        saved_at=draft.saved_at if draft else None,
        lacks=what_lacks(sheet, {statement.ref: statement.label for statement in view.statements}),
        held_by=row.reviewer.name if row.reviewer and not is_mine else "",
        is_mine=is_mine,
        why_not_review=why_not,
        why_not_reopen=why_not or why_not_reopen(state),
        others=() if why_not else others_for(row, by=by),
    )


def handed_in_file(work: UUID, file: UUID, *, by: Actor) -> SentFile:
    """A file that was handed in, for whoever may read the work.

    :raises WorkFile.DoesNotExist: if there is none, or it is not theirs to see.
    """
    return sent_file(Work.objects.read_by(by).filter(ref=work), file, only_handed_in=True)


def why_not_review_work(row: Work, *, by: Actor) -> Refusal | None:
    """Why this actor may not review a work already fetched, or ``None``; in one statement."""
    return why_not_review(
        is_own=row.enrolment.participant_id == by.person_id,
        is_own_school=row.enrolment.school_id in by.places(*by.duties),
        is_among=Work.objects.reviewed_by(by).filter(pk=row.pk).exists(),
    )


def others_for(row: Work, *, by: Actor) -> tuple[Person, ...]:
    """Who else could review a work: the coach and the facilitators of the cohort, nobody of the same school; in seven
    statements."""
    beside = row.enrolment.companions.filter(role=Role.COACH.value, ended_at=None).select_related("person")
    led = row.enrolment.cohort.sessions.select_related("facilitator").prefetch_related("beside__person")
    people = {one.person_id: one.person for one in beside}
    people |= {session.facilitator.pk: session.facilitator for session in led if session.facilitator}
    people |= {other.person_id: other.person for session in led for other in session.beside.all()}
    partner = row.enrolment.cohort.partner_id
    now = who_wear(Duty.COACH, home_id=partner) | who_wear(Duty.FACILITATOR, home_id=partner)
    people = {pk: one for pk, one in people.items() if pk in now}
    for known in (by.person_id, row.enrolment.participant_id):
        people.pop(known, None)
    held = places_held(people)
    may = [one for pk, one in people.items() if row.enrolment.school_id not in held.get(pk, frozenset())]
    return tuple(sorted((Person(one.ref, one.name) for one in may), key=lambda one: one.name))


def _waiting(by: Actor) -> WrittenSet[Work]:
    taking = [state.value for state in TAKES_EVIDENCE]
    return Work.objects.reviewed_by(by).filter(state=WorkState.SUBMITTED.value, enrolment__state__in=taking)


def sheet_to(sheet: ReviewSheet) -> dict[str, Any]:
    """A sheet as its draft keeps it."""
    return {
        "judgements": {str(ref): [given.label, given.comment] for ref, given in sheet.judgements.items()},
        "overall": sheet.overall,
        "verdict": sheet.verdict.value if sheet.verdict else "",
        "next_step": sheet.next_step,
    }


def sheet_from(kept: Mapping[str, Any]) -> ReviewSheet:
    """A draft as a sheet; an empty one is a sheet on which nothing is said."""
    if not kept:
        return ReviewSheet()
    return ReviewSheet(
        {UUID(ref): Judgement(label, comment) for ref, (label, comment) in kept["judgements"].items()},
        kept["overall"],
        Verdict(kept["verdict"]) if kept["verdict"] else None,
        kept["next_step"],
    )
