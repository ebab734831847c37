"""Of whom it is said that a result is out, and not what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.queries.outcomes_told import has_result, outcomes_kept
from goldenthread.cohorts.models import Enrolment, EnrolmentStep
from goldenthread.cohorts.queries.engagement import engagement_of, next_for
from goldenthread.cohorts.queries.supported import seen_as_supporter
from goldenthread.cohorts.types import Engagement, Event, NextThing, State
from goldenthread.people.types import Actor
from goldenthread.reporting.models import PartDecision
from goldenthread.reporting.rules.telling import NOT_TOLD
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import Part

# Where somebody stands as it follows from a result: who passed has completed, whoever else is where they were.
_FOLLOWS = frozenset({State.ACTIVE.value, State.DEFERRED.value, State.COMPLETED.value})


def untold(rows: Iterable[Enrolment]) -> frozenset[int]:
    """Those of these enrolments, by id, whose result is out and who do not tell their school what came of it, where
    the policy does not either; in four statements at most, and in one where no result is out.

    Of them nothing is said by which who passed could be told from who did not: completion follows from a pass. Who
    paused after the result was out is said to have paused: that is news of its own.
    """
    states = {row.pk: row.state for row in rows if row.state in _FOLLOWS}
    kept = outcomes_kept(states) if states else {}
    if not kept:
        return frozenset()
    shared = {
        row.enrolment_id: row.is_told
        for row in PartDecision.objects.filter(enrolment__in=kept, part=Part.OUTCOME.value).order_by("pk")
    }
    paused = {
        step.enrolment_id
        for step in EnrolmentStep.objects.filter(enrolment__in=kept, event=Event.DEFER.value)
        if step.at > kept[step.enrolment_id] and states[step.enrolment_id] == State.DEFERRED.value
    }
    return frozenset(pk for pk in kept if not shared.get(pk, False) and pk not in paused)


def is_told_by_result(enrolment: int, cause: Cause) -> bool:
    """Whether the letter about somebody's result says what is to be said, so that none goes out about this; in five
    statements at most.

    Who has a result and completes does so by it: the letter about the result tells it, where it is told at all. Of the
    untold nothing is told that only who goes on can do.
    """
    if cause is Cause.COMPLETED:
        return has_result(enrolment)
    return cause is Cause.CATCH_UP and bool(untold(Enrolment.objects.filter(pk=enrolment)))


def untold_to(refs: Iterable[UUID], *, by: Actor) -> frozenset[UUID]:
    """Which of these enrolments are among the :func:`untold` for this actor, who sees them only because they support
    them; in six statements at most, and in none for somebody who supports nobody."""
    supported = seen_as_supporter(refs, by=by)
    rows = list(Enrolment.objects.filter(ref__in=supported)) if supported else []
    found = untold(rows)
    return frozenset(row.ref for row in rows if row.pk in found)


def engagement_told(enrolment: UUID, *, by: Actor, at: datetime) -> Engagement:
    """The figure of somebody with its explanation, as it is told to this actor; in at most fourteen statements.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    told = engagement_of(enrolment, by=by, at=at)
    if not untold_to([enrolment], by=by):
        return told
    return replace(told, sentences=(*told.sentences[:1], NOT_TOLD), missing=(), to_come=(), repair=())


def ahead_told(enrolment: UUID, *, by: Actor, at: datetime) -> tuple[NextThing, ...]:
    """What is ahead of somebody, as it is told to this actor.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    return () if untold_to([enrolment], by=by) else next_for(enrolment, by=by, at=at)
