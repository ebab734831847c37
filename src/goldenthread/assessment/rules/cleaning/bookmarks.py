"""Bookmarks of a Word file under numbers, and what leads to them under the same: a person may have named them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goldenthread.assessment.rules.cleaning.instructions import limited
from goldenthread.assessment.rules.word_fields import first_word

# Word's own place: the beginning of the document.
_TOP = "_top"
_LEADING = frozenset({"ref", "pageref", "noteref"})
_SECOND = re.compile(r"(\s*\S+\s+)([^\s\\]+)")
_SWITCHED = re.compile(r'(\\[lbrLBR]\s+"?)([^\s"\\]+)')
_WORD = re.compile(r"\w+")
# What a caption counts is called, and where a list of captions asks for it.
_LABELLED = re.compile(r'(^\s*seq\s+"?|\\c\s+"?)([^\s"\\]+)', re.IGNORECASE)
_USUAL_LABELS = frozenset({"table", "figure", "equation"})


@dataclass
class Bookmarks:
    """The names given so far; capitals do not tell one bookmark from another."""

    names: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str:
        """What a bookmark is called in the copy."""
        return name if name == _TOP else self.names.setdefault(name.lower(), f"b{len(self.names) + 1}")

    def instructed(self, instruction: str) -> str:
        """A field's instruction with the bookmarks to which it leads under their numbers, and no words of its own."""
        return limited(self._led(instruction))

    def _led(self, instruction: str) -> str:
        first = first_word(instruction)
        if first in {"seq", "toc"}:
            instruction = _LABELLED.sub(lambda found: found.group(1) + self._labelled(found.group(2)), instruction)
        if first in _LEADING:
            return _SECOND.sub(lambda found: found.group(1) + self.named(found.group(2)), instruction, count=1)
        if first == "=":
            return _WORD.sub(lambda found: self.names.get(found.group().lower(), found.group()), instruction)
        return _SWITCHED.sub(lambda found: found.group(1) + self.named(found.group(2)), instruction)

    def _labelled(self, label: str) -> str:
        if label.lower() in _USUAL_LABELS or label.isdecimal():
            return label
        return self.labels.setdefault(label.lower(), f"label{len(self.labels) + 1}")
