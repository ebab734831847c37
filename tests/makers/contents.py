"""A made content and assessment framework, in our own words, laid out as an extractor of Word tables gives them."""

from __future__ import annotations

from dataclasses import dataclass

HEADER = ("Learn how to:", "Learn about:", "Assessment Criteria", "Tested in")
LISTED = ("Content Area", "Assessment Criteria", "Supporting Documents Required")


@dataclass(frozen=True)
class MadeRow:
    """A row of an area: deed and topic may be merged away; each criterion has its code, its words and its document."""

    deed: str = ""
    topic: str = ""
    criteria: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class MadeArea:
    """An area, which one part of the task tests."""

    title: str
    part: str
    rows: tuple[MadeRow, ...]


AREAS = (
    MadeArea(
        "Plans and Progress",
        "A",
        (
            MadeRow(
                "Draw up a plan for a team",
                "Ways of counting what was done (for example, tallies)",
                (("1.1.1", "Counts what was done", "Tally sheet"), ("1.1.2", "Changes a plan when counts say so", "")),
            ),
            MadeRow("", "What tallies cannot tell"),
            MadeRow("Carry a plan through", "", (("1.1.3", "Finishes what was begun", ""),)),
        ),
    ),
    MadeArea(
        "People and Places",
        "B",
        (
            MadeRow("Give each person a task", "Who likes to do what", (("2.1.1", "Shares out tasks", "Rota"),)),
            MadeRow("", "", (("2.1.2", "Looks after rooms and tools", ""),)),
        ),
    ),
)
TASK = """Made Assessment Task

Assessment Task: Leading a made project for at least 3 terms
Content Areas Assessed:
\tPart A
\tPart B

\tPlans and Progress
\tPeople and Places


Participants must:

· Lead a project of at least 3 terms that improves the plans of a team (part A) and the rooms of a school (part B)*

· Not exceed a word count (across both parts) of 2,500, excluding the tally sheets.

Providers must:

· Read what is handed in
with care.

*where there are no rooms, a yard will do.
"""
BEHAVIOURS = (("Patience", "They wait until others have spoken"), ("Candour", "They say what they do not know"))
LEVELS = """
\tQualification
\tLevel
\tTarget audience

\tMade Qualification for Beginners (MQB)
\tLeading a table
\tThose who sit at one.
This includes those who stand.

\tMade Qualification for Others (MQO)
\tLeading a room
\tThose who are in one.

"""


def as_cells(areas: tuple[MadeArea, ...] = AREAS, *, listed: bool = True) -> str:
    """The framework as lines of which those that begin a cell begin with a tab; ``listed`` with its second list."""
    parts = ["MQB", "Framework", "", LEVELS]
    for area in areas:
        parts += [area.title, "", "\tMQB (Leading a table)", "", *(f"\t{cell}" for cell in HEADER), ""]
        for row in area.rows:
            parts += _row(row, area.part)
        parts += ["", "", ""]
    parts += [TASK]
    if listed:
        parts += [f"\t{cell}" for cell in LISTED]
        parts += [line for area in areas for line in _listed(area)]
        parts += ["", ""]
    parts += ["\tBehaviours", "\tDescription", "\tRating", "1 high", "5 low", "\tComment", ""]
    for name, told in BEHAVIOURS:
        parts += [f"\t{name}", f"\t{told}", "\t", "\t", ""]
    return "\n".join([*parts, "", "A form to fill in\t\tName"])


def _row(row: MadeRow, part: str) -> list[str]:
    first, *more = [f"{code} {words}" for code, words, _ in row.criteria] or [""]
    lines = [f"\t{row.deed}", f"\t{row.topic}", f"\t{first}"]
    for criterion in more:
        lines += ["", "", criterion]
    documents = [document for _, _, document in row.criteria if document]
    lines += [f"\tPart {part}" if row.criteria else "\t"]
    for document in documents:
        lines += ["", "Supporting", "document required:", document]
    return [*lines, ""]


def _listed(area: MadeArea) -> list[str]:
    lines, title = ["", f"\tPART {area.part}", ""], area.title
    for row in area.rows:
        for code, words, document in row.criteria:
            lines += [f"\t{title}", f"\t{code}  {words}", f"\t{document.upper()}", ""]
            title = ""
    return lines
