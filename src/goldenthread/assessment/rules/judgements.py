"""Judgements that come back in a file: a line for each criterion of each script that was handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from goldenthread.assessment.rules.carrying import asked_in
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import MarkScheme

HEADER = ("script", "criterion", "title", "mark", "reason")
MOST_BYTES = 5_000_000
MEND = "Fill in judgements.csv from the hand-over, and save it as CSV."
MOST_FAULTS = 12


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
    faults: list[str] = []
    marks: dict[str, dict[str, Mark]] = {}
    asked = {number: asked_in(each.sheets, scheme) for number, each in handed.items()}
    for line, cells in table[1:]:
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        number, code, said = row.get("script", ""), row.get("criterion", ""), row.get("mark", "")
        if not any(row.values()):
            continue
        own = marks.setdefault(number, {})
        fault = _fault(number, code, said, own, asked, handed)
        if fault:
            faults.append(f"Line {line}: {fault}")
        else:
            own[code] = Mark(int(said) if said else None, _plain(row.get("reason", "")))
    found = {number: MarkSheet(own) for number, own in marks.items() if number in handed and _is_filled_in(own)}
    if not faults:
        faults = [says for number, sheet in found.items() if (says := _why_not(number, sheet, scheme, handed[number]))]
    if faults:
        more = len(faults) - MOST_FAULTS
        tail = [f"And {more} more."] if more > 0 else []
        raise Refused(
            Refusal("faulty_judgements", " ".join([*faults[:MOST_FAULTS], *tail]), "Nothing was taken. " + MEND)
        )
    if not found:
        raise Refused(Refusal("no_judgements", "No line of the file is filled in.", MEND))
    return found


def _fault(
    number: str,
    code: str,
    said: str,
    own: Mapping[str, Mark],
    asked: Mapping[str, MarkScheme],
    handed: Mapping[str, Handed],
) -> str:
    """What is wrong with a line by itself."""
    if number not in handed:
        return f"there is no script “{number}” in this sample."
    if code not in {criterion.code for criterion in asked[number].criteria}:
        return f"there is no criterion “{code}”."
    if code in own:
        return f"{code} of script {number} stands twice."
    if said and not (said.isascii() and said.isdecimal() and len(said) < 5):
        return f"“{said}” is not a mark."
    return ""


def _is_filled_in(own: Mapping[str, Mark]) -> bool:
    return any(mark.mark is not None or mark.reason for mark in own.values())


def _why_not(number: str, sheet: MarkSheet, scheme: MarkScheme, handed: Handed) -> str:
    """Why a script's judgement cannot be taken; empty if it can."""
    if handed.is_looked_at:
        return f"Script {number} has been looked at already: empty its lines."
    refusal = why_not_settle(sheet, asked_in(handed.sheets, scheme), handed.sheets)
    return f"Script {number}: {refusal.says} {refusal.mend}" if refusal else ""


def _plain(reason: str) -> str:
    """A reason without the apostrophe that keeps spreadsheets from running it."""
    return reason[1:] if reason[:1] == "'" and reason[1:2] in tuple("=+-@") else reason
