"""Surveys after sessions. Who answered and what was answered stand in tables that no key joins."""

from __future__ import annotations

import uuid
from datetime import datetime
from secrets import randbelow
from typing import Any, ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.surveying import SHIPPED_FORM, Asks, Form, Question


class SurveyForm(models.Model):
    """One version of what is asked. Never changed, so that answers stay answers to what was asked."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref", "version", "title", "questions", "minimum", "open_days", "set_by", "set_at",
    )  # fmt: skip

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    questions = models.JSONField()
    minimum = models.PositiveSmallIntegerField()
    open_days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minimum__gte=3), name="survey_shows_nothing_below_three_answers"),
            models.CheckConstraint(condition=models.Q(open_days__gte=1), name="survey_is_open_for_a_day"),
        ]

    def as_form(self) -> Form:
        """The form as a value."""
        questions = tuple(as_question(one) for one in self.questions)
        return Form(self.title, questions, self.minimum, self.open_days, self.version)


class SurveySet(models.QuerySet["Survey"]):
    """Surveys, as far as somebody may see what came of them."""

    def seen_by(self, actor: Actor) -> Self:
        """The provider's staff and an inspector: all; a partner's manager: its own; a facilitator: of sessions they
        lead."""
        looks = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.CURRICULUM_LEAD, Duty.INSPECTOR)
        if actor.wears_for_provider(*looks):
            return self
        own = models.Q(session__cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))
        if actor.wears(Duty.FACILITATOR):
            here = actor.within("session__cohort__partner_id", Duty.FACILITATOR)
            own |= models.Q(session__facilitator_id=actor.person_id, **here)
        return self.filter(own)


class Survey(models.Model):
    """One session's survey. ``form`` is empty where the shipped one was asked.

    ``people`` were asked and ``answered`` did; ``rated`` of the answers say how satisfied somebody was, and
    ``satisfied`` that they were. It goes with a session that is taken out of the timetable: that was never held.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField("cohorts.Session", on_delete=models.CASCADE, related_name="survey")
    form = models.ForeignKey(SurveyForm, on_delete=models.PROTECT, null=True, blank=True, related_name="surveys")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    satisfied = models.PositiveIntegerField(default=0)

    objects = SurveySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=models.Q(satisfied__lte=models.F("rated"), rated__lte=models.F("answered")),
                name="survey_counts_fit_into_one_another",
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="surveys_by_their_end")]

    def as_form(self) -> Form:
        """What it asks; wants ``form`` fetched."""
        return self.form.as_form() if self.form else SHIPPED_FORM

    def is_open_at(self, at: datetime) -> bool:
        """Whether it can be answered."""
        return self.opened_at <= at < self.closes_at


class SurveyAsked(models.Model):
    """Somebody was asked, and has answered or not. What they answered is not here, and cannot be found from here."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="asked")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="surveys_asked")
    is_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "enrolment"], name="person_is_asked_once_about_a_session"),
        ]


def any_place() -> int:
    """A key that tells nothing of when its row was written."""
    return randbelow(2**62) + 1


class SurveyAnswer(models.Model):
    """One answer to a survey, by nobody: no person, no moment, and a key that tells nothing of its place in a row."""

    personal: ClassVar[tuple[str, ...]] = ()

    id = models.BigIntegerField(primary_key=True, default=any_place, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    said = models.JSONField()


def as_question(words: dict[str, Any]) -> Question:
    """A kept question as a value."""
    return Question(**{**words, "kind": Asks(words["kind"]), "labels": tuple(words["labels"])})
