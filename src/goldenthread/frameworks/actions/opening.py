"""Open a published edition to everybody, or close it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.models import Edition
from goldenthread.frameworks.rules.opening import why_not_close, why_not_open
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def open_edition(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Let everybody read an edition without signing in.

    :raises Refused: if this actor may not, or it is open. :raises Edition.DoesNotExist: if there is none.
    """
    row = Edition.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_open(by, is_open=row.opened_at is not None)
    if refusal:
        raise Refused(refusal)
    row.opened_at, row.opened_by_id = at, by.person_id
    row.save(update_fields=["opened_at", "opened_by"])
    audit(by=str(by), did="frameworks.open_edition", to=str(ref), at=at, licence=row.licence)


@atomic
def close_edition(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Let only those who are signed in read an edition. What others copied meanwhile stays with them.

    :raises Refused: if this actor may not, or it is closed. :raises Edition.DoesNotExist: if there is none.
    """
    row = Edition.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_close(by, is_open=row.opened_at is not None)
    if refusal:
        raise Refused(refusal)
    row.opened_at, row.opened_by = None, None
    row.save(update_fields=["opened_at", "opened_by"])
    audit(by=str(by), did="frameworks.close_edition", to=str(ref), at=at)
