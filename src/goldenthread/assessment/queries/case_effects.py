"""Which decided cases bear on results, and what their participants read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from goldenthread.assessment.models import CaseDecision, Result, Script, SettledMark, Settlement
from goldenthread.assessment.rules.cases import NOT_COUNTED, effect_for_staff, effect_in_words, is_left_over
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.cases import Effect, Nature
from goldenthread.assessment.types.words import Outcome

BEARING = (Effect.PART.value, Effect.VOIDED.value)


def standing_rulings(scripts: Iterable[int]) -> Mapping[int, StandingRuling]:
    """What decided cases do to the results of these scripts, by id; in one statement. What an appeal set aside does
    nothing."""
    found: dict[int, StandingRuling] = {}
    for row in bearing_on(scripts).select_related("case").order_by("pk"):
        effect, nature = Effect(row.effect), Nature(row.nature)
        says = effect_in_words(effect, row.parts, nature=nature)
        staff = effect_for_staff(effect, row.parts, nature=nature)
        one = StandingRuling(effect is Effect.VOIDED, frozenset(row.parts), (says,), row.case.ref, (staff,))
        before = found.get(row.case.script_id)
        found[row.case.script_id] = one if before is None else _both(before, one)
    return found


def bearing_on(scripts: Iterable[int]) -> QuerySet[CaseDecision]:
    """The decisions that bear on the results of these scripts."""
    return bearing().filter(case__script__in=list(scripts))


def bearing() -> QuerySet[CaseDecision]:
    """The decisions that bear on results, without those that an appeal set aside."""
    return CaseDecision.objects.filter(effect__in=BEARING, set_aside_by=None)


def settled_before(script: int, codes: Iterable[str]) -> Mapping[str, SettledMark]:
    """By criterion what was settled last while its mark still counted; in one statement."""
    rows = SettledMark.objects.filter(settlement__script=script, code__in=sorted(codes))
    counted = rows.exclude(feedback__startswith=NOT_COUNTED).order_by("settlement_id", "pk")
    return {each.code: each for each in counted}


def is_left(script: Script) -> bool:
    """Whether a result that is out does not have yet what decided cases make of it; in three statements."""
    result, ruling = Result.objects.select_related("settlement").filter(script=script).first(), ruling_of(script)
    if result is None or result.outcome == Outcome.VOIDED.value:
        return False
    return is_left_over(told_in(result.settlement), ruling)


def told_in(settlement: Settlement) -> Mapping[str, str]:
    """By criterion what is told on it; in one statement where the marks are not fetched."""
    return {each.code: each.feedback for each in settlement.marks.all()}


def ruling_of(script: Script) -> StandingRuling:
    """What decided cases do to the result of a script, where any do; in one statement."""
    none = StandingRuling(is_voided=False, parts=frozenset(), says=(), case=script.ref)
    return standing_rulings([script.pk]).get(script.pk, none)


def _both(first: StandingRuling, second: StandingRuling) -> StandingRuling:
    return replace(
        second,
        is_voided=first.is_voided or second.is_voided,
        parts=first.parts | second.parts,
        says=(*first.says, *second.says),
        told_staff=(*first.told_staff, *second.told_staff),
    )
