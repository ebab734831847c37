"""Ways in which two columns reach a reader as lines of text, each as some extractor hands them over."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from itertools import zip_longest
from types import MappingProxyType

from goldenthread.frameworks.rules.reading import read
from tests.makers.frameworks import NUMBERS, MadeFramework, MadeSection, as_markdown, as_woven_text
from tests.makers.judging import Found, compared

Lines = list[str]


def _headed(framework: MadeFramework, body: Callable[[MadeSection], Lines]) -> str:
    parts = [framework.title, ""]
    for section in framework.sections:
        parts += [f"{NUMBERS[section.number - 1]} – {section.title}", *body(section), ""]
    return "\n".join(parts)


def _wrapped(text: str, width: int) -> Lines:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _left(section: MadeSection, width: int) -> Lines:
    return [
        line for number, text in enumerate(section.learn_that, start=1) for line in _wrapped(f"{number}. {text}", width)
    ]


def _right(section: MadeSection, width: int, mark: str) -> Lines:
    return [
        line
        for stem, bullets in section.stems
        for line in (*_wrapped(stem, width), *(part for one in bullets for part in _wrapped(f"{mark} {one}", width)))
    ]


def columns_apart(framework: MadeFramework) -> str:
    """One column after the other, as a good extractor does."""
    return _headed(
        framework,
        lambda section: ["Learn that…", *_left(section, 48), "", "Learn how to…", *_right(section, 48, "•")],
    )


def columns_in_turn(framework: MadeFramework) -> str:
    """A line of the left, a line of the right, all the way down: the worst that a simple extractor does."""
    return _headed(
        framework,
        lambda section: [
            "Learn that… Learn how to…",
            *(line for pair in zip_longest(_left(section, 46), _right(section, 46, "●")) for line in pair if line),
        ],
    )


def rows_fused(framework: MadeFramework) -> str:
    """Both columns of a row on one line, with nothing between them but a space: words are lost among words."""
    return _headed(
        framework,
        lambda section: [
            "Learn that… Learn how to…",
            *(
                " ".join(part for part in pair if part)
                for pair in zip_longest(_left(section, 46), _right(section, 46, "•"))
            ),
        ],
    )


def marks_lost(framework: MadeFramework) -> str:
    """Columns apart, and every bullet without its mark."""
    return _headed(
        framework,
        lambda section: ["Learn that…", *_left(section, 60), "", "Learn how to…", *_right(section, 60, "")],
    )


def rows_of_cells(framework: MadeFramework) -> str:
    """A table cut by tabs, a statement and a bullet to each row."""

    def rows(section: MadeSection) -> Lines:
        left = [f"{number}.\t{text}" for number, text in enumerate(section.learn_that, start=1)]
        right = [part for stem, bullets in section.stems for part in (stem, *(f" {one}" for one in bullets))]
        return [
            "",
            "Learn\tthat\tLearn how to",
            *(f"{one}\t{two}" for one, two in zip_longest(left, right, fillvalue="\t")),
        ]

    return _headed(framework, lambda section: [row.replace("\t\t\t", "\t\t") for row in rows(section)])


LAYOUTS: Mapping[str, Callable[[MadeFramework], str]] = MappingProxyType(
    {
        "as a well-formed text": as_markdown,
        "in blocks that take turns": as_woven_text,
        "in blocks with no numeral apart": lambda framework: as_woven_text(framework, strand=0),
        "in blocks, every second numeral apart": lambda framework: as_woven_text(framework, strand=2),
        "by lines here and there": lambda framework: as_woven_text(framework, way="lines"),
        "columns apart": columns_apart,
        "columns in turn": columns_in_turn,
        "rows fused": rows_fused,
        "marks lost": marks_lost,
        "rows of cells": rows_of_cells,
    }
)


def read_as(framework: MadeFramework, layout: str) -> Found:
    """How a made framework comes back from a layout."""
    return compared(framework, read(LAYOUTS[layout](framework)))
