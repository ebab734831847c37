"""A curriculum lead sets a limit of words through the browser's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.types import OverLimit, PartLimit, PenaltyBand, WordRule
from tests.makers.programmes import make_release

DAY = timezone.now().date() + timedelta(days=9)
USUAL = {
    "limit": "1500", "counts": ["headings", "tables", "captions", "footnotes"], "over": "flag",
    "allowance_unit": "per_cent", "way": "marks", "source": "The board",
    "in_force_from_day": DAY.day, "in_force_from_month": DAY.month, "in_force_from_year": DAY.year,
}  # fmt: skip


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


def kept(programme) -> WordRule | None:
    row = AssessmentPolicy.objects.filter(programme=programme).order_by("-pk").first()
    return row.as_policy().words if row else None


def test_a_limit_is_checked_before_it_holds(cast, programme, enter) -> None:
    client, address = enter(cast.curriculum_lead), reverse("programmes:write_limit", args=[programme.ref])
    form = client.get(address).content.decode()
    said = USUAL | {
        "over": "penalty",
        "above_1": "0",
        "marks_1": "1",
        "above_2": "10",
        "marks_2": "3",
        "allowance": "5",
    }

    check = client.post(address, said).content.decode()
    again = client.post(address, said | {"change": "yes"})
    assert 'value="2000"' in form
    assert "Nothing has changed yet" in check
    assert "3 marks from more than 10 % over the limit" in check
    assert (again.status_code, kept(programme)) == (200, None)
    done = client.post(address, said | {"confirmed": "yes"})

    assert done.url == reverse("programmes:limits", args=[programme.ref])
    assert kept(programme) == WordRule(
        1500, allowance=5, over=OverLimit.PENALTY, bands=(PenaltyBand(0, 1), PenaltyBand(10, 3))
    )
    page = client.get(done.url).content.decode()
    assert "This programme’s" in page
    assert "Whoever marks is told" in page


def test_pieces_have_limits_that_add_up(cast, programme, enter) -> None:
    pieces = {"piece_1": "Task 1", "piece_limit_1": "4000", "piece_2": "Task 2", "piece_limit_2": "2500"}
    client, address = enter(cast.curriculum_lead), reverse("programmes:write_limit", args=[programme.ref])

    client.post(address, USUAL | pieces | {"limit": "", "confirmed": "yes"})

    assert kept(programme) == WordRule(6500, limits=(PartLimit("Task 1", 4000), PartLimit("Task 2", 2500)))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"limit": ""}, "Enter how many words the work may have"),
        ({"limit": "20"}, "100"),
        ({"over": "penalty"}, "Say how many marks are taken off"),
        ({"over": "penalty", "above_1": "10"}, "Fill in both fields of this line, or neither"),
        (
            {"over": "penalty", "above_1": "9", "marks_1": "1", "above_2": "9", "marks_2": "2"},
            "Each step begins further over the limit",
        ),
        ({"piece_1": "Task 1", "piece_limit_1": "1500"}, "Name two different pieces or more, or none"),
        (
            {"piece_1": "A", "piece_limit_1": "400", "piece_2": "B", "piece_limit_2": "400"},
            "or enter the sum of the limits of the pieces",
        ),
        ({"in_force_from_year": "2020", "confirmed": "yes"}, "It comes into force today or later"),
    ],
)
def test_what_does_not_go_together_is_said_and_changes_nothing(cast, programme, enter, more, says: str) -> None:
    client = enter(cast.curriculum_lead)

    answer = client.post(reverse("programmes:write_limit", args=[programme.ref]), USUAL | more)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert kept(programme) is None


def test_staff_read_it_and_only_curriculum_leads_set_it(cast, programme, enter) -> None:
    client = enter(cast.programme_manager)

    page = client.get(reverse("programmes:limits", args=[programme.ref])).content.decode()

    assert "You cannot set another limit" in page
    assert client.get(reverse("programmes:write_limit", args=[programme.ref])).status_code == 404
    assert enter(cast.participant).get(reverse("programmes:limits", args=[programme.ref])).status_code == 404
