"""Which decided cases bear on results, and what their participants read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from goldenthread.assessment.models import CaseDecision
from goldenthread.assessment.rules.cases import effect_in_words
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.cases import Effect, Nature

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


def _both(first: StandingRuling, second: StandingRuling) -> StandingRuling:
    return replace(
        second,
        is_voided=first.is_voided or second.is_voided,
        parts=first.parts | second.parts,
        says=(*first.says, *second.says),
    )
