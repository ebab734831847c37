"""What else a content and assessment framework tells: whom it is for, its task, its behaviours and their scale."""

import re
from collections.abc import Sequence

from goldenthread.frameworks.rules.lines import BULLETS, Line
from goldenthread.frameworks.rules.shape import join
from goldenthread.frameworks.rules.tables import Cell, Column, Table
from goldenthread.frameworks.types import Doubt
from goldenthread.frameworks.types.content import Behaviour, Level, RatingScale, Task, TaskPart

_ABBREVIATED = re.compile(r"^(.*\S)\s*\(([A-Z]{2,})\)$")
_TASK = re.compile(r"^assessment task\s*:\s*(.+)$", re.IGNORECASE)
_MUST = re.compile(r"^(participants|candidates|providers)\s+must\s*:?$", re.IGNORECASE)
_LIMIT = re.compile(
    r"word (?:count|limit)\s*(\([^()]*\))?\s*of\s+(\d+(?:,\d{3})*)(?:,\s*excluding\s+([^.]+))?", re.IGNORECASE
)
_TERMS = re.compile(r"at least\s+(\d+)\s+terms?", re.IGNORECASE)
_AIM = re.compile(
    r"(?:improv\w+|and)\s+(?:the\s+)?((?:(?!\bimprov|\(part|\bparts?\b).)+?)\s*\(part\s+([a-z])\)", re.IGNORECASE
)
_RATING = re.compile(r"(\d+)\s*[=:–-]?\s*([a-z]+)", re.IGNORECASE)


def levels(table: Table) -> list[Level]:
    """Whom each qualification of the suite is for; a row without a code is none."""
    found = []
    for row in table.named():
        name = _ABBREVIATED.match(row[Column.QUALIFICATION].text)
        level, audience = row.get(Column.LEVEL, Cell()), row.get(Column.AUDIENCE, Cell())
        if name and audience.lines:
            lines = (*row[Column.QUALIFICATION].numbers, *level.numbers, *audience.numbers)
            first, more = audience.lines[0].text, " ".join(line.text for line in audience.lines[1:])
            found.append(Level(name.group(2), name.group(1), level.text, first, more, lines))
    return found


def behaviours(table: Table) -> list[Behaviour]:
    """The behaviours; one without a description is doubted."""
    found = []
    for row in table.named():
        name, told = row.get(Column.BEHAVIOUR, Cell()), row.get(Column.DESCRIPTION, Cell())
        if name.text:
            lost = (Doubt("no_description", "No description stands beside this behaviour.", name.numbers),)
            found.append(Behaviour(name.text, told.text, (*name.numbers, *told.numbers), () if told.text else lost))
    return found


def scale(table: Table) -> RatingScale | None:
    """The scale of the ratings, out of the header of their column: which figures, and what its ends mean."""
    cell = table.header[table.columns.index(Column.RATING)]
    labels = tuple(sorted((int(figure), word.lower()) for figure, word in _RATING.findall(cell.text)))
    if len(labels) < 2:
        return None
    return RatingScale(labels[0][0], labels[-1][0], labels, Column.COMMENT in table.columns, cell.numbers)


def said(line: Line) -> str:
    """The words of a line with its stars, which are no mark-up here but point at a footnote."""
    return " ".join(line.raw.split())


def task(lines: Sequence[Line], parts: Table | None, taken: frozenset[int]) -> Task | None:
    """The task and its rules. ``taken`` are indices of lines that stand in tables."""
    opens = next((at for at, line in enumerate(lines) if at not in taken and _TASK.match(line.text)), None)
    if opens is None:
        return None
    loose = [line for at, line in enumerate(lines) if at >= opens and at not in taken and not line.is_blank]
    must = {"participants": list[str](), "providers": list[str]()}
    used, whose, footnote = [loose[0].number], "", ""
    for line in loose[1:]:
        named = _MUST.match(line.text)
        if named:
            whose = "providers" if named.group(1).lower() == "providers" else "participants"
        elif whose and said(line)[0] in BULLETS:
            must[whose].append(said(line)[1:].strip())
        elif whose and said(line)[0] == "*":
            footnote, whose = said(line)[1:].strip(), ""
        elif whose and must[whose]:
            must[whose][-1] = join(must[whose][-1], said(line))
        else:
            continue
        used.append(line.number)
    above = next((line for line in reversed(lines[:opens]) if not line.is_blank), None)
    heading = above.text if above is not None and lines.index(above) not in taken else ""
    rules = " ".join([*must["participants"], footnote])
    found = _TASK.match(lines[opens].text)
    title = found.group(1) if found else ""
    limit, terms = _LIMIT.search(rules), _TERMS.search(f"{title} {rules}")
    return Task(
        heading=heading,
        title=title,
        word_limit=int(limit.group(2).replace(",", "")) if limit else 0,
        limit_covers=(limit.group(1) or "").strip("()") if limit else "",
        limit_excludes=(limit.group(3) or "") if limit else "",
        least_terms=int(terms.group(1)) if terms else 0,
        parts=_parts(parts, rules),
        participants_must=tuple(must["participants"]),
        providers_must=tuple(must["providers"]),
        footnote=footnote,
        lines=tuple(used),
    )


def _parts(table: Table | None, rules: str) -> tuple[TaskPart, ...]:
    """The parts with the areas below each, and what the rules say each is to improve."""
    if table is None:
        return ()
    aims = {part.upper(): aim.strip() for aim, part in _AIM.findall(rules)}
    names = [cell.text.split()[-1].upper() for cell in table.header]
    return tuple(
        TaskPart(name, aims.get(name, ""), tuple(row[at].text for row in table.rows if len(row) > at and row[at].text))
        for at, name in enumerate(names)
    )
