"""Progress updates: what was told, to whom, about whom."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types import Cause, Told, Update
from goldenthread.reporting.types.reaching import Reached


class ProgressUpdateSet(models.QuerySet["ProgressUpdate"]):
    """Updates, as far as somebody may see that they were made, or read them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who run the cohort, or check it."""
        if actor.wears_for_provider(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.INSPECTOR):
            return self
        places = actor.places(Duty.PROGRAMME_MANAGER)
        return self.filter(models.Q(cohort__partner_id__in=places) | models.Q(partner_id__in=places))

    def open_at(self, at: datetime) -> Self:
        """Those whose link still opens."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def reached(self, how: Reached) -> Self:
        """Those that have come so far."""
        if how is Reached.CLOSED:
            return self.filter(revoked_at__isnull=False)
        if how is Reached.BOUNCED:
            return self.filter(revoked_at=None, bounced_at__isnull=False)
        return self.filter(revoked_at=None, bounced_at=None, sent_at__isnull=how is Reached.WAITING)


class ProgressUpdate(models.Model):
    """One letter's worth of telling: what it says stands in its :class:`ToldAbout`, a copy of what was true.

    It is about people of one ``cohort``, or of several of one ``partner``. ``told`` holds the words of updates made
    before each person had a row of their own. Of the link only a hash is kept; it leads to this update and to nothing
    else. ``occasion`` is the form or the notice that it came from: the same occasion tells the same person once.
    """

    personal: ClassVar[tuple[str, ...]] = ("told",)
    # Whoever is on the cohort may be named in it, so that one person's erasure empties the whole of it.
    about_person: ClassVar[str] = "cohort__enrolments__participant"
    kept_back: ClassVar[str] = "Each was written to somebody at a school and may tell about several people."

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        "cohorts.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="progress_updates"
    )
    partner = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="progress_updates")
    cause = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Cause])
    occasion = models.CharField(max_length=80)
    told = models.JSONField(default=list)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(cohort__isnull=False) | models.Q(partner__isnull=False),
                name="progress_update_is_about_a_cohort_or_a_partner",
            ),
        ]
        indexes = [models.Index(fields=["cohort", "-made_at"], name="updates_of_a_cohort")]

    def as_reached(self) -> Reached:
        """How far it has come."""
        if self.revoked_at is not None:
            return Reached.CLOSED
        if self.bounced_at is not None:
            return Reached.BOUNCED
        return Reached.SENT if self.sent_at is not None else Reached.WAITING

    def as_update(self, *, only: Collection[int] | None = None) -> Update:
        """What its reader sees; wants ``to`` and ``about`` fetched. Who was erased since is left out.

        ``only``: with these enrolments alone, and then without words that are kept for nobody in particular.
        """
        ties = sorted(self.about.all(), key=lambda row: row.position)
        words = [*self.told, *(tie.told for tie in ties)]
        if only is not None:
            words = [tie.told for tie in ties if tie.enrolment_id in only]
        people = tuple(as_told(one) for one in words if one)
        corrected = self.cause == Cause.RESULT.value and self.occasion.count(":") > 1
        return Update(self.ref, self.to.name, Cause(self.cause), self.made_at, self.expires_at, people, corrected)


class ToldAbout(models.Model):
    """What one update says about one person. ``told`` is emptied when they are erased, and nobody else's is."""

    personal: ClassVar[tuple[str, ...]] = ("told",)
    about_person: ClassVar[str] = "enrolment__participant"

    update = models.ForeignKey(ProgressUpdate, on_delete=models.PROTECT, related_name="about")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="told_about")
    position = models.PositiveSmallIntegerField()
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["update", "enrolment"], name="update_tells_of_a_person_once"),
        ]


def as_told(words: Mapping[str, Any]) -> Told:
    """The kept words about one person as a value."""
    lists = {name: tuple(words.get(name, ())) for name in ("sentences", "done", "kept_back", "news")}
    return Told(**{**words, **lists})
