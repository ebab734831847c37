"""A real SMTP server on this machine that keeps what it is given."""

from __future__ import annotations

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.makers.ports import free_port


class MailCatcher:
    """Listens on a free port; ``inbox`` holds every message in the order of arrival."""

    def __init__(self) -> None:
        self.inbox: list[tuple[str, EmailMessage]] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802  the name is aiosmtpd's
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.inbox += [(to.lower(), message) for to in envelope.rcpt_tos]
        return "250 kept"

    def __enter__(self) -> MailCatcher:
        self._controller.start()
        return self

    def __exit__(self, *_) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return self._controller.port

    def newest(self, to: str, *, about: str = "", after: int = 0, within: float = 15.0) -> EmailMessage:
        """The newest message to somebody whose subject holds ``about``, waiting for it if need be."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for who, message in reversed(self.inbox[after:]):
                if who == to.lower() and about.lower() in message["subject"].lower():
                    return message
            time.sleep(0.1)
        raise AssertionError(f"No mail to {to} about “{about}”; there is {[(w, m['subject']) for w, m in self.inbox]}")
