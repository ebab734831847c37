"""What was said about somebody at a session beside the mark that stands, and how it was settled."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.cohorts.models.ledger import RegisterEntry
from goldenthread.cohorts.types import ClaimLine, ClaimSource, Mark


class ClaimSet(models.QuerySet["RegisterClaim"]):
    """Claims, as far as they still ask something of somebody."""

    def disputed(self) -> Self:
        """Those not settled that say otherwise than the mark that stands."""
        standing = RegisterEntry.objects.filter(
            session=models.OuterRef("session"), enrolment=models.OuterRef("enrolment"), replaced_by=None
        )
        return self.filter(models.Exists(standing.exclude(mark=models.OuterRef("mark"))), choice=None)


class RegisterClaim(models.Model):
    """A mark that came by another sheet, or that somebody gave themselves by checking in. It credits nothing.

    ``taking`` is the sheet by which it came; ``check_in`` the check-in with whose code they came in.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "session",
        "enrolment",
        "mark",
        "source",
        "taking",
        "check_in",
        "by",
        "at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="claims")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="claims")
    mark = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Mark])
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ClaimSource])
    taking = models.ForeignKey(
        "cohorts.RegisterTaking", on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    check_in = models.ForeignKey(
        "cohorts.CheckIn", on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClaimSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(mark__in=[m.value for m in Mark]), name="claim_mark_is_known"),
            models.CheckConstraint(
                condition=models.Q(source=ClaimSource.SHEET.value, taking__isnull=False, check_in=None)
                | models.Q(source=ClaimSource.SELF.value, taking=None, check_in__isnull=False),
                name="claim_came_by_a_sheet_or_by_checking_in",
            ),
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                condition=models.Q(source=ClaimSource.SELF.value),
                name="claim_is_checked_in_once",
            ),
            models.UniqueConstraint(fields=["taking", "enrolment"], name="claim_is_made_once_by_a_sheet"),
        ]

    def as_line(self) -> ClaimLine:
        """The claim as pages show it; wants ``by``, ``taking`` and ``choice__by`` fetched."""
        choice: RegisterChoice | None = getattr(self, "choice", None)
        return ClaimLine(
            mark=Mark(self.mark),
            source=ClaimSource(self.source),
            by=self.by.name,
            at=self.at,
            opened_at=self.taking.opened_at if self.taking else None,
            settled_by=choice.by.name if choice else "",
            settled_at=choice.at if choice else None,
            why=choice.why if choice else "",
        )


class RegisterChoice(models.Model):
    """Somebody decided about a claim: ``entry`` is the mark that stands by their choice."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("claim", "entry", "by", "at")

    claim = models.OneToOneField(RegisterClaim, on_delete=models.PROTECT, related_name="choice")
    entry = models.ForeignKey("cohorts.RegisterEntry", on_delete=models.PROTECT, related_name="choices")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True, default="")
