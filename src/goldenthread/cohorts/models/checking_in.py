"""Check-ins: while one is open, those expected at its session can say with its code that they are there."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models

from goldenthread.cohorts.types import CheckInLine, CheckInRef


def new_secret() -> str:
    """What the codes of one check-in are made of; nobody is ever shown it."""
    return secrets.token_hex(16)


class CheckIn(models.Model):
    """One check-in of a session, from its opening until it closes or somebody closes it."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "session",
        "secret",
        "partly_after",
        "opened_by",
        "opened_at",
        "closes_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="check_ins")
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    partly_after = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="check_in_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=~models.Q(secret=""), name="check_in_has_a_secret"),
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(closed_at=None), name="check_in_is_open_once_for_a_session"
            ),
        ]

    def as_line(self) -> CheckInLine:
        """The check-in as pages show it; wants ``opened_by`` fetched."""
        return CheckInLine(CheckInRef(self.ref), self.opened_by.name, self.opened_at, self.closes_at, self.partly_after)
