"""Judgements that come back in a file: a line for each criterion of each script that was handed over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from goldenthread.assessment.rules.carrying import asked_in
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import Criterion, MarkScheme

HEADER = ("script", "criterion", "title", "mark", "reason")
MOST_BYTES = 5_000_000
MEND = "Fill in judgements.csv from the hand-over, and save it as CSV."
MOST_FAULTS = 12
_FIGURES = re.compile(r"([0-9]{1,4})(?:[.,]0*)?")


@dataclass(frozen=True)
class Handed:
    """A script that may be judged: every marking of it, and whether somebody has looked at it already."""

    sheets: tuple[MarkSheet, ...]
    is_looked_at: bool


def seat_letter(seat: int) -> str:
    """What a seat is called in a hand-over."""
    return ascii_uppercase[(seat - 1) % 26]


def read_judgements(
    table: Sequence[tuple[int, Sequence[str]]], scheme: MarkScheme, handed: Mapping[str, Handed]
) -> Mapping[str, MarkSheet]:
    """The judgements of a file, by the number of the script; scripts on whose lines nothing is filled in are left out.

    :raises Refused: with everything that is wrong, by line, where anything is; then nothing of it may be taken.
    """
    names = [cell.strip().lower() for cell in table[0][1]] if table else []
    if not {"script", "criterion", "mark", "reason"} <= set(names):
        says = "The first line does not name the columns script, criterion, mark and reason."
        raise Refused(Refusal("no_header", says, MEND))
    faults: list[tuple[int, str]] = []
    marks: dict[str, dict[str, Mark]] = {}
    lines: dict[tuple[str, str], int] = {}
    unread: set[tuple[str, str]] = set()
    asked = {number: asked_in(each.sheets, scheme) for number, each in handed.items()}
    for line, cells in table[1:]:
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        number, code, said = row.get("script", ""), row.get("criterion", ""), row.get("mark", "")
        if not any(row.values()):
            continue
        own = marks.setdefault(number, {})
        lines.setdefault((number, ""), line)
        fault = _fault(number, code, said, own, asked)
        if fault:
            faults.append((line, f"Line {line}: {fault}"))
            unread.add((number, code))
        else:
            own[code] = Mark(_whole(said), _plain(row.get("reason", "")))
            lines[number, code] = line
    found = {number: MarkSheet(own) for number, own in marks.items() if number in handed and _is_filled_in(own)}
    for number, sheet in found.items():
        read = asked[number].only([c.code for c in asked[number].criteria if (number, c.code) not in unread])
        for code, says in _lacks(sheet, read, handed[number]):
            at = lines.get((number, code)) if code else None
            place = f"Line {at}: script" if at else "Script"
            faults.append((at or lines[number, ""], f"{place} {number}{says}"))
    if faults:
        said_all = [says for _, says in sorted(faults, key=lambda each: each[0])]
        more = len(faults) - MOST_FAULTS
        tail = [f"And {more} more."] if more > 0 else []
        raise Refused(
            Refusal("faulty_judgements", " ".join([*said_all[:MOST_FAULTS], *tail]), "Nothing was taken. " + MEND)
        )
    if not found:
        raise Refused(Refusal("no_judgements", "No line of the file is filled in.", MEND))
    return found


def _fault(number: str, code: str, said: str, own: Mapping[str, Mark], asked: Mapping[str, MarkScheme]) -> str:
    """What is wrong with a line by itself."""
    if number not in asked:
        return f"there is no script “{number}” in this sample."
    criterion = next((each for each in asked[number].criteria if each.code == code), None)
    if criterion is None:
        return f"there is no criterion “{code}”."
    if code in own:
        return f"{code} of script {number} stands twice."
    mark = _whole(said)
    if said and mark is None:
        return f"“{said}” is not a mark. {code} has {_scale(criterion)}."
    if mark is not None and mark not in criterion.marks:
        return f"{mark} is not a mark of {code} {criterion.title}, which has {_scale(criterion)}."
    return ""


def _whole(said: str) -> int | None:
    """A mark as spreadsheets save it: 3, or 3.0 where a column holds figures with places behind the point."""
    figures = _FIGURES.fullmatch(said)
    return int(figures[1]) if figures else None


def _scale(criterion: Criterion) -> str:
    *most, last = map(str, criterion.marks)
    return f"{', '.join(most)} or {last}" if most else last


def _is_filled_in(own: Mapping[str, Mark]) -> bool:
    return any(mark.mark is not None or mark.reason for mark in own.values())


def _lacks(sheet: MarkSheet, scheme: MarkScheme, handed: Handed) -> list[tuple[str, str]]:
    """Why a script's judgement cannot be taken, each by the criterion it is about, or none where it is about all."""
    if handed.is_looked_at:
        return [("", " has been looked at already: empty its lines.")]
    found = ((c.code, why_not_settle(sheet, scheme.only([c.code]), handed.sheets)) for c in scheme.criteria)
    return [(code, f": {refusal.says}") for code, refusal in found if refusal]


def _plain(reason: str) -> str:
    """A reason without the apostrophe that keeps spreadsheets from running it."""
    return reason[1:] if reason[:1] == "'" and reason[1:2] in tuple("=+-@") else reason
