"""Reviews, what happened to them, and what they came to."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.coaching.models.instruments import InstrumentVersion
from goldenthread.coaching.types.reviews import IS_DONE, IS_UNDER_WAY, ReviewEvent, ReviewState
from goldenthread.people.types import Actor, Duty

UNDER_WAY = sorted(state.value for state in IS_UNDER_WAY)
DONE = sorted(state.value for state in IS_DONE)


class ReviewSet(models.QuerySet["Review"]):
    """Reviews: that there is one, and what it says."""

    def seen_by(self, actor: Actor) -> Self:
        """Who may see that there is one, and where it stands: never what it says."""
        if actor.wears_for_provider(
            Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.CURRICULUM_LEAD, Duty.INSPECTOR
        ):
            return self
        own = models.Q(enrolment__cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))
        return self.filter(own | _mine(actor) | _beside(actor)).distinct()

    def of(self, actor: Actor) -> Self:
        """A participant's own."""
        return self.filter(_mine(actor))

    def reported_to(self, actor: Actor) -> Self:
        """Those whose report this actor may read: their own, and what a participant they coach now has shared."""
        shared = _beside(actor) & models.Q(state=ReviewState.SHARED.value)
        return self.filter((_mine(actor) & models.Q(state__in=DONE)) | shared).distinct()


def _mine(actor: Actor) -> models.Q:
    if not actor.wears(Duty.PARTICIPANT):
        return models.Q(pk__in=())
    return models.Q(enrolment__participant_id=actor.person_id)


def _beside(actor: Actor) -> models.Q:
    if not actor.wears(Duty.COACH):
        return models.Q(pk__in=())
    here = actor.within("enrolment__cohort__partner_id", Duty.COACH)
    return models.Q(enrolment__pairings__coach_id=actor.person_id, enrolment__pairings__state="active", **here)


class Review(models.Model):
    """One time that somebody looks at how they lead, with others or alone."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="reviews")
    component = models.ForeignKey(
        "programmes.Component", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReviewState])
    began_at = models.DateTimeField()
    began_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    credit_ref = models.UUIDField(null=True, blank=True)
    raters_forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ReviewState]), name="review_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "version"],
                condition=models.Q(state__in=UNDER_WAY),
                name="review_is_under_way_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="open") | models.Q(closes_at__isnull=False), name="review_open_has_an_end"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=UNDER_WAY, closed_at=None)
                | (~models.Q(state__in=UNDER_WAY) & models.Q(closed_at__isnull=False)),
                name="review_over_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(credit_ref=None) | models.Q(component__isnull=False),
                name="review_credit_has_a_component",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="reviews_that_close")]


class ReviewStep(models.Model):
    """Something that happened to a review. Never changed. Without ``by``: the clock closed it."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("review", "event", "state", "by", "at")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=12, choices=[(e.value, e.value) for e in ReviewEvent])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReviewState])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()


class OwnSheet(models.Model):
    """The participant's own part."""

    personal: ClassVar[tuple[str, ...]] = ("ratings", "comments")

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="own_sheet")
    ratings = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True, blank=True)


class ReviewResult(models.Model):
    """What a review came to, worked out once when it closed. Nothing is ever worked out again from single answers."""

    personal: ClassVar[tuple[str, ...]] = ("comments",)
    written_once: ClassVar[tuple[str, ...]] = ("review", "figures", "answered", "is_enough", "made_at")

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="result")
    figures = models.JSONField()
    comments = models.JSONField(default=dict)
    answered = models.PositiveSmallIntegerField()
    is_enough = models.BooleanField()
    made_at = models.DateTimeField()
