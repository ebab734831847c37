"""What the styles of an OpenDocument text say of a paragraph: a title, a caption, contents, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from goldenthread.assessment.types.words import Part

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CAPTIONS = frozenset({"caption", "illustration", "table", "figure", "drawing", "text"})
_TITLES = frozenset({"title", "subtitle"})
_CODED = re.compile("_([0-9a-f]{2})_")


@dataclass(frozen=True)
class OpenStyle:
    """A style by the part its paragraphs are, and whether its text is hidden."""

    part: Part = Part.BODY
    is_hidden: bool = False
    is_title: bool = False


def styles_of(roots: Iterable[Element]) -> Mapping[str, OpenStyle]:
    """Each style of these parts by its family and name, found through its parents."""
    found = {
        (each.get(STYLE + "family", ""), each.get(STYLE + "name", "")): each
        for root in roots
        for each in root.iter(STYLE + "style")
    }
    return {f"{family} {name}": _resolved(family, name, found) for family, name in found}


def _resolved(family: str, name: str, found: Mapping[tuple[str, str], Element]) -> OpenStyle:
    part, hidden, is_title = Part.BODY, None, False
    for _ in range(10):
        called = _CODED.sub(lambda code: chr(int(code.group(1), 16)), name).lower()
        style = found.get((family, name))
        if family == "paragraph" and part is Part.BODY:
            part, is_title = _part_of(called), called == "title"
        if style is None:
            break
        if hidden is None:
            hidden = _hides(style)
        name = style.get(STYLE + "parent-style-name", "")
    return OpenStyle(part, bool(hidden), is_title)


def _part_of(called: str) -> Part:
    if called in _CAPTIONS:
        return Part.CAPTIONS
    if called in _TITLES:
        return Part.HEADINGS
    return Part.CONTENTS if called.startswith("contents ") else Part.BODY


def _hides(style: Element) -> bool | None:
    """Whether a style hides text; ``None`` where it does not say."""
    said = [each.get(TEXT + "display", "") for each in style.iter(STYLE + "text-properties")]
    return None if not any(said) else "none" in said
