"""What a part of a Word file is made of once it is copied: known elements and attributes, and only words shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.cleaning.prefixes import WORD, is_known

_W, _MC, _A = (f"{{{WORD[each]}}}" for each in ("w", "mc", "a"))
_O, _V, _C15 = (f"{{{WORD[each]}}}" for each in ("o", "v", "c15"))
_KNOWN = frozenset(WORD.values())
_CHOICE, _FALLBACK = _MC + "Choice", _MC + "Fallback"
# Readers of every maker draw these themselves; of the rest the simpler picture is kept beside, without words.
_DRAWN_BY_ALL = frozenset({"w14", "w15", "wp14", "wps", "wpg", "a14", "c14", "v"})
_SHOWING = re.compile(r"\}(t|instrText|v|f|formatCode|pt|posOffset|align|pct(PosH|PosV)Offset|pct(Width|Height))$")
# What stands in a number beside its digits: currencies, units of a few letters, months.
_LETTERS = re.compile(r'"[^"]*"|[^\W\d_]{4,}')
_FORMATS = frozenset({"general", "yyyy", "mmmm", "mmmmm", "dddd", "black", "blue", "cyan", "green", "magenta", "white",
                      "yellow"})  # fmt: skip
_EXTENSION = re.compile(r"\}ext$")
# Labels of a chart that show cells, and the drawing that a diagram was last seen as.
_SHOWN_EXTENSIONS = frozenset({"{02D57815-91ED-43CB-92C2-25804820EDAC}", "{CE6537A1-D6FC-4F65-9D91-7224C49458BB}"})
_DRAWN_DIAGRAM = "{http://schemas.microsoft.com/office/drawing/2008/diagram}dataModelExt"
_GALLERIES = frozenset({"table of contents", "bibliographies"})
_MAKER = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = frozenset(
    {
        "compatibilityMode", "overrideTableStyleFontSizeAndJustification", "enableOpenTypeFeatures",
        "doNotFlipMirrorIndents", "differentiateMultirowTableHeaders", "useWord2013TrackBottomHyphenation",
    }
)  # fmt: skip
_LISTS = frozenset({_W + "dropDownList", _W + "comboBox"})
_SHAPE_ID = re.compile(r"_x0000_t\d+")


def known_only(root: Element) -> None:
    """Leave out what belongs to no vocabulary of Word's. The words inside stay, as they are shown."""
    for element in root.iter():
        element[:] = list(_known(element))
    for element in root.iter():
        for key in [key for key in element.attrib if not is_known(key, _KNOWN)]:
            del element.attrib[key]
        element.tail = None
        if element.text and not _SHOWING.search(element.tag):
            element.text = None
        _limit(element)


def _known(element: Element) -> Iterator[Element]:
    for child in element:
        if not is_known(child.tag, _KNOWN) or "}" not in child.tag:
            yield from _known(child)
        elif _stays(child):
            yield child


def _stays(child: Element) -> bool:
    """Whether an element is known by what it says: an extension, a gallery, a setting."""
    if _EXTENSION.search(child.tag) and child.get("uri") is not None:
        return child.get("uri", "").upper() in _SHOWN_EXTENSIONS or child.find(_DRAWN_DIAGRAM) is not None
    if child.tag == _W + "docPartGallery":
        return child.get(_W + "val", "").lower() in _GALLERIES
    if child.tag == _W + "compatSetting":
        return (
            child.get(_W + "name") in _COMPATIBLE
            and child.get(_W + "uri") == _MAKER
            and child.get(_W + "val", "").isdecimal()
        )
    return True


def _limit(element: Element) -> None:
    if element.tag in _LISTS:
        element.attrib.clear()
    if element.tag.endswith("}f") and element.text:
        element.text = "Sheet1!$A$1"
    if element.tag.endswith("}formatCode"):
        element.text = _format(element.text or "")
    if element.get("formatCode") is not None:
        element.set("formatCode", _format(element.get("formatCode", "")))


def _format(code: str) -> str:
    """How numbers are written, without words of anybody's own."""
    words = {found.strip('"').lower() for found in _LETTERS.findall(code)}
    return code if all(len(word) <= 3 or word in _FORMATS for word in words) else "General"


def one_choice(root: Element, prefixes: dict[str, str]) -> None:
    """Of things that are drawn in two ways keep the one that everybody draws, or keep the simpler one without words."""
    for parent in root.iter():
        choices = [child for child in parent if child.tag == _CHOICE]
        if not choices:
            continue
        kept = next((each for each in choices if _needs(each, prefixes)), None)
        fallbacks = [child for child in parent if child.tag == _FALLBACK]
        if kept is None:
            parent[:] = fallbacks
            continue
        needs = _needs(kept, prefixes)
        kept.set("Requires", " ".join(needs))
        parent[:] = [kept] if set(needs) <= _DRAWN_BY_ALL else [kept, *fallbacks]
        for each in fallbacks:
            for text in each.iter():
                text.text = None


def _needs(choice: Element, prefixes: dict[str, str]) -> list[str]:
    """What a choice requires, by the usual prefixes; nothing if one of them is not known."""
    asked = choice.get("Requires", "").split()
    return [prefixes[each] for each in asked] if all(each in prefixes for each in asked) else []


def name_shapes(root: Element, named: dict[str, str]) -> None:
    """Shapes of older drawings go by numbers, and what refers to their kind does too."""

    def of(name: str) -> str:
        return name if _SHAPE_ID.fullmatch(name) else named.setdefault(name, f"_x0000_s{len(named) + 1025}")

    for element in root.iter():
        if not element.tag.startswith(_V):
            continue
        for key in ("id", _O + "spid"):
            if element.get(key):
                element.set(key, of(element.get(key, "")))
        if element.get("type", "").startswith("#"):
            element.set("type", "#" + of(element.get("type", "")[1:]))
