"""Which decided cases bear on results, and what their participants read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from goldenthread.assessment.models import CaseDecision, Result, Script
from goldenthread.assessment.rules.cases import effect_in_words, without_parts
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.cases import Effect, Nature
from goldenthread.assessment.types.words import Outcome
from goldenthread.programmes.queries.schemes import mark_scheme

BEARING = (Effect.PART.value, Effect.VOIDED.value)


def standing_rulings(scripts: Iterable[int]) -> Mapping[int, StandingRuling]:
    """What decided cases do to the results of these scripts, by id; in one statement."""
    rows = CaseDecision.objects.filter(case__script__in=list(scripts), effect__in=BEARING).select_related("case")
    found: dict[int, StandingRuling] = {}
    for row in rows.order_by("pk"):
        effect = Effect(row.effect)
        says = effect_in_words(effect, row.parts, nature=Nature(row.nature))
        one = StandingRuling(effect is Effect.VOIDED, frozenset(row.parts), (says,), row.case.ref)
        before = found.get(row.case.script_id)
        found[row.case.script_id] = one if before is None else _both(before, one)
    return found


def is_left(script: Script) -> bool:
    """Whether a result that is out does not have yet what decided cases make of it; in at most four statements."""
    result, ruling = Result.objects.select_related("settlement").filter(script=script).first(), ruling_of(script)
    if result is None or result.outcome == Outcome.VOIDED.value:
        return False
    sheet = result.settlement.as_sheet()
    return ruling.is_voided or without_parts(sheet, mark_scheme(script.window.scheme), ruling.parts) != sheet


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
    )
