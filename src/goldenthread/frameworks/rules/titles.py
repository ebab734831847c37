"""What is set as a title, or says by its words that it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goldenthread.frameworks.rules.headings import NUMBER_WORDS
from goldenthread.frameworks.rules.rows import Row

LARGER = 1.12
APART = 1.5
MOST_OF_TITLE = 16
_NUMBERED = re.compile(rf"^(?:section|part)\s+\w+\b|^(?:{'|'.join(NUMBER_WORDS)})\s*[-–—:.]\s*[A-Z]", re.IGNORECASE)
_DIGITAL = re.compile(r"^\d{1,2}(?:\.|\s)\s*[A-Z]")
_LAST = re.compile(r"^(?:references|bibliography|sources|glossary|annex\b.*|appendix\b.*)$", re.IGNORECASE)


def is_heading(row: Row, body: float) -> bool:
    """Whether a row is set as a title is: larger, or bold and short; or says what number of section it is."""
    said = row.text
    larger = row.height >= LARGER * body or row.is_bold
    words = said.split()
    return (larger and len(words) <= MOST_OF_TITLE and said[-1] not in ".;,") or (
        bool(_NUMBERED.match(said) or _LAST.match(said)) and is_title(said)
    )


def is_last(row: Row) -> bool:
    """Whether a row is the title of what comes after all sections."""
    return bool(_LAST.match(row.text))


def goes_on(title: Row, row: Row, body: float) -> bool:
    """Whether a row goes on with the title above it: set alike, close below, and no title of its own.

    "References" is the whole of a title, whatever stands below it.
    """
    alike = abs(row.height - title.height) < 0.05 * body and row.is_bold == title.is_bold
    own = _NUMBERED.match(row.text) or _LAST.match(row.text) or _DIGITAL.match(row.text)
    return alike and not own and not is_last(title) and row.base - title.base < 1.5 * row.height


def is_title(said: str) -> bool:
    return len(said.split()) <= MOST_OF_TITLE and said[-1] not in ".;,:" and not said[0].islower()


def stands_off(rows: Sequence[Row], at: int, body: float) -> bool:
    """Whether more space than that of a line stands above a row; also where it is the first of its page."""
    if at == 0:
        return True
    before, row = rows[at - 1], rows[at]
    return row.base - before.base > max(APART * body, row.height * 1.1)
