"""Letting somebody in again who has lost their telephone or their key."""

from __future__ import annotations

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.recovering import reset_second_factors
from goldenthread.people.models import Person
from goldenthread.people.queries.provider import lead_provider_name
from goldenthread.people.queries.recovering import account_to_write_to
from tests.makers.counting import statements_of


@pytest.fixture
def signed_in(cast):
    """Colin and Farah, each signed in with a second factor of their own."""
    for actor in (cast.coach, cast.facilitator):
        person = Person.objects.get(ref=actor.person)
        for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
            Authenticator.objects.create(user=person, type=kind, data={})
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session.create()
        UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1")


def left(actor) -> tuple[int, int]:
    """How many second factors and how many sessions somebody has."""
    keys = UserSession.objects.filter(user_id=actor.person_id).values_list("session_key", flat=True)
    factors = Authenticator.objects.filter(user_id=actor.person_id).count()
    return factors, Session.objects.filter(session_key__in=list(keys)).count()


def test_every_second_factor_and_session_of_one_person_goes_and_they_are_written_to(cast, at, signed_in) -> None:
    assert reset_second_factors(cast.coach.person, why="Lost telephone", by=cast.administrator, at=at) == 2

    assert (left(cast.coach), left(cast.facilitator)) == ((0, 0), (2, 1))
    assert Session.objects.count() == 1
    entry = AuditEntry.objects.get(did="people.reset_second_factors")
    assert (entry.by, entry.to, entry.why) == (str(cast.administrator), str(cast.coach), "Lost telephone")
    assert entry.facts == {"taken": "2"}
    told = NoticeRow.objects.get(kind="people.second_factors_reset").facts
    assert told == {"person": str(cast.coach), "at": at.isoformat()}


def test_a_reset_that_may_not_be_changes_nothing(cast, at, signed_in) -> None:
    with pytest.raises(Refused):
        reset_second_factors(cast.coach.person, why="Please", by=cast.partner_manager, at=at)
    with pytest.raises(Person.DoesNotExist):
        reset_second_factors(cast.coach.person, why="Please", by=cast.outsider, at=at)

    assert left(cast.coach) == (2, 1)
    assert not AuditEntry.objects.filter(did="people.reset_second_factors").exists()
    assert not NoticeRow.objects.filter(kind="people.second_factors_reset").exists()


def test_a_letter_about_an_account_goes_to_whoever_has_it(cast) -> None:
    card = account_to_write_to(cast.coach.person)

    assert (card.ref, card.name, card.email) == (cast.coach.person, "Colin Marsh", "colin@harbour.example")
    assert statements_of(lambda: account_to_write_to(cast.coach.person)) == 1
    with pytest.raises(Person.DoesNotExist):
        account_to_write_to(cast.school.ref)


def test_the_lead_provider_is_the_only_one_there_is(cast) -> None:
    assert lead_provider_name() == "Fenland Leadership Trust"
