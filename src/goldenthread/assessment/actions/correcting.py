"""Correct a released result. What had been told stays in the record; those who were told are told again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Correction, Marking, Result, Script, SettledMark, Settlement
from goldenthread.assessment.queries.carrying import scheme_with
from goldenthread.assessment.queries.case_effects import standing_rulings, told_in
from goldenthread.assessment.queries.correcting import corrected_sheets
from goldenthread.assessment.queries.counting import counted_of, standing_version
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.rules.cases import not_counted, taken_up, without_parts
from goldenthread.assessment.rules.correcting import (
    NOTHING_CHANGES,
    VOIDED,
    corrected_meanwhile,
    nothing_counts,
    why_not_correct,
    why_not_correct_this,
    why_not_say,
)
from goldenthread.assessment.rules.limits import with_penalty
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.types.carrying import Carried
from goldenthread.assessment.types.marking import Judged, Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import MarkScheme


@dataclass(frozen=True)
class Standing:
    """A released result under lock, with what was given and what stands."""

    result: Result
    script: Script
    scheme: MarkScheme
    sheets: tuple[MarkSheet, ...]
    marker_ids: frozenset[int]
    carried: Carried | None = None


@dataclass(frozen=True)
class Kept:
    """What stands from a correction on: what it came to, and for each criterion its code, mark, reason, and what the
    participant is told. ``settled_by``: whose marks they are."""

    judged: Judged
    penalty_says: str
    comment: str
    lines: tuple[tuple[str, int, str, str], ...]
    settled_by: int


@atomic
def correct_result(script: UUID, settled: SettlementSheet, *, why: str, by: Actor, at: datetime, seen: UUID) -> Judged:
    """Let other marks stand for a script whose result is out, with a reason that its participant reads.

    ``seen`` is the settlement that stood when this person looked. The same sent twice is one.

    :raises Refused: if this actor may not, the result is not out, nothing would change, a reason is missing, or
        another correction has come since.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    refusal = why_not_correct(by)
    if refusal:
        raise Refused(refusal)
    row = locked_script(Script.objects.seen_by(by).only("ref").get(ref=script).ref)
    found = standing_result(row)
    ids = found.marker_ids if found else frozenset()
    refusal = why_not_correct_this(facts_of([row])[row.pk], marker_of(by), marker_ids=ids) or why_not_say(why)
    if refusal or found is None:
        raise Refused(refusal or NOTHING_CHANGES)
    if found.result.settlement.ref != seen:
        if _is_theirs(found, settled, by):
            return found.result.settlement.as_judged()
        told = found.result
        raise Refused(corrected_meanwhile(told.outcome, told.total, corrected_at=told.corrected_at))
    refusal = why_not_settle(settled.sheet, found.scheme, found.sheets)
    if refusal:
        raise Refused(refusal)
    return correct(found, settled, cause=Cause.HAND, why=why, by=by, at=at)[1]


def locked_script(ref: UUID) -> Script:
    """A script under lock: corrections and decisions about it come one after the other. Whoever calls this has found
    out that it may be seen."""
    return Script.objects.with_facts().select_for_update(of=("self",)).get(ref=ref)


def standing_result(row: Script) -> Standing | None:
    """The result of a script that the caller has locked, with every marking of it; ``None`` if it is not out."""
    # Asked for only now that the script is locked: what was read along with the lock could be from before it.
    result = Result.objects.select_related("settlement").filter(script=row).first()
    if result is None:
        return None
    markings = list(
        Marking.objects.filter(allocation__script=row, allocation__ended_at=None)
        .select_related("allocation")
        .prefetch_related("marks")
        .order_by("allocation__seat")
    )
    scheme, carried = scheme_with(row)
    return Standing(
        result,
        row,
        scheme,
        corrected_sheets(markings).sheets,
        frozenset(marking.allocation.marker_id for marking in markings),
        carried,
    )


def correct(
    found: Standing,
    settled: SettlementSheet,
    *,
    cause: Cause,
    why: str,
    by: Actor,
    at: datetime,
    frees: bool = False,
    waits: bool = False,
) -> tuple[Correction, Judged]:
    """Keep other marks for a result that the caller has locked, and tell everybody who was told.

    Marks that do not count by a decided case do not count here either. With ``frees`` such a decision was set aside in
    this transaction: the result changes even where its marks do not. With ``waits`` whoever gives the marks does not
    see what a case decided: what nobody has confirmed yet goes on waiting until somebody does.

    :raises Refused: if nothing that counts would change, or a decided case has voided the result.
    """
    row, result = found.script, found.result
    ruling = standing_rulings([row.pk]).get(row.pk)
    if ruling is not None and ruling.is_voided:
        raise Refused(VOIDED)
    parts = ruling.parts if ruling else frozenset[str]()
    if ruling and waits:
        parts = taken_up(told_in(result.settlement), ruling)
    settled = replace(settled, sheet=without_parts(settled.sheet, found.scheme, parts))
    lines = _lines(found, settled, parts)
    same = lines == lines_of(result.settlement) and settled.sheet.comment.strip() == result.settlement.comment
    if same and not frees:
        raise Refused(nothing_counts(parts) if parts else NOTHING_CHANGES)
    penalty = counted_of(standing_version(row.pk), policy_of(row.window).words).penalty
    judged = with_penalty(reckon(settled.sheet, found.scheme), penalty, found.scheme)
    kept = Kept(judged, penalty.says if penalty else "", settled.sheet.comment.strip(), tuple(lines), by.person_id)
    return keep_correction(found, kept, cause=cause, why=why, by=by, at=at), judged


def keep_correction(
    found: Standing, kept: Kept, *, cause: Cause, why: str, by: Actor, at: datetime, outcome: Outcome | None = None
) -> Correction:
    """Keep what stands from now on, and tell everybody who was told. With ``outcome`` the result is voided, whatever
    the marks come to."""
    row, result = found.script, found.result
    settlement = Settlement.objects.create(
        script=row,
        moderator_id=kept.settled_by,
        total=kept.judged.total,
        penalty=kept.judged.penalty,
        penalty_says=kept.penalty_says,
        outcome=kept.judged.outcome.value,
        comment=kept.comment,
        settled_at=at,
    )
    SettledMark.objects.bulk_create(
        SettledMark(settlement=settlement, code=code, mark=mark, reason=reason, feedback=feedback)
        for code, mark, reason, feedback in kept.lines
    )
    correction = Correction.objects.create(
        result=result,
        before=result.settlement,
        settlement=settlement,
        outcome_before=result.outcome,
        outcome=outcome.value if outcome else settlement.outcome,
        cause=cause.value,
        reason=why.strip(),
        by_id=by.person_id,
        at=at,
    )
    result.settlement, result.outcome = settlement, correction.outcome
    result.total, result.corrected_at = 0 if outcome else settlement.total, at
    result.save(update_fields=["settlement", "outcome", "total", "corrected_at"])
    audit(
        by=str(by),
        did="assessment.correct",
        to=str(row.ref),
        at=at,
        outcome=correction.outcome,
        before=correction.outcome_before,
    )
    facts = {"correction": str(correction.ref), "result": str(result.ref), "enrolment": str(row.enrolment.ref)}
    post(Notice("assessment.corrected", facts), at=at)
    return correction


def _lines(
    found: Standing, settled: SettlementSheet, parts: frozenset[str] = frozenset()
) -> list[tuple[str, int, str, str]]:
    """For each criterion its code, mark, reason, and what the participant is told: as before where nothing is said.
    What stands from an earlier attempt stays as it is, and what is said of ``parts``, whose marks do not count."""
    before = {line[0]: line for line in lines_of(found.result.settlement)}
    told = {code: feedback for code, _, _, feedback in before.values()}
    marks = settled.sheet.marks
    own = [
        (
            c.code,
            marks[c.code].mark or 0,
            marks[c.code].reason.strip(),
            settled.feedback.get(c.code, "").strip() or told[c.code],
        )
        if c.code not in parts
        else (c.code, marks[c.code].mark or 0, before[c.code][2], not_counted(told[c.code]))
        for c in sorted(found.scheme.criteria, key=lambda c: c.code)
    ]
    stood = found.carried.codes if found.carried else frozenset()
    kept = [line for code, line in before.items() if code in stood]
    return sorted([*own, *kept], key=lambda line: line[0])


def lines_of(settlement: Settlement) -> list[tuple[str, int, str, str]]:
    """What a settlement gave for each criterion: its code, mark, reason, and what is told; in one statement."""
    return [(each.code, each.mark, each.reason, each.feedback) for each in settlement.marks.order_by("code")]


def _is_theirs(found: Standing, settled: SettlementSheet, by: Actor) -> bool:
    """Whether what stands is what this person sends once more."""
    stands, marks = found.result.settlement, settled.sheet.marks
    if stands.moderator_id != by.person_id or any(
        marks.get(c.code, Mark()).mark is None for c in found.scheme.criteria
    ):
        return False
    ruling = standing_rulings([found.script.pk]).get(found.script.pk)
    parts = ruling.parts if ruling else frozenset[str]()
    sheet = without_parts(settled.sheet, found.scheme, parts)
    return _lines(found, replace(settled, sheet=sheet), parts) == lines_of(stands)
