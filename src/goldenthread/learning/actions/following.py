"""Follow a thread or a space by e-mail, tell people of posts, and stop by one click."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice
from goldenthread.learning.models import Follow, Telling, Thread
from goldenthread.learning.queries.communities import entry_to, entry_to_thread
from goldenthread.learning.queries.telling import digests_due, read_token, to_be_told
from goldenthread.learning.types.discussing import Because, Level
from goldenthread.people.queries.directory import person_ids
from goldenthread.people.types import Actor


@atomic
def follow_space(space: UUID, level: Level, *, by: Actor, at: datetime) -> None:
    """Choose how to hear of a space. :raises Space.DoesNotExist: if this actor may not enter it."""
    entry = entry_to(space, by=by, at=at)
    _choose(by.person_id, level, at=at, space_id=entry.id)
    audit(by=str(by), did="learning.follow_space", to=str(entry.ref), at=at, level=level.value)


@atomic
def follow_thread(thread: UUID, level: Level, *, by: Actor, at: datetime) -> None:
    """Choose how to hear of a thread. :raises Thread.DoesNotExist: if this actor may not enter its space."""
    _, row = entry_to_thread(thread, by=by, at=at)
    _choose(by.person_id, level, at=at, thread_id=row.pk)
    audit(by=str(by), did="learning.follow_thread", to=str(row.ref), at=at, level=level.value)


@atomic
def follow_mentions(level: Level, *, by: Actor, at: datetime) -> None:
    """Choose how to hear of mentions of oneself."""
    _choose(by.person_id, level, at=at)
    audit(by=str(by), did="learning.follow_mentions", to=str(by.person), at=at, level=level.value)


@atomic
def stop_by_letter(token: str, *, at: datetime) -> None:
    """Stop what a letter's link names, without signing in. Twice changes nothing.

    :raises Refused: if the link was not made here.
    """
    person, told = read_token(token)
    if told is None:
        _stop_the_day(person, at=at)
        return
    because, thread = told
    row = Thread.objects.select_related("space").get(ref=thread)
    owner = person_ids([person])[person]
    what: dict[str, int] = {"thread_id": row.pk}
    if because is Because.MENTION:
        what = {}
    if because is Because.SPACE:
        what = {"space_id": row.space_id}
    _choose(owner, Level.NONE, at=at, **what)
    audit(by=str(person), did="learning.stop_by_letter", to=str(row.ref), at=at, because=because.value)


def _stop_the_day(person: UUID, *, at: datetime) -> None:
    """No e-mail any more of what somebody wanted to hear of once a day."""
    daily = Follow.objects.filter(person__ref=person, level=Level.DAILY.value)
    stopped = daily.update(level=Level.NONE.value, at=at)
    audit(by=str(person), did="learning.stop_digest", to=str(person), at=at, stopped=str(stopped))


@atomic
def tell_of_post(ref: UUID, *, at: datetime) -> int:
    """Note who is to be told of a post, and ask for the letters of those who want one at once; how many are told."""
    row, people = to_be_told(ref)
    known = set(Telling.objects.filter(post=row).values_list("person_id", flat=True))
    made = [
        Telling(person_id=person, post=row, because=because.value, level=level.value, made_at=at)
        for person, (because, level) in sorted(people.items())
        if person not in known
    ]
    Telling.objects.bulk_create(made)
    for telling in made:
        if telling.level == Level.AT_ONCE.value:
            post(Notice("learning.telling_made", {"telling": str(telling.ref)}), at=at)
    return len(made)


@atomic
def ask_for_digests(*, at: datetime) -> int:
    """Ask for the one e-mail of the day of everybody for whom something waits; how many."""
    people = digests_due()
    for person in people:
        post(Notice("learning.digest_due", {"person": str(person)}), at=at)
    return len(people)


@atomic
def told(refs: Iterable[UUID], *, at: datetime) -> None:
    """Say that letters about these have gone. Saying it twice changes nothing."""
    Telling.objects.filter(ref__in=list(refs), told_at=None).update(told_at=at)


def _choose(person: int, level: Level, *, at: datetime, **what: int) -> None:
    """Keep what somebody chose for a thread or a space, or (with neither) for mentions."""
    place: dict[str, Any] = {"thread_id": None, "space_id": None} | what
    Follow.objects.update_or_create(person_id=person, **place, defaults={"level": level.value, "at": at})
