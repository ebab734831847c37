"""Where the contents, the references and the annexes of a script begin and end."""

from __future__ import annotations

import re

from goldenthread.assessment.types.words import Part

_NUMERAL = r"^(\d+(\.\d+)*\.?\s*)?"
_REFERENCES = re.compile(
    _NUMERAL + r"(list of )?(references|reference list|bibliography|works cited|sources)"
    r"(\s+(and|&)\s+(references|bibliography|sources))?\s*:?$",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    _NUMERAL + r"(appendix|appendices|annex|annexes|annexe)(\s+[a-z0-9]{1,3})?(\s*[:.–—-]\s*.{1,80})?$", re.IGNORECASE
)
# A heading says it is an annex whatever follows its letter.
_ANNEX_HEADING = re.compile(_NUMERAL + r"(appendix|annexe?)\s+[a-z0-9]{1,3}\b.{0,80}$", re.IGNORECASE)
_CONTENTS = re.compile(_NUMERAL + r"(table of )?contents\s*:?$", re.IGNORECASE)
_ENTRY = re.compile(r"[\s.…](\d{1,3}|[ivxlc]{1,6})$")
_SAID_ALONE = frozenset({Part.BODY, Part.HEADINGS})


class Sections:
    """Keeps the section while a script is read from its start to its end.

    A line that says only “References” (or the like) opens the references, one that says only “Appendix A” (or the
    like) opens the annexes; a heading no lower than the one that opened them closes them again. Text inside them is
    theirs whatever it is. “Contents” opens the contents, which go on while lines end with a page’s number.
    """

    def __init__(self) -> None:
        self.inside: Part | None = None
        self.depth = 0

    def place(self, text: str, part: Part, depth: int = 0) -> Part:
        """The part to which this text belongs. ``depth`` is the heading's level, 0 where it is not a heading."""
        if part in _SAID_ALONE:
            self._turn(text.strip(), depth)
        if self.inside is Part.CONTENTS and part not in _SAID_ALONE:
            return part
        return self.inside or part

    def _turn(self, text: str, depth: int) -> None:
        opened = _opened(text, depth)
        if opened is not None:
            self.inside, self.depth = opened, depth or self.depth or 9
        elif self.inside is Part.CONTENTS:
            if not _ENTRY.search(text):
                self.inside, self.depth = None, 0
        elif depth and self.inside is not None and depth <= self.depth:
            self.inside, self.depth = None, 0


def _opened(text: str, depth: int) -> Part | None:
    """What a line opens that says nothing else."""
    if _REFERENCES.match(text):
        return Part.REFERENCES
    if _ANNEX.match(text) or (depth and _ANNEX_HEADING.match(text)):
        return Part.ANNEXES
    return Part.CONTENTS if _CONTENTS.match(text) else None


def within(outer: Part, part: Part) -> Part:
    """What text is that stands in something else, such as a text box, and would be this part by itself."""
    return outer if part in _SAID_ALONE else part
