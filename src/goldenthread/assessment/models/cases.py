"""Cases of suspected malpractice, everything that happened in them, and what they did to results."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.assessment.models.alike import PairLook
from goldenthread.assessment.models.markings import Allocation
from goldenthread.assessment.models.results import Settlement
from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.cases import OPEN_CASES, CaseState, Effect, EntryKind, Nature, Source
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.people.types import Actor

BEING_MARKED = (State.ALLOCATED.value, State.MARKED.value, State.SUBMITTED.value)
# What is in a case is told on the participant's own page of it, as those who judge it decide.
TOLD_THERE = "What is written in a case is told by its letters, and on your page of it."
WRITTEN_TO = Q(case__entries__kind=EntryKind.LETTER.value)


class CaseSet(models.QuerySet["Case"]):
    """Cases, as those who judge them and those whom they are about see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who run assessment see all, but of scripts that they mark themselves while these are marked."""
        if why_not_run(actor):
            return self.none()
        seats = Allocation.objects.current().filter(marker_id=actor.person_id, script=OuterRef("script"))
        return self.exclude(Q(script__state__in=BEING_MARKED) & Exists(seats))

    def told_to(self, actor: Actor) -> Self:
        """A participant's own, once they were written to."""
        told = CaseEntry.objects.filter(case=OuterRef("pk"), kind=EntryKind.LETTER.value)
        return self.filter(Exists(told), script__enrolment__participant_id=actor.person_id)

    def open(self) -> Self:
        """Those that keep a result in."""
        return self.filter(state__in=[each.value for each in OPEN_CASES])


class Case(models.Model):
    """A suspicion about one script, and what becomes of it. Markers know nothing of it."""

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = TOLD_THERE
    written_once: ClassVar[tuple[str, ...]] = ("ref", "script", "source", "look", "opened_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="cases")
    source = models.CharField(max_length=9, choices=[(s.value, s.value) for s in Source])
    look = models.ForeignKey(PairLook, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    state = models.CharField(max_length=11, choices=[(s.value, s.value) for s in CaseState])
    opened_at = models.DateTimeField()

    objects = CaseSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in CaseState]), name="case_state_is_known"),
            models.CheckConstraint(condition=Q(source__in=[s.value for s in Source]), name="case_source_is_known"),
            models.UniqueConstraint(
                fields=["script"],
                condition=Q(state__in=[each.value for each in OPEN_CASES]),
                name="script_has_one_open_case",
            ),
            models.CheckConstraint(
                condition=Q(look=None) | Q(source=Source.PAIR.value), name="case_from_a_look_says_so"
            ),
        ]
        indexes = [models.Index(fields=["state", "-opened_at"], name="cases_by_state")]


class CaseEntry(models.Model):
    """Something that was said, added, written or done in a case: by somebody, at a moment, never changed.

    ``answer_by``: in a letter, until when the participant may answer. ``hearing_at`` and ``place``: of a hearing.
    ``is_shown``: the participant sees it on their page.
    """

    personal: ClassVar[tuple[str, ...]] = ("text", "place")
    kept_back: ClassVar[str] = TOLD_THERE
    told_when: ClassVar[Q] = Q(is_shown=True) & WRITTEN_TO
    left_out: ClassVar[tuple[str, ...]] = ("seat",)
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "case",
        "kind",
        "by",
        "at",
        "is_shown",
        "file",
        "answer_by",
        "hearing_at",
        "seat",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=9, choices=[(k.value, k.value) for k in EntryKind])
    text = models.TextField()
    is_shown = models.BooleanField()
    file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_by = models.DateTimeField(null=True, blank=True)
    hearing_at = models.DateTimeField(null=True, blank=True)
    place = models.TextField(blank=True, default="")
    seat = models.ForeignKey(Allocation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in EntryKind]), name="case_entry_is_known"),
            models.CheckConstraint(
                condition=Q(answer_by=None) ^ Q(kind=EntryKind.LETTER.value), name="case_letter_says_until_when"
            ),
            models.CheckConstraint(
                condition=Q(hearing_at=None) ^ Q(kind=EntryKind.HEARING.value), name="case_hearing_has_a_time"
            ),
            # Who reported it stays unknown to the participant.
            models.CheckConstraint(
                condition=Q(is_shown=False) | ~Q(kind=EntryKind.SUSPICION.value), name="suspicion_is_not_shown"
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="entries_of_a_case")]


class CaseDecision(models.Model):
    """What a case came to, once and for good. An appeal can set it aside: it stands in the record as it was made, and
    bears on the result no longer."""

    personal: ClassVar[tuple[str, ...]] = ("reasons",)
    kept_back: ClassVar[str] = TOLD_THERE
    told_when: ClassVar[Q] = WRITTEN_TO
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "case",
        "is_found",
        "nature",
        "effect",
        "parts",
        "by",
        "decided_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    is_found = models.BooleanField()
    nature = models.CharField(max_length=17, choices=[(n.value, n.value) for n in Nature], blank=True, default="")
    effect = models.CharField(max_length=7, choices=[(e.value, e.value) for e in Effect])
    parts = models.JSONField(default=list)
    reasons = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    set_aside_by = models.ForeignKey(
        "assessment.Review", on_delete=models.PROTECT, null=True, blank=True, related_name="set_aside"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(effect__in=[e.value for e in Effect]), name="case_effect_is_known"),
            models.CheckConstraint(
                condition=Q(is_found=True, nature__in=[n.value for n in Nature])
                | Q(is_found=False, nature="", effect=Effect.NONE.value),
                name="nothing_follows_where_nothing_is_found",
            ),
        ]


class CaseEffect(models.Model):
    """What decisions did to a result before it went out: from which settlement to which, and to what outcome.

    ``after`` is ``before`` where the whole result was voided, which leaves the marks as they were.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = TOLD_THERE
    written_once: ClassVar[tuple[str, ...]] = ("script", "before", "after", "outcome", "by", "at")

    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="case_effect")
    before = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=6, choices=[(o.value, o.value) for o in Outcome])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[o.value for o in Outcome]), name="case_effect_outcome_is_known"
            ),
        ]
