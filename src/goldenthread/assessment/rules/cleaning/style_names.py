"""Styles of a Word file that a person made, under numbers; those that every Word has keep their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.word_styles import W, attribute

_REFERRING = frozenset(
    W + each
    for each in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "numStyleLink", "styleLink")
)  # fmt: skip
_ON = frozenset({"1", "true", "on"})
# By these words the reader of scripts knows what a paragraph is.
_TELLS_THE_READER = re.compile(r"heading [0-9]{1,3}$|caption$|title$|subtitle$|toc|caption|table of")


@dataclass(frozen=True)
class StyleNames:
    """What each style of somebody's own is called in the copy, by its mark in the file."""

    numbered: Mapping[str, str] = field(default_factory=dict)

    def give(self, root: Element) -> None:
        """Write the numbers in place of the names. A name on which the count of words rests keeps that beginning."""
        for element in root.iter():
            if element.tag in _REFERRING and attribute(element, "val") in self.numbered:
                element.set(W + "val", self.numbered[attribute(element, "val")])
            elif element.tag == W + "style" and attribute(element, "styleId") in self.numbered:
                number = self.numbered[attribute(element, "styleId")]
                element.set(W + "styleId", number)
                for named in element.iter(W + "name"):
                    begins = _TELLS_THE_READER.match(attribute(named, "val").lower())
                    whole = begins is not None and begins.end() == len(attribute(named, "val"))
                    if not whole:
                        named.set(W + "val", f"{begins.group() if begins else ''} {number}".strip())


def numbered_styles(part: bytes | None) -> StyleNames:
    """The styles that a person made; Word marks them as custom."""
    if part is None:
        return StyleNames()
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    own = [each for each in root.iter(W + "style") if attribute(each, "customStyle").lower() in _ON]
    return StyleNames({attribute(each, "styleId"): f"Style{number}" for number, each in enumerate(own, 1)})
