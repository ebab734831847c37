"""Content areas: deeds, topics and criteria out of their tables, each criterion with its part and its documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from goldenthread.frameworks.rules.lines import BULLETS, Line
from goldenthread.frameworks.rules.shape import brackets, join
from goldenthread.frameworks.rules.tables import Cell, Column, Row, Table
from goldenthread.frameworks.types import Doubt
from goldenthread.frameworks.types.content import Area, Criterion, Deed, Topic

CODE = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2}\.\d{1,2})(?![\d.])\s*")
_LEVEL = re.compile(r"^[A-Z]{3,}\s*\(.+\)$")
_PART = re.compile(r"\bpart\s+([a-z])\b", re.IGNORECASE)
_DOCUMENTS = re.compile(r"supporting\s+documents?\s+required\s*:?\s*", re.IGNORECASE)


def title_before(lines: Sequence[Line], header: int) -> int | None:
    """The index of the title of the area whose table has its header there: the line above, a level's label between."""
    for at in range(header - 1, max(-1, header - 12), -1):
        line = lines[at]
        if line.is_blank or line.place.is_furniture or _LEVEL.match(line.text):
            continue
        is_title = (
            not line.raw.removeprefix("\f").startswith("\t")
            and len(line.text.split()) <= 12
            and line.text[-1:] not in ".;,:"
        )
        return at if is_title else None
    return None


_BESIDE = "Several things to do stand beside this. Which of them it belongs to was guessed."


@dataclass(slots=True)
class _Draft:
    """A criterion while its words are gathered."""

    code: str
    text: str = ""
    lines: list[int] = field(default_factory=list)

    def add(self, line: Line, words: str) -> None:
        self.text = join(self.text, words)
        self.lines.append(line.number)


def area(number: int, title: Line | None, table: Table, listed: dict[str, Criterion]) -> Area:
    """An area from its table. ``listed`` holds the criteria as a second list has them, where there is one."""
    deeds, topics, criteria = list[Deed](), list[Topic](), list[Criterion]()
    part = ""
    for row in table.named():
        deed, topic, tested = (row.get(column, Cell()) for column in (Column.DEED, Column.TOPIC, Column.TESTED))
        own = pieces(deed)
        deeds += [Deed(one.text, one.numbers, tuple(_of(one))) for one in own]
        for one in pieces(topic):
            beside = [Doubt("deed_guessed", _BESIDE, one.numbers)] if len(own) > 1 else []
            topics.append(Topic(one.text, len(deeds), one.numbers, (*_of(one), *beside)))
        named = _PART.search(tested.text)
        part = named.group(1).upper() if named else part
        criteria += _criteria(row, part, listed)
    line = title.number if title else table.header[0].numbers[0]
    return Area(number, title.text if title else "", line, tuple(deeds), tuple(topics), tuple(criteria),
                tuple(_of_area(title, table, deeds, criteria)))  # fmt: skip


def _of_area(title: Line | None, table: Table, deeds: Sequence[Deed], criteria: Sequence[Criterion]) -> Iterator[Doubt]:
    where = table.header[0].numbers
    if title is None:
        yield Doubt("no_title", "No title was found above this area.", where)
    if not deeds or not criteria:
        yield Doubt("area_bare", "This area has nothing to learn, or nothing that is assessed.", where)


def _of(cell: Cell) -> Iterator[Doubt]:
    if any(brackets(cell.text)):
        yield Doubt("brackets", "A bracket is opened and not closed, or closed and not opened.", cell.numbers)
    yield from _of_row(cell)


def _of_row(cell: Cell) -> Iterator[Doubt]:
    if any(line.place.side and line.place.begins is False for line in cell.lines):
        says = "No line is drawn between the rows of this table, and where this one begins was worked out."
        yield Doubt("row_guessed", says, cell.numbers)


def pieces(cell: Cell) -> list[Cell]:
    """What a cell lists: an item to each of its bullets or, where a page shows them, to each of its paragraphs."""
    found: list[Cell] = []
    for line in cell.lines:
        bullet = line.text[:1] in BULLETS
        if bullet or not found or line.place.begins:
            found.append(Cell())
        found[-1].lines.append(replace(line, text=line.text[1:].strip()) if bullet else line)
    return [one for one in found if one.text]


def coded(cell: Cell) -> list[Criterion]:
    """The criteria of a cell, cut at their codes, wherever in a line one stands."""
    drafts: list[_Draft] = []
    for line in cell.lines:
        words = CODE.split(line.text)
        if drafts and words[0].strip():
            drafts[-1].add(line, words[0].strip())
        for code, text in zip(words[1::2], words[2::2], strict=True):
            drafts.append(_Draft(code))
            drafts[-1].add(line, text.strip())
    return [Criterion(one.code, one.text, "", (), tuple(one.lines)) for one in drafts]


def documents_in(text: str) -> tuple[str, ...]:
    """The documents that a cell asks for."""
    found = _DOCUMENTS.split(text)
    return tuple(piece.strip() for piece in found[1:] if piece.strip())


def _criteria(row: Row, part: str, listed: dict[str, Criterion]) -> Iterator[Criterion]:
    """The criteria of a row. Where one cell asks for documents beside several, the second list tells whose they are."""
    found = coded(row.get(Column.CRITERION, Cell()))
    asked = documents_in(row.get(Column.TESTED, Cell()).text)
    for at, one in enumerate(found):
        other, doubts = listed.get(one.code), list[Doubt]()
        documents = asked if at == 0 else ()
        if len(found) > 1 and asked:
            if other is None:
                says = "One document is asked for beside several criteria. Whose it is was guessed."
                doubts.append(Doubt("shared_document", says, one.lines))
            else:
                documents = tuple(name for name in asked if _same(name, other.documents))
        doubts += _told_twice(one, other, part, documents)
        doubts += _of_row(row.get(Column.CRITERION, Cell()))
        yield replace(one, part=part, documents=documents, doubts=tuple(doubts))


def _same(name: str, names: Sequence[str]) -> bool:
    return any(name.lower().split() == other.lower().split() for other in names)


def _told_twice(one: Criterion, other: Criterion | None, part: str, documents: tuple[str, ...]) -> Iterator[Doubt]:
    """Where a second list says something else of a criterion."""
    if not part:
        yield Doubt("no_part", "No part of the task is named beside this criterion.", one.lines)
    if other is None:
        return
    where = (*one.lines, *other.lines)
    if other.text.split() != one.text.split():
        yield Doubt("worded_twice", "The document lists this criterion twice, in different words.", where)
    if other.part and part and other.part != part:
        yield Doubt("parts_differ", f"It is in part {part} here and in part {other.part} in the second list.", where)
    if {name.lower() for name in other.documents} != {name.lower() for name in documents}:
        yield Doubt("documents_differ", "The two lists ask for different documents.", where)


def second_list(table: Table) -> dict[str, Criterion]:
    """The criteria by code as the task's own table lists them: parts in rows of their own, documents in a column."""
    found: dict[str, Criterion] = {}
    part = ""
    for row in table.named():
        first = next(iter(row.values()), Cell())
        named = _PART.fullmatch(first.text)
        part = named.group(1).upper() if named else part
        asked = row.get(Column.DOCUMENTS, Cell()).text
        for at, one in enumerate(coded(row.get(Column.CRITERION, Cell()))):
            found[one.code] = replace(one, part=part, documents=(asked,) if asked and at == 0 else ())
    return found
