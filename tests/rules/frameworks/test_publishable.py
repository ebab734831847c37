"""What stands in the way of publishing a reading, and the codes its statements get."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.frameworks.rules.reviewing import numbered, why_not_publish
from goldenthread.frameworks.types import ItemFacts, ItemState, Kind, ReadingFacts, ReadingState

L, S, P = Kind.LEARN_THAT, Kind.STEM, Kind.PRACTICE


def item(kind: Kind = L, number: int | None = 1, *, section: int = 1, doubts: int = 0, accepted: bool = True):
    state = ItemState.ACCEPTED if accepted else ItemState.WAITING
    return ItemFacts(section, kind, number, "Words.", state, doubts)


def why(*items: ItemFacts, doubts: int = 0) -> list[str]:
    return [refusal.code for refusal in why_not_publish(ReadingFacts(ReadingState.REVIEWED, items, doubts))]


@pytest.mark.parametrize(
    ("word", "items", "codes"),
    [
        ("nothing stands in the way", [item(), item(S, None), item(P, None)], []),
        ("nothing was found", [], ["no_items"]),
        ("an item waits", [item(), item(number=2, accepted=False)], ["waiting"]),
        ("an item has a doubt, and waits for that alone", [item(doubts=2, accepted=False)], ["doubts"]),
        ("a statement has no number", [item(), item(number=None)], ["no_number"]),
        ("two have the same number", [item(), item()], ["same_number"]),
        ("the same number in another section", [item(), item(section=2)], []),
        ("two standards have one number", [item(Kind.STANDARD, 2), item(Kind.STANDARD, 2)], ["same_number"]),
        ("standards have none", [item(Kind.STANDARD, None), item(Kind.STANDARD, None)], []),
        ("one stands under another", [item(Kind.STANDARD, 1), item(Kind.STANDARD, None)], []),
        ("one comes before the numbered", [item(Kind.STANDARD, None), item(Kind.STANDARD, 1)], ["no_number"]),
        ("a bullet comes before its stem", [item(P, None), item(S, None)], ["no_stem"]),
        ("a bullet’s stem is in another section", [item(S, None), item(P, None, section=2)], ["no_stem"]),
    ],
)
def test_a_reading_is_published_once_every_item_is_settled_and_in_its_place(word, items, codes) -> None:
    assert why(*items) == codes, word


def test_doubts_about_the_whole_are_told_with_everything_else_that_is_in_the_way() -> None:
    items = [item(P, None), item(number=None, accepted=False), item(number=2, doubts=1), item(number=3, doubts=1)]

    found = why_not_publish(ReadingFacts(ReadingState.REVIEWED, tuple(items), 3))

    assert [refusal.code for refusal in found] == ["doubts", "reading_doubts", "waiting", "no_number", "no_stem"]
    assert found[0].says.startswith("2 items have")
    assert found[1].says == "3 doubts about the whole reading or a section are not settled."
    assert found[2].says.startswith("1 item has")


def test_each_thing_in_the_way_leads_to_the_first_that_it_is_about() -> None:
    refs = [uuid4() for _ in range(9)]
    waits, standard = {"accepted": False}, Kind.STANDARD
    made = [
        item(P, None), item(S, None), item(number=2, doubts=1, **waits), item(number=3, doubts=2, **waits),
        item(number=4, **waits), item(number=None), item(number=4),
        item(standard, None, section=2), item(standard, 1, section=2),
    ]  # fmt: skip
    items = tuple(replace(one, ref=ref) for one, ref in zip(made, refs, strict=True))

    found = why_not_publish(ReadingFacts(ReadingState.REVIEWED, items, 2))

    assert [(why.code, why.place) for why in found] == [
        ("doubts", f"doubt-{refs[2]}"),
        ("reading_doubts", "doubts"),
        ("waiting", f"item-{refs[4]}"),
        ("no_number", f"item-{refs[5]}"),
        ("same_number", f"item-{refs[4]}"),
        ("no_number", f"item-{refs[7]}"),
        ("no_stem", f"item-{refs[0]}"),
    ]
    assert [why.place for why in why_not_publish(ReadingFacts(ReadingState.REVIEWED, (), 0))] == [""]


def test_one_doubt_about_the_whole_is_said_as_one() -> None:
    (found,) = why_not_publish(ReadingFacts(ReadingState.REVIEWED, (item(),), 1))

    assert found.says == "1 doubt about the whole reading or a section is not settled."


def test_bullets_without_a_stem_are_counted_by_section() -> None:
    items = (item(P, None), item(P, None), item(P, None, section=2), item(S, None, section=3))

    said = [refusal.says for refusal in why_not_publish(ReadingFacts(ReadingState.REVIEWED, items, 0))]

    assert said == [
        "2 practice bullets of section 1 stand under no stem.", "A practice bullet of section 2 stands under no stem."
    ]  # fmt: skip


def test_the_other_suites_are_counted_by_kind_and_topics_stand_under_what_is_learnt_to_do() -> None:
    deed, topic, criterion, behaviour, standard = (
        Kind.LEARN_HOW_TO, Kind.LEARN_ABOUT, Kind.CRITERION, Kind.BEHAVIOUR, Kind.STANDARD
    )  # fmt: skip
    kinds = [
        (1, topic, None), (1, deed, None), (1, topic, None), (1, criterion, None), (1, criterion, None),
        (2, topic, None), (2, behaviour, None), (3, standard, None), (3, standard, None),
    ]  # fmt: skip

    assert numbered(kinds, code="MADE") == (
        ("MADE.1.LA.1", 1, None),
        ("MADE.1.HT.1", 1, None),
        ("MADE.1.LA.2", 2, 1),
        ("MADE.1.AC.1", 1, None),
        ("MADE.1.AC.2", 2, None),
        ("MADE.2.LA.1", 1, None),
        ("MADE.2.B.1", 1, None),
        ("MADE.3.S.1", 1, None),
        ("MADE.3.S.2", 2, None),
    )


def test_standards_without_a_number_stand_under_the_one_above_that_has_one() -> None:
    standard = Kind.STANDARD
    kinds = [(1, standard, 1), (1, standard, None), (1, standard, None), (1, standard, 3), (1, standard, None),
             (2, standard, None), (2, standard, None)]  # fmt: skip

    assert numbered(kinds, code="TS") == (
        ("TS.1.S.1", 1, None),
        ("TS.1.S.1.1", 1, 0),
        ("TS.1.S.1.2", 2, 0),
        ("TS.1.S.3", 3, None),
        ("TS.1.S.3.1", 1, 3),
        ("TS.2.S.1", 1, None),
        ("TS.2.S.2", 2, None),
    )


def test_codes_count_stems_and_bullets_anew_in_each_section() -> None:
    kinds = [(1, L, 7), (1, S, None), (1, P, None), (1, P, None), (1, S, None), (1, P, None), (2, S, None)]

    assert numbered(kinds, code="MADE") == (
        ("MADE.1.LT.7", 7, None),
        ("MADE.1.HT.1", 1, None),
        ("MADE.1.HT.1.1", 1, 1),
        ("MADE.1.HT.1.2", 2, 1),
        ("MADE.1.HT.2", 2, None),
        ("MADE.1.HT.2.1", 1, 4),
        ("MADE.2.HT.1", 1, None),
    )
