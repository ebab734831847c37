"""Study text comes out harmless."""

from __future__ import annotations

import re

import pytest

from goldenthread.web.shared.markdown import markdown


def test_words_lists_and_tables_come_out_as_such() -> None:
    html = markdown("# Why\n\nBecause **practice** matters.\n\n1. One\n2. Two\n\n| a | b |\n|---|---|\n| c | d |\n")

    assert "<h2>Why</h2>" in html
    assert "<strong>practice</strong>" in html
    assert "<ol>" in html
    assert "<td>c</td>" in html


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<a href="#" onclick="alert(1)">x</a>',
        "![x](https://elsewhere.example/pixel.png)",
        "<style>body{display:none}</style>",
        '<iframe src="https://elsewhere.example"></iframe>',
    ],
)
def test_nothing_that_acts_comes_through(nasty) -> None:
    html = markdown(nasty)

    for tag in ("<script", "<style", "<iframe", "<img", '<a href="#" on', 'javascript:alert(1)"'):
        assert tag not in html


def test_a_link_leads_out_without_telling_where_from() -> None:
    assert markdown("[DfE](https://example.org)") == (
        '<p><a href="https://example.org" rel="noopener noreferrer">DfE</a></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("## A\n\n### B\n\n## C", ["h2", "h3", "h2"]),
        ("### A\n\n## B", ["h2", "h2"]),
        ("# A\n\n#### B\n\n##### C\n\n###### D", ["h2", "h3", "h4", "h4"]),
    ],
)
def test_headings_begin_below_the_page_and_skip_no_level(text: str, levels: list[str]) -> None:
    assert re.findall(r"<(h\d)>", markdown(text)) == levels


def test_the_empty_corner_of_a_table_is_no_heading() -> None:
    assert "<th></th>" not in markdown("|  | a |\n|---|---|\n| b | c |\n")
