"""A curriculum lead sets the rule of samples through the browser's door."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.types import SamplingRule
from tests.makers.programmes import make_release

DAY = timezone.now().date() + timedelta(days=9)
USUAL = {
    "share": "15", "bands": "3", "each_marker": "2", "borderline": "", "first_share": "5", "each_criterion": "1",
    "total": "2", "most_apart": "25", "doublings": "0", "source": "The board",
    "in_force_from_day": DAY.day, "in_force_from_month": DAY.month, "in_force_from_year": DAY.year,
}  # fmt: skip


def test_a_rule_is_checked_before_it_holds_and_only_curriculum_leads_set_it(cast, enter, at) -> None:
    make_release(cast, at=at)
    programme = Programme.objects.get()
    client, address = enter(cast.curriculum_lead), reverse("programmes:write_sampling", args=[programme.ref])
    assert client.get(address).status_code == 200
    assert "to all of that marker’s" in client.post(address, USUAL).content.decode()
    assert client.post(address, USUAL | {"share": "101"}).status_code == 422
    late = client.post(address, USUAL | {"in_force_from_year": "2020", "confirmed": "yes"})
    assert (late.status_code, AssessmentPolicy.objects.filter(programme=programme).count()) == (422, 0)

    done = client.post(address, USUAL | {"confirmed": "yes"})

    rule = SamplingRule(15, 3, 2, None, 5, 1, 2, 25, 0)
    assert AssessmentPolicy.objects.get(programme=programme).as_policy().sampling == rule
    assert done.url == reverse("programmes:sampling", args=[programme.ref])
    reader = enter(cast.moderator)
    assert "<strong>15" in reader.get(done.url).content.decode()
    assert reader.get(address).status_code == 404
