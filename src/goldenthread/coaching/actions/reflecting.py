"""A leadership reflection: each saving is a version of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.coaching.models import Instrument, Reflection
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.queries.reviews import newest_frozen
from goldenthread.coaching.rules.reviewing import reflection_from
from goldenthread.coaching.types.reviews import ReflectionRef
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def save_reflection(
    instrument: UUID,
    *,
    name: str,
    on: date,
    ratings: Mapping[str, Any],
    comments: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> ReflectionRef:
    """Save a version of one's own reflection. Earlier ones stay as they are.

    :raises Refused: if nothing is filled in.
    """
    Instrument.objects.select_for_update().get(ref=instrument)
    version = newest_frozen(instrument)
    said = reflection_from(content_of(version), ratings, comments)
    if not said.ratings and not said.comments:
        raise Refused(Refusal("nothing_said", "Nothing is filled in.", "Choose a rating or write a comment."))
    last = Reflection.objects.filter(participant_id=by.person_id).aggregate(n=Max("number"))["n"] or 0
    row = Reflection.objects.create(
        participant_id=by.person_id,
        version=version,
        number=last + 1,
        name=(name.strip() or by.name)[:200],
        on=on,
        ratings=dict(said.ratings),
        comments=dict(said.comments),
        at=at,
    )
    audit(by=str(by), did="coaching.save_reflection", to=str(row.ref), at=at)
    return ReflectionRef(row.ref)
