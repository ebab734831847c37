"""Times of one's own in the window that is open: circumstances, an incident, and somebody who is not assessed now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.circumstances import ask_for, decide_circumstances
from goldenthread.assessment.actions.own_times import record_incident
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.circumstances import AskedFor, NewCircumstance, NewGrant
from goldenthread.assessment.types.own_times import Affected, NewIncident
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.programmes.types.granting import GrantKind

ASKED, DECIDED = -12, -9


def give_times(told: Mapping[str, Any], running: Running, window: UUID, calendar: Calendar, *, by: Actor) -> None:
    """More time that was granted, a format that is asked for, minutes for a bad evening, and an illness."""
    places = {person.story["email"]: person for person in running.people}
    more, other, incident, deferred = told["more"], told["format"], told["incident"], told["deferred"]
    who = places[more["who"]]
    asked = ask_for(
        window,
        NewCircumstance(AskedFor.MORE_TIME, more["account"]),
        by=who.actor,
        at=calendar.moment(ASKED, time(18, 30)),
    )
    decided_at = calendar.moment(DECIDED, time(9, 40))
    gives = NewGrant(GrantKind.MINUTES, minutes=more["minutes"])
    decide_circumstances(asked, grants=True, answer=more["answer"], gives=gives, by=by, at=decided_at)
    format_asked = NewCircumstance(AskedFor.FORMAT, other["account"])
    ask_for(window, format_asked, by=actor_by_email(other["who"]), at=calendar.moment(-2, time(19, 20)))
    began, ended = calendar.moment(-1, time(19, 10)), calendar.moment(-1, time(20, 25))
    happened = NewIncident(incident["what"], began, ended, Affected.HAD_IT_OPEN, incident["minutes"])
    record_incident(window, happened, by=by, at=calendar.moment(-1, time(21, 0)))
    ill = next(person for person in running.people if person.story["name"] == deferred["who"])
    later = NewPutOff(PutOffKind.DEFERRED, PutOffReason.ILLNESS, deferred["why"])
    put_off(window, ill.enrolment, later, by=by, at=calendar.moment(-4, time(11, 15)))
