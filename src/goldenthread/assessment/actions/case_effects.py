"""What decided cases do to a result when it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import CaseEffect, Script, SettledMark, Settlement, StruckWords
from goldenthread.assessment.queries.case_effects import standing_rulings
from goldenthread.assessment.rules.cases import goes_out, not_counted, without_parts
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.words import Event, Outcome
from goldenthread.ground.actions.record import audit
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme


@dataclass(frozen=True)
class Stands:
    """What goes out: the settlement that stands, and what it comes to."""

    settlement: Settlement
    outcome: str
    total: int


def what_stands(
    scripts: Iterable[Script], newest: Mapping[int, Settlement], *, by: Actor, at: datetime
) -> Mapping[int, Stands]:
    """What goes out for each of these locked scripts: its settlement, or what a decided case makes of it. What that did
    is kept as a ruling, with the settlement before. In one statement where no case bears on them.
    """
    rows = list(scripts)
    rulings = standing_rulings(row.pk for row in rows)
    return {row.pk: _stands(row, newest[row.pk], rulings.get(row.pk), by=by, at=at) for row in rows}


def _stands(script: Script, settled: Settlement, ruling: StandingRuling | None, *, by: Actor, at: datetime) -> Stands:
    if ruling is None:
        return Stands(settled, settled.outcome, settled.total)
    if ruling.is_voided:
        return _kept(script, settled, Stands(settled, Outcome.VOIDED.value, 0), by=by, at=at)
    after = _without(script, settled, ruling, by=by, at=at)
    return _kept(script, settled, Stands(after, after.outcome, after.total), by=by, at=at)


def _without(script: Script, before: Settlement, ruling: StandingRuling, *, by: Actor, at: datetime) -> Settlement:
    """A settlement like the one before, where the marks of some criteria do not count."""
    scheme = mark_scheme(script.window.scheme)
    sheet = without_parts(before.as_sheet(), scheme, ruling.parts)
    judged = goes_out(before.as_sheet(), scheme, ruling, penalty=before.penalty)
    after = Settlement.objects.create(
        script=script,
        moderator_id=before.moderator_id,
        total=judged.total,
        penalty=judged.penalty,
        penalty_says=before.penalty_says,
        outcome=judged.outcome.value,
        comment=before.comment,
        agreed_says=before.agreed_says,
        settled_at=at,
    )
    SettledMark.objects.bulk_create(
        SettledMark(
            settlement=after,
            code=each.code,
            mark=sheet.given[each.code],
            reason=each.reason,
            feedback=not_counted(each.feedback) if each.code in ruling.parts else each.feedback,
        )
        for each in before.marks.order_by("pk")
    )
    StruckWords.objects.bulk_create(
        StruckWords(settlement=after, marking_id=each.marking_id, code=each.code)
        for each in before.struck.order_by("pk")
    )
    take_step(script, Event.SETTLE, by=by, at=at)
    return after


def _kept(script: Script, before: Settlement, stands: Stands, *, by: Actor, at: datetime) -> Stands:
    after, outcome = stands.settlement, stands.outcome
    CaseEffect.objects.create(script=script, before=before, after=after, outcome=outcome, by_id=by.person_id, at=at)
    audit(by=str(by), did="assessment.apply_ruling", to=str(script.ref), at=at, outcome=outcome)
    return stands
