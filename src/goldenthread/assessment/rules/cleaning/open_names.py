"""Names in an OpenDocument text under numbers, the same ones in every part: a person may have given them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.cleaning.prefixes import OPEN

_TEXT, _DRAW, _TABLE, _STYLE, _CHART = (f"{{{OPEN[each]}}}" for each in ("text", "draw", "table", "style", "chart"))
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What programs call their own styles; the reader of scripts knows titles and captions by some of these words.
_USUAL = frozenset(
    {"standard", "text", "body", "heading", "list", "contents", "index", "table", "caption", "title", "subtitle"}
    | {"footnote", "endnote", "symbol", "symbols", "default", "numbering", "bullet", "bullets", "internet", "link"}
    | {"visited", "header", "footer", "frame", "graphics", "illustration", "figure", "drawing", "user", "citation"}
    | {"quotations", "quote", "paragraph", "character", "characters", "first", "last", "page", "left", "right", "line"}
    | {"anchor", "indent", "hanging", "preformatted", "horizontal", "strong", "emphasis", "example", "source"}
    | {"teletype", "variable", "definition", "marginalia", "outline", "no", "style", "addressee", "sender"}
    | {"signature", "salutation", "envelope", "html", "landscape", "cont", "start", "end", "level", "none", "object"}
    | {"separator", "formula", "ole", "watermark", "labels", "area", "wall", "floor", "plot", "sequence", "normal"}
    | {"reference", "bibliography", "placeholder", "spacing"}
)
_AUTOMATIC = re.compile(r"(?:M|WW)?[A-Za-z]{0,3}\d+(?:\.[A-Z]{0,2}\d*)?|Table\d+(?:\.[A-Z]{1,2}\d*)?|Sect\d+")
_CODED = re.compile(r"_([0-9a-f]{2})_")
_WORD = re.compile(r"[^\W\d_]+")
_LABELS = frozenset({"Table", "Illustration", "Figure", "Drawing", "Text"})
_OWN_TABLE = "local-table"
_CELL = re.compile(r"('(?:[^']|'')*'|[^'.:$\s]+)(?=\.\$?[A-Z]+\$?\d)")
_EQUATION = re.compile(r"f?\d+")
_NAMED_STYLES = frozenset(
    {_STYLE + each for each in ("name", "font-name", "font-name-asian", "font-name-complex", "leader-text-style")}
    | {_DRAW + each for each in ("stroke-dash", "marker-start", "marker-end", "opacity-name")}
    | {_DRAW + f"fill-{each}-name" for each in ("gradient", "hatch", "image")}
)
_IDS = frozenset(
    {_XML_ID, _TEXT + "id", _TEXT + "continue-list"}
    | {_DRAW + each for each in ("id", "start-shape", "end-shape", "caption-id")}
)
_LABELLING = frozenset({_TEXT + "sequence", _TEXT + "sequence-decl"})
_NAMES = frozenset(
    {_TEXT + each for each in ("name", "ref-name", "index-name", "section-name")}
    | {_DRAW + "name", _CHART + "name"}
)  # fmt: skip


@dataclass
class Names:
    """What each name is called in the copy; ``marks`` are places to which links lead."""

    marks: dict[str, str] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def mark(self, name: str) -> str:
        """A bookmark."""
        return self.marks.setdefault(name, f"b{len(self.marks) + 1}")

    def style(self, name: str) -> str:
        """A style, which goes by its own name where that is one of the usual ones."""
        called = _CODED.sub(lambda code: chr(int(code.group(1), 16)), name)
        if _AUTOMATIC.fullmatch(name) or all(word.lower() in _USUAL for word in _WORD.findall(called)):
            return name
        return self.styles.setdefault(name, f"s{len(self.styles) + 1}")

    def label(self, name: str) -> str:
        """What numbers captions."""
        return name if name in _LABELS else self.other(name)

    def table(self, name: str) -> str:
        """A table, which a chart may draw."""
        return name if name == _OWN_TABLE else self.other(name.strip("'").replace("''", "'"))

    def cells(self, address: str) -> str:
        """Cells of a table."""
        plain = _CELL.sub(lambda found: self.table(found.group()), address)
        return plain if "." in plain else ""

    def other(self, name: str) -> str:
        """Anything else."""
        return self.others.setdefault(name, f"n{len(self.others) + 1}")

    def identity(self, name: str) -> str:
        """What tells one element from all others."""
        return self.ids.setdefault(name, f"i{len(self.ids) + 1}")

    def give(self, element: Element, key: str) -> bool:
        """Write the number in place of the name, if this attribute is one; whether it is."""
        of = self._of(element, key)
        if of is not None and element.get(key):
            element.set(key, of(element.get(key, "")))
        return of is not None

    def _of(self, element: Element, key: str) -> Callable[[str], str] | None:
        """How the names in an attribute are numbered."""
        if key == _DRAW + "name" and element.tag == _DRAW + "equation":
            return lambda name: name if _EQUATION.fullmatch(name) else self.other(name)
        is_style = element.tag.startswith((_STYLE, _DRAW)) and key == _DRAW + "name"
        if is_style or key in _NAMED_STYLES or key.endswith(("style-name", "master-page-name", "page-layout-name")):
            return self.style
        if (key == _TEXT + "name" and element.tag in _LABELLING) or key == _TEXT + "caption-sequence-name":
            return self.label
        return self._plainly(key)

    def _plainly(self, key: str) -> Callable[[str], str] | None:
        if key.endswith(("cell-range-address", "cell-address")):
            return self.cells
        how: Mapping[str, Callable[[str], str]] = {
            _TABLE + "name": self.table,
            **dict.fromkeys(_IDS, self.identity),
            **dict.fromkeys(_NAMES, self.other),
        }
        return how.get(key)
