"""Whoever writes a PDF, whoever takes its text out: structure comes back or is doubted, never silently wrong."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from tests.makers.extractors import EXTRACTORS
from tests.makers.frameworks import MadeFramework, a_framework
from tests.makers.judging import Found, compared
from tests.makers.printed import ENTRIES, Setting
from tests.makers.writers import WRITERS

PDF = MEDIA_TYPES[Kind.PDF]
SETTINGS = {
    "a cell for each column": Setting(),
    "no borders": Setting(has_borders=False, head="Illustrative framework"),
    "a row for each pair": Setting(rows="pair", is_wide=True, points=9),
    "a row for each stem": Setting(rows="stem", has_borders=False, points=13),
    "justified": Setting(is_justified=True, points=12, head="Illustrative framework"),
    "nothing set in": Setting(hangs=False, has_borders=False, headings="section"),
    "plain titles": Setting(bullet="–", headings="plain"),
    "codes": Setting(numeral="{s}.{n}", bullet="{s}{b}.", rows="stem", has_intro=False),
}
# How much of all that is written comes back right at the least, by extractor. What does not is doubted.
LEAST = {"pypdf": 0.85, "PDFium": 0.85, "pdfminer": 0.65}


def found_in(text: str, framework: MadeFramework) -> Found:
    document = read_content(text.encode(), media_type=MEDIA_TYPES[Kind.TEXT], tell=lambda _: None)
    return compared(framework, document.reading)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_text_that_somebody_else_extracted_is_never_silently_wrong(writer: str, extractor: str) -> None:
    # `bin/bench readings` tries more frameworks.
    framework = a_framework(sections=3, seed=3)

    found = {
        name: found_in(EXTRACTORS[extractor](WRITERS[writer](framework, setting)), framework)
        for name, setting in SETTINGS.items()
    }

    assert {name: one.silent for name, one in found.items() if one.silent} == {}
    assert sum(one.right for one in found.values()) >= LEAST[extractor] * sum(one.of for one in found.values())


@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "typst"])
@pytest.mark.parametrize("name", SETTINGS)
def test_the_pdf_itself_comes_back_whole_whoever_wrote_it(writer: str, name: str) -> None:
    framework = a_framework(sections=3, seed=3)

    reading = read_content(WRITERS[writer](framework, SETTINGS[name]), media_type=PDF, tell=lambda _: None).reading

    found = compared(framework, reading)
    assert (found.right, found.silent) == (found.of, ())
    assert reading.is_reliable
    assert [(entry.section, entry.text) for entry in reading.references] == [(s, e) for s in (1, 2, 3) for e in ENTRIES]
