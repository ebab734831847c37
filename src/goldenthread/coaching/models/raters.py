"""Those who were named to answer, and what they answered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.coaching.models.reviews import Review
from goldenthread.coaching.types.reviews import RaterState

# What stands in place of an address that was erased on request.
ERASED = "erased@erased.invalid"


class Rater(models.Model):
    """Somebody the participant named. Of their link only the hash is kept; their name and address are erased a while
    after the review is over.
    """

    personal: ClassVar[tuple[str, ...]] = ("name", "email")
    about_person: ClassVar[str] = "@email"
    named_by: ClassVar[str] = "review__enrolment__participant"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="raters")
    group = models.CharField(max_length=60)
    name = models.CharField(max_length=120, blank=True, default="")
    email = models.EmailField(max_length=254, blank=True, default="")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RaterState])
    token_hash = models.CharField(max_length=64, blank=True, default="")
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in RaterState]), name="rater_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["review", "email"],
                condition=~models.Q(email__in=["", ERASED]),
                name="rater_is_named_once_in_a_review",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="rater_link_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked") | models.Q(token_hash=""), name="rater_link_opens_only_while_asked"
            ),
        ]


class RaterSheet(models.Model):
    """What one rater answered. No page shows one, to anybody."""

    personal: ClassVar[tuple[str, ...]] = ("comments",)
    about_person: ClassVar[str] = "rater__review__enrolment__participant"
    kept_back: ClassVar[str] = "Those who answered were promised that nobody sees what a single one of them said."

    rater = models.OneToOneField(Rater, on_delete=models.PROTECT, related_name="sheet")
    ratings = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)


class QuietAddress(models.Model):
    """An address that wants no letters about reviews; only a fingerprint of it is kept."""

    personal: ClassVar[tuple[str, ...]] = ()

    fingerprint = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
