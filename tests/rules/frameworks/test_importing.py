"""Packages published elsewhere: sections and statements of the nearest kinds, and doubts where that was decided."""

from __future__ import annotations

import json
from time import process_time
from typing import Any
from uuid import UUID

import pytest

from goldenthread.frameworks.rules.importing import imported, said_otherwise
from goldenthread.frameworks.rules.packages import given
from goldenthread.frameworks.types import About, DocumentRead, Kind, ReadItem, Use
from goldenthread.frameworks.types.exchanging import KIND_TYPES, SECTION_TYPE, PackageFacts
from tests.makers.packages import DOCUMENT, a_package, an_item, changed, key, under


def read(said: dict[str, Any]) -> DocumentRead:
    return imported(given(json.dumps(said)), lambda _, __: None)


def shape(document: DocumentRead) -> dict[str, list[Any]]:
    """For each section its statements, each with what it stands under."""
    items = {item.position: item for item in document.reading.items}
    return {
        section.title: [
            item.text if item.stem is None else (item.text, items[item.stem].text) for item in section.items
        ]
        for section in document.reading.sections
    }


def codes(document: DocumentRead) -> set[str]:
    return {doubt.code for doubt in document.reading.doubts}


def item_of(document: DocumentRead, text: str) -> ReadItem:
    return next(item for item in document.reading.items if item.text == text)


def doubts_of(document: DocumentRead, text: str) -> set[str]:
    return {doubt.code for doubt in item_of(document, text).doubts}


def test_what_stands_at_the_top_and_holds_others_is_a_section_and_the_rest_are_standards() -> None:
    document = read(a_package({"A": {"a1": {"a11": {"a111": {}}}, "a2": {}}, "B": {"b1": {}}}))

    assert shape(document) == {"A": ["a1", ("a11", "a1"), ("a111", "a11"), "a2"], "B": ["b1"]}
    assert {item.kind for item in document.reading.items} == {Kind.STANDARD}
    assert codes(document) == {"other_types"}
    assert [section.number for section in document.reading.sections] == [1, 2]


def test_every_word_is_accounted_for_on_the_line_that_its_item_names() -> None:
    said = changed(a_package({"A": {"a1": {}, "a2": {}}}), "a1", humanCodingScheme="X.1", notes="Made in 2019.")
    document = read(changed(said, "A", listEnumeration="IV", notes="About A."))

    assert document.source.split("\n") == ["Elsewhere", "Somebody", "IV A", "About A.", "X.1 a1", "Made in 2019.", "a2"]
    for at, line in enumerate(document.source.split("\n"), start=1):
        assert " ".join(piece.text for piece in document.reading.account if piece.line == at) == line
    assert item_of(document, "a1").lines == (5,)
    assert item_of(document, "a1").printed == "X.1"
    assert doubts_of(document, "a1") == {"has_notes"}
    assert [piece.text for piece in document.reading.account if piece.use is Use.UNPLACED] == ["Made in 2019."]


def test_types_of_ours_are_known_by_their_identifier_and_others_by_their_name() -> None:
    tree = {"A": {"l": {}, "s": {"p": {}}, "h": {"t": {}}, "c": {}}}
    said = a_package(tree)
    for text, kind in (("s", Kind.STEM), ("p", Kind.PRACTICE)):
        changed(said, text, CFItemTypeURI={"identifier": str(KIND_TYPES[kind].identifier)}, CFItemType="whatever")
    for text, name in (
        ("A", "SECTION"),
        ("l", "learn that"),
        ("h", "Learn how to"),
        ("t", "learn_about"),
        ("c", "Rule"),
    ):
        changed(said, text, CFItemType=name)

    document = read(said)

    kinds = {item.text: item.kind for item in document.reading.items}
    assert kinds == {
        "l": Kind.LEARN_THAT, "s": Kind.STEM, "p": Kind.PRACTICE, "h": Kind.LEARN_HOW_TO, "t": Kind.LEARN_ABOUT,
        "c": Kind.STANDARD,
    }  # fmt: skip
    assert shape(document)["A"] == ["l", "s", ("p", "s"), "h", ("t", "h"), "c"]
    assert doubts_of(document, "l") == {"no_number"}
    assert "Rule (1)" in document.reading.doubts[0].says


def test_statements_of_no_section_are_put_together_in_one() -> None:
    document = read(a_package({"loose": {}, "A": {"a1": {}}, "also loose": {}}))

    assert shape(document) == {"Elsewhere": ["loose", "also loose"], "A": ["a1"]}
    assert "no_section_said" in codes(document)
    assert document.reading.sections[0].case_id is None


def test_what_cannot_stand_where_it_stood_stands_alone_and_a_practice_without_a_stem_is_a_standard() -> None:
    said = a_package({"A": {"l": {"p": {}, "s": {}}}})
    for text, name in (("l", "Learn that"), ("p", "Practice"), ("s", "Learn how to (stem)")):
        changed(said, text, CFItemType=name)

    document = read(said)

    assert [(i.text, i.kind, i.stem) for i in document.reading.items] == [
        ("l", Kind.LEARN_THAT, None), ("p", Kind.STANDARD, None), ("s", Kind.STEM, None)
    ]  # fmt: skip
    assert doubts_of(document, "p") == doubts_of(document, "s") == {"stands_alone"}


def test_a_section_in_a_section_is_a_standard_that_holds_others() -> None:
    said = a_package({"A": {"B": {"b1": {}}}})
    for text in ("A", "B"):
        changed(said, text, CFItemTypeURI={"identifier": str(SECTION_TYPE.identifier)}, CFItemType="Section")

    assert shape(read(said)) == {"A": ["B", ("b1", "B")]}


def test_circles_orphans_and_second_places_are_laid_out_once_and_doubted() -> None:
    said = a_package({"A": {"a1": {}, "a2": {}}})
    said["CFItems"] += [an_item(text) for text in ("c1", "c2", "self", "orphan", "abroad")]
    said["CFAssociations"] += [
        under(key("c1"), key("c2")), under(key("c2"), key("c1")), under(key("self"), key("self")),
        under(key("abroad"), key("nowhere")), under(key("a2"), key("a1")), under(key("a1"), key("A")),
    ]  # fmt: skip

    document = read(said)

    assert sorted(item.text for item in document.reading.items) == ["a1", "a2", "abroad", "c1", "c2", "orphan", "self"]
    assert {text: doubts_of(document, text) for text in ("a1", "a2", "abroad", "orphan", "self", "c1")} == {
        "a1": set(), "a2": {"two_places"}, "abroad": {"no_place"}, "orphan": {"no_place"}, "self": {"no_place"},
        "c1": {"no_place"},
    }  # fmt: skip
    assert item_of(document, "c2").stem == item_of(document, "c1").position


def test_circles_alone_are_laid_out_too() -> None:
    said = a_package({})
    said["CFItems"] = [an_item("c1"), an_item("c2")]
    said["CFAssociations"] = [under(key("c1"), key("c2")), under(key("c2"), key("c1"))]

    assert shape(read(said)) == {"Elsewhere": ["c1", ("c2", "c1")]}


def test_a_section_that_stands_under_nothing_in_the_package_is_doubted() -> None:
    said = a_package({"A": {"a1": {}}})
    said["CFAssociations"][0] = under(key("A"), key("nowhere"))

    assert [doubt.code for doubt in read(said).reading.sections[0].doubts] == ["no_place"]


def test_items_without_any_tree_are_taken_in_the_order_they_are_listed() -> None:
    document = read({"CFDocument": {"identifier": DOCUMENT, "title": "T"}, "CFItems": [an_item("b"), an_item("a")]})

    assert shape(document) == {"T": ["b", "a"]}
    assert doubts_of(document, "a") == set()


def test_order_is_by_sequence_and_then_as_listed() -> None:
    said = a_package({"A": {"x": {}, "y": {}, "z": {}, "w": {}}})
    for association, place in zip(said["CFAssociations"][1:], (None, 2, 1, "3"), strict=True):
        association["sequenceNumber"] = place

    assert shape(read(said))["A"] == ["z", "y", "x", "w"]


@pytest.mark.parametrize(
    ("given_as", "taken_as"),
    [
        ("<p>One <b>bo</b>ld</p><p>and &amp; two</p>", "One bold and & two"),
        ("<ul><li>One</li><li>Two</li></ul>", "One Two"),
        ("a<script>alert(1)</script>b<style>p{}</style>", "a b"),
        ("## A **bold** [link](https://x.example/) and `code`", "A bold link and code"),
        ("Broken <b and < 3 &nbsp; x", "Broken <b and < 3 x"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("** **", "** **"),
        ("AT&T & others", "AT&T & others"),
    ],
)  # fmt: skip
def test_marks_are_taken_off_and_words_are_kept(given_as: str, taken_as: str) -> None:
    said = a_package({"A": {"a1": {}}})
    document = read(changed(said, "a1", fullStatement=given_as))

    (item,) = document.reading.items
    assert item.text == taken_as
    assert ("marked_up" in {doubt.code for doubt in item.doubts}) == (given_as != taken_as)


@pytest.mark.parametrize("begun", ["<!" * 100_000, "<a " * 60_000, "<![CDATA[" * 20_000], ids=["<!", "<a", "CDATA"])
def test_marks_that_are_never_closed_are_words_and_take_no_longer(begun: str) -> None:
    said = a_package({"A": {"a1": {}}})
    began = process_time()

    document = read(changed(said, "a1", fullStatement=f"<b>x</b>{begun}"))

    assert process_time() - began < 5
    assert document.reading.items[0].text == f"x{begun}".strip()


def test_letters_that_nobody_sees_are_said_to_be_taken_out() -> None:
    said = changed(a_package({"A": {"a1": {}}}), "a1", fullStatement="x\x01\x1b[2J\x08y\u202e")

    document = read(said)

    assert document.reading.items[0].text == "x [2J y"
    (doubt,) = [doubt for doubt in document.reading.doubts if doubt.code == "unseen_letters"]
    assert "1. Those were taken out" in doubt.says


def test_statements_of_no_section_in_a_package_without_a_title_have_a_heading() -> None:
    document = read(a_package({"a": {}}, document={"title": ""}))

    assert document.reading.title == ""
    assert [section.title for section in document.reading.sections] == ["Untitled"]


def test_ours_are_never_cleaned() -> None:
    ours = {"identifier": str(KIND_TYPES[Kind.STANDARD].identifier)}
    said = changed(a_package({"A": {"a1": {}}}), "a1", CFItemTypeURI=ours, humanCodingScheme="X.1.S.1")
    changed(said, "a1", fullStatement="A **star** & <b>old</b>")

    (item,) = read(said).reading.items
    assert (item.text, item.printed, item.doubts) == ("A **star** & <b>old</b>", "", ())


def test_numerals_are_those_printed_or_those_of_our_codes_or_counted() -> None:
    learn_that = str(KIND_TYPES[Kind.LEARN_THAT].identifier)
    said = a_package({"A": {"x": {}, "y": {}, "z": {}, "w": {}}})
    for text, more in (
        ("x", {"listEnumeration": "7"}), ("z", {}),
        ("y", {"humanCodingScheme": "MADE.1.LT.9", "CFItemTypeURI": {"identifier": learn_that}}),
        ("w", {"listEnumeration": 12}),
    ):  # fmt: skip
        changed(said, text, CFItemType="Learn that", **more)

    document = read(said)

    assert [item.number for item in document.reading.items] == [7, 9, 3, 12]
    assert [item.printed for item in document.reading.items] == ["", "", "", ""]
    assert [bool(item.doubts) for item in document.reading.items] == [False, False, True, False]


def test_what_is_too_long_to_keep_stands_in_the_source_and_is_doubted() -> None:
    said = a_package({"A": {"a1": {}, "a2": {}}})
    changed(said, "A", fullStatement="Long " * 80, notes="And more.")
    changed(said, "a1", listEnumeration="1" * 30, abbreviatedStatement="short " * 50)

    document = read(changed(said, "a2", abbreviatedStatement="a2"))

    section = document.reading.sections[0]
    assert (len(section.title), section.title[-1]) == (300, "…")
    assert section.intro.split("\n") == [("Long " * 80).strip(), "And more."]
    assert [doubt.code for doubt in section.doubts] == ["long_title"]
    first, second = section.items
    assert (first.printed, first.title, second.title) == ("", "", "")
    assert doubts_of(document, "a1") == {"long_code"}
    assert "1" * 30 in document.source


def test_sections_keep_their_numbers_where_they_rise() -> None:
    said = a_package({"A": {"a": {}}, "B": {"b": {}}, "C": {"c": {}}, "D": {"d": {}}})
    for text, printed in (("A", "2"), ("B", "5"), ("C", "4"), ("D", "9")):
        changed(said, text, listEnumeration=printed)

    assert [section.number for section in read(said).reading.sections] == [2, 5, 6, 9]


def test_what_is_left_out_and_what_was_named_anew_is_said_once() -> None:
    said = a_package({"A": {"a1": {}}})
    said["CFItems"] += [an_item("a1"), {"identifier": key("x")}, None, an_item("odd", identifier="ODD-1")]
    said["CFAssociations"] += [under(key("a1"), key("A"), kind="exemplar"), None, under("odd-1", DOCUMENT)]

    document = read(said)

    assert codes(document) == {"other_types", "left_out", "associations_left_out", "odd_identifiers", "no_section_said"}
    assert item_of(document, "odd").case_id.version == 5
    assert item_of(document, "a1").case_id == UUID(key("a1"))


def test_what_a_package_says_of_itself_goes_before_what_was_typed() -> None:
    typed = About("MADE", "Typed", "Typist", 2026, "OGL", "© Crown copyright")
    facts = PackageFacts(None, "Somebody", "CC BY 4.0", "")

    now, doubt = said_otherwise(typed, "Elsewhere", facts)
    assert now == About("MADE", "Elsewhere", "Somebody", 2026, "CC BY 4.0", "")
    assert doubt is not None
    assert doubt.code == "said_otherwise"
    assert said_otherwise(now, "Elsewhere", facts) == (now, None)


def test_a_package_that_names_no_licence_is_doubted() -> None:
    typed = About("MADE", "Typed", "Typist", 2026, "OGL", "© Crown copyright")

    now, doubt = said_otherwise(typed, "", PackageFacts(None, "", "", ""))

    assert now == typed
    assert doubt is not None
    assert doubt.code == "no_licence_said"


def test_standards_by_themselves_have_rising_numerals_and_those_under_them_none() -> None:
    said = a_package({"A": {"a": {"x": {}}, "b": {}, "c": {}, "d": {}}})
    for text, printed in (("a", "3"), ("b", "2"), ("c", "viii"), ("d", "9")):
        changed(said, text, listEnumeration=printed)

    numbers = [(item.text, item.number, item.printed) for item in read(said).reading.items]

    assert numbers == [("a", 3, "3"), ("x", None, ""), ("b", 4, "2"), ("c", 5, "viii"), ("d", 9, "9")]


def test_a_section_of_ours_before_the_first_is_so_again() -> None:
    said = a_package({"A": {"a": {}}, "B": {"b": {}}})
    ours = {"identifier": str(SECTION_TYPE.identifier)}
    changed(said, "A", CFItemTypeURI=ours, humanCodingScheme="TS.0")
    changed(said, "B", CFItemTypeURI=ours, humanCodingScheme="TS.1", listEnumeration="1")

    assert [section.number for section in read(said).reading.sections] == [0, 1]
