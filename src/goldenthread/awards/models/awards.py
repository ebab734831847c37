"""What the world is told: outcomes, and certificates for those that passed."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.rules.permitting import READS
from goldenthread.awards.types import State
from goldenthread.people.types import Actor, Duty


class OutcomeSet(models.QuerySet["Outcome"]):
    """Outcomes, as far as somebody may see them."""

    def owned_by(self, actor: Actor) -> Self:
        """A participant's own."""
        return self.filter(enrolment__participant_id=actor.person_id)

    def seen_by(self, actor: Actor) -> Self:
        """The provider's staff see all, a partner's programme manager those of the partner's cohorts, others their own.

        A partner may know what people came to; the certificate itself is not theirs to hand out (:meth:`kept_by`).
        """
        if actor.wears_for_provider(*READS):
            return self
        places = actor.places(Duty.PROGRAMME_MANAGER)
        return self.filter(
            models.Q(enrolment__participant_id=actor.person_id) | models.Q(enrolment__cohort__partner_id__in=places)
        )

    def kept_by(self, actor: Actor) -> Self:
        """Those whose certificate this actor may open: the provider's staff all, others their own."""
        return self if actor.wears_for_provider(*READS) else self.owned_by(actor)

    def with_passes(self) -> Self:
        """Each with whether another attempt of the same person passed, and that stands (``passed_beside``)."""
        passed = Outcome.objects.filter(
            enrolment=models.OuterRef("enrolment"), outcome=Came.PASSED.value, ended_at=None
        )
        return self.annotate(passed_beside=models.Exists(passed.exclude(pk=models.OuterRef("pk"))))

    def standing(self) -> Self:
        """Those that no correction has replaced."""
        return self.filter(ended_at=None)


class Outcome(models.Model):
    """What an enrolment came to, from one released result. Never changed, but that it ends.

    Where a result is corrected and comes to something else, its outcome ends and another begins; ``correction`` is the
    reference of what made it. Both are kept.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "enrolment",
        "result",
        "correction",
        "qualification",
        "outcome",
        "awarded_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="outcomes")
    result = models.UUIDField()
    correction = models.UUIDField(unique=True, null=True, blank=True)
    qualification = models.CharField(max_length=240)
    outcome = models.CharField(max_length=6, choices=[(o.value, o.value) for o in Came])
    awarded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OutcomeSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=[o.value for o in Came]), name="outcome_is_known"),
            # One result makes one outcome at a time, however often its notice arrives.
            models.UniqueConstraint(
                fields=["result"], condition=models.Q(ended_at=None), name="result_has_one_outcome_that_stands"
            ),
        ]
        indexes = [models.Index(fields=["-awarded_at"], name="outcomes_newest_first")]


class CertificateCount(models.Model):
    """How many certificates have been numbered in a year. Whoever takes the next number holds the row until the end of
    their transaction, so no two take one and none is lost.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField()


class Certificate(models.Model):
    """A certificate as it was printed. ``name`` is kept as it stood that day.

    An outcome has one that stands at most. Where it was revoked by hand and the outcome stays, another can be made, and
    ``issued_why`` says why; the first of an outcome has none, for it follows from the release.
    """

    personal: ClassVar[tuple[str, ...]] = ("name", "revoked_why", "issued_why")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "outcome", "number", "code", "awarded_on", "file")
    # Others rely on a certificate, and on its public page, for as long as it stands.
    kept_after_erasure: ClassVar[str] = "others rely on a certificate that was awarded"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    awarded_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_why = models.TextField(blank=True, default="")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="issued", revoked_at=None)
                | models.Q(state="revoked", revoked_at__isnull=False),
                name="certificate_revoked_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["outcome"], condition=models.Q(state="issued"), name="outcome_has_one_certificate_that_stands"
            ),
        ]
