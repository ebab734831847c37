"""What happened to a script, in the order in which it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from goldenthread.assessment.rules.record_files import as_data
from goldenthread.assessment.rules.records import in_order, keeps_back, what_counts
from goldenthread.assessment.types.records import RecordPage, RecordSeat, RecordVersion
from goldenthread.assessment.types.words import ScriptRef, State

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_late_piece_and_a_seat_that_was_given_up_stand_in_their_places() -> None:
    page = RecordPage(
        script=ScriptRef(UUID(int=1)),
        number="1234",
        window=UUID(int=2),
        cohort="Autumn 2025",
        state=State.ALLOCATED,
        versions=(RecordVersion(1, AT, 900, "0" * 64, True, AT + 2 * HOUR, "Priya Shah"),),
        seats=(RecordSeat(1, "Marker 1", AT + HOUR, AT + 3 * HOUR, None, (), ""),),
        settlements=(),
        held=(),
        released_at=None,
        outcome=None,
        total=None,
        corrections=(),
        reviews=(),
        hides=None,
    )

    assert [(each.says, each.who) for each in in_order(page)] == [
        ("Version 1 was handed in", ""),
        ("Seat 1 was given", "Marker 1"),
        ("Version 1 was accepted though it came late", "Priya Shah"),
        ("Seat 1 ended", "Marker 1"),
    ]
    assert as_data(page)["seats"][0]["finished_at"] is None
    back = in_order(replace(page, versions=(), keeps_back=True))
    assert [(each.at, each.says) for each in back] == [
        (None, "It was handed in"),
        (AT + HOUR, "Seat 1 was given"),
        (AT + 3 * HOUR, "Seat 1 ended"),
    ]


@pytest.mark.parametrize(
    ("state", "is_out", "is_kept"),
    [(State.MARKED, False, True), (State.RELEASED, True, False), (State.BEGUN, False, False)],
)
def test_what_came_and_when_is_kept_back_until_the_result_is_out(state, is_out, is_kept) -> None:
    assert keeps_back(state, is_out=is_out) is is_kept
    assert keeps_back(state, is_out=is_out, is_questioned=True) is (state is not State.BEGUN)


def test_figures_say_on_what_they_rest_where_that_is_not_plain() -> None:
    assert what_counts(voided=0, penalised=0) == ()
    assert [
        says.partition(" among")[0]
        for says in (*what_counts(voided=1, penalised=0), *what_counts(voided=2, penalised=0))
    ] == [
        "1 voided result is",
        "2 voided results are",
    ]
    both = what_counts(voided=1, penalised=2)
    assert (len(both), "in 2 results" in both[1]) == (2, True)
    assert "in 1 result." in what_counts(voided=0, penalised=1)[0]
