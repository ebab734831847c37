"""Who marks: trained people who take so many scripts, a declared conflict, and somebody who fell ill."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.describing import declare_conflict, keep_takes, record_training
from goldenthread.assessment.actions.dropping_out import stop_marking
from goldenthread.assessment.actions.proposing import ask_proposal
from goldenthread.assessment.queries.allocating import allocation_page
from goldenthread.assessment.queries.briefing import window_board
from goldenthread.assessment.types.describing import HandOn, NewAbsence, NewConflict, Takes, Tie
from goldenthread.cli.demonstration.assessing import FOURTH, LEAD, MARKERS, THIRD
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor, Phase
from goldenthread.programmes.actions.policies import set_assessment_policy
from goldenthread.programmes.queries.catalogue import qualifications
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.queries.releases import release_line
from goldenthread.programmes.types import (
    MarkingRule,
    PolicyTerms,
    ReleaseRef,
    SamplingRule,
    StandardRule,
    ThirdPerson,
)

RULE = MarkingRule(needs_training=True, capacity=12, days=21, is_ours=False)
SAMPLE = SamplingRule(share=10, borderline=None, each_marker=2)
STANDARD = StandardRule(needs_clearance=True, test=1, agree=1, every=2)
FOUNDED = -500
# From when markers are held to a standard and a third person marks, and from when samples are drawn besides.
STANDARD_FROM = -25
BOTH_FROM = -4


def set_policies(release: ReleaseRef, calendar: Calendar, *, by: Actor) -> None:
    """Three policies in turn: with a sample, with a standard and a third person instead, and with all of these."""
    at = calendar.moment(FOUNDED)
    policy = assessment_policy_on(release, on=at.date())
    assert policy is not None, "the catalogue has a policy for the qualification"

    def since(days: int, why: str) -> PolicyTerms:
        return replace(policy.terms, in_force_from=calendar.day(days), source=f"Made up for the demonstration: {why}")

    sampled = replace(policy, marking=RULE, sampling=SAMPLE, terms=since(FOUNDED, "a moderator looks at a sample"))
    third = replace(policy.agreement, third=ThirdPerson.MARKER)
    held = replace(
        policy,
        marking=RULE,
        standard=STANDARD,
        agreement=third,
        terms=since(STANDARD_FROM, "a standard and a third marker are tried instead of samples"),
    )
    both = replace(held, sampling=SAMPLE, terms=since(BOTH_FROM, "the trial is kept, and samples are drawn again"))
    programme = release_line(release, by=by).programme
    for each in (sampled, held, both):
        set_assessment_policy(programme, each, by=by, at=at)


def train_markers(calendar: Calendar) -> None:
    """Record who is trained and how much each takes."""
    at = calendar.moment(FOUNDED)
    lead = actor_by_email(LEAD)
    for email, number in zip((*MARKERS, THIRD, FOURTH), (24, 12, 8, 8), strict=True):
        marker = actor_by_email(email)
        for card in qualifications(by=lead):
            if card.facts.code == "NPQSL":
                record_training(marker.person, card.ref, from_on=at.date(), until_on=None, by=lead, at=at)
        keep_takes(marker.person, Takes(number, frozenset({Phase.PRIMARY, Phase.SECONDARY})), by=marker, at=at)


def let_somebody_fall_ill(calendar: Calendar, *, by: Actor) -> None:
    """Give the last script to a third marker, who then cannot mark; who could instead waits to be looked at."""
    at = calendar.moment(-2)
    third, lead = actor_by_email(THIRD), actor_by_email(LEAD)
    governor = NewConflict(Tie.GOVERNOR, "I have been a governor there since the summer.", urn="100003")
    declare_conflict(third.person, governor, by=third, at=at)
    for window, script in _unmarked(by=by, calendar=calendar):
        allocate(window, {(script, 2): third.person}, by=lead, at=at)
        absence = NewAbsence(at.date(), at.date() + timedelta(days=30), "An operation", HandOn.ALL)
        stop_marking(third.person, absence, by=lead, at=at)
        ask_proposal(window, by=lead, at=at)


def _unmarked(*, by: Actor, calendar: Calendar) -> list[tuple[UUID, UUID]]:
    """A script that nobody has begun to mark, with its window."""
    at = calendar.moment(-2)
    pages = (allocation_page(line.ref, by=by, at=at) for line in window_board(by=by, at=at) if line.handed_in)
    found: list[tuple[UUID, UUID]] = [
        (page.window, row.ref)
        for page in pages
        for row in page.rows
        if row.is_full and row.why_not is None and not any(p.is_finished or p.is_begun for p in row.places)
    ]
    return found[:1]
