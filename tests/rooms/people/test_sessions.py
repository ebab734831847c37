"""Sessions that ended are cleared with what was kept of them."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from goldenthread.people.actions.sessions import clear_sessions


def make_session(key: str, person_id: int, *, days: int) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    UserSession.objects.create(user_id=person_id, session_key=key, ip="192.0.2.7", user_agent="A browser")


def test_sessions_that_ended_go_with_their_places_and_the_others_stay(cast) -> None:
    make_session("ended", cast.coach.person_id, days=-1)
    make_session("running", cast.coach.person_id, days=1)

    assert clear_sessions() == 1
    assert clear_sessions() == 0

    assert [row.session_key for row in UserSession.objects.all()] == ["running"]
    assert [row.session_key for row in Session.objects.all()] == ["running"]
