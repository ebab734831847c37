"""Scripts that need one more marking, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.markings import Marking
from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.words import WantReason


class Want(models.Model):
    """A script needs one more independent marking, at ``seat``. Open until a marking is finished there: ``met_by``.

    ``why`` is what whoever asked for it said; it names nobody, and no marker reads it.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="wants")
    seat = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=11, choices=[(r.value, r.value) for r in WantReason])
    why = models.TextField(blank=True, default="")
    wanted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField()
    met_by = models.OneToOneField(Marking, on_delete=models.PROTECT, related_name="met", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["script", "reason"], condition=models.Q(met_by=None), name="script_is_wanted_once_for_a_reason"
            ),
            models.UniqueConstraint(
                fields=["script", "seat"], condition=models.Q(met_by=None), name="seat_is_wanted_once"
            ),
            models.CheckConstraint(condition=models.Q(seat__gte=1), name="wanted_seats_are_counted_from_one"),
            models.CheckConstraint(
                condition=models.Q(reason__in=sorted(r.value for r in WantReason)), name="want_reason_is_known"
            ),
        ]
        indexes = [models.Index(fields=["script", "met_by"], name="wants_of_a_script")]
