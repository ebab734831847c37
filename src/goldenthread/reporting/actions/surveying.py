"""Decide what is asked after sessions, ask, and take answers that nobody can be recognised by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max
from django.db.transaction import atomic

from goldenthread.assessment.actions.gating import tell_survey_answered, tell_surveys_asked
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import Survey, SurveyAnswer, SurveyAsked, SurveyForm
from goldenthread.reporting.queries.surveying import (
    asked_of,
    newest_form,
    people_to_ask,
    session_to_ask_about,
    sessions_to_ask_about,
)
from goldenthread.reporting.rules.surveying import (
    accepted,
    is_satisfied,
    why_not_answer,
    why_not_ask,
    why_not_set_form,
)
from goldenthread.reporting.types.surveying import SHIPPED_FORM, Form


@atomic
def set_form(form: Form, *, by: Actor, at: datetime) -> int:
    """Ask this from now on; its version. Surveys that are open go on with what they asked.

    :raises Refused: if this actor may not, or the form cannot be asked.
    """
    refusal = why_not_set_form(by) or why_not_ask(form)
    if refusal:
        raise Refused(refusal)
    version = (SurveyForm.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    row = SurveyForm.objects.create(
        version=version,
        title=form.title.strip(),
        questions=[asdict(question) for question in form.questions],
        minimum=form.minimum,
        open_days=form.open_days,
        set_by_id=by.person_id,
        set_at=at,
    )
    audit(by=str(by), did="reporting.set_survey", to=str(row.ref), at=at, version=str(version))
    return version


def ask_after_sessions(*, at: datetime) -> int:
    """Open the surveys of sessions that are over; how many people are asked."""
    return sum(open_survey(session, at=at) for session in sessions_to_ask_about(at=at))


@atomic
def open_survey(session: UUID, *, at: datetime) -> int:
    """Ask those who were at a session, once; how many are asked now. Nobody there: nobody is asked."""
    row = session_to_ask_about(session)
    form = newest_form()
    days = form.open_days if form else SHIPPED_FORM.open_days
    survey, is_new = Survey.objects.get_or_create(
        session=row, defaults={"form": form, "opened_at": at, "closes_at": at + timedelta(days=days)}
    )
    if not is_new:
        return 0
    asked = [SurveyAsked(survey=survey, enrolment_id=pk) for pk in people_to_ask(row)]
    SurveyAsked.objects.bulk_create(asked)
    survey.people = len(asked)
    survey.save(update_fields=["people"])
    tell_surveys_asked(row.pk, [each.enrolment_id for each in asked], closes_at=survey.closes_at)
    for each in asked:
        post(Notice("reporting.survey_asked", {"asked": str(each.ref)}), at=at)
    audit(by="clock", did="reporting.open_survey", to=str(survey.ref), at=at, asked=str(len(asked)))
    return len(asked)


@atomic
def answer_survey(survey: UUID, said: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Take an answer. That somebody answered is kept with their name; what they answered is kept without.

    :raises Refused: if they have answered, it is closed, or nothing is answered.
    :raises SurveyAsked.DoesNotExist: if they were not asked.
    """
    asked = SurveyAsked.objects.select_for_update().get(pk=asked_of(survey, by=by).pk)
    row = asked.survey
    form = row.as_form()
    refusal = why_not_answer(is_open=row.is_open_at(at), is_answered=asked.is_answered)
    kept = accepted(form, said)
    if refusal is None and not kept:
        refusal = Refusal("nothing_answered", "You have not answered anything yet.", "Answer at least one question.")
    if refusal:
        raise Refused(refusal)
    asked.is_answered = True
    asked.save(update_fields=["is_answered"])
    SurveyAnswer.objects.create(survey=row, said=kept)
    tell_survey_answered(row.session_id, asked.enrolment_id)
    good = is_satisfied(form, kept)
    Survey.objects.filter(pk=row.pk).update(
        answered=F("answered") + 1, rated=F("rated") + int(good is not None), satisfied=F("satisfied") + int(bool(good))
    )
    audit(by=str(by), did="reporting.answer_survey", to=str(row.ref), at=at)
