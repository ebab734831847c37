"""What things are called when editions are exchanged, and how a tree is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from goldenthread.frameworks.rules.exchanging import (
    aligned,
    child_identifier,
    levels,
    name_for,
    replaced_identifier,
    section_item,
    statement_item,
    tree,
)
from goldenthread.frameworks.types import EditionRef, EditionState, Kind, StatementLine, StatementRef
from goldenthread.frameworks.types.added import Added
from goldenthread.frameworks.types.exchanging import ITEM_TYPES, KIND_TYPES, Node, Relation, SharedEdition

AT = datetime(2026, 1, 5, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)


def a_line(kind: Kind, *, number: int = 3, printed: str = "", title: str = "") -> StatementLine:
    return StatementLine(
        1, StatementRef(ONE), "MADE.1.X.3", kind, number, "Words.", 1, "Part", "MADE (2026)", EditionRef(OTHER),
        printed=printed, title=title,
    )  # fmt: skip


def test_names_are_the_same_wherever_they_are_made() -> None:
    assert str(child_identifier(ONE, OTHER)) == "f3885e2a-c990-5888-a81a-111c42eb95c3"


def test_names_tell_their_ends_and_their_direction_apart() -> None:
    names = {child_identifier(ONE, OTHER), child_identifier(OTHER, ONE), replaced_identifier(ONE, OTHER),
             *(what.identifier for what in ITEM_TYPES)}  # fmt: skip

    assert len(names) == 3 + len(ITEM_TYPES)
    assert {name.version for name in names} == {5}


def test_every_kind_has_a_type_and_every_type_a_place_of_its_own() -> None:
    assert set(KIND_TYPES) == set(Kind)
    assert len({what.place for what in ITEM_TYPES}) == len({what.title for what in ITEM_TYPES}) == len(ITEM_TYPES)


def test_only_what_the_document_prints_is_an_enumeration() -> None:
    assert statement_item(a_line(Kind.LEARN_THAT)).printed == "3"
    assert statement_item(a_line(Kind.LEARN_THAT, printed="3a")).printed == "3a"
    assert statement_item(a_line(Kind.PRACTICE)).printed == ""
    named = statement_item(a_line(Kind.BEHAVIOUR, printed="B3", title="Drive"))
    assert (named.printed, named.title, named.what) == ("B3", "Drive", KIND_TYPES[Kind.BEHAVIOUR])


def test_what_was_added_says_so_in_its_notes_and_nothing_else_does() -> None:
    line = replace(a_line(Kind.STEM), added=Added(AT, "A printed copy", "Clare"))

    assert statement_item(line).notes == "Not in the document. Added in review, from: A printed copy"
    assert statement_item(a_line(Kind.STEM)).notes == ""


def test_those_under_one_thing_are_counted_from_one() -> None:
    edition = SharedEdition(UUID(int=9), "MADE", "2026", "Made", "Us", "L", "", EditionState.PUBLISHED, AT, None, AT)
    first, second = (section_item(UUID(int=n), code="MADE", number=n, title=f"Part {n}", intro="") for n in (1, 2))
    said = [statement_item(a_line(Kind.STANDARD))] * 3

    made = list(tree(edition, [first, second], [(said[0], first), (said[1], first), (said[2], second)]))

    assert [(a.destination.title, a.sequence) for a in made] == [
        ("Made", 1), ("Made", 2), ("Part 1", 1), ("Part 1", 2), ("Part 2", 1)
    ]  # fmt: skip
    assert [a.destination.is_document for a in made] == [True, True, False, False, False]


def test_a_section_before_the_first_prints_no_number() -> None:
    assert section_item(ONE, code="TS", number=0, title="Preamble", intro="").printed == ""
    assert section_item(ONE, code="TS", number=2, title="Part", intro="").printed == "2"


def test_word_for_word_is_an_exact_match_and_nearly_is_not() -> None:
    ends = Node(ONE, "a"), Node(OTHER, "b")

    assert aligned(ONE, *ends, score=1.0, at=AT).relation is Relation.SAME
    assert aligned(ONE, *ends, score=0.999, at=AT).relation is Relation.RELATED


def test_each_thing_comes_after_what_it_stands_under() -> None:
    assert list(levels(0, {})) == []
    assert list(levels(3, {})) == [[0, 1, 2]]
    assert list(levels(5, {1: 0, 0: 4, 3: 0})) == [[2, 4], [0], [1, 3]]


def test_a_name_in_use_is_not_given_again() -> None:
    assert name_for(ONE, {OTHER}) == ONE
    assert name_for(ONE, {ONE}) is None
    assert name_for(None, ()) is None
