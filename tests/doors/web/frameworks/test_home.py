"""The curriculum lead's first page names the review and the pairs that wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.frameworks.actions.aligning import propose_alignments
from goldenthread.frameworks.actions.reviewing import accept_clear
from goldenthread.people.models import Person
from tests.makers.frameworks import a_framework, a_reading
from tests.makers.programmes import make_edition

pytestmark = pytest.mark.django_db


def home(client, actor) -> str:
    client.force_login(Person.objects.get(pk=actor.person_id))
    return " ".join(client.get("/").content.decode().split())


def test_the_oldest_review_and_the_pairs_are_next(client, cast, at) -> None:
    framework = a_framework(sections=1)
    later = a_reading(cast, at=at, framework=framework, code="LATER")
    first = a_reading(cast, at=at - timedelta(days=1), framework=framework, code="FIRST")
    for code in ("AAA", "BBB"):
        propose_alignments(make_edition(cast, at=at, code=code).ref, at=at)

    page = home(client, cast.curriculum_lead)

    assert f'href="{reverse("frameworks:review", args=[first])}"' in page
    assert reverse("frameworks:review", args=[later]) not in page
    assert "0 doubts" not in page
    assert "not accepted yet. It is the oldest of 2 that wait." in page
    assert "Look through 12 proposed pairs of statements" in page
    assert f'href="{reverse("frameworks:proposals")}"' in page
    accept_clear(first, by=cast.curriculum_lead, at=at)
    assert "Everything in it is accepted: check and publish it." in home(client, cast.curriculum_lead)
    assert reverse("frameworks:proposals") not in home(client, cast.programme_manager)
