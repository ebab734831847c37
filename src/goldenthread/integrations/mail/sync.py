"""Send a letter once, whatever happens to the worker in between."""

from __future__ import annotations

from datetime import datetime

from goldenthread.integrations.mail.client import send
from goldenthread.integrations.mail.messages import Letter
from goldenthread.reporting.actions.dispatching import claim_letter, letter_sent


def send_once(letter: Letter, *, at: datetime) -> bool:
    """Send it unless its key went out before; whether it went out now.

    The claim is kept before sending and the success after it, each in its own transaction: a worker killed between the
    two sends a second copy, with the same message id, so that mailboxes show one.
    """
    if not claim_letter(
        key=letter.key, kind=letter.kind, address=letter.address, subject=letter.subject, at=at
    ).is_wanted:
        return False
    letter_sent(letter.key, message_id=send(letter), at=at)
    return True
