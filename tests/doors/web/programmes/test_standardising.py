"""The page on which a curriculum lead sets how markers are held to one standard."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.programmes.models import AssessmentPolicy, Programme
from tests.makers.programmes import make_release

NUMBERS = {"each_criterion": "1", "total": "3", "test": "3", "agree": "2", "tries": "2", "every": "8"}
STOPS = {"in_a_row": "2", "off": "3", "among": "6"}


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get().ref


def typed(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    on = {"in_force_from_day": today.day, "in_force_from_month": today.month, "in_force_from_year": today.year + 1}
    day = {key: str(value) for key, value in (on | {"in_force_from_day": 1}).items()}
    return {"needs_clearance": "on", **NUMBERS, **STOPS, **day, "source": "The board, item 4", **more}


def test_it_is_set_and_shown(cast, programme, enter) -> None:
    client = enter(cast.curriculum_lead)
    address = reverse("programmes:write_standard", args=[programme])
    assert (
        "Nobody is asked to be cleared" in client.get(reverse("programmes:standard", args=[programme])).content.decode()
    )

    for wrong, says in (
        ({"agree": "4"}, "no more than the test has"),
        ({"off": "7"}, "no more than the number"),
        ({"in_force_from_year": "2020"}, "comes into force today or later"),
    ):
        answer = client.post(address, typed(**wrong))
        assert (answer.status_code, says in answer.content.decode()) == (422, True)
        assert "The board, item 4" in answer.content.decode()
    answer = client.post(address, typed(), follow=True)

    assert "It holds for windows that open from" in answer.content.decode()
    assert AssessmentPolicy.objects.get(programme__ref=programme).as_policy().standard.every == 8


def test_who_does_not_design_reads_it(cast, programme, enter) -> None:
    client = enter(cast.programme_manager)

    page = client.get(reverse("programmes:standard", args=[programme])).content.decode()

    assert ("You cannot set something else" in page, "Set something else" in page) == (True, False)
