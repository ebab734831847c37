"""A content and assessment framework read whole, and the account of every word of it."""

import re
from collections.abc import Iterator, Sequence

from goldenthread.frameworks.rules.areas import CODE, area, second_list, title_before
from goldenthread.frameworks.rules.front import year_of
from goldenthread.frameworks.rules.lines import Line
from goldenthread.frameworks.rules.tables import Column, Table, tables
from goldenthread.frameworks.rules.tasks import behaviours, levels, scale, task
from goldenthread.frameworks.types import Content, Doubt, Piece, Reading, Use
from goldenthread.frameworks.types.content import Area, Criterion

LEAST_CRITERIA = 3
FEW = 2
_NAMED = re.compile(r"^[A-Z]{3,}$")


def is_content(lines: tuple[Line, ...]) -> bool:
    """Whether this is one: a table of what to learn how to do and about, and criteria with codes of three figures."""
    criteria = sum(bool(CODE.match(line.text)) for line in lines)
    return criteria >= LEAST_CRITERIA and any(table.has(Column.DEED, Column.TOPIC) for table in tables(lines))


def read_content(lines: tuple[Line, ...]) -> Reading:
    """Read a content and assessment framework. Nothing is invented, and no line has two uses."""
    titles = {table.first: title_before(lines, table.first) for table in tables(lines) if table.has(Column.DEED)}
    found = tables(lines, frozenset(at for at in titles.values() if at is not None))
    listed = _listed(found)
    areas = tuple(
        area(number, _line(lines, titles.get(table.first)), table, listed)
        for number, table in enumerate((one for one in found if one.has(Column.DEED, Column.TOPIC)), start=1)
    )
    taken = frozenset(at for table in found for at in range(table.first, table.end))
    rated = next((table for table in found if table.has(Column.BEHAVIOUR, Column.RATING)), None)
    parts = next((table for table in found if set(table.columns) == {Column.PART}), None)
    content = Content(
        levels=tuple(one for table in found if table.has(Column.QUALIFICATION) for one in levels(table)),
        areas=areas,
        task=task(lines, parts, taken),
        behaviours=tuple(behaviours(rated)) if rated else (),
        scale=scale(rated) if rated else None,
        doubts=(*_doubts(areas, listed), *_scrambled(areas)),
    )
    front = next(iter(sorted(taken)), len(lines))
    title = _title(lines[:front])
    code = next((word for word in title.split() if _NAMED.match(word)), "")
    account = tuple(_account(lines, found, content, front, titles))
    return Reading(title, (), account, content.doubts, is_reliable=not tuple(_scrambled(areas)), code=code,
                   year=year_of(lines[:front], lines), content=content)  # fmt: skip


def _line(lines: Sequence[Line], at: int | None) -> Line | None:
    return None if at is None else lines[at]


def _listed(found: Sequence[Table]) -> dict[str, Criterion]:
    """The criteria as the task's table has them, where it has one."""
    return {
        code: one
        for table in found
        if table.has(Column.AREA, Column.CRITERION)
        for code, one in second_list(table).items()
    }


def _title(front: Sequence[Line]) -> str:
    """The lines up to the one that says it is a framework: those with a capital letter or more in each word."""
    filled = [line for line in front if not line.is_blank]
    last = next((at for at in range(len(filled) - 1, -1, -1) if "framework" in filled[at].text.lower()), None)
    if last is None:
        return ""
    first = last
    while first and all(word[0].isupper() for word in filled[first - 1].text.split() if word[0].isalpha()):
        first -= 1
    return " ".join(line.text for line in filled[first : last + 1])


def _doubts(areas: Sequence[Area], listed: dict[str, Criterion]) -> Iterator[Doubt]:
    """Criteria that only one of the two lists has, and codes that jump."""
    codes = [one.code for place in areas for one in place.criteria]
    lost = sorted(set(listed) - set(codes)) if listed else []
    if lost:
        where = tuple(line for code in lost for line in listed[code].lines)
        yield Doubt("only_listed", f"These criteria stand in the second list only: {', '.join(lost)}.", where)
    for place in areas:
        own = [one for one in place.criteria if listed and one.code not in listed]
        if own:
            says = f"These criteria are missing in the second list: {', '.join(one.code for one in own)}."
            yield Doubt("not_listed", says, tuple(line for one in own for line in one.lines))
        last = [int(one.code.rsplit(".", 1)[1]) for one in place.criteria]
        if last != list(range(1, len(last) + 1)):
            says = f"The codes of “{place.title}” do not count up one by one. A criterion may be lost."
            yield Doubt("codes_jump", says, tuple(one.lines[0] for one in place.criteria))


def _scrambled(areas: Sequence[Area]) -> Iterator[Doubt]:
    """Too much that does not fit together: most areas, or a third of the criteria."""
    criteria = [one for place in areas for one in place.criteria]
    odd = sum(any(doubt.code != "row_guessed" for doubt in one.doubts) for one in criteria)
    if sum(bool(place.doubts) for place in areas) * 2 > len(areas) or odd > max(FEW, len(criteria) // 3):
        yield Doubt("scrambled", "Too much does not fit together. The text may be scrambled.")


def _account(
    lines: tuple[Line, ...], found: Sequence[Table], content: Content, front: int, titles: dict[int, int | None]
) -> Iterator[Piece]:
    """One piece for each line: what its words are."""
    labels = {number for table in found for cell in table.header for number in cell.numbers}
    cells = {number for table in found for row in table.rows for cell in row for number in cell.numbers}
    heads = {lines[at].number for at in titles.values() if at is not None}
    # Between an area's title and its table stands whom it is for.
    labels |= {lines[n].number for first, at in titles.items() if at is not None for n in range(at + 1, first)}
    told = set(content.task.lines) if content.task else set()
    for at, line in enumerate(lines):
        if line.is_blank:
            continue
        use = Use.UNPLACED
        if line.place.is_furniture:
            use = Use.FURNITURE
        elif line.number in heads:
            use = Use.HEADING
        elif line.number in labels:
            use = Use.LABEL
        elif line.number in cells or line.number in told:
            use = Use.STATEMENT
        elif at < front:
            use = Use.FRONT
        yield Piece(line.number, line.raw, use)
