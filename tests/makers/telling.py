"""A cohort whose school is told: the cast's participant with sponsor and mentor, and surveys after its sessions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from goldenthread.cohorts.models import Session
from goldenthread.people.types import Actor
from goldenthread.reporting.actions.surveying import answer_survey, open_survey
from goldenthread.reporting.models import Survey
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import Part, Plan, Rhythm
from tests.makers.cohorts import Enrolled

GOOD = {"overall": "Very good", "use": "Agree", "pitch": "About right", "comment": "Keep the pairs."}
POOR = {"overall": "Poor", "use": "Disagree", "pitch": "Too fast"}


def a_plan(on: date, **changes: object) -> Plan:
    """Every month on the fifth, of everything, and two parts that can be kept back."""
    said: dict[str, object] = {
        "in_force_from": on,
        "rhythm": Rhythm.MONTHLY,
        "day": 5,
        "events": frozenset({Cause.BEHIND, Cause.DEFERRED, Cause.RESUMED, Cause.WITHDRAWN, Cause.CATCH_UP}),
        "optional": frozenset({Part.DONE, Part.HELP}),
    }
    return Plan(**{**said, **changes})  # type: ignore[arg-type]  # each is what its field takes


def hold(enrolled: Enrolled, *, ended_at: datetime, title: str = "Event 1") -> Session:
    """A session of the cohort, moved so that it ends then."""
    row = Session.objects.get(ref=enrolled.cohort.session(title))
    row.starts_at, row.ends_at = ended_at - timedelta(hours=6), ended_at
    row.save()
    return row


def a_survey(session: Session, people: list[Actor], *, at: datetime, good: int) -> Survey:
    """A survey of a session that these have answered, so many of them satisfied."""
    open_survey(session.ref, at=at)
    survey = Survey.objects.get(session=session)
    for number, who in enumerate(people):
        answer_survey(survey.ref, GOOD if number < good else POOR, by=who, at=at)
    survey.refresh_from_db()
    return survey
