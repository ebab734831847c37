"""What is kept of scripts so that those with words in common are found, which they are, and what people made of it."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

import numpy as np
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from goldenthread.assessment.models.briefs import BriefVersion
from goldenthread.assessment.models.markings import Allocation
from goldenthread.assessment.models.scripts import Script, ScriptVersion
from goldenthread.assessment.rules.alike.judging import why_not_look
from goldenthread.assessment.rules.alike.prints import Prints
from goldenthread.assessment.types.alike import Likeness, Passage, Shared, Span, Verdict
from goldenthread.people.types import Actor

OF_LIKENESS = "Words in common are looked at for everybody; a case that comes of it is told by its letters."


class BriefWording(models.Model):
    """The words of a version of a brief, its file's among them, as pairs of part and text. They count for nobody."""

    personal: ClassVar[tuple[str, ...]] = ()

    version = models.OneToOneField(BriefVersion, on_delete=models.PROTECT, related_name="wording")
    blocks = models.JSONField()


class ScriptPrint(models.Model):
    """About a thousand numbers worked out from the version of a script that stands; made again from its text at will.

    ``numbers`` ascend and ``places`` say at which word each stands; ``off`` tells, bit by bit, which words are the
    brief's. ``common``: how many words many others have too. ``rules``: the edition of the rules that made it.
    """

    personal: ClassVar[tuple[str, ...]] = ("numbers", "places", "off")
    kept_back: ClassVar[str] = "Numbers worked out from your script, which you are given whole."

    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="print")
    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, null=True, related_name="+")
    rules = models.PositiveSmallIntegerField(default=0)
    numbers = models.BinaryField(null=True)
    places = models.BinaryField(null=True)
    off = models.BinaryField(null=True)
    words = models.PositiveIntegerField(default=0)
    common = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(compared_at=None) | Q(version__isnull=False), name="script_compared_has_a_version"
            ),
        ]

    def as_prints(self) -> Prints:
        """The numbers, as rules take them."""
        return Prints(np.frombuffer(self.numbers or b"", np.uint32), np.frombuffer(self.places or b"", np.uint16))


class PairSet(models.QuerySet["ScriptPair"]):
    """Pairs of scripts, as those who judge likeness see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who run assessment see all, but where they mark one of the two: nobody is to mark with that in mind."""
        if why_not_look(actor):
            return self.none()
        seats = Allocation.objects.filter(marker_id=actor.person_id, ended_at=None)
        either = Q(script=OuterRef("first")) | Q(script=OuterRef("second"))
        return self.filter(~Exists(seats.filter(either)))

    def standing(self) -> Self:
        """Those of the versions that stand."""
        return self.filter(ended_at=None)


class ScriptPair(models.Model):
    """Two scripts with words in common. ``is_own``: both are one person's, at two attempts.

    ``passages`` are lists of likeness, first and last word in each script, and the number of words that are the same.
    A pair that holds no longer is kept, ended, if anybody has said something about it.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = OF_LIKENESS

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="+")
    first_version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="+")
    second_version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="+")
    passages = models.JSONField()
    first_words = models.PositiveIntegerField()
    second_words = models.PositiveIntegerField()
    strength = models.FloatField()
    is_own = models.BooleanField()
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PairSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_scripts_are_one_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_has_the_older_script_first"),
            models.CheckConstraint(condition=Q(strength__gt=0, strength__lte=1), name="pair_has_a_strength"),
        ]
        indexes = [models.Index(fields=["first", "-strength"], name="pairs_by_strength")]

    def as_shared(self) -> Shared:
        """What the two share."""
        passages = (
            Passage(Likeness(likeness), Span(a0, a1), Span(b0, b1), same)
            for likeness, a0, a1, b0, b1, same in self.passages
        )
        return Shared(tuple(passages), (self.first_words, self.second_words))


class PairLook(models.Model):
    """What somebody made of a pair, and why. Never changed; the newest one stands."""

    personal: ClassVar[tuple[str, ...]] = ("reason",)
    kept_back: ClassVar[str] = OF_LIKENESS
    written_once: ClassVar[tuple[str, ...]] = ("ref", "pair", "verdict", "by", "at", "strength")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(ScriptPair, on_delete=models.PROTECT, related_name="looks")
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Verdict])
    reason = models.TextField()
    strength = models.FloatField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=[v.value for v in Verdict]), name="pair_verdict_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="pair_look_has_a_reason"),
        ]
        indexes = [models.Index(fields=["pair", "-id"], name="looks_at_a_pair")]
