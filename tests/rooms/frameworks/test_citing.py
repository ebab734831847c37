"""A citation names one statement of one edition."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.models import Edition, Statement
from goldenthread.frameworks.queries.editions import statement_at
from tests.makers.counting import statements_of
from tests.makers.programmes import make_edition


def test_a_statement_is_found_by_framework_edition_and_place_in_one_statement(cast, at) -> None:
    make_edition(cast, at=at)
    edition = Edition.objects.select_related("framework").get()
    row = Statement.objects.filter(edition=edition, kind="learn_that").order_by("position")[1]
    place = row.code.removeprefix(f"{edition.framework.code}.")
    asked = (edition.framework.code, edition.label, place)

    assert statement_at(*asked, by=cast.coach).ref == row.ref
    assert statements_of(lambda: statement_at(*asked, by=cast.coach)) == 1


@pytest.mark.parametrize("wrong", [("NONE", "2020", "1.K.2"), ("MADE", "1999", "1.K.2"), ("MADE", "2020", "9.K.9")])
def test_a_citation_of_nothing_finds_nothing(cast, at, wrong) -> None:
    make_edition(cast, at=at)

    with pytest.raises(Statement.DoesNotExist):
        statement_at(*wrong, by=cast.coach)
