"""Mark-up taken apart: tags, words, remarks; and what is none, however much of it there is."""

from __future__ import annotations

from time import process_time

import pytest

from goldenthread.frameworks.rules.markup import Tag, pieces, unescaped
from goldenthread.frameworks.rules.unseen import is_seen, without_unseen

B = Tag("b")


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("", []),
        ("words", ["words"]),
        ("a<B>b</b >c", ["a", B, "b", Tag("b", is_end=True), "c"]),
        ("<br/>", [Tag("br", is_whole=True)]),
        ("<p title='a > b' id=x hidden class=\"y&amp;z\">", [
            Tag("p", said={"title": "a > b", "id": "x", "hidden": "", "class": "y&z"})]),
        ("<p class=it's>it's</p>", [Tag("p", said={"class": "it", "s": ""}), "it's", Tag("p", is_end=True)]),
        ("<p title=\"<b>\">", [Tag("p", said={"title": "<b>"})]),
        ("5 < 6 and <b and </ > <", ["5 < 6 and <b and </ > <"]),
        ("<a =\"never closed<b>", ["<a =\"never closed", B]),
        ("a<!-- <b>no</b> -->b<!-->c<!-- never <b>", ["a", "b", "c<!-- never ", B]),
        ("<!DOCTYPE html><?xml version='1'?><![endif]>a<!b>", ["a<!b>"]),
        ("<![CDATA[in <b>]]>a<![CDATA[b", ["in <b>", "a<![CDATA[b"]),
        ("<![CDATA[]]>", []),
        ("<script>a<b</SCRIPT>c", [Tag("script"), Tag("script", is_end=True), "c"]),
        ("<style/>a<script>b", [Tag("style", is_whole=True), "a", Tag("script"), "b"]),
    ],
)  # fmt: skip
def test_mark_up_is_taken_apart(markup: str, found: list[Tag | str]) -> None:
    assert list(pieces(markup)) == found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&amp;&lt;&#65;&#x42;&nbsp", "&<AB\xa0"),
        ("AT&T & &zebra;", "AT&T & &zebra;"),
        ("a&#x202e;b&#1;c", "abc"),
        (f"&#{'9' * 5_000};", f"&#{'9' * 5_000};"),
    ],
)
def test_letters_written_by_name_or_number_are_letters(written: str, meant: str) -> None:
    assert unescaped(written) == meant


ENDLESS = ("<!", "<a ", "<![CDATA[", "<!--", "<script>", "</", "<", "&#", '<a ="<a " =', "<a =", "<a \"'", "<?x ")


@pytest.mark.parametrize("end", ["", ">", '"', "-->"])
@pytest.mark.parametrize("begun", ENDLESS)
def test_what_is_begun_again_and_again_takes_no_longer_than_words(begun: str, end: str) -> None:
    markup = f"<b>x</b>{begun * (300_000 // len(begun))}{end}"
    began = process_time()

    found = list(pieces(markup))

    assert process_time() - began < 3
    assert found[:2] == [B, "x"]


def test_letters_that_nobody_sees_are_taken_out() -> None:
    assert without_unseen("x\x01\x1b[2J\x08y\x85z\n\t") == "x  [2J y z\n\t"
    assert without_unseen("a\u202eb\u2066c\u2069") == "abc"
    assert without_unseen("é ü ﬁ \u200d العربية") == "é ü ﬁ \u200d العربية"


@pytest.mark.parametrize(("text", "seen"), [("", False), (" \u200b\ufeff\n", False), ("x", True), ("\u200b.", True)])
def test_what_has_nothing_to_see_is_known(text: str, seen: bool) -> None:
    assert is_seen(text) is seen
