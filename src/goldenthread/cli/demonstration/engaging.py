"""A chapter of its own: another way of measuring under trial, a due date that was set, and people at risk."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cohorts.actions.chasing import reckon_risks, record_contact
from goldenthread.cohorts.actions.due import set_due_date
from goldenthread.cohorts.queries.chasing import worklist
from goldenthread.cohorts.types.chasing import Contacted, NewContact, WorkFilter
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.drafting import draft_policy
from goldenthread.programmes.queries.policies import policy_history_of
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import (
    CatchUpRule,
    ComponentKind,
    DueRule,
    EngagementKind,
    Measure,
    OwnTime,
    Part,
    ReleaseRef,
)

K = ComponentKind
PARTS = (
    Part("Live sessions", frozenset({K.INDUCTION, K.EVENT, K.WEBINAR}), Measure.COMPONENTS, 90),
    Part("Own study", frozenset({K.ONLINE_STUDY, K.STUDY_PACK, K.COMMUNITY, K.FORMATIVE_TASK}), threshold=90),
)

# What was agreed with the first people on the list, and after how many days to look again.
SPOKEN = (("Will catch up Event 2 with the Moorland group; the head gives cover.", 9), ("Left a message.", None))

# The first component of each kind, the day by which it is due, and why.
DUE = (
    (K.ONLINE_STUDY, -7, "So that everybody has read it before the next event"),
    (K.FORMATIVE_TASK, -9, "So that feedback has come before the next event"),
)


def chase(cohort: Running, *, release: ReleaseRef, calendar: Calendar, lead: Actor, by: Actor) -> None:
    """Draft a policy of two parts, set due dates, reckon who is at risk, and speak with the first."""
    history = policy_history_of(release)
    standing = history.on(calendar.day(0))
    if standing is not None:
        policy = replace(
            standing.policy,
            kind=EngagementKind.EACH_PART,
            parts=PARTS,
            counts=frozenset(),
            catch_up=CatchUpRule(most=2),
            due=DueRule(after_session=14, own_time=OwnTime.SPREAD),
            illustrates=(),
        )
        about = "Live sessions and own study counted apart"
        draft_policy(history.programme, policy, about=about, by=lead, at=calendar.moment(-6))
    for kind, day, why in DUE:
        component = next(c for c in release_outline(release).components if c.kind is kind)
        set_due_date(cohort.ref, component.ref, calendar.day(day), why=why, by=by, at=calendar.moment(-20))
    now = calendar.moment(0)
    reckon_risks(at=now)
    listed = worklist(by=by, at=now, asked=WorkFilter(cohort=cohort.ref)).rows
    for row, (agreed, look) in zip(listed, SPOKEN, strict=False):
        how = Contacted.PHONE if look else Contacted.NOT_REACHED
        contact = NewContact(how, calendar.day(-1), agreed, calendar.day(look) if look else None)
        record_contact(row.ref, contact, by=by, at=now)
