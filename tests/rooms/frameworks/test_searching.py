"""Search over all statements, and over those on offer for a component."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.models import Edition, Statement
from goldenthread.frameworks.queries.editions import statements_of as statements_on_offer
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


def test_what_is_on_offer_is_searched_for_every_word(cast, at) -> None:
    offered = statements_on_offer([make_edition(cast, at=at, code="AAA").ref])
    by_code = {line.code: line.ref for line in offered}

    assert refs_with("knowing 1.2", offered) == {by_code["AAA.1.K.2"]}
    assert refs_with("AAA (2020) 2.K.3", offered) == refs_with("aaa.2.k.3", offered) == {by_code["AAA.2.K.3"]}
    assert refs_with("leading parts", offered) == {by_code["AAA.1.H.1"], by_code["AAA.2.H.1"]}
    assert refs_with("know zebra", offered) == frozenset()


@pytest.mark.parametrize("words", ["BBB.1.K.2", "bbb.1.k.2", "BBB (2020.next) 1.K.2", "BBB 1.K.2", "BBB 1.2"])
def test_a_statement_is_found_by_what_it_is_cited_by(cast, at, words: str) -> None:
    make_edition(cast, at=at, code="AAA")
    make_edition(cast, at=at, code="BBB")
    make_next_edition(cast, at=at, code="BBB")

    page = search_page(Asked(words), by=cast.participant)

    assert page.has_all
    assert (page.hits[0].statement.code, page.hits[0].statement.edition) == ("BBB.1.K.2", "BBB (2020.next)")


def test_a_superseded_edition_is_found_where_it_is_cited(cast, at) -> None:
    make_edition(cast, at=at, code="AAA")
    make_edition(cast, at=at, code="BBB")
    make_next_edition(cast, at=at, code="BBB")

    cited = search_page(Asked("BBB (2020) 1.K.2"), by=cast.participant)
    year = search_page(Asked("2020 1.K.2"), by=cast.participant)

    assert [hit.statement.cite for hit in cited.hits] == ["BBB (2020) 1.K.2"]
    assert [hit.statement.cite for hit in year.hits] == ["AAA (2020) 1.K.2"]


def test_a_criterion_is_found_by_the_code_that_its_document_gives_it(cast, at) -> None:
    edition = Edition.objects.get(ref=make_edition(cast, at=at, code="AAA").ref)
    printed = {"kind": Kind.CRITERION.value, "number": 9, "position": 9, "code": "AAA.1.AC.9", "printed": "7.3.1"}
    Statement.objects.create(edition=edition, section=edition.sections.first(), text="Shows it.", **printed)

    assert codes(search_page(Asked("7.3.1"), by=cast.participant)) == ["AAA.1.AC.9"]
    assert len(refs_with("7.3.1", statements_on_offer([edition.ref]))) == 1
