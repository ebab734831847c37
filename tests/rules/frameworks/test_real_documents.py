"""The reader against hand-checked readings of the Department's own documents, where they are on this machine."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.rules.linking import links
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, Reading
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.rules.uploads import Kind as FileKind
from tests.makers.frameworks import MadeFramework, MadeSection
from tests.makers.judging import compared
from tests.makers.portables import as_pdf, as_pdf_by_rows


def folded(text: str) -> str:
    """Text for comparing: quotes, dashes, hyphens and space folded."""
    plain = re.sub("[-–—‐‑]", "", re.sub("[‘’“”\"']", "'", text))
    return re.sub(r"\s+", " ", plain).strip()


def gold_items(gold: dict) -> dict[tuple[object, ...], str]:
    """Every item of a gold reading by kind, section and number (bullets: stem and place)."""
    items: dict[tuple[object, ...], str] = {}
    for section in gold["sections"]:
        for row in section["learn_that"]:
            items[Kind.LEARN_THAT, section["number"], row["number"]] = folded(row["text"])
        for at, stem in enumerate(section["learn_how_to"]):
            items[Kind.STEM, section["number"], at] = folded(stem["stem"])
            for place, bullet in enumerate(stem["items"]):
                items[Kind.PRACTICE, section["number"], (at, place)] = folded(bullet)
    return items


def read_items(reading: Reading) -> dict[tuple[object, ...], tuple[str, bool]]:
    """Every item of a reading by the same keys, with whether it is doubted."""
    items: dict[tuple[object, ...], tuple[str, bool]] = {}
    for section in reading.sections:
        stem, place = -1, 0
        for item in section.items:
            key: object = item.number
            if item.kind is Kind.STEM:
                stem, place = stem + 1, 0
                key = stem
            elif item.kind is Kind.PRACTICE:
                key, place = (stem, place), place + 1
            items[item.kind, section.number, key] = (folded(item.text), bool(item.doubts))
    return items


@pytest.fixture(scope="module")
def npqsl(request: pytest.FixtureRequest) -> tuple[str, dict]:
    """The 2020 framework for senior leaders: its extracted text, and the hand-checked reading."""
    sources: Path = request.getfixturevalue("sources")
    gold = sources.parent / "gold" / "npqsl-framework-2020.json"
    return (
        (sources / "npqsl-framework-2020.pdf-text.txt").read_text(encoding="utf-8"),
        json.loads(gold.read_text(encoding="utf-8")),
    )


def test_the_senior_leaders_framework_is_read_nearly_whole_and_its_misses_are_doubted(npqsl: tuple[str, dict]) -> None:
    text, gold = npqsl

    reading = read(text)

    wanted, got = gold_items(gold), read_items(reading)
    wrong = {key for key in wanted if got.get(key, ("", False))[0] != wanted[key]}
    assert [(s.number, s.title) for s in reading.sections] == [(s["number"], s["title"]) for s in gold["sections"]]
    assert Counter(item.kind for item in reading.items) == {Kind.LEARN_THAT: 120, Kind.STEM: 34, Kind.PRACTICE: 136}
    assert len(wrong) <= len(wanted) * 0.01
    assert all(got[key][1] for key in wrong if key in got)
    assert reading.is_reliable


def test_every_word_of_the_senior_leaders_framework_is_accounted_for(npqsl: tuple[str, dict]) -> None:
    text, _ = npqsl

    account = read(text).account

    assert Counter(word for piece in account for word in piece.text.split()) == Counter(text.split())


def test_the_framework_for_leading_teacher_development_is_read_and_what_it_lost_is_doubted(sources: Path) -> None:
    text = (sources / "npqltd-framework-2020.markdown.txt").read_text(encoding="utf-8")

    reading = read(text)

    doubts = {doubt.code for item in reading.items for doubt in item.doubts}
    assert [(s.number, len(s.items)) for s in reading.sections] == [(1, 0), (2, 27), (3, 20), (4, 37)]
    assert Counter(item.kind for item in reading.items) == {Kind.LEARN_THAT: 25, Kind.STEM: 10, Kind.PRACTICE: 49}
    assert Counter(entry.section for entry in reading.references) == {1: 1, 2: 11, 3: 5, 4: 8}
    assert {"no_stem", "cut_short", "number_inferred"} <= doubts
    assert "ghost" in {doubt.code for section in reading.sections for doubt in section.doubts}
    assert Counter(word for piece in reading.account for word in piece.text.split()) == Counter(text.split())
    assert reading.sections[0].intro


def test_the_framework_for_middle_leaders_is_read_with_its_areas_criteria_task_and_behaviours(sources: Path) -> None:
    text = (sources / "npqml-framework-2017.docx-text.txt").read_text(encoding="utf-8")

    reading = read(text)
    content = reading.content

    assert content is not None
    criteria = [one for area in content.areas for one in area.criteria]
    assert [sum(len(getattr(area, what)) for area in content.areas) for what in ("deeds", "topics")] == [16, 26]
    assert (len(criteria), Counter(one.part for one in criteria)) == (16, {"A": 10, "B": 6})
    assert sum(len(one.documents) for one in criteria) == 6
    assert (len(content.levels), len(content.behaviours)) == (4, 7)
    assert content.scale is not None
    assert content.scale.labels == ((1, "high"), (4, "low"))
    assert Counter(word for piece in reading.account for word in piece.text.split()) == Counter(text.split())


@pytest.mark.parametrize(
    ("name", "whole", "cut", "foreign", "events"),
    [("npqsl-provider-page.html-text.txt", 31, 11, 0, 4), ("npqlt-provider-page.html-text.txt", 57, 4, 1, 3)],
)
def test_providers_pages_are_read_as_pages_and_nothing_cut_is_taken_as_whole(
    sources: Path, name: str, whole: int, cut: int, foreign: int, events: int
) -> None:
    page = read((sources / name).read_text(encoding="utf-8")).page

    assert page is not None
    own = [i for s in page.sections if not s.is_foreign for i in s.of_kind(Kind.LEARN_THAT)]
    assert Counter(item.is_whole for item in own) == {True: whole, False: cut}
    assert sum(section.is_foreign for section in page.sections) == foreign
    assert (page.offer.events, page.offer.platform) == (events, "Canvas")


def test_every_whole_statement_of_the_senior_leaders_page_is_linked_to_its_framework(sources: Path) -> None:
    page = read((sources / "npqsl-provider-page.html-text.txt").read_text(encoding="utf-8")).page
    framework = read((sources / "npqsl-framework-2020.pdf-text.txt").read_text(encoding="utf-8"))

    assert page is not None
    found = list(links(page, framework))
    assert len(found) == 31
    assert [(link.section, link.number) for link in found] == [(link.to_section, link.to_number) for link in found]


@pytest.mark.parametrize("lay_out", [as_pdf, as_pdf_by_rows], ids=["by columns", "by rows"])
def test_the_senior_leaders_framework_set_anew_as_a_pdf_keeps_its_figures(
    npqsl: tuple[str, dict], lay_out: Callable[..., bytes]
) -> None:
    _, gold = npqsl
    sections = tuple(
        MadeSection(
            s["number"],
            s["title"],
            tuple(row["text"] for row in s["learn_that"]),
            tuple((stem["stem"], tuple(stem["items"])) for stem in s["learn_how_to"]),
        )
        for s in gold["sections"]
    )
    framework = MadeFramework(gold["title"], sections)

    document = read_content(lay_out(framework), media_type=MEDIA_TYPES[FileKind.PDF], tell=lambda _: None)

    found = compared(framework, document.reading)
    assert found.silent == ()
    assert found.right >= found.of * 0.99
