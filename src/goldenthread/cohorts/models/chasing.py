"""Who is at risk of missing the gate, and what was agreed with them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.cohorts.types.chasing import AtRisk, Contacted, ContactLine, Reason


class Risk(models.Model):
    """Whether somebody will miss the gate if nothing changes, as it was last reckoned: one row for each enrolment.

    ``snoozed_until``: the day on which whoever spoke with them wants to look again.
    """

    personal: ClassVar[tuple[str, ...]] = ("says", "step")

    enrolment = models.OneToOneField(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="risk", primary_key=True
    )
    is_at_risk = models.BooleanField(default=False)
    reason = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Reason], blank=True, default="")
    need = models.PositiveIntegerField(default=0)
    says = models.TextField(blank=True, default="")
    step = models.TextField(blank=True, default="")
    step_on = models.DateField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_at_risk=False) | (models.Q(reason__in=[r.value for r in Reason])),
                name="risk_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-need", "enrolment"], condition=models.Q(is_at_risk=True), name="people_at_risk_by_need"
            ),
        ]

    def as_risk(self) -> AtRisk | None:
        """Why somebody is at risk; ``None`` where they are not."""
        if not self.is_at_risk:
            return None
        return AtRisk(Reason(self.reason), self.need, self.says, self.step, self.step_on)


class Contact(models.Model):
    """One time that whoever runs a cohort spoke with somebody on it, or tried to. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("agreed",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "enrolment", "how", "held_on", "look_on", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Contacted])
    held_on = models.DateField()
    agreed = models.TextField()
    look_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how__in=[c.value for c in Contacted]), name="contact_was_in_a_known_way"
            ),
            models.CheckConstraint(condition=~models.Q(agreed=""), name="contact_says_what_was_agreed"),
            models.CheckConstraint(
                condition=models.Q(look_on=None) | models.Q(look_on__gt=models.F("held_on")),
                name="contact_is_followed_up_later",
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "-id"], name="contacts_of_an_enrolment")]

    def as_line(self) -> ContactLine:
        """The contact as it is shown; wants ``by`` fetched."""
        return ContactLine(self.at, self.by.name, Contacted(self.how), self.held_on, self.agreed, self.look_on)
