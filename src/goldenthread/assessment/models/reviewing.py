"""Questions about a released result: who asked what on which grounds, and how it was decided."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from goldenthread.assessment.models.correcting import Correction
from goldenthread.assessment.models.results import Result
from goldenthread.assessment.models.seeing import reads
from goldenthread.assessment.rules.reviewing import MARKS_ANEW
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.reviewing import Effect, LateAsk, PastReview, ReviewEvent, ReviewState
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ReviewKind

_KINDS = sorted(k.value for k in ReviewKind)
_STATES = sorted(s.value for s in ReviewState)
_EFFECTS = sorted(e.value for e in Effect)
_EVENTS = sorted(e.value for e in ReviewEvent)


class ReviewSet(models.QuerySet["Review"]):
    """Reviews, each kind of reader in their own way."""

    def asked_by(self, actor: Actor) -> Self:
        """A participant's own."""
        return self.filter(result__script__enrolment__participant_id=actor.person_id)

    def with_ends(self) -> Self:
        """With the moment at which each was withdrawn, if it was."""
        steps = ReviewStep.objects.filter(review=OuterRef("pk"), event=ReviewEvent.WITHDRAW.value)
        return self.annotate(withdrawn_at=Subquery(steps.order_by("-pk").values("at")[:1]))

    def seen_by(self, actor: Actor) -> Self:
        """Those who run, moderate or inspect assessment see all, by number; the provider's assessors those in which
        somebody new marks, while nobody has them or they do themselves."""
        if reads(actor):
            return self
        mine = Q(state=ReviewState.ASKED.value) | Q(taken_by_id=actor.person_id)
        return self.offered_to(actor).filter(mine)

    def offered_to(self, actor: Actor) -> Self:
        """Those that somebody marks anew, for the provider's assessors, whoever has them."""
        if not actor.wears_for_provider(Duty.ASSESSOR):
            return self.none()
        return self.filter(kind__in=sorted(kind.value for kind in MARKS_ANEW))


class Review(models.Model):
    """One question about a released result. ``grounds`` are codes of the policy's; ``reasons`` are the decision's."""

    personal: ClassVar[tuple[str, ...]] = ("statement", "reasons")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "result", "kind", "grounds", "asked_by", "asked_at", "answer_by")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=14, choices=[(k, k) for k in _KINDS])
    state = models.CharField(max_length=9, choices=[(s, s) for s in _STATES])
    grounds = models.JSONField(default=list)
    statement = models.TextField(blank=True, default="")
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    taken_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    effect = models.CharField(max_length=9, choices=[(e, e) for e in _EFFECTS], blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    correction = models.OneToOneField(
        Correction, on_delete=models.PROTECT, null=True, blank=True, related_name="review"
    )

    objects = ReviewSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_KINDS), name="result_review_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=_STATES), name="result_review_state_is_known"),
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(state__in=sorted(["asked", "taken"])),
                name="result_has_one_review_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided")
                | (Q(effect__in=_EFFECTS, decided_at__isnull=False, decided_by__isnull=False) & ~Q(reasons="")),
                name="result_review_decided_has_effect_and_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_by__isnull=False), name="result_review_taken_has_a_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(correction=None) | Q(effect="corrected"),
                name="result_review_with_correction_corrects",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="result_reviews_by_when_due")]

    @property
    def marks_anew_now(self) -> bool:
        """Whether somebody has taken it to mark the script anew, and has not decided."""
        return self.state == ReviewState.TAKEN.value and ReviewKind(self.kind) in MARKS_ANEW

    @property
    def holder(self) -> str:
        """Who is looking at it, by name; nothing where nobody is. Wants whoever took it fetched."""
        return self.taken_by.name if self.taken_by and self.state == ReviewState.TAKEN.value else ""

    def decided_before(self) -> models.QuerySet[Review]:
        """What was decided about the same result before this was asked, oldest first."""
        rows = Review.objects.filter(result=self.result_id, state=ReviewState.DECIDED.value, pk__lt=self.pk)
        return rows.order_by("pk")

    def as_past(self) -> PastReview:
        """As rules need it; wants :meth:`ReviewSet.with_ends`."""
        closed_at = self.decided_at or vars(self)["withdrawn_at"]
        kind, state = ReviewKind(self.kind), ReviewState(self.state)
        return PastReview(kind, state, self.decided_at, self.asked_at, closed_at)


class MarkedAnew(models.Model):
    """What somebody gave who marked a script anew, whatever came of it. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("sheet", "comment")
    written_once: ClassVar[tuple[str, ...]] = ("review", "at")

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="marked")
    sheet = models.JSONField()
    comment = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    def as_sheet(self) -> MarkSheet:
        """The marks with their reasons."""
        return MarkSheet({code: Mark(each["mark"], each["reason"]) for code, each in self.sheet.items()}, self.comment)


class LetAsk(models.Model):
    """Leave to ask for a kind of review after its last day, with why. Never changed, but erasing takes the reason."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "result", "kind", "until", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="let_asks")
    kind = models.CharField(max_length=14, choices=[(k, k) for k in _KINDS])
    until = models.DateTimeField()
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_KINDS), name="let_ask_kind_is_known"),
            models.CheckConstraint(condition=~Q(why=""), name="let_ask_says_why"),
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="let_ask_ends_after_it_was_given"),
        ]

    def as_let(self) -> LateAsk:
        """As rules need it."""
        return LateAsk(ReviewKind(self.kind), self.until, self.at)


class ReviewStep(models.Model):
    """Something that happened to a review. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=8, choices=[(e, e) for e in _EVENTS], blank=True, default="")
    state = models.CharField(max_length=9, choices=[(s, s) for s in _STATES])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_STATES), name="result_review_step_state_is_known"),
        ]
        indexes = [models.Index(fields=["review", "at"], name="steps_of_a_result_review")]


class ReviewFile(models.Model):
    """A file of evidence, as it was given; its hash stands with the file. Never changed. ``clean_file`` is the copy,
    under another name, that those open who know a number; none was made of what was given before there were such
    copies.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("review", "number", "file", "clean_file")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    clean_file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="file_of_result_review_has_number"),
        ]
