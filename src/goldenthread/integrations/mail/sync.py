"""Send a letter once, whatever happens to the worker in between."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPRecipientsRefused

from goldenthread.integrations.mail.client import send
from goldenthread.integrations.mail.messages import Letter
from goldenthread.reporting.actions.bouncing import letter_refused
from goldenthread.reporting.actions.dispatching import claim_letter, letter_sent

FOR_GOOD = 500


def send_once(letter: Letter, *, at: datetime) -> bool:
    """Send it unless its key went out before, or its address does not work; whether it went out now.

    The claim is kept before sending and the success after it, each in its own transaction: a worker killed between the
    two sends a second copy, with the same message id, so that mailboxes show one. An address that the mail server
    refuses for good is written down, and the letter held back; whatever may pass is raised, so that it is tried again.
    """
    if not claim_letter(key=letter.key, kind=letter.kind, address=letter.address, at=at).is_wanted:
        return False
    try:
        sent_as = send(letter)
    except SMTPRecipientsRefused as refused:
        code, says = next(iter(refused.recipients.values()))
        if code < FOR_GOOD:
            raise
        letter_refused(letter.key, code=code, says=says.decode(errors="replace"), at=at)
        return False
    letter_sent(letter.key, message_id=sent_as, at=at)
    return True
