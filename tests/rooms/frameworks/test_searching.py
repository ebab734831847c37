"""Search over all statements, and over those on offer for a component."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.frameworks.queries.searching import PER_PAGE, refs_with, search_page
from goldenthread.frameworks.types import Asked, Kind
from tests.makers.counting import statements_of
from tests.makers.programmes import ADDED, make_edition, make_next_edition

pytestmark = pytest.mark.django_db


def codes(page) -> list[str]:
    return [hit.statement.code for hit in page.hits]


def test_statements_are_found_in_every_framework_in_force(cast, at) -> None:
    make_edition(cast, at=at, code="AAA")
    make_edition(cast, at=at, code="BBB")
    make_next_edition(cast, at=at, code="BBB")

    everywhere = search_page(Asked("leader knowing thing 1.1"), by=cast.participant)
    older = search_page(Asked("leader knowing thing 1.1", older=True), by=cast.participant)
    added = search_page(Asked("acounted openly"), by=cast.participant)

    assert codes(everywhere) == ["AAA.1.K.1", "BBB.1.K.1"]
    assert len(older.hits) == 3
    assert added.has_all
    assert [hit.statement.text for hit in added.hits] == [ADDED]
    assert ("accounted", True) in added.hits[0].pieces
    assert everywhere.frameworks == (("AAA", "Made framework"), ("BBB", "Made framework"))


def test_framework_section_and_kind_narrow_a_search(cast, at) -> None:
    make_edition(cast, at=at, code="AAA")
    make_edition(cast, at=at, code="BBB")

    page = search_page(Asked("lead", framework="AAA", section=2, kind=Kind.STEM), by=cast.coach)

    assert codes(page) == ["AAA.2.H.1"]
    assert page.sections == ((1, "Part 1"), (2, "Part 2"))
    assert search_page(Asked("lead", kind=Kind.PRACTICE), by=cast.coach).hits == ()
    assert search_page(Asked(), by=cast.coach).sections == ()


def test_many_are_shown_page_by_page_in_a_fixed_number_of_statements(cast, at) -> None:
    make_edition(cast, at=at, code="AAA", each=30)

    first, last = (search_page(Asked("leaders"), by=cast.coach, page=page) for page in (1, 3))

    assert (first.total, len(first.hits), len(last.hits)) == (60, PER_PAGE, PER_PAGE)
    assert search_page(Asked("leaders"), by=cast.coach, page=4).hits == ()
    sent = [statements_of(lambda words=words: search_page(Asked(words), by=cast.coach)) for words in ("leaders", "1.1")]
    assert sent == [3, 3]


def test_what_is_on_offer_is_searched_for_every_word() -> None:
    one, other = uuid4(), uuid4()
    offered = [(one, "1.1", "Plans are short."), (other, "how 1.2", "Plan a term, by:")]

    assert refs_with("planning", offered) == {one, other}
    assert refs_with("1.2 plan", offered) == {other}
    assert refs_with("short term", offered) == frozenset()
