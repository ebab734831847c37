"""What changed lately, for those who look after others: steps of people, and what was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from goldenthread.cohorts.models import Cohort, EnrolmentStep
from goldenthread.cohorts.types import STATE_NAMES, State
from goldenthread.frameworks.models import Edition
from goldenthread.learning.models import Version
from goldenthread.people.types import Actor
from goldenthread.programmes.models import ReleaseStep
from goldenthread.reporting.types import Change

LATEST = 5


def steps(cohorts: QuerySet[Cohort], *states: State) -> Iterator[Change]:
    """Who lately came to one of these states, in one statement."""
    rows = EnrolmentStep.objects.filter(enrolment__cohort__in=cohorts, state__in=[state.value for state in states])
    named = rows.select_related("enrolment__participant", "enrolment__cohort").order_by("-at", "-id")
    for row in named[:LATEST]:
        reached = STATE_NAMES[State(row.state)].lower()
        yield Change(f"{row.enrolment.participant.name}: {reached}", row.at, row.enrolment.cohort.title)


def published(by: Actor) -> Iterator[Change]:
    """Editions, releases and units lately published or retired, in three statements."""
    editions = Edition.objects.seen_by(by).order_by("-published_at", "-id")
    # An edition keeps the title it was published under; its framework goes by the latest.
    for edition in editions[:LATEST]:
        yield Change(f"{edition.title}, {edition.label}: published", edition.published_at, "Framework")
    taken: QuerySet[Any] = ReleaseStep.objects.select_related("release__programme").order_by("-at", "-id")
    for step in taken[:LATEST]:
        title = f"{step.release.programme.title}, release {step.release.number}"
        yield Change(f"{title}: {step.state}", step.at, "Programme")
    versions = Version.objects.filter(published_at__isnull=False).order_by("-published_at", "-id")
    written: Any = versions.values_list("unit__component__title", "number", "published_at")
    for title, number, at in written[:LATEST]:
        yield Change(f"{title}: version {number} published", at, "Unit")
