"""Readings under review: listed, and found by an item or a doubt of theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.frameworks.models import Reading, ReadingDoubt, ReadingItem
from goldenthread.frameworks.queries.reviewing import reading_line, reading_of_doubt, reading_of_item, readings
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_reading


def test_a_reading_is_found_by_an_item_and_by_a_doubt_of_its_own(cast, at) -> None:
    one, other = a_reading(cast, at=at), a_reading(cast, at=at, code="OTHER")
    lead = cast.curriculum_lead
    item = ReadingItem.objects.filter(reading__ref=other).first()
    doubt = ReadingDoubt.objects.create(reading=item.reading, code="fused", says="Look again.", lines=[1])

    assert one != other
    assert reading_of_item(item.ref, by=lead) == other
    assert reading_of_doubt(doubt.ref, by=lead) == other
    assert statements_of(lambda: reading_of_item(item.ref, by=lead)) == 1
    assert statements_of(lambda: reading_of_doubt(doubt.ref, by=lead)) == 1
    for stranger in (cast.outsider, cast.programme_manager, cast.participant):
        with pytest.raises(ReadingItem.DoesNotExist):
            reading_of_item(item.ref, by=stranger)
        with pytest.raises(ReadingDoubt.DoesNotExist):
            reading_of_doubt(doubt.ref, by=stranger)


def test_readings_are_listed_newest_first_in_one_statement(cast, at) -> None:
    lead = cast.curriculum_lead
    older = a_reading(cast, at=at)
    assert statements_of(lambda: readings(by=lead)) == 1
    newer = a_reading(cast, at=at + timedelta(hours=1), code="OTHER")

    assert [line.ref for line in readings(by=lead)] == [newer, older]
    assert readings(by=lead)[1] == reading_line(older, by=lead)
    assert statements_of(lambda: readings(by=lead)) == 1
    assert readings(by=cast.outsider) == ()
    with pytest.raises(Reading.DoesNotExist):
        reading_line(older, by=cast.outsider)
