"""Which published statement one on a provider's page is, and which edition the page is about."""

from __future__ import annotations

from goldenthread.frameworks.rules.matching import matched
from goldenthread.frameworks.types import Kind
from goldenthread.frameworks.types.page_views import Matched, OnPage, Published

T, S = Kind.LEARN_THAT, Kind.STEM
ONE = "Tools that are cleaned each evening last longer than those that are not."
NEARLY = "Tools that are cleaned every evening last longer than those that are not."
TWO = "Water is best given to roots at dusk, and never to leaves at noon."
OTHER = "Nothing of this kind stands anywhere else in any edition at all."


def on_page(*texts: str, kind: Kind = T, title: str = "Tools") -> list[OnPage]:
    return [OnPage(at, kind, title, text) for at, text in enumerate(texts)]


def test_each_is_found_word_for_word_or_nearly_and_what_is_nowhere_is_left_out() -> None:
    published = [Published(10, 1, T, "Tools", ONE), Published(11, 1, T, "Water", NEARLY + " So it is."),
                 Published(12, 1, T, "Water", TWO)]  # fmt: skip

    found, edition = matched(on_page(ONE.upper(), OTHER, TWO.replace("noon", "midday")), published)

    assert found == (Matched(0, 10, is_exact=True), Matched(2, 12, is_exact=False))
    assert edition == 1


def test_the_edition_that_has_most_of_the_page_is_taken_where_several_say_it() -> None:
    published = [Published(10, 1, T, "Tools", ONE), Published(20, 2, T, "Tools", NEARLY), Published(21, 2, T, "W", TWO)]

    found, edition = matched(on_page(ONE, TWO), published)

    assert edition == 2
    assert found == (Matched(0, 20, is_exact=False), Matched(1, 21, is_exact=True))


def test_of_two_that_say_the_same_the_one_under_the_same_title_is_meant() -> None:
    published = [Published(10, 1, T, "Water", ONE), Published(11, 1, T, "Tools", ONE), Published(12, 1, T, "Soil", ONE)]

    assert matched(on_page(ONE), published)[0] == (Matched(0, 11, is_exact=True),)


def test_kinds_are_not_mixed_and_nothing_is_found_where_nothing_is_published() -> None:
    assert matched(on_page(ONE, kind=S), [Published(10, 1, T, "Tools", ONE)]) == ((), None)
    assert matched(on_page(ONE), []) == ((), None)
