"""Letters that went out, for those who look after the installation."""

from __future__ import annotations

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import LetterSent
from goldenthread.reporting.types import LetterLine


def letters_sent(*, by: Actor, most: int = 100) -> tuple[LetterLine, ...]:
    """The newest letters, for the provider's administrators and programme managers; nobody else sees any."""
    if not by.wears_for_provider(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER):
        return ()
    rows = LetterSent.objects.order_by("-claimed_at", "-id")[:most]
    return tuple(LetterLine(r.ref, r.kind, r.address, r.claimed_at, r.sent_at) for r in rows)


def letter_went(key: str) -> bool:
    """Whether the mail server took the letter of this occasion, in one statement."""
    return LetterSent.objects.filter(key=key, sent_at__isnull=False).exists()
