"""Calendar feeds: an address with a secret, and what it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.cohorts.actions.feeding import close_feed, open_feed
from goldenthread.cohorts.actions.timetabling import add_session, change_session, remove_session
from goldenthread.cohorts.models import CalendarFeed, Session
from goldenthread.cohorts.queries.feeding import feed_behind, feed_page, hash_of
from goldenthread.cohorts.types import SessionDetails
from goldenthread.ground.models import AuditEntry
from goldenthread.people.models import Person
from goldenthread.programmes.types import Route
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def titles(token, at) -> list[str]:
    return [entry.title.split(":")[0] for entry in feed_behind(token, at=at)]


def test_an_address_is_made_shown_renewed_and_closed_and_only_its_hash_is_kept(cast, at, enrolled) -> None:
    assert feed_page(by=cast.participant).made_at is None
    first = open_feed(by=cast.participant, at=at)
    assert (feed_page(by=cast.participant).token, feed_page(by=cast.participant).made_at) == (first, at)
    assert CalendarFeed.objects.get().token_hash == hash_of(first) != first

    second = open_feed(by=cast.participant, at=at)

    assert second != first
    assert titles(second, at)
    with pytest.raises(CalendarFeed.DoesNotExist):
        feed_behind(first, at=at)
    close_feed(by=cast.participant, at=at)
    close_feed(by=cast.participant, at=at)
    with pytest.raises(CalendarFeed.DoesNotExist):
        feed_behind(second, at=at)
    done = AuditEntry.objects.filter(to=str(cast.participant.person), did__endswith="calendar").order_by("id")
    assert [did.split(".")[1] for did in done.values_list("did", flat=True)] == ["open_calendar"] * 2 + [
        "close_calendar"
    ]


def test_it_shows_what_somebody_comes_to_and_facilitates_and_nothing_else(cast, at, enrolled) -> None:
    make_enrolment(cast, at=at, cohort=enrolled.cohort, route=Route.ONLINE, participant=cast.outside_participant)
    mine, online, leads, nobody = (
        open_feed(by=who, at=at) for who in (cast.participant, cast.outside_participant, cast.facilitator, cast.coach)
    )

    assert "Live online 1" not in titles(mine, at)
    assert "Event 1" in titles(mine, at)
    assert "Event 1" not in titles(online, at)
    assert len(titles(leads, at)) == 8
    assert titles(nobody, at) == []
    assert {entry.about for entry in feed_behind(leads, at=at)} == {"You facilitate this session."}
    told = repr(feed_behind(mine, at=at))
    assert not [name for name in ("Farah", "Parveen", "Olga", "Priya") if name in told]


def test_who_may_no_longer_come_in_has_no_calendar(cast, at, enrolled) -> None:
    token = open_feed(by=cast.participant, at=at)
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)

    with pytest.raises(CalendarFeed.DoesNotExist):
        feed_behind(token, at=at)


def test_what_moves_has_a_new_number_and_what_is_taken_out_is_cancelled_for_a_while(cast, at, enrolled) -> None:
    token, ref = open_feed(by=cast.participant, at=at), enrolled.cohort.session("Event 3")
    row = Session.objects.get(ref=ref)
    before = next(e for e in feed_behind(token, at=at) if e.ref == ref)
    later = SessionDetails(row.starts_at + timedelta(days=1), row.ends_at + timedelta(days=1), "Town Hall", "Blue")

    change_session(ref, later, by=cast.partner_manager, at=at + timedelta(hours=1))

    moved = next(e for e in feed_behind(token, at=at) if e.ref == ref)
    assert (moved.sequence, moved.changed_at) == (before.sequence + 1, at + timedelta(hours=1))
    assert (moved.starts_at, moved.place) == (later.starts_at, "Blue, Town Hall")
    remove_session(ref, by=cast.partner_manager, at=at + timedelta(hours=2))
    gone = next(e for e in feed_behind(token, at=at) if e.ref == ref)
    assert (gone.is_cancelled, gone.sequence) == (True, moved.sequence + 1)
    assert ref not in {e.ref for e in feed_behind(token, at=at + timedelta(days=70))}


def test_a_calendar_of_many_takes_as_many_statements_as_of_one(cast, at, enrolled) -> None:
    token, component = open_feed(by=cast.participant, at=at), enrolled.cohort.built.component("Event 3").ref
    row = Session.objects.get(ref=enrolled.cohort.session("Event 3"))
    many = statements_of(lambda: feed_behind(token, at=at))
    again = replace(SessionDetails(row.starts_at, row.ends_at, row.venue), room="Red")
    add_session(enrolled.cohort.ref, component, again, by=cast.partner_manager, at=at)
    Session.objects.exclude(component__ref=component).delete()

    assert statements_of(lambda: feed_behind(token, at=at)) == many == 4
