"""Marks as rulings have corrected them. What a marker gave is kept as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.assessment.models import MarkCorrection, Marking
from goldenthread.assessment.rules.ruling import why_corrected
from goldenthread.assessment.types.marking import MarkSheet


@dataclass(frozen=True)
class Corrected:
    """The sheets of markings in their order with what was corrected, and why, by criterion code."""

    sheets: tuple[MarkSheet, ...]
    why: Mapping[str, str]


def corrected_sheets(markings: Sequence[Marking]) -> Corrected:
    """What counts of markings when a script is settled, in one statement; wants ``allocation`` and ``marks``."""
    found = {
        (each.allocation_id, each.code): each
        for each in MarkCorrection.objects.filter(allocation__in=[m.allocation_id for m in markings])
    }
    sheets, why = [], dict[str, list[str]]()
    for marking in markings:
        sheet = marking.as_sheet()
        marks = dict(sheet.marks)
        for code, mark in sheet.marks.items():
            change = found.get((marking.allocation_id, code))
            if change:
                marks[code] = replace(mark, mark=change.after)
                why.setdefault(code, []).append(why_corrected(marking.allocation.seat, change.before, change.after))
        sheets.append(replace(sheet, marks=marks))
    return Corrected(tuple(sheets), {code: " ".join(each) for code, each in why.items()})
