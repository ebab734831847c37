"""Marks as rulings have corrected them. What a marker gave is kept as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from goldenthread.assessment.models import CarryDecision, MarkCorrection, Marking
from goldenthread.assessment.queries.carrying import schemes_of
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.ruling import why_corrected
from goldenthread.assessment.types.marking import Judged, MarkSheet


@dataclass(frozen=True)
class Corrected:
    """The sheets of markings in their order with what was corrected, and why, by criterion code."""

    sheets: tuple[MarkSheet, ...]
    why: Mapping[str, str]


def corrected_sheets(markings: Sequence[Marking]) -> Corrected:
    """What counts of markings when a script is settled, in one statement; wants ``allocation`` and ``marks``."""
    found = {
        (each.allocation_id, each.code): each
        for each in MarkCorrection.objects.filter(allocation__in=[m.allocation_id for m in markings]).select_related(
            "ruling"
        )
    }
    sheets, why = [], dict[str, list[str]]()
    for marking in markings:
        sheet = marking.as_sheet()
        marks = dict(sheet.marks)
        for code, mark in sheet.marks.items():
            change = found.get((marking.allocation_id, code))
            if change:
                marks[code] = replace(mark, mark=change.after)
                says = why_corrected(
                    marking.allocation.seat, change.before, change.after, on_total=change.ruling.on_total
                )
                why.setdefault(code, []).append(says)
        sheets.append(replace(sheet, marks=marks))
    return Corrected(tuple(sheets), {code: " ".join(each) for code, each in why.items()})


def corrected_in(states: Collection[str]) -> Mapping[int, Judged]:
    """What markings come to, by their id, that are corrected or beside which marks that stand were; of scripts in these
    states. In one statement where nothing is corrected, and in eleven at most whatever is."""
    changed = MarkCorrection.objects.filter(allocation=OuterRef("allocation"))
    carried = CarryDecision.objects.filter(version__script=OuterRef("allocation__script"))
    rows = Marking.objects.filter(
        Exists(changed) | Exists(carried), allocation__ended_at=None, allocation__script__state__in=states
    )
    found = list(rows.select_related("allocation__script__window").prefetch_related("marks").order_by("pk"))
    if not found:
        return {}
    schemes = schemes_of(marking.allocation.script for marking in found)
    sheets = corrected_sheets(found).sheets
    return {
        marking.pk: reckon(sheet, schemes[marking.allocation.script_id])
        for marking, sheet in zip(found, sheets, strict=True)
    }
