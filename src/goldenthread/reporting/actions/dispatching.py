"""Remember letters, so that none goes out twice."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.reporting.models import LetterSent
from goldenthread.reporting.queries.bouncing import is_paused
from goldenthread.reporting.types import Claim


@atomic
def claim_letter(*, key: str, kind: str, address: str, at: datetime) -> Claim:
    """Say that this letter is about to be sent; wanted unless it was sent before, or its address does not work.

    One that was held back goes to the address that its reader has now.
    """
    row, _ = LetterSent.objects.select_for_update().get_or_create(
        key=key, defaults={"kind": kind, "address": address, "claimed_at": at}
    )
    if row.sent_at is not None:
        return Claim(is_wanted=False)
    is_held = is_paused(address)
    row.address, row.held_at = address, (row.held_at or at) if is_held else None
    row.save(update_fields=["address", "held_at"])
    return Claim(is_wanted=not is_held, is_held=is_held)


@atomic
def letter_sent(key: str, *, message_id: str, at: datetime) -> None:
    """Say that the mail server took it. Saying it twice changes nothing."""
    row = LetterSent.objects.select_for_update().get(key=key)
    if row.sent_at is not None:
        return
    row.sent_at, row.message_id = at, message_id
    row.save(update_fields=["sent_at", "message_id"])
    audit(by="mail", did="reporting.letter_sent", to=str(row.ref), at=at, kind=row.kind)
