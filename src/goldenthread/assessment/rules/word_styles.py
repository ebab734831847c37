"""What the styles of a Word file say of a paragraph: a heading and its level, a caption, contents, hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.types.words import Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BY_NAME: Mapping[str, Part] = {"caption": Part.CAPTIONS, "title": Part.HEADINGS, "subtitle": Part.HEADINGS}


@dataclass(frozen=True)
class Style:
    """A style by its name, the level of its heading (0 where it is none), and whether its text is hidden."""

    name: str
    depth: int = 0
    is_hidden: bool = False


def styles_of(part: bytes | None) -> Mapping[str, Style]:
    """Each style, found through the styles it is based on."""
    if part is None:
        return {}
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    found = {attribute(style, "styleId"): style for style in root.iter(W + "style")}
    return {key: _resolved(key, found) for key in found}


def _resolved(key: str, found: Mapping[str, Element]) -> Style:
    name, hidden = "", None
    for _ in range(10):
        style = found.get(key)
        if style is None:
            break
        own = value(style.find(W + "name")).lower()
        name = name or own
        hidden = is_hidden(style) if hidden is None else hidden
        if re.fullmatch("heading [0-9]{1,3}", own):
            return Style(name, int(own[8:]), bool(hidden))
        if own.startswith(("toc", "caption")):
            return Style(own, 0, bool(hidden))
        key = value(style.find(W + "basedOn"))
    return Style(name, 0, bool(hidden))


def kind_of(paragraph: Element, styles: Mapping[str, Style]) -> tuple[Part, int]:
    """What the paragraph's style says it is, and its level if it is a heading."""
    style = style_of(paragraph.find(f"{W}pPr/{W}pStyle"), styles)
    level = value(paragraph.find(f"{W}pPr/{W}outlineLvl"))
    depth = int(level) + 1 if re.fullmatch("[0-8]", level) else style.depth
    if depth:
        return Part.HEADINGS, depth
    if style.name.startswith(("toc", "table of")):
        return Part.CONTENTS, 0
    return _BY_NAME.get(style.name, Part.BODY), 1 if style.name == "title" else 0


def style_of(named: Element | None, styles: Mapping[str, Style]) -> Style:
    """The style that an element names; one nobody described goes by its own name."""
    return styles.get(value(named), Style(value(named).lower()))


def is_hidden(dressed: Element) -> bool | None:
    """Whether properties hide the text they dress; ``None`` where they do not say."""
    hidden = dressed.find(f"{W}rPr/{W}vanish")
    return None if hidden is None else value(hidden) not in {"0", "false", "off"}


def value(element: Element | None) -> str:
    """What an element's one attribute says."""
    return "" if element is None else attribute(element, "val")


def attribute(element: Element, name: str) -> str:
    """An attribute of Word's own."""
    return element.get(W + name, "")
