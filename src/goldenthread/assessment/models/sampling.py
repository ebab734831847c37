"""Samples of markings for moderation: what is in one, what was found and decided, and who else may look."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self, cast

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.markings import OF_MARKERS, Allocation
from goldenthread.assessment.models.reviewing import Review
from goldenthread.assessment.models.scripts import Script, ScriptSet
from goldenthread.assessment.models.seeing import looks
from goldenthread.assessment.rules.reviewing import MARKS_ANEW
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.reviewing import ReviewState
from goldenthread.assessment.types.sampling import Decision
from goldenthread.assessment.types.words import State
from goldenthread.people.types import Actor


class Sample(models.Model):
    """The sample of a window, drawn once. ``rule`` is the policy's as it stood; the same ``seed`` draws the same."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("ref", "window", "seed", "rule", "drawn_by", "drawn_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.OneToOneField(Window, on_delete=models.PROTECT, related_name="sample")
    seed = models.CharField(max_length=40)
    rule = models.JSONField()
    drawn_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(seed=""), name="sample_has_a_seed")]


class Supplement(models.Model):
    """What was drawn beside a sample from markings that were finished after it, counted from 1. ``by_itself``: nobody
    pressed; ``drawn_by`` is then whoever drew the sample."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("sample", "number", "by_itself", "drawn_by", "drawn_at")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    by_itself = models.BooleanField(default=False)
    drawn_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="supplements_are_numbered_in_a_sample"),
            models.CheckConstraint(condition=Q(number__gte=1), name="supplements_are_counted_from_one"),
        ]


class SampledMarkingSet(models.QuerySet["SampledMarking"]):
    """Markings that could be drawn."""

    def drawn(self) -> Self:
        """Those that are in the sample by now."""
        return self.filter(drawn_at__isnull=False)


SampledMarkings = models.Manager.from_queryset(SampledMarkingSet)


class LiveSampledMarkings(SampledMarkings["SampledMarking"]):
    """Those of scripts of participants. A sample may hold others from the time before they were left out of it, and
    some that nobody looked at before they were taken out of their window; nobody looks at them, and nothing waits for
    them."""

    def get_queryset(self) -> SampledMarkingSet:
        """All but markings of standard scripts, and of those that are gone."""
        rows = cast("SampledMarkingSet", super().get_queryset().filter(allocation__is_standard=False))
        gone = Q(allocation__script__state=State.WITHDRAWN.value, allocation__script__look__isnull=True)
        return rows.exclude(gone)


class SampledMarking(models.Model):
    """A marking that was finished when the sample was drawn: its stratum, at which step of growth it comes in and why,
    and since when it is in. Only the last ever changes, once. ``number``: of the supplement that drew it, or 0."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("sample", "allocation", "number", "band", "centre", "step", "why")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="markings")
    allocation = models.OneToOneField(Allocation, on_delete=models.PROTECT, related_name="sampled")
    number = models.PositiveSmallIntegerField(default=0)
    band = models.PositiveSmallIntegerField()
    centre = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(null=True, blank=True)

    objects = LiveSampledMarkings()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=0) | Q(drawn_at__isnull=False), name="what_is_drawn_first_is_in_at_once"
            )
        ]


class JudgementFile(models.Model):
    """A file of judgements that came from outside, by its hash: the same one counts once."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("sample", "sha256", "source", "scripts", "taken_by", "taken_at")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    scripts = models.PositiveIntegerField()
    taken_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "sha256"], name="judgements_are_taken_once")]


class Look(models.Model):
    """One moderator's judgement of a sampled script. Never changed, and no settlement.

    ``seat``: whose marks they found right, if anybody's. ``came_with``: the file it came in, if somebody outside gave
    it; ``by`` then took it in.
    """

    personal: ClassVar[tuple[str, ...]] = ("comment",)
    kept_back: ClassVar[str] = OF_MARKERS
    written_once: ClassVar[tuple[str, ...]] = ("sample", "script", "seat", "total", "came_with", "by", "at")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="looks")
    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="look")
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    total = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True, default="")
    came_with = models.ForeignKey(JudgementFile, on_delete=models.PROTECT, null=True, blank=True, related_name="looks")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def as_sheet(self) -> MarkSheet:
        """The marks as they were given; wants ``marks`` prefetched."""
        return MarkSheet({each.code: Mark(each.mark, each.reason) for each in self.marks.all()}, self.comment)


class LookMark(models.Model):
    """The mark on one criterion in a look, and the reason where not every marker gave it."""

    personal: ClassVar[tuple[str, ...]] = ("reason",)
    kept_back: ClassVar[str] = OF_MARKERS

    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="marks")
    code = models.CharField(max_length=20)
    mark = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "code"], name="criterion_is_looked_at_once_in_a_look")]


class Ruling(models.Model):
    """What was decided about all of one marker's markings in a window, by a person and with a reason. Never changed.

    ``number``: it reaches what the sample and its supplements up to this one drew, and no earlier decision reached.
    """

    # The reason speaks of marks and names nobody.
    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = "marker"
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "sample",
        "marker",
        "number",
        "decision",
        "code",
        "by_marks",
        "on_total",
        "changed",
        "by",
        "at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="rulings")
    marker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=0)
    decision = models.CharField(max_length=7, choices=[(d.value, d.value) for d in Decision])
    code = models.CharField(max_length=20, blank=True, default="")
    by_marks = models.SmallIntegerField(default=0)
    on_total = models.BooleanField(default=False)
    reason = models.TextField()
    changed = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "marker", "number"], name="marker_is_ruled_on_once_for_what_was_drawn"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ruling_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision="correct") & ~Q(by_marks=0)
                | Q(decision__in=["accept", "re_mark"], by_marks=0, code=""),
                name="only_a_correction_has_marks",
            ),
            models.CheckConstraint(
                condition=Q(on_total=False) | Q(decision="correct", code=""), name="only_a_correction_is_on_the_total"
            ),
        ]


class MarkCorrection(models.Model):
    """What a ruling does to one mark that is not settled: the marking keeps it as it was given. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("ruling", "allocation", "code", "before", "after")

    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="corrections")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="corrections")
    code = models.CharField(max_length=20)
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["allocation", "code"], name="mark_is_corrected_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="correction_changes_the_mark"),
        ]


class SampleGuestSet(models.QuerySet["SampleGuest"]):
    """Access to samples, as its holders have it."""

    def holding(self, at: datetime) -> Self:
        """Access that has neither ended nor been ended."""
        return self.filter(ended_at=None, until__gt=at)


class SampleGuest(models.Model):
    """Access to one sample for somebody of another organisation, until a moment or until it is ended."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = "person"
    written_once: ClassVar[tuple[str, ...]] = ("ref", "sample", "person", "place", "until", "invited_by", "invited_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    until = models.DateTimeField()
    invited_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SampleGuestSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "person"], condition=Q(ended_at=None), name="guest_has_one_access_to_a_sample"
            ),
            models.CheckConstraint(condition=~Q(place=""), name="guest_comes_from_somewhere"),
            models.CheckConstraint(condition=Q(until__gt=F("invited_at")), name="guest_has_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="access_that_was_ended_was_ended_by_somebody",
            ),
        ]


def sampled_scripts(by: Actor, *, at: datetime) -> ScriptSet:
    """Scripts that are in a sample by now, as far as this actor looks at them: all of them for whoever
    judges, those of one sample for whoever has access to it at this moment (their own not among them), and none for
    anybody else. Nobody has those that they are to mark, or to mark anew, and have not marked yet: they would read what
    others gave before they give marks themselves."""
    drawn = SampledMarking.objects.drawn().filter(allocation__script=OuterRef("pk"))
    seats = Allocation.objects.current().filter(marker_id=by.person_id, marking__isnull=True)
    anew = Review.objects.filter(taken_by_id=by.person_id, state=ReviewState.TAKEN.value, kind__in=sorted(MARKS_ANEW))
    rows: ScriptSet = Script.objects.filter(
        Exists(drawn),
        ~Exists(seats.filter(script=OuterRef("pk"))),
        ~Exists(anew.filter(result__script=OuterRef("pk"))),
    )
    if looks(by):
        return rows
    guests = SampleGuest.objects.holding(at).filter(person_id=by.person_id)
    theirs = Q(enrolment__participant=by.person_id)
    return rows.filter(window__sample__in=guests.values("sample")).exclude(theirs)
