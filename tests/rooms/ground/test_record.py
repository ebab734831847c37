"""The record is found by who, what, whom and when, in the order things happened."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.record import audit_count, audit_lines
from tests.makers.counting import statements_of

pytestmark = pytest.mark.django_db
# Summer time: midnight in London is 11pm the day before in UTC.
LATE, MIDNIGHT, NOON = (
    datetime(2026, 6, 9, 22, 59, tzinfo=UTC),
    datetime(2026, 6, 9, 23, 0, tzinfo=UTC),
    datetime(2026, 6, 10, 11, 0, tzinfo=UTC),
)
ANYTHING = {"by": None, "about": (), "to": "", "did": "", "since": None, "until": None}


@pytest.fixture(autouse=True)
def _written() -> None:
    with transaction.atomic():
        audit(by="ada", did="thing.make", to="7", at=LATE)
        audit(by="bob", did="thing.break", to="7", at=MIDNIGHT, why="by accident", with_a="hammer")
        audit(by="cyd", did="other.make", to="8", at=NOON)


@pytest.mark.parametrize(
    ("word", "asked", "found"),
    [
        ("everything", {}, ["other.make", "thing.break", "thing.make"]),
        ("by one of several", {"by": ["ada", "cyd"]}, ["other.make", "thing.make"]),
        ("by nobody who is known", {"by": []}, []),
        ("done to one thing", {"to": "7"}, ["thing.break", "thing.make"]),
        (
            "by somebody, or to what is theirs",
            {"by": ["cyd"], "about": ["7"]},
            ["other.make", "thing.break", "thing.make"],
        ),
        ("of one room", {"did": "thing."}, ["thing.break", "thing.make"]),
        ("of one kind", {"did": "thing.make"}, ["thing.make"]),
        ("not of those that begin alike", {"did": "thing.mak"}, []),
        ("from a day in London on", {"since": date(2026, 6, 10)}, ["other.make", "thing.break"]),
        ("until the end of a day in London", {"until": date(2026, 6, 9)}, ["thing.make"]),
        ("on one day", {"since": date(2026, 6, 9), "until": date(2026, 6, 9)}, ["thing.make"]),
        ("all at once", {"by": ["bob"], "to": "7", "did": "thing.break"}, ["thing.break"]),
    ],
)
def test_the_record_is_narrowed_by_what_is_given(word, asked, found) -> None:
    told = ANYTHING | asked

    assert [line.did for line in audit_lines(most=9, skip=0, **told)] == found, word
    assert audit_count(**told) == len(found), word


def test_part_of_what_is_found_is_read_newest_first_in_one_statement() -> None:
    (line,) = audit_lines(most=1, skip=1, **ANYTHING)

    assert (line.at, line.by, line.did, line.to, line.why) == (MIDNIGHT, "bob", "thing.break", "7", "by accident")
    assert line.facts == {"with_a": "hammer"}
    assert [statements_of(lambda n=n: audit_lines(most=n, skip=0, **ANYTHING)) for n in (1, 3)] == [1, 1]
