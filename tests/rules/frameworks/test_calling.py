"""What a document is called where nobody says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.frameworks.rules.calling import about_itself
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import About
from goldenthread.ground.types import Refusal
from tests.makers.frameworks import a_framework, as_markdown

GIVEN = About("", "", "Somebody", 0, "A licence", "By us")
MADE = replace(read(as_markdown(a_framework())), code="MADE", year=2021)


def test_it_goes_by_what_it_says_itself() -> None:
    assert about_itself(MADE, name="a.pdf", given=replace(GIVEN, year=1999)) == About(
        "MADE", MADE.title, "Somebody", 2021, "A licence", "By us"
    )


@pytest.mark.parametrize(
    ("name", "code", "title"),
    [
        ("npq sl-2020.pdf", "NPQSL2020", "npq sl-2020"),
        ("2020 made.pdf", "MADE", "2020 made"),
        ("plain", "PLAIN", "plain"),
    ],
)  # fmt: skip
def test_where_it_says_nothing_its_file_does(name: str, code: str, title: str) -> None:
    about = about_itself(replace(MADE, code="", title="", year=None), name=name, given=replace(GIVEN, year=2020))

    assert isinstance(about, About)
    assert (about.code, about.title, about.year) == (code, title, 2020)


def test_a_year_is_never_made_up_and_prose_is_not_kept() -> None:
    yearless = about_itself(replace(MADE, year=None), name="a.pdf", given=GIVEN)
    prose = about_itself(read("Dear all."), name="a.pdf", given=GIVEN)

    assert isinstance(yearless, Refusal)
    assert isinstance(prose, Refusal)
    assert (yearless.code, prose.code) == ("no_year", "nothing_found")


def test_a_file_whose_name_gives_no_code_is_not_called_anything() -> None:
    nameless = about_itself(replace(MADE, code=""), name="2020.pdf", given=GIVEN)

    assert isinstance(nameless, Refusal)
    assert nameless.code == "bad_code"
