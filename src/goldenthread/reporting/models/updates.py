"""Progress updates: what was told, to whom, about whom."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types import Cause, Told, Update


class ProgressUpdateSet(models.QuerySet["ProgressUpdate"]):
    """Updates, as far as somebody may see that they were made, or read them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who run the cohort, or check it."""
        if actor.wears_for_provider(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.INSPECTOR):
            return self
        return self.filter(cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))

    def open_at(self, at: datetime) -> Self:
        """Those whose link still opens."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class ProgressUpdate(models.Model):
    """One letter's worth of telling. ``told`` is a copy of what was true: it never changes afterwards.

    Of the link only a hash is kept; it leads to this update and to nothing else. ``occasion`` is the form or the notice
    that it came from: the same occasion tells the same person once.
    """

    personal: ClassVar[tuple[str, ...]] = ("told",)
    # Whoever is on the cohort may be named in it, so that one person's erasure empties the whole of it.
    about_person: ClassVar[str] = "cohort__enrolments__participant"
    kept_back: ClassVar[str] = "Each was written to somebody at a school and may tell about several people."

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="progress_updates")
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="progress_updates")
    cause = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Cause])
    occasion = models.CharField(max_length=80)
    told = models.JSONField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressUpdateSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cause__in=[c.value for c in Cause]), name="progress_update_cause_is_known"
            ),
            models.UniqueConstraint(fields=["occasion", "to"], name="person_is_told_once_on_each_occasion"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="progress_update_link_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | ~models.Q(token_hash=""), name="progress_update_sent_has_a_link"
            ),
        ]
        indexes = [models.Index(fields=["cohort", "-made_at"], name="updates_of_a_cohort")]

    def as_update(self) -> Update:
        """What its reader sees; wants ``to`` fetched."""
        people = tuple(Told(**{**one, "sentences": tuple(one["sentences"])}) for one in self.told)
        return Update(self.ref, self.to.name, Cause(self.cause), self.made_at, self.expires_at, people)
