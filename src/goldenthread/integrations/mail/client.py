"""The wire: one e-mail over whatever Django's settings name, SMTP outside of tests."""

from __future__ import annotations

from email.header import Header
from email.message import Message
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.translate import as_html, as_text, message_id, one_line


def send(letter: Letter) -> str:
    """Send it and give its message id.

    :raises OSError: and what ``smtplib`` raises, where the mail server does not take it. Then nothing was sent.
    """
    this = message_id(letter.key, host=urlsplit(settings.ADDRESS).hostname or "")
    mail = _Mail(
        subject=one_line(letter.subject),
        body=as_text(letter),
        to=[formataddr((one_line(letter.name), letter.address))],
        headers={
            "Message-ID": this,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **_ways_out(letter),
        },
    )
    mail.attach_alternative(as_html(letter), "text/html")
    mail.send(fail_silently=False)
    return this


class _Mail(EmailMultiAlternatives):
    """A letter whose subject begins on the line of its name. Where Django folds one with letters beyond ASCII it leaves
    that line empty, which some mailboxes show as no subject."""

    def message(self, **rest: Any) -> Any:
        """The message as it goes out."""
        made: Any = super().message(**rest)
        if not str(self.subject).isascii():
            del made["Subject"]
            # Django's own message takes no header that is folded already.
            Message.__setitem__(made, "Subject", Header(str(self.subject), "utf-8", header_name="Subject"))
        return made


def _ways_out(letter: Letter) -> dict[str, str]:
    """What lets a mailbox offer *unsubscribe* beside the sender's name, and do it at one press (RFC 8058)."""
    if not letter.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
