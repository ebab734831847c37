"""Who marks what, and what they gave."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.pinning import Unpinned
from goldenthread.assessment.types.words import JUDGED, WhyEnded
from goldenthread.people.types import Actor, Duty

# Raw marks are whoever gives them; a result tells what came of them.
OF_MARKERS = "What markers put down is theirs; the result shows what came of it, once it is out."


class AllocationSet(models.QuerySet["Allocation"]):
    """Seats, as their holders see them."""

    def seen_by(self, actor: Actor) -> Self:
        """An assessor's own, while it is theirs and while they wear the hat."""
        if not actor.wears(Duty.ASSESSOR):
            return self.none()
        return self.filter(marker_id=actor.person_id, ended_at=None)

    def kept_by(self, actor: Actor) -> Self:
        """The same, and what they finished whatever became of it since: were that gone, what is left would say which
        scripts were never anybody's. What a conflict of interest ended stays closed to them."""
        if not actor.wears(Duty.ASSESSOR):
            return self.none()
        finished = models.Q(marking__isnull=False) & ~models.Q(why_ended=WhyEnded.CONFLICT.value)
        return self.filter(models.Q(ended_at=None) | finished, marker_id=actor.person_id)

    def current(self) -> Self:
        """Those that hold now at scripts of participants."""
        return self.filter(ended_at=None, is_standard=False)


class Allocation(models.Model):
    """A script given to an assessor, at seat 1, 2 and so on, until it is ended. Then ``why_ended`` says why.

    ``is_standard``: the script is a standard one; said here too, so that boards of thousands need not look there.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = OF_MARKERS

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="allocations")
    marker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="allocations")
    seat = models.PositiveSmallIntegerField()
    allocated_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    allocated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_standard = models.BooleanField(default=False)
    why_ended = models.CharField(max_length=11, choices=[(w.value, w.value) for w in WhyEnded], blank=True, default="")

    objects = AllocationSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["script", "seat"], condition=models.Q(ended_at=None), name="seat_has_one_marker"
            ),
            models.UniqueConstraint(
                fields=["script", "marker"], condition=models.Q(ended_at=None), name="marker_has_one_seat_at_a_script"
            ),
            models.CheckConstraint(condition=models.Q(seat__gte=1), name="seats_are_counted_from_one"),
            models.CheckConstraint(
                condition=models.Q(why_ended="")
                | models.Q(ended_at__isnull=False, why_ended__in=[w.value for w in WhyEnded]),
                name="only_a_seat_that_ended_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["marker", "ended_at"], name="allocations_of_a_marker"),
            # What :meth:`AllocationSet.current` keeps; counted by marker without a look at one seat.
            models.Index(
                fields=["marker"], condition=models.Q(ended_at=None, is_standard=False), name="seats_that_hold"
            ),
            # Of a million seats a handful was given up.
            models.Index(fields=["script"], condition=~models.Q(why_ended=""), name="seats_given_up"),
        ]


class MarkingDraft(models.Model):
    """What an assessor has put down so far. Changes as they work, and is left behind when they finish."""

    personal: ClassVar[tuple[str, ...]] = ("sheet", "comment", "unpinned")
    kept_back: ClassVar[str] = OF_MARKERS

    allocation = models.OneToOneField(Allocation, on_delete=models.PROTECT, related_name="draft")
    sheet = models.JSONField(default=dict)
    comment = models.TextField(blank=True, default="")
    # The comment at a passage that is typed and not pinned; only the parts that are filled in.
    unpinned = models.JSONField(default=dict, blank=True)
    # How often it was saved. A page says which it has seen, so that one of two tabs does not undo the other.
    number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def as_sheet(self) -> MarkSheet:
        """The draft as a sheet that need not be full."""
        marks = {c: Mark(e["mark"], e["reason"]) for c, e in self.sheet.items()}
        return MarkSheet(marks, self.comment, Unpinned(**self.unpinned))


class LiveMarkings(models.Manager["Marking"]):
    """Markings of scripts of participants. Those of standard scripts are none: no figure, sample or release ever meets
    one."""

    def get_queryset(self) -> models.QuerySet[Marking]:
        """All but markings of standard scripts."""
        return super().get_queryset().filter(allocation__is_standard=False)


class Marking(models.Model):
    """One finished act of marking. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("comment",)
    kept_back: ClassVar[str] = OF_MARKERS

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    allocation = models.OneToOneField(Allocation, on_delete=models.PROTECT, related_name="marking")
    total = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=6, choices=[(o.value, o.value) for o in JUDGED])
    comment = models.TextField(blank=True, default="")
    finished_at = models.DateTimeField()

    objects = LiveMarkings()
    # With those of standard scripts: for whoever gave them.
    everything: ClassVar[models.Manager[Marking]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[o.value for o in JUDGED]), name="marking_outcome_is_known"
            ),
        ]

    def as_sheet(self) -> MarkSheet:
        """The marks as they were given; wants ``marks`` prefetched."""
        return MarkSheet({each.code: Mark(each.mark, each.reason) for each in self.marks.all()}, self.comment)


class CriterionMark(models.Model):
    """The mark on one criterion, and the reason for it."""

    personal: ClassVar[tuple[str, ...]] = ("reason",)
    kept_back: ClassVar[str] = OF_MARKERS

    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="marks")
    code = models.CharField(max_length=20)
    mark = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marking", "code"], name="criterion_is_marked_once_in_a_marking"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="criterion_mark_has_a_reason"),
        ]
