"""A timetable before it is accepted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.queries.reckoning import live_here
from goldenthread.cohorts.queries.terms import terms_for
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.planning import Plan, plan, why_not_plan
from goldenthread.cohorts.types import Rhythm
from goldenthread.cohorts.types.plans import Taken
from goldenthread.cohorts.types.timetables import Proposal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor


def proposal(ref: UUID, rhythm: Rhythm, *, by: Actor, at: datetime) -> Proposal:
    """The sessions that a rhythm gives what has none yet, each with why it moved; in seven statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme", "variant").get(ref=ref)
    planned = laid_out(row, rhythm)
    return Proposal(
        cohort=as_line(row, today=at.date()),
        sessions=planned.sessions,
        terms=terms_for(row.partner_id),
        mark=planned.mark,
        why_not=why_not_run(by, row.partner_id)
        or why_not_plan(planned, rhythm, starts_on=row.starts_on, ends_on=row.ends_on),
    )


def laid_out(row: Cohort, rhythm: Rhythm) -> Plan:
    """The plan for what has no session yet, around what has."""
    components = live_here(row)
    by_id = {c.id: c for c in components}
    there = list(row.sessions.values_list("component_id", "starts_at"))
    has_one = {component for component, _ in there}
    return plan(
        [c for c in components if c.id not in has_one],
        rhythm,
        ends_on=row.ends_on,
        venue=row.venue,
        terms=terms_for(row.partner_id),
        taken=[
            Taken(when.astimezone(LONDON).date(), by_id[c].title, by_id[c].routes) for c, when in there if c in by_id
        ],
    )
