"""Web addresses in references: only what is whole, and leads to the web, leads anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.rules.addresses import with_addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Adams, A. (2019). On plans.", []),
        ("On plans. https://made.example/plans.", ["https://made.example/plans"]),
        ("(see HTTP://made.example/a?b=c&d=e)", ["HTTP://made.example/a?b=c&d=e"]),
        ("https://one.example and https://two.example/x", ["https://one.example", "https://two.example/x"]),
        ("https://made.example/a report on staff.pdf", []),
        ("https://made.example/a report that is long and has no file's name at its end", ["https://made.example/a"]),
        ("javascript:alert(1) data:text/html,x ftp://made.example/x", []),
        ('https://made.example/"onmouseover="alert(1)', ["https://made.example/"]),
        ("https://made.example/<script>", ["https://made.example/"]),
        ("", []),
    ],
)
def test_addresses_are_told_from_words(text, addresses) -> None:
    runs = with_addresses(text)

    assert [run.address for run in runs if run.address] == addresses
    assert all(run.words == run.address for run in runs if run.address)


@given(st.text(alphabet="htps:/.<>\"' abc()", max_size=60))
def test_no_word_is_lost_or_changed(text: str) -> None:
    assert "".join(run.words for run in with_addresses(text)) == text
