"""What somebody outside reads to judge a sample."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goldenthread.assessment.rules.handing_over import PackBrief, PackScript, packed
from goldenthread.assessment.rules.outside_pages import brief_page, first_page, scheme_page
from goldenthread.programmes.types import SchemePart
from tests.makers.assessment import a_scheme, a_sheet

AT = datetime(2026, 11, 29, tzinfo=UTC)
SCHEME = a_scheme()


def archive_of(files, brief: PackBrief) -> zipfile.ZipFile:
    script = PackScript("100-200", files, {1: a_sheet()}, is_looked_at=False)
    return zipfile.ZipFile(io.BytesIO(packed([script], SCHEME, brief, at=AT)))


def test_a_hand_over_is_enough_to_judge_with() -> None:
    brief = PackBrief("A school", "Say **why**.", (("Figures <1>", "Castle Hill.XLSX", b"figures"),))
    archive = archive_of((("answers.md", b"# One\n\nBecause *we* said."), ("plan.pdf", b"%PDF")), brief)

    assert archive.namelist() == [
        "brief.html",
        "brief/1.xlsx",
        "judgements.csv",
        "manifest.json",
        "mark-scheme.html",
        "marks.csv",
        "read-me-first.html",
        "scripts/100-200/1.html",
        "scripts/100-200/2.pdf",
    ]
    said = archive.read("brief.html").decode()
    assert "Say <strong>why</strong>." in said
    assert '<a href="brief/1.xlsx">Figures &lt;1&gt;</a>' in said
    assert "Because <em>we</em> said." in archive.read("scripts/100-200/1.html").decode()
    assert archive.read("brief/1.xlsx") == b"figures"
    assert set(json.loads(archive.read("manifest.json"))["files"]) == set(archive.namelist()) - {"manifest.json"}


def test_nothing_that_somebody_wrote_runs_or_is_fetched() -> None:
    hostile = "<script>run()</script> ![x](https://elsewhere.example/x.png) [y](javascript:run())"
    said = archive_of((("answers.md", hostile.encode()),), PackBrief("<b>", hostile)).read("scripts/100-200/1.html")
    both = said + brief_page("<b>", hostile, ())

    assert b"<script" not in both
    assert b"<img" not in both
    assert b'href="javascript' not in both
    assert b"<h1>&lt;b&gt;</h1>" in both


@pytest.mark.parametrize(
    ("changes", "says", "silent"),
    [
        ({}, "At least", "illustrative"),
        ({"is_illustrative": True}, "This scheme is illustrative", "Department’s framework"),
    ],
)
def test_the_scheme_says_what_each_mark_means_and_when_all_passes(changes, says: str, silent: str) -> None:
    scheme = replace(SCHEME, **({"is_illustrative": False} | changes))
    said = scheme_page(scheme).decode()

    assert says in said
    assert silent not in said
    for criterion in scheme.criteria:
        assert f"{criterion.code} {criterion.title}" in said
        assert all(level.description in said for level in criterion.levels)
    assert f"At least {scheme.minimum_total} of {scheme.highest_total} in all are needed to pass." in said


def test_weights_and_minima_are_told_where_there_are_any() -> None:
    first, *others = SCHEME.criteria
    plain = replace(SCHEME, criteria=tuple(replace(c, weight=1, minimum=0) for c in SCHEME.criteria))
    part = SchemePart("I", "Plan", (first.code,), 2, 12)
    heavy = replace(
        plain,
        parts=(part, replace(part, code="II", minimum=0)),
        criteria=(replace(first, weight=3, minimum=2), *others),
    )

    assert "fails the whole" not in scheme_page(plain).decode()
    assert "as often as the weight" not in scheme_page(plain).decode()
    said = scheme_page(heavy).decode()
    assert (f"I Plan ({first.code}) needs 2 of 12 by itself." in said, "II Plan" in said) == (True, False)
    assert "Weight 3. At least 2 to pass." in said
    assert "A criterion below its minimum fails the whole" in said
    assert "A mark counts as often as the weight of its criterion says." in said


def test_the_first_page_says_how_judgements_are_filled_in() -> None:
    said = first_page(7, SCHEME).decode()

    assert "Scripts in this file: 7." in said
    for words in ("may stay empty", "at least 10 letters", "<td>0, 1, 2, 3, 4</td>", "Save it as CSV"):
        assert words in said
