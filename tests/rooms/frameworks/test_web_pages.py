"""Web pages as text: what a person sees, with lists counted and the columns of tables kept."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.web_pages import text_of_page
from goldenthread.frameworks.types import DocumentRead
from goldenthread.frameworks.types import Kind as Asks
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from tests.makers.frameworks import a_framework
from tests.makers.judging import compared
from tests.makers.pages import OFFER
from tests.makers.web_pages import as_web_page


def as_read(page: str) -> DocumentRead:
    return read_content(page.encode(), media_type=MEDIA_TYPES[Kind.HTML], tell=lambda _: None)


def test_a_framework_on_a_web_page_comes_back_whole() -> None:
    framework = a_framework(sections=3, seed=6)

    document = as_read(as_web_page(framework))

    found = compared(framework, document.reading)
    assert (found.right, found.silent) == (found.of, ())
    assert "run()" not in document.source
    assert "Home" not in document.source


def test_a_providers_page_with_real_tables_is_read_as_one() -> None:
    framework = a_framework(sections=2, seed=3)

    page = as_read(as_web_page(framework, offer=OFFER)).reading.page

    assert page is not None
    for section, made in zip(page.sections, framework.sections, strict=True):
        assert section.title == made.title
        assert tuple(item.text for item in section.of_kind(Asks.LEARN_THAT)) == made.learn_that
        assert tuple(item.text for item in section.of_kind(Asks.STEM)) == tuple(stem for stem, _ in made.stems)
        assert all(item.is_whole for item in section.items)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<h2>A <b>bold</b> head</h2><p>One<br>two</p>", ["# A bold head", "One", "two"]),
        ("<ol start=3><li>c<li value=7>g<li>h</ol><ul><li>x</ul><li>loose", ["3. c", "7. g", "8. h", "• x", "• loose"]),
        (f"<ol start={'9' * 5_000}><li>c</ol>", ["1. c"]),
        (f"<table><tr><td rowspan={'9' * 5_000}>a<td>b</table>", ["", "a", "", "b", ""]),
        ("<p>&amp; so on<nav>gone</nav>", ["& so on"]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", ["", "a", "", "b", "c", ""]),
        ("<table><tr><td>a<td>b<td rowspan=2>c<tr><td>d<td>e</table>",
         ["", "\ta", "\tb", "\tc", "", "\td", "\te", "\t", "", ""]),
        ("<table><tr><td>outer <table><td>inner</table></table>", ["", "outer", "inner", ""]),
        ("<td>stray</td></tr></table></ul></nav><tr>words", ["stray", "words"]),
        ("<table><tr><td>never closed", ["", "never closed", ""]),
        ("<table></tr><caption>Said above</caption><tr></tr></table>", ["Said above", "", ""]),
    ],
)  # fmt: skip
def test_what_a_person_sees_becomes_lines(markup: str, lines: list[str]) -> None:
    assert text_of_page(markup).split("\n") == lines
