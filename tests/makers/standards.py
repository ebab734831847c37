"""Made lists of standards, in our own words, and the layouts in which such lists reach a reader."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import typst

from goldenthread.frameworks.types import Reading
from tests.makers.documents import paragraph
from tests.makers.word_tables import in_word, listed

HEADINGS = (
    "Set a calm pace that every plant can keep",
    "Know the soil, and what it has lost",
    "Plan a season as a whole before its first week",
    "Water by need and not by habit",
    "Keep tools clean and in their place",
    "Answer for what was promised to the neighbours",
)
BULLETS = (
    "keep paths open for those who walk slowly",
    "write down what was sown, when and by whom",
    "ask two others before a tree is felled",
    "share seeds with the gardens on either side of the lane, and in dry years with those below it",
    "show new helpers how a spade is held",
    "leave a corner to the hedgehogs",
    "mend what is broken on the day it breaks (or say when it will be)",
    "thank those who weed",
    "take no more water than the butt holds",
)
CONDUCT = (
    "Gardeners are trusted by those who pass, within the garden and beyond it, by:",
    "Gardeners have proper regard for the customs of their allotment, and come when they said they would.",
    "Gardeners know the rules which set out their duties, and act within them.",
)
UNDER_CONDUCT = ("treating worms with dignity", "having regard for the peace of others", "closing the gate")
PREAMBLE = "Gardeners make the growth of what they planted their first concern. They are honest about the harvest."


@dataclass(frozen=True)
class MadeStandard:
    """A standard with those under it."""

    number: int
    text: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class MadePart:
    """A part of the list, or a numbered section of it."""

    number: int
    title: str
    intro: str
    standards: tuple[MadeStandard, ...]


@dataclass(frozen=True)
class MadeList:
    """A list by its parts, its standards numbered; ``is_by_heading`` where each numbered heading is a section."""

    title: str
    parts: tuple[MadePart, ...]
    is_by_heading: bool = False


def a_list(*, standards: int = 4, seed: int = 1) -> MadeList:
    """Numbered standards with bullets in a first part, and bullets of their own in a second."""
    chance = random.Random(seed)
    headings = chance.sample(HEADINGS, standards)
    numbered = tuple(
        MadeStandard(number, text, tuple(chance.sample(BULLETS, chance.randint(2, 5))))
        for number, text in enumerate(headings, start=1)
    )
    conduct = tuple(
        MadeStandard(number, text, UNDER_CONDUCT if text.endswith(":") else ())
        for number, text in enumerate(CONDUCT, start=1)
    )
    return MadeList(
        "Gardeners’ Standards",
        (
            MadePart(1, "Growing", "A gardener must:", numbered),
            MadePart(2, "Personal conduct", "The following say what conduct is expected.", conduct),
        ),
    )


def a_list_by_heading(*, sections: int = 4, seed: int = 1) -> MadeList:
    """A part on conduct before numbered sections, in each of which the same words introduce bullets."""
    chance = random.Random(seed)
    titles = ("Garden culture", "Planting", "Weeds and pests", "Tools", "Water", "Working with neighbours")
    conduct = MadePart(
        0,
        "Ethics and garden conduct",
        "Head gardeners are expected to be kind.",
        (
            MadeStandard(
                1, "Head gardeners are trusted. Within the garden and beyond it, head gardeners:", UNDER_CONDUCT
            ),
            MadeStandard(2, "As leaders of their allotment, head gardeners:", BULLETS[:2]),
        ),
    )
    parts = tuple(
        MadePart(
            number,
            title,
            "",
            (MadeStandard(1, "Head gardeners:", tuple(chance.sample(BULLETS, chance.randint(2, 5)))),),
        )
        for number, title in enumerate(titles[:sections], start=1)
    )
    return MadeList("Head gardeners’ standards 2026", (conduct, *parts), is_by_heading=True)


Said = list[tuple[int, str, list[tuple[int | None, str, tuple[str, ...]]]]]


def meant(made: MadeList) -> Said:
    """What a faithful reading says, section by section."""
    return [(part.number, part.title, [(s.number, s.text, s.under) for s in part.standards]) for part in made.parts]


def said(reading: Reading) -> Said:
    """A reading in that shape. A section that only tells is left out."""
    return [
        (
            section.number,
            section.title,
            [
                (one.number, one.text, tuple(other.text for other in section.items if other.stem == one.position))
                for one in section.items
                if one.stem is None
            ],
        )
        for section in reading.sections
        if section.items
    ]


NAMES = ("Zero", "One", "Two")


def headed(made: MadeList) -> list[tuple[str, MadePart | None]]:
    """The headings in order: of parts, which hold something themselves or only what follows, and of sections."""
    if not made.is_by_heading:
        return [(f"Part {NAMES[part.number]}: {part.title}", part) for part in made.parts]
    first, *others = made.parts
    sections = [(f"{part.number}. {part.title}", part) for part in others]
    return [(f"Section 1: {first.title}", first), (f"Section 2: {made.title[:-5]}", None), *sections]


def as_markdown(made: MadeList) -> str:
    """A well-formed text."""
    lines = [f"# {made.title}", "", "## Preamble", "", PREAMBLE, ""]
    for heading, part in headed(made):
        lines += [f"## {heading}", ""]
        if part is None:
            continue
        lines += [part.intro, ""] if part.intro else []
        for one in part.standards:
            if made.is_by_heading:
                lines += [one.text, "", *(f"- {text}" for text in one.under), ""]
            elif part.number == 1:
                lines += [f"### {one.number}. {one.text}", "", *(f"* {text}" for text in one.under), ""]
            else:
                lines += [f"- {one.text}", *(f"  - {text}" for text in one.under)]
        lines.append("")
    return "\n".join(lines)


def as_wrapped_text(made: MadeList, *, alone: bool = False, width: int = 62) -> str:
    """As a PDF's text comes: wrapped, no empty lines but round pages, page numbers; marks may stand alone."""
    lines = [made.title, "", "PREAMBLE", *textwrap.wrap(PREAMBLE, width), ""]
    page = 2
    for heading, part in headed(made):
        lines.append(heading)
        if part is None:
            continue
        lines += textwrap.wrap(part.intro, width)
        for one in part.standards:
            if made.is_by_heading:
                lines += textwrap.wrap(one.text, width)
            elif part.number == 1:
                head = textwrap.wrap(one.text, width)
                lines += [str(one.number), *head] if alone else [f"{one.number} {head[0]}", *head[1:]]
            else:
                lines += _bullet("•", one.text, width, alone=alone)
            mark = "o" if not made.is_by_heading and part.number == 2 else "•"
            lines += [line for text in one.under for line in _bullet(mark, text, width, alone=alone and mark == "•")]
        lines += ["", str(page), ""]
        page += 1
    return "\n".join(lines)


def _bullet(mark: str, text: str, width: int, *, alone: bool) -> list[str]:
    first, *more = textwrap.wrap(text, width, break_on_hyphens=False)
    return [mark, first, *more] if alone else [f"{mark} {first}", *more]


def as_web_page(made: MadeList) -> str:
    """A web page with its lists in mark-up."""
    parts = [f"<!doctype html><html><body><h1>{escape(made.title)}</h1><h2>Preamble</h2><p>{escape(PREAMBLE)}</p>"]
    for heading, part in headed(made):
        parts.append(f"<h2>{escape(heading)}</h2>")
        if part is None:
            continue
        parts += [f"<p>{escape(part.intro)}</p>"] if part.intro else []
        for one in part.standards:
            under = "".join(f"<li>{escape(text)}</li>" for text in one.under)
            if made.is_by_heading:
                parts.append(f"<p>{escape(one.text)}</p><ul>{under}</ul>")
            elif part.number == 1:
                parts.append(f"<h3>{one.number}. {escape(one.text)}</h3><ul>{under}</ul>")
            else:
                parts.append(f"<ul><li>{escape(one.text)}{f'<ul>{under}</ul>' if under else ''}</li></ul>")
    return "".join([*parts, "</body></html>"])


def as_word(made: MadeList, *, nested: bool = False) -> bytes:
    """A Word file: headings as paragraphs, numerals and bullets as lists, those under bullets a level below."""
    body = paragraph(made.title) + paragraph("Preamble") + paragraph(PREAMBLE)
    for heading, part in headed(made):
        body += paragraph(heading)
        if part is None:
            continue
        body += paragraph(part.intro) if part.intro else ""
        for one in part.standards:
            if made.is_by_heading:
                body += paragraph(one.text)
            else:
                body += listed(one.text, 2 if part.number == 1 else 1)
            level = 1 if nested and part.number == 2 else 0
            body += "".join(listed(text, 1, level=level) for text in one.under)
    return in_word(body, lists=2)


def as_pdf(made: MadeList, *, points: int = 11) -> bytes:
    """A real PDF, its pages numbered."""
    parts = ['#set page(paper: "a5", numbering: "1")', f'#set text(lang: "en", hyphenate: false, size: {points}pt)',
             f"= {_typed(made.title)}", "== Preamble", _typed(PREAMBLE), ""]  # fmt: skip
    for heading, part in headed(made):
        parts += [f"== {_typed(heading)}", "", _typed(part.intro) if part else "", ""]
        for one in part.standards if part else ():
            if made.is_by_heading:
                parts += [_typed(one.text), *(f"- {_typed(text)}" for text in one.under), ""]
            elif part is not None and part.number == 1:
                parts += [f"=== {_typed(f'{one.number} {one.text}')}", *(f"- {_typed(text)}" for text in one.under), ""]
            else:
                parts += [f"- {_typed(one.text)}", *(f"  - {_typed(text)}" for text in one.under)]
    made_ = typst.compile("\n".join(parts).encode())
    assert isinstance(made_, bytes)
    return made_


def _typed(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text else ""


LAYOUTS: Mapping[str, Callable[[MadeList], str]] = MappingProxyType(
    {
        "as a well-formed text": as_markdown,
        "wrapped": as_wrapped_text,
        "wrapped, its marks alone": lambda made: as_wrapped_text(made, alone=True),
        "wrapped wide": lambda made: as_wrapped_text(made, width=90),
    }
)
