"""A curriculum lead sets what is allowed through the browser's door."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.types.again import Support, SupportKind
from goldenthread.programmes.types.granting import Allowances, GrantKind
from tests.makers.programmes import make_release

DAY = timezone.now().date() + timedelta(days=9)
USUAL = {
    "late_days": "3", "grants": ["minutes", "later_window"], "meeting": "none", "meeting_who": "",
    "feedback_talk": "required", "feedback_talk_who": "A marker", "study_group": "offered", "study_group_who": "",
    "workshop": "none", "workshop_who": "", "source": "The board",
    "in_force_from_day": DAY.day, "in_force_from_month": DAY.month, "in_force_from_year": DAY.year,
}  # fmt: skip


def test_it_is_checked_before_it_holds_and_only_curriculum_leads_set_it(cast, enter, at) -> None:
    make_release(cast, at=at)
    programme = Programme.objects.get()
    client, address = enter(cast.curriculum_lead), reverse("programmes:write_allowances", args=[programme.ref])
    assert client.get(address).status_code == 200
    assert "A talk through the feedback, with A marker" in client.post(address, USUAL).content.decode()
    assert client.post(address, USUAL | {"late_days": "366"}).status_code == 422
    past = client.post(address, USUAL | {"in_force_from_year": "2020", "confirmed": "yes"})
    assert (past.status_code, AssessmentPolicy.objects.filter(programme=programme).count()) == (422, 0)

    done = client.post(address, USUAL | {"confirmed": "yes"})

    talk = Support(SupportKind.FEEDBACK_TALK, required=True, who="A marker")
    group = Support(SupportKind.STUDY_GROUP)
    grants = frozenset({GrantKind.MINUTES, GrantKind.LATER_WINDOW})
    assert AssessmentPolicy.objects.get(programme=programme).as_policy().allowances == Allowances(
        3, grants, (talk, group)
    )
    assert done.url == reverse("programmes:allowances", args=[programme.ref])
    reader = enter(cast.moderator)
    assert "<strong>3 days</strong>" in reader.get(done.url).content.decode()
    assert reader.get(address).status_code == 404
