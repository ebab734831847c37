"""A curriculum lead sets who marks twice and when markings agree, through the browser's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.types import (
    AgreementKind,
    AgreementRule,
    CloseMarks,
    OffScale,
    SecondMarking,
    SecondRule,
    ThirdPerson,
)
from tests.makers.programmes import make_release

DAY = timezone.now().date() + timedelta(days=9)
USUAL = {
    "which": "some", "fails": "on", "around_total": "2", "sample": "10", "seed": "spring",
    "kind": "average_within_band",
    "each_criterion": "", "total": "4", "boundaries": "10, 12", "close_marks": "by_hand", "off_scale": "lower",
    "third": "marker", "source": "The board",
    "in_force_from_day": DAY.day, "in_force_from_month": DAY.month, "in_force_from_year": DAY.year,
}  # fmt: skip


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


def test_a_rule_is_checked_before_it_holds(cast, programme, enter) -> None:
    client, address = enter(cast.curriculum_lead), reverse("programmes:write_agreement", args=[programme.ref])
    form = client.get(address).content.decode()
    check = client.post(address, USUAL).content.decode()
    again = client.post(address, USUAL | {"change": "yes"})
    assert "Which scripts are marked a second time?" in form
    for words in ("Nothing has changed yet", "a sample of 10 % of the rest", "drawn by “spring”", "10, 12"):
        assert words in check
    assert (again.status_code, AssessmentPolicy.objects.filter(programme=programme).count()) == (200, 0)

    done = client.post(address, USUAL | {"confirmed": "yes"})

    assert done.url == reverse("programmes:agreement", args=[programme.ref])
    policy = AssessmentPolicy.objects.get(programme=programme).as_policy()
    assert (policy.second_marking, policy.second) == (
        SecondMarking.SOME,
        SecondRule(sample=10, seed="spring", fails=True, around_total=2),
    )
    assert policy.agreement == AgreementRule(
        AgreementKind.AVERAGE_WITHIN_BAND,
        each_criterion=None,
        total=4,
        same_result=False,
        close_marks=CloseMarks.BY_HAND,
        off_scale=OffScale.LOWER,
        boundaries=(10, 12),
        third=ThirdPerson.MARKER,
    )
    assert "go to a third marker, who reads what the others said" in client.get(done.url).content.decode()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"fails": "", "around_total": "", "sample": ""}, "Say below which scripts are picked"),
        ({"seed": ""}, "Enter the words by which the sample is drawn"),
        ({"boundaries": "ten"}, "Enter whole numbers with spaces between them"),
        ({"boundaries": "12 10"}, "Enter numbers that rise"),
        ({"in_force_from_year": "2020", "confirmed": "yes"}, "It comes into force today or later"),
    ],
)
def test_what_does_not_go_together_is_said_and_changes_nothing(cast, programme, enter, more, says: str) -> None:
    client = enter(cast.curriculum_lead)

    answer = client.post(reverse("programmes:write_agreement", args=[programme.ref]), USUAL | more)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert AssessmentPolicy.objects.filter(programme=programme).count() == 0


def test_staff_read_it_and_only_curriculum_leads_set_it(cast, programme, enter) -> None:
    client = enter(cast.programme_manager)

    page = client.get(reverse("programmes:agreement", args=[programme.ref])).content.decode()

    assert "Every script" in page
    assert "You cannot set another rule" in page
    assert client.get(reverse("programmes:write_agreement", args=[programme.ref])).status_code == 404
    assert enter(cast.participant).get(reverse("programmes:agreement", args=[programme.ref])).status_code == 404
