"""What was agreed, and what was told."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from goldenthread.assessment.models.markings import Marking
from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.marking import Judged, Mark, MarkSheet
from goldenthread.assessment.types.words import JUDGED, Outcome
from goldenthread.people.types import Actor

# Marks are told once a result says them, and stay told when it is corrected.
_TOLD = Q(script__result__settlement=F("id")) | Q(script__result__corrections__before=F("id"))
_MARK_TOLD = Q(settlement__script__result__settlement=F("settlement_id")) | Q(
    settlement__script__result__corrections__before=F("settlement_id")
)
_OUTCOMES = [o.value for o in Outcome]
_JUDGED = [o.value for o in JUDGED]


class Settlement(models.Model):
    """A moderator's agreed marks for a script. Never changed; until release the newest one stands.

    ``total`` is what stands once ``penalty`` marks are taken off for words; ``penalty_says`` is why. ``agreed_says``:
    how the marks follow from the markings by the policy's rule, where a moderator accepted them.
    """

    personal: ClassVar[tuple[str, ...]] = ("comment",)
    told_when: ClassVar[Q] = _TOLD
    asked_for_only: ClassVar[tuple[str, ...]] = ("agreed_says",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="settlements")
    moderator = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    total = models.PositiveSmallIntegerField()
    penalty = models.PositiveSmallIntegerField(default=0)
    penalty_says = models.CharField(max_length=500, blank=True, default="")
    outcome = models.CharField(max_length=6, choices=[(o, o) for o in _JUDGED])
    comment = models.TextField(blank=True, default="")
    agreed_says = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=_JUDGED), name="settlement_outcome_is_known"),
        ]
        indexes = [models.Index(fields=["script", "-id"], name="settlements_of_a_script")]

    def as_judged(self) -> Judged:
        """What the agreed marks came to, with what was taken off."""
        return Judged(self.total, Outcome(self.outcome), penalty=self.penalty)

    def as_sheet(self) -> MarkSheet:
        """The agreed marks; wants ``marks`` prefetched."""
        return MarkSheet({each.code: Mark(each.mark, each.reason) for each in self.marks.all()}, self.comment)


class SettledMark(models.Model):
    """The agreed mark on one criterion: why it is this one, and what the participant is told."""

    personal: ClassVar[tuple[str, ...]] = ("reason", "feedback")
    told_when: ClassVar[Q] = _MARK_TOLD
    asked_for_only: ClassVar[tuple[str, ...]] = ("reason",)

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="marks")
    code = models.CharField(max_length=20)
    mark = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, default="")
    feedback = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settlement", "code"], name="criterion_is_settled_once_in_a_settlement"),
            models.CheckConstraint(condition=~models.Q(feedback=""), name="settled_mark_has_feedback"),
        ]


class StruckWords(models.Model):
    """Words of a marker that a moderator struck out of the feedback: on a criterion, or with no ``code`` over all. The
    words stay with the marking. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("settlement", "marking", "code")

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="struck")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="struck")
    code = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["settlement", "marking", "code"], name="words_are_struck_once")]


class ResultSet(models.QuerySet["Result"]):
    """Results, as their owners see them."""

    def handed_in_by(self, actor: Actor) -> Self:
        """A participant's own."""
        return self.filter(script__enrolment__participant_id=actor.person_id)


class Result(models.Model):
    """What a participant was told. It exists only after release.

    It says what stands: what had been told before a correction is kept with the correction.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="result")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=6, choices=[(o, o) for o in _OUTCOMES])
    total = models.PositiveSmallIntegerField()
    released_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)

    objects = ResultSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=_OUTCOMES), name="result_outcome_is_known"),
        ]
