"""Fields of a Word file while it is read: what they show counts unless it is a page number, a list of the contents, or
a name that Word fills in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Shows(Enum):
    """What a field shows."""

    TEXT = "text"
    NOTHING = "nothing"
    CONTENTS = "contents"
    CAPTION = "caption"


_MACHINERY: Final = frozenset({"page", "numpages", "section", "sectionpages", "pageref"})
# Word fills these in by itself, and they say who somebody is.
NAMING: Final = frozenset({"author", "lastsavedby", "username", "userinitials", "useraddress", "filename", "template"})
_LISTS: Final = frozenset({"toc", "index", "toa"})


def shows(instruction: str) -> Shows:
    """What a field with this instruction shows."""
    first = first_word(instruction)
    if first in _MACHINERY or first in NAMING:
        return Shows.NOTHING
    if first in _LISTS:
        return Shows.CONTENTS
    return Shows.CAPTION if first == "seq" else Shows.TEXT


def first_word(instruction: str) -> str:
    """What kind of field an instruction makes."""
    return instruction.split(maxsplit=1)[0].lower() if instruction.strip() else ""


@dataclass
class _Open:
    """A field that has begun and not ended."""

    instruction: str = ""
    shows: Shows = Shows.NOTHING


class OpenFields:
    """The fields that are open at one place of a file; they may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []

    def mark(self, kind: str) -> None:
        """A field begins, comes to what it shows, or ends."""
        if kind == "begin":
            self.stack.append(_Open())
        elif kind == "separate" and self.stack:
            self.stack[-1].shows = shows(self.stack[-1].instruction)
        elif kind == "end" and self.stack:
            self.stack.pop()

    def instruct(self, words: str) -> None:
        """More of the innermost field's instruction."""
        if self.stack:
            self.stack[-1].instruction += words

    def now(self) -> Shows:
        """What the text here is: of several fields around it, nothing before contents before a caption."""
        found = {each.shows for each in self.stack}
        order = (Shows.NOTHING, Shows.CONTENTS, Shows.CAPTION)
        return next((each for each in order if each in found), Shows.TEXT)
