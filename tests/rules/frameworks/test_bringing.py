"""What packages bring along beside their statements: kept where it makes sense, else left out and counted."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from goldenthread.frameworks.rules.exchanging import notes_on
from goldenthread.frameworks.rules.importing import imported
from goldenthread.frameworks.rules.laying import details_of
from goldenthread.frameworks.rules.packages import MOST_DETAILS, given
from goldenthread.frameworks.types import DetailKind, DocumentRead, Kind, Saying, Use
from goldenthread.frameworks.types.exchanging import KIND_TYPES, rubric_of
from goldenthread.ground.types import Refused
from tests.makers.packages import DOCUMENT, a_package, changed, key

ENTRY = {"kind": "reference", "text": "Moss, A. (2019) Counting."}


def read(*details: Any) -> DocumentRead:
    said = a_package({"A": {"a1": {}}, "B": {"b1": {}}}, extensions={"goldenthread": {"details": list(details)}})
    return imported(given(json.dumps(said)), lambda _, __: None)


def codes(document: DocumentRead) -> set[str]:
    return {doubt.code for doubt in document.reading.doubts}


def test_references_find_their_sections_and_every_word_its_line() -> None:
    document = read(ENTRY | {"section": key("B").upper(), "title": " Rooms "}, {"kind": "least_terms", "figure": 3})

    one, other = document.reading.details
    assert details_of(document.reading) == (one, other)
    assert one.says == Saying(DetailKind.REFERENCE, "Moss, A. (2019) Counting.", title="Rooms", section=2)
    assert other.says == Saying(DetailKind.LEAST_TERMS, figure=3)
    lines = document.source.split("\n")
    assert [lines[at - 1] for at in (*one.lines, *other.lines)] == ["Moss, A. (2019) Counting. Rooms", "3"]
    uses = {piece.line: piece.use for piece in document.reading.account}
    assert (uses[one.lines[0]], uses[other.lines[0]]) == (Use.REFERENCES, Use.LABEL)
    assert codes(document) == {"other_types"}


def test_a_reference_whose_section_is_not_there_belongs_to_none_and_that_is_said() -> None:
    (lost,) = read(ENTRY | {"section": key("elsewhere")}).reading.details

    assert lost.says.section is None
    assert [(doubt.code, doubt.lines) for doubt in lost.doubts] == [("no_section", lost.lines)]


@pytest.mark.parametrize(
    "detail",
    [
        None,
        "reference",
        [],
        {},
        {"kind": "colour", "text": "red"},
        {"kind": "reference"},
        {"kind": "reference", "text": " \x00 "},
        {"kind": "reference", "text": ["Moss"]},
        {"kind": "level", "text": "All", "label": "x" * 21},
        {"kind": "level", "text": "All", "label": "x", "title": "x" * 301},
        {"kind": "point", "text": "high"},
        {"kind": "point", "text": "high", "figure": True},
        {"kind": "point", "text": "high", "figure": 1.5},
        {"kind": "word_limit", "figure": 10**12},
        {"kind": "word_limit", "figure": -1},
    ],
)
def test_what_makes_no_sense_is_left_out_and_counted(detail: Any) -> None:
    document = read(detail, ENTRY)

    assert [each.says.kind for each in document.reading.details] == [DetailKind.REFERENCE]
    says = next(doubt.says for doubt in document.reading.doubts if doubt.code == "details_left_out")
    assert "kept as they are: 1. They were left out" in says


@pytest.mark.parametrize("extensions", [None, [], {"goldenthread": []}, {"goldenthread": {"details": "all"}}, {"x": 1}])
def test_extensions_of_others_bring_nothing(extensions: Any) -> None:
    document = imported(given(json.dumps(a_package({"A": {"a1": {}}}, extensions=extensions))), lambda _, __: None)

    assert document.reading.details == ()
    assert codes(document) == {"other_types"}


def test_rubrics_of_others_are_left_out_and_our_own_is_the_scale_that_came_along() -> None:
    mine = {"identifier": str(rubric_of(UUID(DOCUMENT)))}

    ours, theirs = (
        imported(given(json.dumps(a_package({"A": {"a1": {}}}, CFRubrics=rubrics))), lambda _, __: None)
        for rubrics in ([mine], [mine, {"identifier": key("x")}, None])
    )

    assert codes(ours) == {"other_types"}
    assert [doubt.says for doubt in theirs.reading.doubts if doubt.code == "rubrics_left_out"] == [
        "Rubrics: 2. They were left out."
    ]


def test_more_than_anybody_reads_is_refused() -> None:
    said = a_package({"A": {"a1": {}}}, extensions={"goldenthread": {"details": [ENTRY] * (MOST_DETAILS + 1)}})

    with pytest.raises(Refused, match=f"{MOST_DETAILS + 1} lines beside them"):
        given(json.dumps(said))


def criterion(kind: Kind = Kind.CRITERION, notes: str = "away", **marks: Any) -> Any:
    said = a_package({"A": {"a1": {}}})
    more = {"CFItemTypeURI": {"identifier": str(KIND_TYPES[kind].identifier)}, "extensions": {"goldenthread": marks}}
    document = imported(given(json.dumps(changed(said, "a1", **more, notes=notes))), lambda _, __: None)
    return document.reading.items[0]


def test_a_criterion_brings_its_part_and_documents_and_its_notes_say_no_more() -> None:
    documents = ["Tally  sheet", "", 7, None, "Rota"]

    item = criterion(
        part="A",
        documents=documents,
        notes="Tested in part A of the assessment task. To hand in with it: Tally sheet; 7; Rota.",
    )

    assert (item.part, item.documents, item.doubts) == ("A", ("Tally sheet", "7", "Rota"), ())


@pytest.mark.parametrize(
    ("kind", "marks", "notes", "wanted"),
    [
        (Kind.CRITERION, {"part": "A"}, "Something else.", ("A", {"has_notes"})),
        (Kind.CRITERION, {"part": "AAAAAA"}, "", ("", {"long_code"})),
        (Kind.CRITERION, {"part": ["A"], "documents": "Rota"}, "", ("", set())),
        (Kind.BEHAVIOUR, {"part": "A"}, "", ("", set())),
    ],
)
def test_what_is_not_as_we_say_it_is_doubted_or_passed_over(
    kind: Kind, marks: dict[str, Any], notes: str, wanted: tuple[str, set[str]]
) -> None:
    item = criterion(kind, notes, **marks)

    assert (item.part, {doubt.code for doubt in item.doubts}) == wanted
    assert item.documents == ()


@pytest.mark.parametrize(
    ("part", "documents", "says"),
    [
        ("", (), ""),
        ("B", (), "Tested in part B of the assessment task."),
        ("", ("Rota", "Plan"), "To hand in with it: Rota; Plan."),
    ],
)
def test_notes_say_what_there_is(part: str, documents: tuple[str, ...], says: str) -> None:
    assert notes_on(part, documents) == says
