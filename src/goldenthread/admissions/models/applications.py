"""Applications, what happened to them, and what their sponsors say."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.admissions.types import Answer, Applicant, Event, State
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import Route

SEES_EVERYTHING = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.INSPECTOR)


class ApplicationSet(models.QuerySet["Application"]):
    """Applications, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """The provider's staff see all; a partner's programme manager those for the partner's cohorts; nobody else."""
        if actor.wears_for_provider(*SEES_EVERYTHING):
            return self
        return self.filter(cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))


class Application(models.Model):
    """Somebody's wish to join a cohort. The person is made only when it is accepted."""

    personal: ClassVar[tuple[str, ...]] = ("name", "email", "trn", "sponsor_name", "sponsor_email")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="applications")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    trn = models.CharField(max_length=7, blank=True, default="")
    school_urn = models.CharField(max_length=8)
    school_name = models.CharField(max_length=200)
    route = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Route])
    sponsor_name = models.CharField(max_length=200)
    sponsor_email = models.EmailField(max_length=254)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    applied_at = models.DateTimeField()
    enrolment = models.OneToOneField(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, blank=True, related_name="application"
    )

    objects = ApplicationSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="application_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["cohort", "email"],
                condition=models.Q(state="pending"),
                name="person_applies_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", enrolment__isnull=False)
                | (~models.Q(state="accepted") & models.Q(enrolment=None)),
                name="application_accepted_has_an_enrolment",
            ),
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(email=""), name="application_says_who"),
        ]
        indexes = [models.Index(fields=["cohort", "state"], name="applications_of_a_cohort")]

    def as_applicant(self) -> Applicant:
        """Who applies, and from where."""
        return Applicant(
            self.name,
            self.email,
            self.trn,
            self.school_urn,
            self.school_name,
            Route(self.route),
            self.sponsor_name,
            self.sponsor_email,
        )


class ApplicationStep(models.Model):
    """Something that happened to an application. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("why",)

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in Event])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    reason = models.CharField(max_length=80, blank=True, default="")
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "event"], name="application_takes_each_step_once"),
        ]


class SponsorConfirmation(models.Model):
    """One time that a sponsor was asked, or that a manager entered what the sponsor had told them.

    Of the link only the hash is kept. ``by`` is the manager who entered an answer; empty for the sponsor's own.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="confirmations")
    asked_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, blank=True, default="")
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Answer], default=Answer.NONE.value)
    answered_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="none", answered_at=None)
                | models.Q(answer__in=["confirmed", "declined"], answered_at__isnull=False),
                name="confirmation_answered_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="confirmation_link_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["application", "-asked_at"], name="confirmations_newest_first")]
