"""Readers choose what they are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import ReaderChoice
from goldenthread.reporting.queries.subscribing import paces_of, reader_behind
from goldenthread.reporting.rules.subscribing import why_not_choose
from goldenthread.reporting.types.subscribing import Pace, Stream


@atomic
def choose_by_link(person: UUID, token: str, paces: Mapping[Stream, Pace], *, at: datetime) -> None:
    """Choose without signing in, by the link of a letter. The same choice twice is kept once.

    :raises Person.DoesNotExist: if the link is wrong. :raises Refused: if a pace does not fit its stream.
    """
    row, _ = reader_behind(person, token)
    _choose(row.pk, row.ref, paces, by="link", at=at)


@atomic
def unsubscribe(person: UUID, token: str, *, at: datetime) -> Stream:
    """Switch off the stream that a link is about, at one press in a mailbox; which stream it was.

    :raises Person.DoesNotExist: if the link is wrong.
    """
    row, stream = reader_behind(person, token)
    _choose(row.pk, row.ref, {stream: Pace.NEVER}, by="link", at=at)
    return stream


@atomic
def choose(paces: Mapping[Stream, Pace], *, by: Actor, at: datetime) -> None:
    """Choose while signed in. :raises Refused: if a pace does not fit its stream."""
    _choose(by.person_id, by.person, paces, by=str(by), at=at)


def _choose(person: int, ref: UUID, paces: Mapping[Stream, Pace], *, by: str, at: datetime) -> None:
    for stream, pace in paces.items():
        refusal = why_not_choose(stream, pace)
        if refusal:
            raise Refused(refusal)
    now = paces_of([person]).get(person, {})
    changed = {stream: pace for stream, pace in paces.items() if now.get(stream, Pace.EACH) is not pace}
    for stream, pace in changed.items():
        ReaderChoice.objects.create(person_id=person, stream=stream.value, pace=pace.value, at=at)
    if changed:
        facts = {stream.value: pace.value for stream, pace in changed.items()}
        audit(by=by, did="reporting.choose", to=str(ref), at=at, **facts)
