"""Question a released result, take a question up, decide it, and do what follows from the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.correcting import Standing, correct, locked_script, standing_result
from goldenthread.assessment.models import CaseDecision, MarkedAnew, Result, Review, ReviewFile, ReviewStep
from goldenthread.assessment.queries.case_effects import bearing_on, is_left, ruling_of, told_in
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.reviewing import told_last, why_gone, why_not_decide_this
from goldenthread.assessment.rules.cases import taken_up, without_parts
from goldenthread.assessment.rules.correcting import corrected_meanwhile
from goldenthread.assessment.rules.feedback_words import names_of, names_somebody
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.rules.reviewing import (
    MARKS_ANEW,
    ends,
    why_not_ask,
    why_not_decide,
    why_not_set_aside,
    why_not_state,
    why_not_take_from,
    why_not_theirs,
    why_not_withdraw,
)
from goldenthread.assessment.rules.states import REVIEW_STEPS
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import Work
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.reviewing import Decision, Effect, NewReview, ReviewEvent, ReviewRef, ReviewState
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEDIA_TYPES, MEGABYTE, Kind, Upload, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ReviewKind, ReviewRule

LARGEST = 10 * MEGABYTE
TAKES = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.TEXT})
_ENDINGS = {media_type: kind.value for kind, media_type in MEDIA_TYPES.items()}


@dataclass(frozen=True)
class _Prepared:
    """A file of evidence and its copy for those who know a number."""

    upload: Upload
    content: bytes
    clean: bytes


def ask_for_review(script: UUID, asked: NewReview, *, by: Actor, at: datetime, work: Work) -> ReviewRef:
    """Question one's own result, on grounds, until the policy's last day, or longer where that was let. Its files are
    checked and kept with their hashes; whoever decides opens a cleaned copy of each, so only what can be
    cleaned is taken. ``work`` makes it before any row is locked.

    :raises Refused: if this kind cannot be asked for now, says too little or names somebody, or a file will not do.
    :raises Result.DoesNotExist: if it is not released, or not theirs.
    """
    rows = Result.objects.handed_in_by(by).select_related(
        "script__window__cohort__release", "script__enrolment__participant", "script__enrolment__school"
    )
    row = rows.get(script__ref=script)
    _refuse_asking(row, asked, at=at)
    uploads = [_prepared(file, work) for file in asked.files]
    return _ask(row.pk, asked, uploads, by=by, at=at)


@atomic
def _ask(result: int, asked: NewReview, uploads: Sequence[_Prepared], *, by: Actor, at: datetime) -> ReviewRef:
    rows = Result.objects.select_related(
        "script__window__cohort__release", "script__enrolment__participant", "script__enrolment__school"
    )
    row = rows.select_for_update(of=("self",)).get(pk=result)
    rule = _refuse_asking(row, asked, at=at)

    review = Review.objects.create(
        result=row,
        kind=asked.kind.value,
        state=ReviewState.ASKED.value,
        grounds=sorted(set(asked.grounds)),
        statement=asked.statement.strip(),
        asked_by_id=by.person_id,
        asked_at=at,
        answer_by=ends(at, rule.answer_days),
    )
    for number, each in enumerate(uploads, 1):
        media = each.upload.media_type
        kept = keep_file(each.content, name=each.upload.name, media_type=media, at=at)
        clean = keep_file(each.clean, name=f"evidence-{number}.{_ENDINGS[media]}", media_type=media, at=at)
        ReviewFile.objects.create(review=review, number=number, file_id=kept.ref, clean_file_id=clean.ref)
    _note(review, None, by=by, at=at)
    audit(by=str(by), did="assessment.ask_for_review", to=str(row.script.ref), at=at, kind=review.kind)
    post(Notice("assessment.review_asked", {"review": str(review.ref)}), at=at)
    return ReviewRef(review.ref)


@atomic
def withdraw_review(ref: UUID, *, by: Actor, at: datetime) -> None:
    """No longer want what one asked for. Withdrawing it twice changes nothing.

    :raises Refused: if it is decided, or follows from a decision.
    :raises Review.DoesNotExist: if it is not theirs.
    """
    rows = Review.objects.asked_by(by).select_related("result__script")
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    if row.state == ReviewState.WITHDRAWN.value:
        return
    refusal = why_not_withdraw(ReviewKind(row.kind), ReviewState(row.state))
    if refusal:
        raise Refused(refusal)
    _step(row, ReviewEvent.WITHDRAW, by=by, at=at)
    row.save(update_fields=["state"])
    audit(by=str(by), did="assessment.withdraw_review", to=str(row.result.script.ref), at=at, kind=row.kind)
    post(Notice("assessment.review_withdrawn", {"review": str(row.ref)}), at=at)


@atomic
def take_review(ref: UUID, *, seen: int | None = None, by: Actor, at: datetime) -> None:
    """Begin to look at what somebody asked. Taken from somebody else, it is this person's from now on.

    ``seen``: how much had happened to it when this person looked. Only who saw who has it takes it from them.

    :raises Refused: if this actor may not decide it, it is over, or somebody else has taken it.
    :raises Review.DoesNotExist: if there is none, or it is not theirs to see.
    """
    gone = why_gone(ref, by=by)
    if gone:
        raise Refused(gone)
    row = _locked(ref, by=by)
    if row.taken_by_id == by.person_id and row.state == ReviewState.TAKEN.value:
        return
    refusal = (
        _why_over(row)
        or why_not_decide_this(row, by=by, at=at)
        or why_not_take_from(row.holder, happened=row.steps.count(), seen=seen)
    )
    if refusal:
        raise Refused(refusal)
    _step(row, ReviewEvent.TAKE, by=by, at=at)
    row.taken_by_id = by.person_id
    row.save(update_fields=["state", "taken_by"])
    audit(by=str(by), did="assessment.take_review", to=str(row.result.script.ref), at=at, kind=row.kind)
    post(Notice("assessment.review_taken", {"review": str(row.ref)}), at=at)


@atomic
def decide_review(ref: UUID, decision: Decision, *, by: Actor, at: datetime, seen: UUID) -> Effect:
    """Decide with reasons; says what the effect is. Where somebody marks anew, it follows from their marks.

    A corrected result is corrected in the same transaction, and a re-mark is asked for. ``seen`` is the settlement
    that stood when this person looked.

    Where a decided case bears on the result, an appeal can set that decision aside: the marks then stand as they are
    given here.

    :raises Refused: if this actor may not decide it or has not taken it, it is over, reasons or marks are missing,
        nothing that counts would change, or the result was corrected since.
    :raises Review.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _locked(ref, by=by)
    kind = ReviewKind(row.kind)
    refusal = _why_over(row) or why_not_decide_this(row, by=by, at=at) or _why_not_theirs(row, by)
    if refusal:
        raise Refused(refusal)
    found = standing_result(locked_script(row.result.script.ref))
    assert found is not None  # it was released before anybody could ask
    bearing = {each.case.ref: each for each in bearing_on([found.script.pk]).select_related("case").order_by("pk")}
    refusal = why_not_decide(kind, decision, found.scheme) or why_not_set_aside(
        kind, decision, bearing, is_left=bool(decision.sets_aside) and is_left(found.script)
    )
    if refusal:
        raise Refused(refusal)
    if found.result.settlement.ref != seen:
        told = found.result
        raise Refused(corrected_meanwhile(told.outcome, told.total, corrected_at=told.corrected_at))

    effect = decision.effect
    if kind in MARKS_ANEW:
        effect = Effect.CORRECTED if _is_another(found, decision) else Effect.STANDS
    for case in sorted(set(decision.sets_aside)):
        _set_aside(bearing[case], row, by=by, at=at)
    if effect is Effect.CORRECTED and decision.settled is not None:
        settled = _as_told(decision.settled) if kind in MARKS_ANEW else decision.settled
        refusal = why_not_settle(settled.sheet, found.scheme, found.sheets)
        if refusal:
            raise Refused(refusal)
        frees = bool(decision.sets_aside)
        waits = kind in MARKS_ANEW
        row.correction = correct(
            found, settled, cause=Cause.REVIEW, why=decision.reasons, by=by, at=at, frees=frees, waits=waits
        )[0]
    if kind in MARKS_ANEW and decision.settled is not None:
        _keep_marks(row, decision.settled.sheet, at=at)
    _step(row, ReviewEvent.DECIDE, by=by, at=at)
    row.effect, row.reasons, row.decided_by_id, row.decided_at = (
        effect.value,
        decision.reasons.strip(),
        by.person_id,
        at,
    )
    row.save(update_fields=["state", "effect", "reasons", "decided_by", "decided_at", "correction"])
    if effect is Effect.RE_MARK:
        _order_re_mark(row, by=by, at=at)
    audit(
        by=str(by),
        did="assessment.decide_review",
        to=str(row.result.script.ref),
        at=at,
        kind=row.kind,
        effect=effect.value,
    )
    post(Notice("assessment.review_decided", {"review": str(row.ref)}), at=at)
    return effect


def _is_another(found: Standing, decision: Decision) -> bool:
    """Whether marks given anew are others than those that stand, but for what decided cases leave out of account in it.

    Where a case voids all of it, nothing follows from them; they are kept."""
    ruling = ruling_of(found.script)
    if ruling.is_voided or decision.settled is None:
        return False
    asked = {each.code for each in found.scheme.criteria}
    stood = {each.code: each.mark for each in found.result.settlement.marks.all() if each.code in asked}
    parts = taken_up(told_in(found.result.settlement), ruling)
    return without_parts(decision.settled.sheet, found.scheme, parts).given != stood


def _keep_marks(row: Review, sheet: MarkSheet, *, at: datetime) -> None:
    """Keep what was given anew: the participant and the record read it, whatever comes of it."""
    said = {code: {"mark": each.mark, "reason": each.reason.strip()} for code, each in sheet.marks.items()}
    MarkedAnew.objects.create(review=row, sheet=said, comment=sheet.comment.strip(), at=at)


def _set_aside(decided: CaseDecision, row: Review, *, by: Actor, at: datetime) -> None:
    """Let the decision of a case bear on the result no longer. It stays as it was made."""
    decided.set_aside_by = row
    decided.save(update_fields=["set_aside_by"])
    facts = {"case": str(decided.case.ref), "effect": decided.effect}
    audit(by=str(by), did="assessment.set_ruling_aside", to=str(row.result.script.ref), at=at, **facts)


def _as_told(settled: SettlementSheet) -> SettlementSheet:
    """Marks given anew: the reasons are what the participant reads."""
    told = {code: mark.reason for code, mark in settled.sheet.marks.items()}
    return SettlementSheet(settled.sheet, told)


def _order_re_mark(row: Review, *, by: Actor, at: datetime) -> None:
    """A decision has the script marked by somebody new: a review of its own, on the same grounds."""
    rule = policy_of(row.result.script.window).reviews
    review = Review.objects.create(
        result=row.result,
        kind=ReviewKind.RE_MARK.value,
        state=ReviewState.ASKED.value,
        grounds=[],
        asked_by_id=by.person_id,
        asked_at=at,
        answer_by=ends(at, rule.answer_days),
    )
    _note(review, None, by=by, at=at)
    audit(by=str(by), did="assessment.ask_for_review", to=str(row.result.script.ref), at=at, kind=review.kind)
    post(Notice("assessment.review_asked", {"review": str(review.ref)}), at=at)


def _locked(ref: UUID, *, by: Actor) -> Review:
    """A review with its script locked first, as corrections lock it, and then itself."""
    script = Review.objects.seen_by(by).values_list("result__script__ref", flat=True).get(ref=ref)
    locked_script(script)
    rows = Review.objects.seen_by(by).select_related("taken_by", "result__script__window__cohort__release")
    return rows.select_for_update(of=("self",)).get(ref=ref)


def _why_over(row: Review) -> Refusal | None:
    if row.state in {ReviewState.ASKED.value, ReviewState.TAKEN.value}:
        return None
    return Refusal("review_over", f"It is {row.state} already.", "Nothing more is needed.")


def _why_not_theirs(row: Review, by: Actor) -> Refusal | None:
    return None if row.taken_by_id == by.person_id else why_not_theirs(row.holder)


def _refuse_asking(row: Result, asked: NewReview, *, at: datetime) -> ReviewRule:
    """The rule by which this is asked. :raises Refused: if it cannot be asked now, or not in these words."""
    rule = policy_of(row.script.window).reviews
    past = [review.as_past() for review in row.reviews.with_ends().order_by("pk")]
    place = row.script.enrolment
    named = names_somebody(asked.statement, names_of(place.participant.name, place.school.name))
    let = [each.as_let() for each in row.let_asks.all()]
    refusal = why_not_ask(asked.kind, rule, told_at=told_last(row), past=past, at=at, let=let) or why_not_state(
        asked, rule, named=named
    )
    if refusal:
        raise Refused(refusal)
    return rule


def _prepared(file: GivenFile, work: Work) -> _Prepared:
    """:raises Refused: if the file is too big, not what it may be, or cannot be cleaned for whoever decides."""
    found = examine(file.content, name=file.name, kinds=TAKES, most_bytes=LARGEST)
    if isinstance(found, Refusal):
        raise Refused(found)
    # A plain text has nothing beside its words.
    if found.media_type == MEDIA_TYPES[Kind.TEXT]:
        return _Prepared(found, file.content, file.content)
    worked = work(file.content, found.media_type)
    if isinstance(worked, Refusal):
        raise Refused(worked)
    return _Prepared(found, file.content, worked.clean)


def _step(row: Review, event: ReviewEvent, *, by: Actor, at: datetime) -> None:
    row.state = step(REVIEW_STEPS, ReviewState(row.state), event).value
    _note(row, event, by=by, at=at)


def _note(row: Review, event: ReviewEvent | None, *, by: Actor, at: datetime) -> None:
    ReviewStep.objects.create(
        review=row, event=event.value if event else "", state=row.state, by_id=by.person_id, at=at
    )
