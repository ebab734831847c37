"""Settle a script that has been marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import Marking, Script, SettledMark, Settlement, StruckWords
from goldenthread.assessment.queries.carrying import scheme_with
from goldenthread.assessment.queries.correcting import Corrected, corrected_sheets
from goldenthread.assessment.queries.counting import counted_of, standing_version
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.given import markings_of, third_of
from goldenthread.assessment.rules.agreement import agree
from goldenthread.assessment.rules.carrying import EARLIER_CORRECTED, with_carried
from goldenthread.assessment.rules.feedback import OVER_ALL, composed, why_not_compose, why_not_strike
from goldenthread.assessment.rules.limits import with_penalty
from goldenthread.assessment.rules.moderating import (
    chosen_by_agreement,
    settle,
    settled_meanwhile,
    why_not_moderate,
    why_not_seat_moderator,
)
from goldenthread.assessment.rules.ruling import explained
from goldenthread.assessment.types.carrying import Carried
from goldenthread.assessment.types.marking import Judged, Mark, MarkSheet, Third
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import MarkScheme


@atomic
def settle_script(
    script: UUID, settled: SettlementSheet, *, by: Actor, at: datetime, seen: UUID | None = None
) -> Judged:
    """Agree one mark for each criterion. What the markers said goes to the participant; what is left out of it is
    struck out by name, and kept. Until release a script can be settled again, and every settlement is kept.

    ``seen`` is the settlement that stood when this moderator looked, ``None`` if none did. The same sent twice is one.

    :raises Refused: if this actor may not, marking is not finished, a mark or reason is missing, words of a marker are
        neither told nor struck out, or another settlement has come since.
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
    """Settle a script on the marks that follow from its markings by the policy's rule: one press, and still this
    moderator's decision. The participant reads what the markers said, and the sentence of the rule is kept.

    :raises Refused: if this actor may not, the markings do not agree so far that marks follow, or it is settled.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    found = _marked(script, by=by)
    refusal = why_not_moderate(facts_of([found.row])[found.row.pk], marker_of(by), marker_ids=found.marker_ids)
    if refusal:
        raise Refused(refusal)
    rule = policy_of(found.row.window).agreement
    agreed = agree(found.sheets, found.scheme, rule, third=found.third)
    sheet = chosen_by_agreement(State(found.row.state), agreed.sheet)
    accepted = SettlementSheet(sheet)
    return _settle(found, accepted, did="assessment.accept_agreed", by=by, at=at, agreed_says=agreed.says)


@dataclass(frozen=True)
class _Marked:
    """A script under lock, with what was given for it, and why marks were corrected, by criterion code."""

    row: Script
    scheme: MarkScheme
    markings: tuple[Marking, ...]
    third: Third | None
    corrected: Corrected
    carried: Carried | None

    @property
    def by_seat(self) -> dict[int, MarkSheet]:
        """What counts at each seat: what was given, as decisions about markers have corrected it."""
        seats = [marking.allocation.seat for marking in self.markings]
        return dict(zip(seats, self.corrected.sheets, strict=True))

    @property
    def sheets(self) -> tuple[MarkSheet, ...]:
        """What was given, in the order of seats."""
        return tuple(self.by_seat.values())

    @property
    def marker_ids(self) -> frozenset[int]:
        """Who gave it."""
        return frozenset(marking.allocation.marker_id for marking in self.markings)


def _marked(ref: UUID, *, by: Actor) -> _Marked:
    rows = Script.objects.seen_by(by).with_facts()
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    markings, (scheme, carried) = markings_of(row.pk), scheme_with(row)
    return _Marked(
        row,
        scheme,
        tuple(markings),
        third_of(row.pk, markings),
        corrected_sheets(markings),
        carried,
    )


def _lines(settled: SettlementSheet, found: _Marked) -> list[tuple[str, int | None, str, str]]:
    """For each criterion its code, mark, reason, and what the participant is told."""
    marks = settled.sheet.marks
    return [
        (
            c.code,
            marks.get(c.code, Mark()).mark,
            explained(marks.get(c.code, Mark()).reason.strip(), found.corrected.why.get(c.code, "")),
            settled.feedback.get(c.code, "").strip() or composed(c.code, found.by_seat, settled.struck),
        )
        for c in found.scheme.criteria
    ]


def _says_the_same(last: Settlement, settled: SettlementSheet, found: _Marked) -> bool:
    codes = {criterion.code for criterion in found.scheme.criteria}
    stood = [each for each in last.marks.all() if each.code in codes]
    before = sorted((each.code, each.mark, each.reason, each.feedback) for each in stood)
    struck = set(last.struck.values_list("marking__allocation__seat", "code"))
    return (
        before == sorted(_lines(settled, found))
        and last.comment == _over_all(settled, found)
        and struck == set(settled.struck)
    )


def _over_all(settled: SettlementSheet, found: _Marked) -> str:
    return settled.sheet.comment.strip() or composed(OVER_ALL, found.by_seat, settled.struck)


def _why_not_tell(settled: SettlementSheet, found: _Marked) -> Refusal | None:
    """Why what the participant would read is not composed from everything that was said."""
    told = {code: feedback for code, _, _, feedback in _lines(settled, found)}
    codes = [criterion.code for criterion in found.scheme.criteria]
    return why_not_strike(settled.struck, found.by_seat, codes) or why_not_compose(
        {**told, OVER_ALL: _over_all(settled, found)}, found.by_seat, settled.struck, found.scheme
    )


def _settle(
    found: _Marked, settled: SettlementSheet, *, did: str, by: Actor, at: datetime, agreed_says: str = ""
) -> Judged:
    row, scheme, sheets = found.row, found.scheme, found.sheets
    if found.carried is not None and found.carried.is_behind:
        raise Refused(EARLIER_CORRECTED)
    judged = settle(
        facts_of([row])[row.pk],
        marker_of(by),
        settled.sheet,
        scheme,
        markings=sheets,
        marker_ids=found.marker_ids,
    )
    refusal = _why_not_tell(settled, found)
    if refusal:
        raise Refused(refusal)
    penalty = counted_of(standing_version(row.pk), policy_of(row.window).words).penalty
    judged = with_penalty(judged, penalty, scheme)

    settlement = Settlement.objects.create(
        script=row,
        moderator_id=by.person_id,
        total=judged.total,
        penalty=judged.penalty,
        penalty_says=penalty.says if penalty else "",
        outcome=judged.outcome.value,
        comment=_over_all(settled, found),
        agreed_says=agreed_says,
        settled_at=at,
    )
    SettledMark.objects.bulk_create(
        SettledMark(settlement=settlement, code=code, mark=mark, reason=reason, feedback=feedback)
        for code, mark, reason, feedback in with_carried(
            [
                (code, settled.sheet.given[code], reason, feedback)
                for code, _, reason, feedback in _lines(settled, found)
            ],
            found.carried,
        )
    )
    markings = {marking.allocation.seat: marking for marking in found.markings}
    StruckWords.objects.bulk_create(
        StruckWords(settlement=settlement, marking=markings[seat], code=code) for seat, code in sorted(settled.struck)
    )
    take_step(row, Event.SETTLE, by=by, at=at)
    off = {"penalty": str(judged.penalty)} if judged.penalty else {}
    if settled.struck:
        off["struck"] = str(len(settled.struck))
    if found.carried is not None:
        off["stands"] = ", ".join(part.key for part in found.carried.parts)
    audit(by=str(by), did=did, to=str(row.ref), at=at, outcome=judged.outcome.value, **off)
    post(Notice("assessment.settled", {"script": str(row.ref)}), at=at)
    return judged
