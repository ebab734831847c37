"""Surveys: who is to be asked, what they are asked, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.cohorts.models import RegisterEntry, Session
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.types import Mark
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.reporting.models import Survey, SurveyAnswer, SurveyAsked, SurveyForm
from goldenthread.reporting.rules.surveying import asks_now, why_not_set_form
from goldenthread.reporting.types.surveying import (
    LONG_OVER,
    SHIPPED_FORM,
    AskLetter,
    Evaluated,
    FormLine,
    FormsPage,
    ToAnswer,
)

_CAME = [Mark.PRESENT.value, Mark.PARTLY.value]


def sessions_to_ask_about(*, at: datetime) -> tuple[UUID, ...]:
    """The sessions whose survey is to be opened now, in one statement."""
    rows = Session.objects.filter(ends_at__lte=at, ends_at__gte=at - LONG_OVER, survey=None)
    marked = rows.annotate(marks=Count("register")).order_by("ends_at", "pk").values_list("ref", "ends_at", "marks")
    return tuple(ref for ref, ends_at, marks in marked if asks_now(ends_at=ends_at, has_register=marks > 0, at=at))


def session_to_ask_about(ref: UUID) -> Session:
    """A session with its component, in one statement. :raises Session.DoesNotExist: if it was taken out."""
    return Session.objects.select_related("component").get(ref=ref)


def people_to_ask(session: Session) -> tuple[int, ...]:
    """Enrolments by id: those the register says came, or without a register those who were expected; two statements."""
    standing = RegisterEntry.objects.filter(session=session, replaced_by=None).values_list("enrolment_id", "mark")
    marks = dict(standing)
    if marks:
        return tuple(sorted(pk for pk, mark in marks.items() if mark in _CAME))
    return tuple(expected_at(session).order_by("pk").values_list("pk", flat=True))


def newest_form() -> SurveyForm | None:
    """The survey as it is asked now; ``None`` for the shipped one."""
    return SurveyForm.objects.order_by("-version").first()


def forms_page(*, by: Actor) -> FormsPage:
    """The survey as it is asked now, and as it was; in two statements."""
    rows = list(SurveyForm.objects.select_related("set_by").prefetch_related("surveys").order_by("-version"))
    lines = tuple(FormLine(row.as_form(), row.set_by.name, row.set_at, len(row.surveys.all())) for row in rows)
    now = lines[0].form if lines else SHIPPED_FORM
    shipped = FormLine(SHIPPED_FORM, "", None, 0)
    return FormsPage(now, (*lines, shipped), why_not_set_form(by) is None)


def surveys_to_answer(*, by: Actor, at: datetime) -> tuple[ToAnswer, ...]:
    """The surveys that wait for somebody, the one that closes first at the top; in one statement."""
    rows = SurveyAsked.objects.filter(
        enrolment__participant_id=by.person_id, is_answered=False, survey__opened_at__lte=at, survey__closes_at__gt=at
    )
    joined = rows.select_related("survey__form", "survey__session__component").order_by("survey__closes_at", "pk")
    return tuple(_to_answer(row.survey) for row in joined)


def survey_to_answer(ref: UUID, *, by: Actor) -> ToAnswer:
    """One survey somebody was asked to answer, in one statement. :raises SurveyAsked.DoesNotExist: if they were not."""
    return _to_answer(asked_of(ref, by=by).survey)


def asked_of(ref: UUID, *, by: Actor) -> SurveyAsked:
    """That somebody was asked, in one statement. :raises SurveyAsked.DoesNotExist: if they were not."""
    rows = SurveyAsked.objects.select_related("survey__form", "survey__session__component", "enrolment")
    return rows.get(survey__ref=ref, enrolment__participant_id=by.person_id)


def letter_to_ask(ref: UUID, *, at: datetime) -> AskLetter:
    """What the letter says that asks somebody, in one statement. :raises SurveyAsked.DoesNotExist: if there is none."""
    rows = SurveyAsked.objects.select_related("survey__form", "survey__session__component", "enrolment__participant")
    row = rows.get(ref=ref)
    survey, who = row.survey, row.enrolment.participant
    return AskLetter(
        ref=survey.ref,
        asked=row.ref,
        address=who.email,
        name=who.name,
        session=survey.session.component.title,
        held_at=survey.session.starts_at,
        closes_at=survey.closes_at,
        minimum=survey.as_form().minimum,
        is_needless=row.is_answered or not survey.is_open_at(at) or not who.is_active,
    )


def evaluations_of(enrolments: Iterable[int]) -> Mapping[int, Evaluated]:
    """How many surveys each of these was asked to answer and how many they answered, by id; in one statement.

    Open to other rooms above: whoever asks has already found out that these enrolments may be seen.
    """
    ids = list(enrolments)
    rows = SurveyAsked.objects.filter(enrolment_id__in=ids).values("enrolment_id")
    counted = rows.annotate(asked=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)))
    found = {row["enrolment_id"]: Evaluated(row["asked"], row["answered"]) for row in counted}
    return {pk: found.get(pk, Evaluated()) for pk in ids}


def answers_of(surveys: Iterable[int]) -> Mapping[int, list[dict[str, str]]]:
    """What was answered to some surveys, by survey id, in one statement. Only for whoever may be shown it."""
    found: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for row in SurveyAnswer.objects.filter(survey_id__in=list(surveys)).order_by("pk"):
        found[row.survey_id].append(row.said)
    return found


def moments(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first moment of one day to the last of another, in the United Kingdom."""
    return datetime.combine(since, time.min, LONDON), datetime.combine(until, time.max, LONDON)


def _to_answer(survey: Survey) -> ToAnswer:
    session = survey.session
    return ToAnswer(survey.ref, session.component.title, session.starts_at, survey.closes_at, survey.as_form())
