"""What readers chose to be told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.reporting.types.subscribing import Pace, Stream


class ReaderChoice(models.Model):
    """One choice of one reader about one stream; the newest counts. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("person", "stream", "pace", "at")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reader_choices")
    stream = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stream])
    pace = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Pace])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stream__in=[s.value for s in Stream]), name="reader_choice_stream_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stream=Stream.REGULAR.value, pace__in=[p.value for p in Pace])
                | models.Q(pace__in=[Pace.EACH.value, Pace.NEVER.value]),
                name="reader_choice_of_events_is_all_or_none",
            ),
        ]
        indexes = [models.Index(fields=["person", "stream"], name="choices_of_a_reader")]
