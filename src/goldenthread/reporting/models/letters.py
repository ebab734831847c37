"""Letters that went out: one row for each occasion."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class LetterSent(models.Model):
    """One e-mail by the occasion it was sent for. ``sent_at`` stays empty until the mail server took it; ``held_at``
    says since when it is held back because its address does not work. What it said is not kept: ``subject``, which used
    to name whoever a letter was about, stays empty until the column goes."""

    personal: ClassVar[tuple[str, ...]] = ("address", "subject")
    about_person: ClassVar[str] = "@address"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    message_id = models.CharField(max_length=200, blank=True, default="")
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="letter_is_sent_once"),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | ~models.Q(message_id=""), name="letter_sent_has_a_message_id"
            ),
        ]
        indexes = [
            models.Index(fields=["-claimed_at"], name="letters_newest_first"),
            models.Index(fields=["message_id"], condition=~models.Q(message_id=""), name="letters_by_their_message_id"),
        ]
