"""Where the references and the annexes of a script begin and end."""

from __future__ import annotations

import re

from goldenthread.assessment.types.words import Part

_REFERENCES = re.compile(
    r"^(\d+\.?\s*)?(list of )?(references|reference list|bibliography|works cited|sources)\s*:?$", re.IGNORECASE
)
_ANNEX = re.compile(
    r"^(\d+\.?\s*)?(appendix|appendices|annex|annexes)(\s+[a-z0-9]{1,3})?(\s*[:–—-]\s*.{1,80})?$", re.IGNORECASE
)
_SAID_ALONE = frozenset({Part.BODY, Part.HEADINGS})


class Sections:
    """Keeps the section while a script is read from its start to its end.

    A line that says only “References” (or the like) opens the references, one that says only “Appendix A” (or the
    like) opens the annexes; a heading no lower than the one that opened them closes them again. Text inside them is
    theirs whatever it is.
    """

    def __init__(self) -> None:
        self.inside: Part | None = None
        self.depth = 0

    def place(self, text: str, part: Part, depth: int = 0) -> Part:
        """The part to which this text belongs. ``depth`` is the heading's level, 0 where it is not a heading."""
        if part in _SAID_ALONE:
            self._turn(text.strip(), depth)
        return self.inside or part

    def _turn(self, text: str, depth: int) -> None:
        opened = Part.REFERENCES if _REFERENCES.match(text) else Part.ANNEXES if _ANNEX.match(text) else None
        if opened is not None:
            self.inside, self.depth = opened, depth or self.depth or 9
        elif depth and self.inside is not None and depth <= self.depth:
            self.inside, self.depth = None, 0
