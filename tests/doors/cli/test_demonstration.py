"""The demonstration loads through the actions, whole, with something in every state."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.assessment.models import Script
from goldenthread.cli.demonstration.loading import load
from goldenthread.cohorts.actions.crediting import rebuild_engagement
from goldenthread.cohorts.models import Engagement, Enrolment
from goldenthread.people.queries.acting import actor_by_email

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_people_everywhere_on_the_way(at) -> None:
    load(at=at)

    assert Enrolment.objects.count() == 20
    assert Counter(Script.objects.values_list("state", flat=True)) == {"released": 2, "marked": 1, "allocated": 2}
    priya = actor_by_email("priya@provider.example")
    figures = Engagement.objects.values_list("enrolment__ref", "credited", "due")
    for enrolment, credited, due in figures:
        rebuilt = rebuild_engagement(enrolment, by=priya, at=at)
        assert (rebuilt.credited, rebuilt.due) == (credited, due)
