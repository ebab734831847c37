"""A browser for each of the cast, and one script on its way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, seat_both


@pytest.fixture
def now():
    """The clock that pages go by."""
    return timezone.now()


@pytest.fixture
def open_window(cast, at, now):
    """A window that is open now, for an engaged participant."""
    return make_window(cast, at=at, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=7))


@pytest.fixture
def planned(cast, at):
    """A window that closed in February."""
    return make_window(cast, at=at)


@pytest.fixture
def script(cast, planned):
    return hand_in(planned, cast.participant, at=INSIDE).script


@pytest.fixture
def seated(cast, planned, script):
    seat_both(cast, planned, script, at=AFTER)
    return script


@pytest.fixture
def scheme(planned):
    return planned.enrolled.cohort.built.scheme


@pytest.fixture
def marked(cast, seated, scheme):
    mark_both(cast, seated, scheme, first=3, second=2, at=AFTER)
    return seated
