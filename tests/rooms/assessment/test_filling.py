"""Sheets that are filled in from two tabs or devices: put together row by row, and nothing of them is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.projects import fill_in
from goldenthread.assessment.models import OverwrittenSheet
from goldenthread.assessment.queries.filling import filled_page
from goldenthread.assessment.types.sheets import FilledPage, KeptSheet, SeenSheet
from goldenthread.ground.types import Refused
from tests.makers.assessment import OPENS
from tests.makers.counting import statements_of
from tests.makers.projects import begin, make_project_window

BEFORE = OPENS - timedelta(days=60)


def test_two_pages_of_a_sheet_lose_nothing_and_what_was_overwritten_is_kept(cast, at) -> None:
    script, who = begin(cast, make_project_window(cast, at=at), at=BEFORE), cast.participant

    def save(*rows: dict[str, str], number: int = 0, before: tuple[dict[str, str], ...] = (), at=BEFORE) -> KeptSheet:
        return fill_in(script, "5.1.3", rows, seen=SeenSheet(number, before), by=who, at=at)

    def page() -> FilledPage:
        return filled_page(script, "5.1.3", by=who, at=BEFORE)

    one, two = {"key": "a", "risk": "Staff leave"}, {"key": "b", "owner": "Phone owner"}
    assert save(one) == KeptSheet(1, is_mixed=False)
    assert save(two) == KeptSheet(2, is_mixed=True)
    assert [(row["risk"], row["owner"]) for row in page().rows] == [("Staff leave", ""), ("", "Phone owner")]
    assert page().earlier == ()
    asked = statements_of(page)

    # The first page goes on: it has not seen the second row, and overwrites its own.
    assert save({**one, "risk": "Staff go"}, number=1, before=(one,)) == KeptSheet(3, is_mixed=True)
    assert [row["key"] for row in page().rows] == ["a", "b"]
    (earlier,) = page().earlier
    assert earlier.rows == ((("Risk", "Staff leave"),), (("Owner, by role", "Phone owner"),))

    # A page that does not say what it saw takes the place of everything, and that can be read again.
    fill_in(script, "5.1.3", [{"risk": "Money"}], by=who, at=BEFORE)
    assert [row["risk"] for row in page().rows] == ["Money"]
    assert len(page().earlier) == 2
    assert statements_of(page) == asked
    fill_in(script, "5.1.3", [{"risk": "Mon"}], by=who, at=BEFORE)
    fill_in(script, "5.1.3", [{"risk": "M"}], by=who, at=BEFORE + timedelta(hours=5))
    fill_in(script, "5.1.3", [{"risk": ""}], by=who, at=BEFORE + timedelta(hours=5))
    # Two others of one hour, and the mixed one, which stays for good.
    assert OverwrittenSheet.objects.filter(is_mixed=True).count() == 1
    full = tuple({"risk": str(number)} for number in range(61))
    with pytest.raises(Refused) as told:
        save(*full)
    assert told.value.refusal.code == "sheet_full"


def test_what_one_page_overwrote_of_its_own_is_kept_ever_more_coarsely(cast, at) -> None:
    script, who = begin(cast, make_project_window(cast, at=at), at=BEFORE), cast.participant
    for minute, words in enumerate(("Staff leave A", "Staff leave B", "Staff leave C", "Staff leave D")):
        fill_in(script, "5.1.3", [{"risk": words}], by=who, at=BEFORE + timedelta(seconds=minute))
    assert OverwrittenSheet.objects.count() == 3

    fill_in(script, "5.1.3", [{"risk": "Staff leave E"}], by=who, at=BEFORE + timedelta(hours=3))

    earlier = filled_page(script, "5.1.3", by=who, at=BEFORE).earlier
    assert [each.rows[0][0][1] for each in earlier] == ["Staff leave D"]
