"""Parts of a project that stand from an earlier attempt, and what is decided where that was corrected since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.results import Result, Settlement
from goldenthread.assessment.models.scripts import ScriptVersion
from goldenthread.assessment.types.projects import FormPart


class StandingPart(models.Model):
    """A part that was not handed in with a version, because it stood from an earlier attempt. Never changed.

    ``settlement`` holds its marks as they stood on handing in, ``result`` is what its participant had been told.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("version", "key", "title", "criteria", "result", "settlement")

    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="standing_parts")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    criteria = models.JSONField()
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="part_stands_once_in_a_version")]

    def as_part(self) -> FormPart:
        """The part with its criteria."""
        return FormPart(self.key, self.title, tuple(self.criteria))


class CarryDecision(models.Model):
    """What follows where the earlier result was corrected after a version was handed in. Never changed; the newest
    stands.

    ``uses`` holds the marks that stand from now on; ``answers`` is the settlement on which the earlier result rested
    when this was decided. They are the same where the corrected marks are taken up.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    told_when: ClassVar[models.Q] = models.Q(version__script__result__isnull=False)
    written_once: ClassVar[tuple[str, ...]] = ("version", "uses", "answers", "by", "at")

    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="carry_decisions")
    uses = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="carry_decision_has_a_reason")]
        indexes = [models.Index(fields=["version", "-id"], name="carry_decisions_of_a_version")]
