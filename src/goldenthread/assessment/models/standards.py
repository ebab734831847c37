"""Exemplars with agreed marks, rounds in which they are marked, and where markers stand."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Brief, Window
from goldenthread.assessment.models.markings import Marking
from goldenthread.assessment.models.projects import ProjectForm
from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.standing import Decision, ExemplarState, Purpose, Standing, StandingEvent

_KEPT = "markings were compared with it; it is a copy without a name, under numbers of its own"
_OF_SEEDS = "It would tell which scripts are standard ones, and what they are held to."
_PURPOSES = sorted(purpose.value for purpose in Purpose)
_STATES = sorted(state.value for state in Standing)
_DECISIONS = sorted(decision.value for decision in Decision)


class Standard(models.Model):
    """What work on one brief under one mark scheme is held to: its exemplars, and who is cleared by them."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    scheme = models.UUIDField()
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="standards")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "brief"], name="brief_has_one_standard_under_a_scheme")
        ]


class Exemplar(models.Model):
    """A text whose marks are agreed. It is a copy with a file and words of its own, so that nothing of where it comes
    from is met with it. ``use``: what it is marked for; ``form``: on which form it is a project, and its file is the
    first account of one."""

    personal: ClassVar[tuple[str, ...]] = ("blocks",)
    kept_back: ClassVar[str] = _OF_SEEDS
    about_person: ClassVar[str] = "source__enrolment__participant"
    kept_after_erasure: ClassVar[str] = _KEPT
    written_once: ClassVar[tuple[str, ...]] = ("ref", "standard", "form", "source", "clean_file", "parts", "added_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="exemplars")
    title = models.CharField(max_length=120)
    use = models.CharField(max_length=8, choices=[(p, p) for p in _PURPOSES])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ExemplarState])
    form = models.ForeignKey(ProjectForm, on_delete=models.PROTECT, null=True, blank=True, related_name="exemplars")
    source = models.ForeignKey(Script, on_delete=models.PROTECT, null=True, blank=True, related_name="exemplars")
    clean_file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    blocks = models.JSONField()
    parts = models.JSONField()
    untold = models.JSONField(default=list)
    extractor = models.CharField(max_length=120)
    counting = models.PositiveSmallIntegerField(default=1)
    notes = models.JSONField(default=list)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(use__in=_PURPOSES), name="exemplar_use_is_known"),
            models.CheckConstraint(condition=~models.Q(title=""), name="exemplar_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None, withdrawn_at=None)
                | models.Q(state="published", published_at__isnull=False, withdrawn_at=None)
                | models.Q(state="withdrawn", withdrawn_at__isnull=False),
                name="exemplar_state_has_its_times",
            ),
        ]


class ExemplarPiece(models.Model):
    """One thing of an exemplar of a project, at a place of its form: a cleaned file with its text, or words."""

    personal: ClassVar[tuple[str, ...]] = ("blocks", "text")
    about_person: ClassVar[str] = "exemplar__source__enrolment__participant"
    kept_after_erasure: ClassVar[str] = _KEPT
    written_once: ClassVar[tuple[str, ...]] = ("exemplar", "place", "clean_file", "parts")

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="made_of")
    place = models.CharField(max_length=20)
    clean_file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    blocks = models.JSONField(default=list)
    parts = models.JSONField(default=dict)
    untold = models.JSONField(default=list)
    extractor = models.CharField(max_length=120, blank=True, default="")
    counting = models.PositiveSmallIntegerField(default=1)
    notes = models.JSONField(default=list)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exemplar", "place"], name="exemplar_has_one_piece_for_a_place"),
            models.CheckConstraint(
                condition=models.Q(clean_file=None) & ~models.Q(text="") | models.Q(clean_file__isnull=False, text=""),
                name="exemplar_piece_is_a_file_or_words",
            ),
        ]


class AgreedSheet(models.Model):
    """Marks put forward for an exemplar. Never changed; the one with the highest version is meant."""

    personal: ClassVar[tuple[str, ...]] = ("comment",)
    kept_back: ClassVar[str] = _OF_SEEDS
    kept_after_erasure: ClassVar[str] = _KEPT
    written_once: ClassVar[tuple[str, ...]] = ("ref", "exemplar", "version", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exemplar", "version"], name="agreed_sheet_version_is_unique"),
        ]

    def as_sheet(self) -> MarkSheet:
        """The marks; wants ``marks`` prefetched."""
        return MarkSheet({each.code: Mark(each.mark, each.reason) for each in self.marks.all()}, self.comment)


class AgreedMark(models.Model):
    """The mark on one criterion that was put forward, and why."""

    personal: ClassVar[tuple[str, ...]] = ("reason",)
    kept_back: ClassVar[str] = _OF_SEEDS
    kept_after_erasure: ClassVar[str] = _KEPT
    written_once: ClassVar[tuple[str, ...]] = ("sheet", "code", "mark")

    sheet = models.ForeignKey(AgreedSheet, on_delete=models.PROTECT, related_name="marks")
    code = models.CharField(max_length=20)
    mark = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "code"], name="criterion_is_agreed_once_in_a_sheet")]


class AgreedSignature(models.Model):
    """Somebody agrees with a sheet. Whoever put it forward is the first."""

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = _OF_SEEDS
    written_once: ClassVar[tuple[str, ...]] = ("sheet", "by", "at")

    sheet = models.ForeignKey(AgreedSheet, on_delete=models.PROTECT, related_name="signatures")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "by"], name="somebody_signs_a_sheet_once")]


class MarkerStanding(models.Model):
    """Where a marker stands now. ``failed``: tests failed since they may try. ``since``: when they were last cleared,
    from when on seeds count."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="standings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(s, s) for s in _STATES])
    failed = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "person"], name="marker_stands_once_with_a_standard"),
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="marker_standing_is_known"),
            models.CheckConstraint(
                condition=~models.Q(state="cleared") | models.Q(since__isnull=False),
                name="cleared_marker_has_a_time",
            ),
        ]


class StandingStep(models.Model):
    """Something that happened to where a marker stands. Never changed. Without ``by`` it followed from the rule."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    kept_back: ClassVar[str] = _OF_SEEDS
    about_person: ClassVar[str] = "standing__person"
    written_once: ClassVar[tuple[str, ...]] = ("standing", "event", "state", "by", "at")

    standing = models.ForeignKey(MarkerStanding, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in StandingEvent])
    state = models.CharField(max_length=10, choices=[(s, s) for s in _STATES])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["standing", "-id"], name="steps_of_a_standing")]


class StandardRound(models.Model):
    """Standard scripts that a marker marks one after the other, to practise or to be tested."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="rounds")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=[("practice", "practice"), ("test", "test")])
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "person"], condition=models.Q(ended_at=None), name="marker_has_one_round_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(is_passed=None) | models.Q(purpose="test", ended_at__isnull=False),
                name="only_a_test_that_ended_is_passed_or_not",
            ),
        ]


class StandardPiece(models.Model):
    """A standard script: which exemplar it shows to whom, and how close their marks came once they finished.

    Without a ``round`` it is hidden among live scripts. ``difference``: marks more in total than agreed.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    # Not the marker's to take away: it would tell which of their scripts are standard ones.
    about_person: ClassVar[str] = ""

    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="piece")
    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="pieces")
    marker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(StandardRound, on_delete=models.PROTECT, null=True, blank=True, related_name="pieces")
    laid_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    is_close = models.BooleanField(null=True)
    apart = models.JSONField(default=list)
    difference = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exemplar", "marker"],
                condition=models.Q(round=None),
                name="exemplar_is_hidden_once_for_a_marker",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None, is_close=None, difference=None)
                | models.Q(finished_at__isnull=False, is_close__isnull=False, difference__isnull=False),
                name="finished_piece_was_compared",
            ),
        ]
        indexes = [models.Index(fields=["marker", "exemplar"], name="pieces_of_a_marker")]


class MarkerStop(models.Model):
    """Somebody's marking was stopped: by seeds that were off, or without ``by`` being empty by a person, and why.

    A person decides what follows, and says why.
    """

    personal: ClassVar[tuple[str, ...]] = ("why", "decided_why")
    kept_back: ClassVar[str] = _OF_SEEDS
    about_person: ClassVar[str] = "standing__person"
    written_once: ClassVar[tuple[str, ...]] = ("ref", "standing", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    standing = models.ForeignKey(MarkerStanding, on_delete=models.PROTECT, related_name="stops")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField()
    seats = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=9, choices=[(d, d) for d in _DECISIONS], blank=True, default="")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standing"], condition=models.Q(decision=""), name="marker_has_one_stop_to_decide"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by=None, decided_at=None)
                | models.Q(decision__in=_DECISIONS, decided_by__isnull=False, decided_at__isnull=False),
                name="decided_stop_says_by_whom",
            ),
        ]


class ReturnedMarking(models.Model):
    """A finished marking that came back with a stop. It stays as it is, and nothing of it is lost."""

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = _OF_SEEDS

    stop = models.ForeignKey(MarkerStop, on_delete=models.PROTECT, related_name="returned")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="returns")
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="returns")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="returns")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stop", "marking"], name="marking_comes_back_once_with_a_stop")]
