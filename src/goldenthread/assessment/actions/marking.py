"""Mark a script: put marks down as one goes, then finish for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.drafting import draft_at, has_unpinned, keep_draft
from goldenthread.assessment.actions.drifting import see_to_piece
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.actions.wanting import meet_want, want_by_policy
from goldenthread.assessment.models import Allocation, CriterionMark, Marking
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.wanting import wanted_seats
from goldenthread.assessment.rules.allocating import seats
from goldenthread.assessment.rules.marking import judge, why_not_finish_unseen, why_not_mark
from goldenthread.assessment.rules.pinning import why_not_finish_unpinned
from goldenthread.assessment.rules.wanting import seats_needed
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.marking import Judged, Kept, MarkSheet, Seen
from goldenthread.assessment.types.words import Event
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def save_draft(allocation: UUID, sheet: MarkSheet, *, by: Actor, at: datetime, seen: Seen | None = None) -> Kept:
    """Keep what an assessor has put down so far; it need not be full, and only they see it.

    ``seen``: the draft as the page had it that this comes from. What was saved elsewhere since then stands, but where
    this page changed the same; what is overwritten is kept. A draft is kept as it is typed, so it is not audited: the
    finished marking is.

    :raises Refused: if they may not mark this script, or have finished it.
    :raises Allocation.DoesNotExist: if it is not theirs.
    """
    return keep_draft(open_seat(allocation, by=by, at=at), sheet, seen, at=at)


def open_seat(allocation: UUID, *, by: Actor, at: datetime) -> Allocation:
    """A seat that can be marked at, locked. :raises Refused: if they may not mark this script, or have finished it."""
    row = _locked(allocation, by=by)
    facts = facts_of([row.script])[row.script_id]
    refusal = why_not_mark(facts, marker_of(by), has_finished=hasattr(row, "marking"), on=day_here(at))
    if refusal:
        raise Refused(refusal)
    return row


@atomic
def finish_marking(allocation: UUID, sheet: MarkSheet, *, by: Actor, at: datetime, seen: int | None = None) -> Judged:
    """Finish: the marks and reasons stand as they are from now on. The last of a script's assessors completes it.

    ``seen``: how often the draft had been saved when its marker looked at what they finish.

    :raises Refused: if they may not mark this script, have finished it, a mark or reason is missing, something else
        was saved since they looked, or a comment is typed that is not pinned.
    :raises Allocation.DoesNotExist: if it is not theirs.
    """
    row = _locked(allocation, by=by)
    policy = policy_of(row.script.window)
    facts = facts_of([row.script], policy=policy)[row.script_id]
    scheme = scheme_of(row.script)
    judged = judge(facts, marker_of(by), sheet, scheme, has_finished=hasattr(row, "marking"), on=day_here(at))
    draft = draft_at(row)
    refusal = why_not_finish_unseen(seen, draft.number) or why_not_finish_unpinned(
        unpinned=has_unpinned(row, draft.sheet.unpinned)
    )
    if refusal:
        raise Refused(refusal)
    needed = seats_needed(seats(policy), wanted_seats([row.script_id]).get(row.script_id, ()))

    marking = Marking.objects.create(
        allocation=row, total=judged.total, outcome=judged.outcome.value, comment=sheet.comment.strip(), finished_at=at
    )
    CriterionMark.objects.bulk_create(
        CriterionMark(marking=marking, code=c.code, mark=sheet.given[c.code], reason=sheet.marks[c.code].reason.strip())
        for c in scheme.criteria
    )
    meet_want(marking)
    finished = Marking.objects.filter(allocation__script=row.script, allocation__ended_at=None)
    if row.is_standard or set(needed) <= set(finished.values_list("allocation__seat", flat=True)):
        take_step(row.script, Event.COMPLETE_MARKING, by=by, at=at)
        if not row.is_standard:
            want_by_policy(row.script, scheme, policy, by=by, at=at)
    audit(by=str(by), did="assessment.finish_marking", to=str(row.script.ref), at=at, seat=str(row.seat))
    if row.is_standard:
        see_to_piece(row.script, sheet, scheme, policy.standard, by=by, at=at)
        return judged
    post(Notice("assessment.marked", {"script": str(row.script.ref), "marking": str(marking.ref)}), at=at)
    return judged


def _locked(ref: UUID, *, by: Actor) -> Allocation:
    """The seat, with its script locked: two assessors who finish at once do so one after the other."""
    rows = Allocation.objects.seen_by(by).select_related(
        "script__window__cohort__release__programme__qualification", "script__enrolment__cohort", "marking"
    )
    return rows.select_for_update(of=("self", "script")).get(ref=ref)
