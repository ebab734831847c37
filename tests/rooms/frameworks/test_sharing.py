"""An edition to take away."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.frameworks.actions.opening import open_edition
from goldenthread.frameworks.queries.sharing import taken_away
from tests.makers.cast import Cast
from tests.makers.counting import statements_of as statements_sent
from tests.makers.frameworks import a_framework, an_edition

pytestmark = pytest.mark.django_db


def test_every_statement_is_in_the_data_and_in_the_table_with_its_licence(cast: Cast, at: datetime) -> None:
    made = a_framework(sections=3, seed=4)
    taken = taken_away(an_edition(cast, at=at, framework=made), by=cast.participant)

    rows = list(csv.DictReader(io.StringIO(taken.csv.decode("utf-8-sig"))))
    told = json.loads(taken.data)
    wanted = [text for section in made.sections for text in section.learn_that]
    assert [row["Words"] for row in rows if row["Kind"] == "Learn that"] == wanted
    assert [line["text"] for section in told["sections"] for line in section["learn_that"]] == wanted
    assert {row["Licence"] for row in rows} == {"Open Government Licence v3.0"}
    assert len(rows) == len(taken.rows)


def test_an_open_edition_is_for_everybody_and_another_for_nobody_else(cast: Cast, at: datetime) -> None:
    ref = an_edition(cast, at=at)

    with pytest.raises(ObjectDoesNotExist):
        taken_away(ref, by=None)
    open_edition(ref, by=cast.curriculum_lead, at=at)
    assert taken_away(ref, by=None).data == taken_away(ref, by=cast.outsider).data


def test_it_takes_the_same_statements_however_much_is_in_it(cast: Cast, at: datetime) -> None:
    small = an_edition(cast, at=at, framework=a_framework(sections=1), code="SMALL")
    large = an_edition(cast, at=at, framework=a_framework(sections=6), code="LARGE")

    counts = {statements_sent(lambda ref=ref: taken_away(ref, by=cast.participant)) for ref in (small, large)}

    assert counts == {4}
