"""Hyphens that were lost at the end of a line: offered where the document's own words speak for it, never applied."""

from __future__ import annotations

from itertools import starmap

import pytest

from goldenthread.frameworks.rules.hyphens import suggestions, taken
from goldenthread.frameworks.types import Kind, ReadItem


def offered(*texts: str, source: str = "") -> list[tuple[int, str, str]]:
    items = [ReadItem(at, Kind.LEARN_THAT, 1, at, text, (at,)) for at, text in enumerate(texts)]
    return [(one.item, one.was, one.suggests) for one in suggestions(items, "\n".join((*texts, source)))]


@pytest.mark.parametrize(
    ("text", "source", "found"),
    [
        # It stands elsewhere with its hyphen.
        ("Expertled study helps.", "It is expert-led.", [(0, "Expertled", "Expert-led")]),
        ("Studies of faceto-face talk.", "It is face-to-face.", []),
        ("They coordinate it.", "A co-ordinate system.", [(0, "coordinate", "co-ordinate")]),
        # Both halves stand, and the second is how compounds end.
        ("Some are overinfluenced.", "It was influenced over time.", [(0, "overinfluenced", "over-influenced")]),
        ("A researchbased plan.", "Research is evidence-based, based so.", [(0, "researchbased", "research-based")]),
        # Halves that stand and make no compound, a word that stands often, a half that is missing.
        ("They undertake it throughout.", "under take through out", []),
        ("overused overused overused", "over used", []),
        ("A researchbased plan.", "Research is evidence-based.", []),
        ("Outled.", "out led expert-led", []),
        # An address is no word of the document's.
        ("Expertled study helps.", "https://made.example/expert-led", []),
        ("Nothing is lost here.", "", []),
    ],
)  # fmt: skip
def test_what_may_have_lost_its_hyphen_is_offered(text: str, source: str, found: list[tuple[int, str, str]]) -> None:
    assert offered(text, source=source) == found


def test_a_word_is_offered_once_for_each_item_and_says_why() -> None:
    source = "It is well-made."
    items = list(starmap(lambda at, text: ReadItem(at, Kind.PRACTICE, 1, None, text, (1,)),
                         enumerate(("Wellmade is wellmade, wellmade.", "So wellmade."))))  # fmt: skip

    found = suggestions(items, source)

    assert [(one.item, one.was) for one in found] == [(0, "Wellmade"), (0, "wellmade"), (1, "wellmade")]
    assert found[0].says == "The document writes “well-made” elsewhere."
    assert (
        "both stand in the document"
        in suggestions(
            [ReadItem(0, Kind.PRACTICE, 1, None, "Overinfluenced.", (1,))], "Overinfluenced. over influenced"
        )[0].says
    )


def test_it_is_put_where_the_word_stands_and_nowhere_else() -> None:
    assert (
        taken("Expertled. Inexpertled, expertled.", "expertled", "expert-led") == "Expertled. Inexpertled, expert-led."
    )
    assert taken("It is gone.", "expertled", "expert-led") is None
    assert taken(r"a\1b is", "is", r"\g<0>") == r"a\1b \g<0>"
