"""Questions about released results: what a participant may ask, what reviewers find, and who may not decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import Marking, Result, Review, Script, SettledMark
from goldenthread.assessment.models.seeing import reads
from goldenthread.assessment.queries.appealed_cases import appealed_cases, bearing_cases
from goldenthread.assessment.queries.carrying import parts_beside, scheme_with
from goldenthread.assessment.queries.case_effects import settled_before
from goldenthread.assessment.queries.composing import whole_text
from goldenthread.assessment.queries.deciders import nobodys
from goldenthread.assessment.queries.documents import clean_piece, documents_of
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.fit import why_unfit_for
from goldenthread.assessment.queries.involved import involved_in
from goldenthread.assessment.queries.marked_anew import anew_since, marked_anew
from goldenthread.assessment.queries.marking import clean_copy, script_text
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.carrying import for_markers
from goldenthread.assessment.rules.cases import NOT_COUNTED
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.rules.reviewing import (
    APPEALS,
    MARKS_ANEW,
    until,
    ways,
    ways_later,
    why_involved,
    why_nobody,
    why_not_ask,
    why_not_review,
)
from goldenthread.assessment.types.marking import Mark
from goldenthread.assessment.types.reviewing import (
    EFFECT_NAMES,
    REVIEW_STATE_NAMES,
    AskNext,
    Effect,
    LateAsk,
    MyReview,
    PastReview,
    QuestionPage,
    ReviewedCriterion,
    ReviewFileLine,
    ReviewLetter,
    ReviewLine,
    ReviewOffer,
    ReviewPage,
    ReviewRef,
    ReviewRow,
    ReviewState,
)
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import Outcome, ScriptRef
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import REVIEW_NAMES, MarkScheme, ReviewKind, ReviewRule

_OPEN = (ReviewState.ASKED.value, ReviewState.TAKEN.value)
_JOINED = ("result__script__window__cohort__release", "result__settlement")


def question_page(script: UUID, *, by: Actor, at: datetime) -> QuestionPage:
    """A participant's result as they may question it, and what they asked before; in five statements.

    :raises Result.DoesNotExist: if it is not released, not there, or not theirs.
    """
    rows = Result.objects.handed_in_by(by).select_related(
        "script__window__cohort__release", "script__window__brief__brief"
    )
    row = rows.get(script__ref=script)
    policy = policy_of(row.script.window)
    reviews = list(row.reviews.with_ends().order_by("-asked_at", "-pk"))
    past, told_at, let = [review.as_past() for review in reviews], told_last(row), lets_of(row)
    return QuestionPage(
        script=ScriptRef(row.script.ref),
        number=row.script.number,
        title=row.script.window.brief.brief.title,
        outcome=Outcome(row.outcome),
        told_at=told_at,
        offers=tuple(
            ReviewOffer(
                terms.kind,
                REVIEW_NAMES[terms.kind],
                terms.grounds,
                until(terms.kind, policy.reviews, told_at=told_at, past=past, let=let),
                why_not_ask(terms.kind, policy.reviews, told_at=told_at, past=past, at=at, let=let),
                takes_files=terms.kind not in MARKS_ANEW,
            )
            for terms in policy.reviews.terms
        ),
        reviews=tuple(line_of(review) for review in reviews),
        is_illustrative=policy.terms.is_illustrative
        or "reviews" in policy.illustrates
        or policy.reviews == ReviewRule(),
        now=at,
        next=_next(policy.reviews, told_at, past, let, at=at),
    )


def told_last(row: Result) -> datetime:
    """When a participant was last told this result: at its release, or at its last correction."""
    return row.corrected_at or row.released_at


def my_review(ref: UUID, *, by: Actor, at: datetime) -> MyReview:
    """A participant's own review, in at most twelve statements. :raises Review.DoesNotExist: if it is not theirs."""
    row = Review.objects.asked_by(by).select_related(*_JOINED).get(ref=ref)
    anew, comment = marked_anew(row)
    return MyReview(
        line=line_of(row, sets_aside=row.set_aside.exists()),
        script=ScriptRef(row.result.script.ref),
        number=row.result.script.number,
        grounds=_grounds(row),
        statement=row.statement,
        files=_files(row),
        reasons=row.reasons,
        may_withdraw=row.state in _OPEN and row.kind != ReviewKind.RE_MARK.value,
        outcome=Outcome(row.result.outcome),
        total=row.result.total,
        next=_next_of(row, at=at),
        is_late=row.state in _OPEN and at >= row.answer_by,
        anew=anew,
        anew_comment=comment,
    )


def _next_of(row: Review, *, at: datetime) -> AskNext:
    """What can be asked for about the result of a review now, and later; in at most three statements."""
    past = [each.as_past() for each in row.result.reviews.with_ends().order_by("pk")]
    return _next(policy_of(row.result.script.window).reviews, told_last(row.result), past, lets_of(row.result), at=at)


def lets_of(row: Result) -> tuple[LateAsk, ...]:
    """The leave that was given to ask about a result after a last day."""
    return tuple(each.as_let() for each in row.let_asks.order_by("pk"))


def _next(
    rule: ReviewRule, told_at: datetime, past: Sequence[PastReview], let: Sequence[LateAsk], *, at: datetime
) -> AskNext:
    return AskNext(
        tuple((REVIEW_NAMES[kind], last) for kind, last in ways(rule, told_at=told_at, past=past, at=at, let=let)),
        tuple(
            (REVIEW_NAMES[kind], days) for kind, days in ways_later(rule, told_at=told_at, past=past, at=at, let=let)
        ),
    )


def reviews_board(*, by: Actor, at: datetime) -> tuple[ReviewRow, ...]:
    """The reviews this reader may see, those that wait longest for a decision first; in seven statements. For
    those who run assessment, with which nobody may decide, in a fixed number more for each window."""
    rows = list(Review.objects.seen_by(by).select_related("result__script__window__cohort"))
    involved = involved_in({row.result.script_id for row in rows})
    unfit = why_unfit_for((row for row in rows if row.state in _OPEN), by=by, at=at)
    left = nobodys((row for row in rows if row.state in _OPEN), at=at) if why_not_run(by) is None else frozenset()
    found = []
    for row in rows:
        kind = ReviewKind(row.kind)
        why_not = why_involved(kind, by, involved.get((row.result.script_id, kind), {}))
        listed = _row(row, why_not or unfit.get(row.pk), by=by, at=at)
        found.append(replace(listed, nobody=why_nobody(kind) if row.pk in left else None))
    return tuple(sorted(found, key=lambda each: (each.state.value not in _OPEN, each.answer_by, each.number)))


def review_page(ref: UUID, *, by: Actor, at: datetime) -> ReviewPage:
    """A review as somebody decides it, with the script by its number; in a fixed number of statements.

    Where they mark anew, nothing that was given before is fetched, and the script itself only once it is theirs.

    :raises Review.DoesNotExist: if there is none, or it is not theirs to see.
    """
    brief = ("result__script__window__brief__brief", "result__script__window__brief__file")
    row = Review.objects.seen_by(by).select_related("taken_by", *_JOINED, *brief).get(ref=ref)
    kind, result = ReviewKind(row.kind), row.result
    anew = kind in MARKS_ANEW
    why_not = why_not_decide_this(row, by=by, at=at)
    listed = _row(row, why_not, by=by, at=at)
    if why_not and listed.state.value in _OPEN and why_not_run(by) is None and nobodys([row], at=at):
        listed = replace(listed, nobody=why_nobody(kind))
    scheme, carried = scheme_with(result.script)
    scheme = for_markers(scheme) if anew else scheme
    shows = not anew or listed.is_mine
    text = script_text(result.script_id, policy_of(result.script.window).words) if shows else None
    decides = listed.is_mine and listed.state is ReviewState.TAKEN and why_not is None
    about_cases = decides and kind in APPEALS
    given_anew, anew_comment = marked_anew(row) if anew else ((), "")
    steps = [(REVIEW_STATE_NAMES[ReviewState(step.state)], step.at) for step in row.steps.order_by("pk")]
    return ReviewPage(
        row=listed,
        kind=kind,
        marks_anew=anew,
        script=ScriptRef(result.script.ref),
        window=result.script.window.ref,
        grounds=_grounds(row),
        statement="" if anew and not (listed.is_mine or reads(by)) else row.statement,
        files=() if anew and why_not_run(by) else _files_by_number(row),
        scheme=scheme,
        text=text,
        lines=drawn(text.blocks, ()) if text else (),
        pieces=documents_of(result.script.ref) if shows else (),
        criteria=() if anew else _criteria(result, scheme),
        comment="" if anew else result.settlement.comment,
        stands=None if anew else result.settlement.as_judged(),
        settlement=result.settlement.ref,
        reasons=row.reasons,
        steps=tuple(steps),
        anew=given_anew,
        anew_comment=anew_comment,
        holder="" if anew or listed.is_mine else row.holder,
        brief_text=whole_text(result.script.window.brief) if shows else "",
        beside=parts_beside(carried) if shows else (),
        standing=carried.lines(mark_scheme(result.script.window.scheme)) if carried and not anew else (),
        bearing=bearing_cases(result) if about_cases else (),
        cases=appealed_cases(result.script) if about_cases else (),
        earlier=() if anew else tuple(line_of(each) for each in row.decided_before()),
    )


def why_not_decide_this(row: Review, *, by: Actor, at: datetime) -> Refusal | None:
    """Why this actor does not decide this review, whoever has it."""
    script = Script.objects.with_facts().get(pk=row.result.script_id)
    facts = facts_of([script])[script.pk]
    kind = ReviewKind(row.kind)
    involved = involved_in([script.pk]).get((script.pk, kind), {})
    return why_not_review(kind, by, script=facts, reviewer=marker_of(by), involved=involved, at=at)


def why_gone(ref: UUID, *, by: Actor) -> Refusal | None:
    """Why a review that this assessor could mark anew is not theirs to see any more; in at most two statements."""
    if (
        Review.objects.seen_by(by).filter(ref=ref).exists()
        or not Review.objects.offered_to(by).filter(ref=ref).exists()
    ):
        return None
    return Refusal("taken_by_other", "Somebody else has taken it.", "Choose another one.")


def review_file(ref: UUID, number: int, *, by: Actor) -> FileCopy:
    """A file of evidence: as it is for whoever gave it, and for those who see the review by number a copy without what
    says whose it is, not even its name. What was given with what is marked anew, before that took no evidence any more,
    is for those alone who run assessment.

    :raises Review.DoesNotExist: if it is not theirs to see. :raises ReviewFile.DoesNotExist: if there is none, or no
        such copy was made of it.
    """
    own = Review.objects.asked_by(by).filter(ref=ref).first()
    if own is not None:
        return copy_of(own.files.get(number=number).file_id)
    rows = Review.objects.seen_by(by)
    if why_not_run(by):
        rows = rows.exclude(kind__in=sorted(kind.value for kind in MARKS_ANEW))
    return copy_of(rows.get(ref=ref).files.get(number=number, clean_file__isnull=False).clean_file_id)


def reviewed_script(ref: UUID, *, by: Actor) -> FileCopy:
    """The cleaned copy of the script of a review. :raises Review.DoesNotExist: if it is not theirs, or not yet."""
    rows = Review.objects.seen_by(by).select_related("result")
    return clean_copy(rows.get(ref=ref, taken_by_id=by.person_id).result.script_id)


def reviewed_piece(ref: UUID, number: int, *, by: Actor) -> FileCopy:
    """The cleaned copy of one file of the project of a review. :raises Review.DoesNotExist: as :func:`reviewed_script`.

    :raises VersionPiece.DoesNotExist: if there is no such file.
    """
    rows = Review.objects.seen_by(by).select_related("result__script")
    return clean_piece(rows.get(ref=ref, taken_by_id=by.person_id).result.script.ref, number)


def review_letter(ref: UUID, *, at: datetime) -> ReviewLetter:
    """Whom to write to about a review, how it stands, and what they can ask for next.

    :raises Review.DoesNotExist: if there is none.
    """
    row = Review.objects.select_related("result__script__enrolment__participant", *_JOINED).get(ref=ref)
    who = row.result.script.enrolment.participant
    return ReviewLetter(
        ReviewRef(row.ref),
        ScriptRef(row.result.script.ref),
        who.email,
        who.name,
        REVIEW_NAMES[ReviewKind(row.kind)],
        row.answer_by,
        row.state == ReviewState.DECIDED.value,
        _next_of(row, at=at),
    )


def late_questions(*, at: datetime) -> tuple[ReviewRef, ...]:
    """What is not decided though its day is over, what waits longest first; in one statement."""
    rows = Review.objects.filter(state__in=_OPEN, answer_by__lte=at).order_by("answer_by", "pk")
    return tuple(ReviewRef(ref) for ref in rows.values_list("ref", flat=True))


def line_of(row: Review, *, sets_aside: bool = False) -> ReviewLine:
    """A review as its participant and the record list it; ``sets_aside``: it set the decision of a case aside."""
    effect = Effect(row.effect) if row.effect else None
    also = "; the decision of a case no longer bears on it" if sets_aside else ""
    return ReviewLine(
        ref=ReviewRef(row.ref),
        kind=ReviewKind(row.kind),
        name=REVIEW_NAMES[ReviewKind(row.kind)],
        state=ReviewState(row.state),
        state_name=REVIEW_STATE_NAMES[ReviewState(row.state)],
        asked_at=row.asked_at,
        answer_by=row.answer_by,
        effect=effect,
        effect_name=f"{EFFECT_NAMES[effect]}{also}" if effect else "",
        decided_at=row.decided_at,
    )


def _row(row: Review, why_not: Refusal | None, *, by: Actor, at: datetime) -> ReviewRow:
    line = line_of(row)
    return ReviewRow(
        ref=line.ref,
        number=row.result.script.number,
        cohort=row.result.script.window.cohort.title,
        name=line.name,
        state=line.state,
        state_name=line.state_name,
        asked_at=line.asked_at,
        answer_by=line.answer_by,
        is_late=row.state in _OPEN and at >= row.answer_by,
        is_mine=row.taken_by_id == by.person_id,
        effect_name=line.effect_name,
        why_not=why_not,
    )


def _grounds(row: Review) -> tuple[str, ...]:
    """The grounds in the policy's words; as they were noted where the policy no longer has them."""
    terms = policy_of(row.result.script.window).reviews.of(ReviewKind(row.kind))
    says = {ground.code: ground.says for ground in terms.grounds} if terms else {}
    return tuple(says.get(code, code) for code in row.grounds)


def _files(row: Review) -> tuple[ReviewFileLine, ...]:
    return tuple(
        ReviewFileLine(each.number, each.file.name, each.file.size, each.file.sha256)
        for each in row.files.select_related("file").order_by("number")
    )


def _files_by_number(row: Review) -> tuple[ReviewFileLine, ...]:
    """The same for those who know a number: what somebody called a file often says who they are."""
    return tuple(
        ReviewFileLine(
            each.number,
            each.clean_file.name if each.clean_file else f"Evidence {each.number}",
            each.file.size,
            each.file.sha256,
            is_open=each.clean_file is not None,
        )
        for each in row.files.select_related("file", "clean_file").order_by("number")
    )


def _criteria(result: Result, scheme: MarkScheme) -> tuple[ReviewedCriterion, ...]:
    rows = Marking.objects.filter(allocation__script_id=result.script_id, allocation__ended_at=None)
    sheets = [row.as_sheet() for row in rows.prefetch_related("marks").order_by("allocation__seat")]
    told = {each.code: each for each in result.settlement.marks.all()}
    out = {code for code, each in told.items() if each.feedback.startswith(NOT_COUNTED)}
    before = settled_before(result.script_id, out) if out else {}
    aside = told if result.outcome == Outcome.VOIDED.value else out
    anew = anew_since(result, aside) if aside else {}
    return tuple(
        ReviewedCriterion(
            criterion,
            tuple(sheet.marks.get(criterion.code, Mark()) for sheet in sheets),
            Mark(told[criterion.code].mark, told[criterion.code].reason),
            told[criterion.code].feedback,
            *_before(criterion.code, before, anew),
        )
        for criterion in scheme.criteria
    )


def _before(code: str, settled: Mapping[str, SettledMark], anew: Mapping[str, Mark]) -> tuple[Mark | None, str]:
    """What counted last on a criterion while no case left it out of account, and what its participant read of it."""
    if code in anew:
        return anew[code], anew[code].reason
    if code in settled:
        return Mark(settled[code].mark, settled[code].reason), settled[code].feedback
    return None, ""
