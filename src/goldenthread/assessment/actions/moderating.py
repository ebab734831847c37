"""Settle a script that has been marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import Marking, Script, SettledMark, Settlement
from goldenthread.assessment.queries.correcting import corrected_sheets
from goldenthread.assessment.queries.counting import counted_of, standing_version
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.rules.agreement import agreed_sheet
from goldenthread.assessment.rules.limits import with_penalty
from goldenthread.assessment.rules.moderating import (
    chosen_by_agreement,
    composed,
    settle,
    settled_meanwhile,
    why_not_seat_moderator,
)
from goldenthread.assessment.rules.ruling import explained
from goldenthread.assessment.types.marking import Judged, Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme


@atomic
def settle_script(
    script: UUID, settled: SettlementSheet, *, by: Actor, at: datetime, seen: UUID | None = None
) -> Judged:
    """Agree one mark for each criterion. What the markers said goes to the participant unless the moderator wrote
    something else; until release a script can be settled again, and every settlement is kept.

    ``seen`` is the settlement that stood when this moderator looked, ``None`` if none did. The same sent twice is one.

    :raises Refused: if this actor may not, marking is not finished, a mark or reason is missing, or another settlement
        has come since.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    found = _marked(script, by=by)
    last = found.row.settlements.prefetch_related("marks").order_by("-id").first()
    if last is not None and last.ref != seen:
        if last.moderator_id != by.person_id or not _says_the_same(last, settled, found):
            raise Refused(settled_meanwhile(last.outcome, last.total))
        return last.as_judged()
    return _settle(found, settled, did="assessment.settle", by=by, at=at)


@atomic
def accept_agreed(script: UUID, *, by: Actor, at: datetime) -> Judged:
    """Settle a script on the marks that both markers agree on, as the policy's rule has them: one press, and still this
    moderator's decision. The participant reads what the markers said.

    :raises Refused: if this actor may not, the markings do not agree so far that marks follow, or it is settled.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    found = _marked(script, by=by)
    agreed = agreed_sheet(found.sheets, found.scheme, policy_of(found.row.window).agreement)
    sheet = chosen_by_agreement(State(found.row.state), agreed)
    return _settle(found, SettlementSheet(sheet), did="assessment.accept_agreed", by=by, at=at)


@dataclass(frozen=True)
class _Marked:
    """A script under lock, with what was given for it, and why marks were corrected, by criterion code."""

    row: Script
    scheme: MarkScheme
    sheets: tuple[MarkSheet, ...]
    marker_ids: frozenset[int]
    corrected: Mapping[str, str]


def _marked(ref: UUID, *, by: Actor) -> _Marked:
    rows = Script.objects.seen_by(by).with_facts()
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    markings = list(
        Marking.objects.filter(allocation__script=row, allocation__ended_at=None)
        .select_related("allocation")
        .prefetch_related("marks")
        .order_by("allocation__seat")
    )
    corrected = corrected_sheets(markings)
    return _Marked(
        row,
        mark_scheme(row.window.scheme),
        corrected.sheets,
        frozenset(marking.allocation.marker_id for marking in markings),
        corrected.why,
    )


def _lines(settled: SettlementSheet, found: _Marked) -> list[tuple[str, int | None, str, str]]:
    """For each criterion its code, mark, reason, and what the participant is told."""
    marks = settled.sheet.marks
    return [
        (
            c.code,
            marks.get(c.code, Mark()).mark,
            explained(marks.get(c.code, Mark()).reason.strip(), found.corrected.get(c.code, "")),
            settled.feedback.get(c.code, "").strip() or composed(c.code, found.sheets),
        )
        for c in found.scheme.criteria
    ]


def _says_the_same(last: Settlement, settled: SettlementSheet, found: _Marked) -> bool:
    before = sorted((each.code, each.mark, each.reason, each.feedback) for each in last.marks.all())
    return before == sorted(_lines(settled, found)) and last.comment == settled.sheet.comment.strip()


def _settle(found: _Marked, settled: SettlementSheet, *, did: str, by: Actor, at: datetime) -> Judged:
    row, scheme, sheets = found.row, found.scheme, found.sheets
    judged = settle(
        facts_of([row])[row.pk],
        marker_of(by),
        settled.sheet,
        scheme,
        markings=sheets,
        marker_ids=found.marker_ids,
    )
    penalty = counted_of(standing_version(row.pk), policy_of(row.window).words).penalty
    judged = with_penalty(judged, penalty, scheme)

    settlement = Settlement.objects.create(
        script=row,
        moderator_id=by.person_id,
        total=judged.total,
        penalty=judged.penalty,
        penalty_says=penalty.says if penalty else "",
        outcome=judged.outcome.value,
        comment=settled.sheet.comment.strip(),
        settled_at=at,
    )
    SettledMark.objects.bulk_create(
        SettledMark(settlement=settlement, code=code, mark=settled.sheet.given[code], reason=reason, feedback=feedback)
        for code, _, reason, feedback in _lines(settled, found)
    )
    take_step(row, Event.SETTLE, by=by, at=at)
    off = {"penalty": str(judged.penalty)} if judged.penalty else {}
    audit(by=str(by), did=did, to=str(row.ref), at=at, outcome=judged.outcome.value, **off)
    post(Notice("assessment.settled", {"script": str(row.ref)}), at=at)
    return judged
