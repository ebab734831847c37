"""Somebody's sessions as a calendar shows them: theirs, and nobody else's name."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import salted_hmac

from goldenthread.cohorts.models import CalendarFeed, RemovedSession, Session
from goldenthread.cohorts.models.cohorts import SessionSet
from goldenthread.cohorts.types.timetables import FeedEntry, FeedPage
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor

# A calendar keeps what is over for so long, and says for so long that something is cancelled.
BACK = timedelta(days=180)
CANCELLED_FOR = timedelta(days=60)


def feed_page(*, by: Actor) -> FeedPage:
    """The address of the asker's own calendar, if they have one; in one statement."""
    row = CalendarFeed.objects.filter(person_id=by.person_id).first()
    return FeedPage(row.made_at, secret_of(row)) if row else FeedPage(None)


def feed_behind(token: str, *, at: datetime) -> tuple[FeedEntry, ...]:
    """What a calendar shows to whoever holds its address; in five statements.

    :raises CalendarFeed.DoesNotExist: if there is no such address any more, or its owner is not active.
    """
    person = owner_behind(token)
    owner = actor_for(person)
    coming = _entries(Session.objects.attended_by(person), at=at, about="You are expected at this session.")
    leading = _entries(Session.objects.facilitated_by(owner), at=at, about="You facilitate this session.")
    gone = RemovedSession.objects.filter(told__person_id=person, at__gt=at - CANCELLED_FOR).select_related("component")
    cancelled = [
        FeedEntry(
            row.ref, row.component.title, row.starts_at, row.ends_at, "", "", "This session was taken out.",
            row.sequence, row.at, is_cancelled=True,
        )
        for row in gone.order_by("starts_at", "pk")
    ]  # fmt: skip
    found = {entry.ref: entry for entry in (*coming, *leading, *cancelled)}
    return tuple(sorted(found.values(), key=lambda entry: (entry.starts_at, str(entry.ref))))


def owner_behind(token: str) -> int:
    """The id of whose calendar it is; in one statement. Open to rooms above, which put their own entries beside.

    :raises CalendarFeed.DoesNotExist: if there is no such address any more, or its owner is not active.
    """
    return CalendarFeed.objects.get(token_hash=hash_of(token), person__is_active=True).person_id


def secret_of(row: CalendarFeed) -> str:
    """The secret part of the address: the same each time, known only to whoever holds the installation's key."""
    return salted_hmac("goldenthread.cohorts.calendar", str(row.ref), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """What is kept of an address."""
    return sha256(token.encode()).hexdigest()


def _entries(rows: SessionSet, *, at: datetime, about: str) -> list[FeedEntry]:
    sessions = rows.filter(ends_at__gt=at - BACK).select_related("component", "cohort")
    return [
        FeedEntry(
            ref=row.ref,
            title=row.component.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=", ".join(part for part in (row.room, row.venue) if part),
            link=row.online_link,
            about=about,
            sequence=row.sequence,
            changed_at=row.changed_at or row.cohort.opened_at,
        )
        for row in sessions.order_by("starts_at", "pk")
    ]
