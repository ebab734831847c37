"""Give feedback on work: take it, write a draft, send it, take an answer back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.types import Source
from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.learning.actions.practising import remark, take_work_step
from goldenthread.learning.models import Feedback, FeedbackDraft, FeedbackLine, Handin, Work
from goldenthread.learning.queries.letters import coaches_of, still_reviews
from goldenthread.learning.queries.reviewing import others_for, sheet_from, sheet_to, why_not_review_work
from goldenthread.learning.rules.reviewing import (
    what_lacks,
    why_no_reason,
    why_not_answer,
    why_not_keep_sheet,
    why_not_reopen,
)
from goldenthread.learning.rules.states import WorkEvent, WorkState
from goldenthread.learning.types.practising import FeedbackRef, ReviewSheet, Verdict
from goldenthread.people.queries.directory import person_ids
from goldenthread.people.types import Actor

_ANSWERS = {Verdict.GOOD_ENOUGH: WorkEvent.ACCEPT, Verdict.DO_AGAIN: WorkEvent.SEND_BACK}


@atomic
def save_feedback(work: UUID, sheet: ReviewSheet, *, by: Actor, at: datetime) -> None:
    """Keep feedback while it is written, and take the work if nobody has. Nobody else sees it before it is sent.

    :raises Refused: if this actor may not review it, somebody else has taken it, or it does not wait for feedback.
    """
    row = _work(work, by=by)
    refusal = _why_not_answer(row, by=by)
    if refusal:
        raise Refused(refusal)
    handin = _newest(row)
    refs = frozenset(tied.statement.ref for tied in handin.version.statements.select_related("statement"))
    refusal = why_not_keep_sheet(sheet, statements=refs, labels=len(handin.version.labels))
    if refusal:
        raise Refused(refusal)
    if row.reviewer_id is None:
        _give(row, by.person_id, did="learning.take_work", by=by, at=at)
    FeedbackDraft.objects.update_or_create(
        handin=handin, reviewer_id=by.person_id, defaults={"sheet": sheet_to(sheet), "saved_at": at}
    )


@atomic
def take_over(work: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Take work that somebody else has taken. What they drafted stays theirs.

    :raises Refused: if this actor may not review it, or gives no reason.
    """
    row = _work(work, by=by)
    refusal = why_not_review_work(row, by=by) or why_not_answer(WorkState(row.state), held_by="") or why_no_reason(why)
    if refusal:
        raise Refused(refusal)
    _give(row, by.person_id, did="learning.take_work", why=why, by=by, at=at)


@atomic
def pass_on(work: UUID, person: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Give work to another reviewer.

    :raises Refused: if this actor may not review it, the other one may not, or no reason is given.
    """
    row = _work(work, by=by)
    refusal = _why_not_answer(row, by=by) or why_no_reason(why)
    if refusal:
        raise Refused(refusal)
    if person not in {other.ref for other in others_for(row, by=by)}:
        raise Refused(
            Refusal("cannot_review", "This person cannot review this work.", "Choose somebody from the list.")
        )
    _give(row, person_ids([person])[person], did="learning.pass_work_on", why=why, by=by, at=at)
    post(Notice("learning.task_submitted", {"handin": str(_newest(row).ref)}), at=at)


@atomic
def follow_coach(enrolment: UUID, *, at: datetime) -> int:
    """Pass on what waits for somebody who may no longer review it: to whoever coaches the participant now, or to nobody
    in particular; how many. A second time there is none. What was drafted stays its writer's.
    """
    rows = Work.objects.filter(
        enrolment__ref=enrolment, state=WorkState.SUBMITTED.value, reviewer__isnull=False
    ).select_related("enrolment__cohort", "reviewer")
    gone = [row for row in rows.select_for_update(of=("self",)) if not still_reviews(row.reviewer, row)]
    for row in gone:
        after = next((one for one in coaches_of(row) if still_reviews(one, row)), None)
        row.reviewer = after
        row.save(update_fields=["reviewer"])
        to = str(after.ref) if after else ""
        audit(by="jobs", did="learning.pass_work_on", to=str(row.ref), at=at, reviewer=to)
        post(Notice("learning.task_submitted", {"handin": str(_newest(row).ref)}), at=at)
    return len(gone)


@atomic
def send_feedback(work: UUID, *, by: Actor, at: datetime) -> FeedbackRef:
    """Send the drafted feedback. *Good enough* credits the component; *do it again* gives the work back.

    Sent twice, it is one feedback.

    :raises Refused: if something is missing, or this actor may not send it.
    """
    row = _work(work, by=by)
    handin = _newest(row)
    sent = handin.feedback.filter(reviewer_id=by.person_id).order_by("-id").first()
    if row.state != WorkState.SUBMITTED.value and sent is not None:
        return FeedbackRef(sent.ref)
    refusal = _why_not_answer(row, by=by)
    if refusal:
        raise Refused(refusal)
    draft = FeedbackDraft.objects.filter(handin=handin, reviewer_id=by.person_id).first()
    sheet = sheet_from(draft.sheet if draft else {})
    lines = statements_by_ref(tied.statement.ref for tied in handin.version.statements.select_related("statement"))
    lacks = what_lacks(sheet, {ref: line.label for ref, line in lines.items()})
    if lacks or sheet.verdict is None or draft is None:
        raise Refused(lacks[0])

    feedback = Feedback.objects.create(
        handin=handin,
        reviewer_id=by.person_id,
        verdict=sheet.verdict.value,
        overall=sheet.overall.strip(),
        next_step=sheet.next_step.strip() if sheet.verdict is Verdict.DO_AGAIN else "",
        at=at,
    )
    FeedbackLine.objects.bulk_create(
        FeedbackLine(
            feedback=feedback,
            statement_id=line.id,
            label=handin.version.labels[sheet.judgements[ref].label or 0],
            comment=sheet.judgements[ref].comment.strip(),
        )
        for ref, line in lines.items()
    )
    draft.delete()
    done = take_work_step(row, _ANSWERS[sheet.verdict], by=by, at=at)
    if sheet.verdict is Verdict.GOOD_ENOUGH:
        place = row.enrolment.ref, row.task.component.ref
        row.credit_ref = credit(*place, source=Source.TASK, source_ref=done.ref, by=by, at=at).credit
    row.reviewer_id = by.person_id
    row.save(update_fields=["state", "credit_ref", "reviewer"])
    audit(by=str(by), did="learning.send_feedback", to=str(row.ref), at=at, verdict=sheet.verdict.value)
    post(Notice("learning.task_answered", {"feedback": str(feedback.ref)}), at=at)
    return FeedbackRef(feedback.ref)


@atomic
def reopen_work(work: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Take the last answer back, so that another can be given. Its credit is taken back with it; both stay to be read.

    :raises Refused: if there is no answer, this actor may not review it, or no reason is given.
    """
    row = _work(work, by=by)
    refusal = why_not_review_work(row, by=by) or why_not_reopen(WorkState(row.state)) or why_no_reason(why)
    if refusal:
        raise Refused(refusal)
    done = take_work_step(row, WorkEvent.REOPEN, why=why.strip(), by=by, at=at)
    if row.credit_ref is not None:
        uncredit(row.credit_ref, why=why.strip(), by=by, at=at)
    row.credit_ref, row.reviewer_id = None, by.person_id
    row.save(update_fields=["state", "credit_ref", "reviewer"])
    audit(by=str(by), did="learning.reopen_work", to=str(row.ref), at=at)
    post(Notice("learning.task_reopened", {"step": str(done.ref)}), at=at)


@atomic
def answer_question(feedback: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Answer what a participant asked about the newest feedback.

    :raises Refused: if this actor may not review the work, or says nothing.
    :raises Feedback.DoesNotExist: if it is not theirs to see.
    """
    row = Feedback.objects.select_related("handin__work").get(
        ref=feedback, handin__work__in=Work.objects.read_by(by).values("pk")
    )
    refusal = why_not_review_work(row.handin.work, by=by)
    if refusal:
        raise Refused(refusal)
    said = remark(row, words, by=by, at=at)
    post(Notice("learning.task_replied", {"remark": str(said.ref)}), at=at)


def _work(ref: UUID, *, by: Actor) -> Work:
    rows = Work.objects.read_by(by).select_related("enrolment", "task__component", "reviewer")
    return rows.select_for_update(of=("self",)).get(ref=ref)


def _newest(row: Work) -> Handin:
    return row.handins.select_related("version").order_by("-number")[0]


def _why_not_answer(row: Work, *, by: Actor) -> Refusal | None:
    held_by = row.reviewer.name if row.reviewer and row.reviewer_id != by.person_id else ""
    return why_not_review_work(row, by=by) or why_not_answer(WorkState(row.state), held_by=held_by)


def _give(row: Work, person_id: int, *, did: str, why: str = "", by: Actor, at: datetime) -> None:
    row.reviewer_id = person_id
    row.save(update_fields=["reviewer"])
    audit(by=str(by), did=did, to=str(row.ref), at=at, why=why)
