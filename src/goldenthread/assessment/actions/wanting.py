"""Ask for one more independent marking of scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import Allocation, Marking, Script, Want
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.given import markings_of
from goldenthread.assessment.queries.wanting import wanted_seats
from goldenthread.assessment.rules.wanting import seat_for, what_follows, why_not_want
from goldenthread.assessment.types.words import Event, State, WantReason
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy, MarkScheme


@atomic
def want_marking(scripts: Sequence[Script], reason: WantReason, *, by: Actor, at: datetime, why: str = "") -> int:
    """One more independent marking of each of these scripts is wanted; says how many were not wanted for this reason
    already. Each gets a seat of its own, which somebody is put in like in any other, and the script waits until it is
    marked there; what was settled before is kept.

    For other actions, which have asked whether this actor may: nobody comes here from a page. The rows that are given
    carry their new state afterwards.

    :raises Refused: if nothing was handed in for one of them, or its result is out; nothing is wanted then.
    """
    rows = Script.objects.filter(pk__in=[script.pk for script in scripts]).with_facts()
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for script in locked:
        refusal = why_not_want(script.number, State(script.state))
        if refusal:
            raise Refused(refusal)
    open_ones = wanted_seats([script.pk for script in locked])
    new = [script for script in locked if reason not in open_ones.get(script.pk, {}).values()]
    used, aside = _seats(new)
    each = {window.pk: policy_of(window).seats for window in {script.window for script in new}}
    for script in new:
        wanted = open_ones.get(script.pk, {})
        seat = seat_for(each[script.window_id], used=used[script.pk], set_aside=aside[script.pk], wanted=wanted)
        Want.objects.create(
            script=script, seat=seat, reason=reason.value, why=why.strip(), wanted_by_id=by.person_id, wanted_at=at
        )
        take_step(script, Event.WANT, by=by, at=at)
        audit(by=str(by), did="assessment.want_marking", to=str(script.ref), at=at, wanted=reason.value)
    for window in sorted({str(script.window.ref) for script in new}):
        post(Notice("assessment.marking_wanted", {"window": window}), at=at)
    states = {script.pk: script.state for script in locked}
    for script in scripts:
        script.state = states[script.pk]
    return len(new)


def meet_want(marking: Marking) -> None:
    """A marking that is finished meets what was wanted at its seat, if anything was."""
    seat = marking.allocation
    Want.objects.filter(script_id=seat.script_id, seat=seat.seat, met_by=None).update(met_by=marking)


def want_by_policy(script: Script, scheme: MarkScheme, policy: AssessmentPolicy, *, by: Actor, at: datetime) -> None:
    """Once every marking of a script is finished: want what the policy's rule adds to them, if it adds anything."""
    wanted = [WantReason(reason) for reason in script.wants.values_list("reason", flat=True)]
    sheets = [marking.as_sheet() for marking in markings_of(script.pk)]
    reason = what_follows(script.ref, script.window.ref, sheets, scheme, policy, wanted=wanted)
    if reason:
        want_marking([script], reason, by=by, at=at)


def _seats(scripts: Sequence[Script]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The seats that were ever given at each script, and those whose finished marking was set aside since."""
    used: defaultdict[int, set[int]] = defaultdict(set)
    held: defaultdict[int, set[int]] = defaultdict(set)
    aside: defaultdict[int, set[int]] = defaultdict(set)
    rows = Allocation.objects.filter(script__in=scripts).order_by("pk")
    for script, seat, ended, marking in rows.values_list("script_id", "seat", "ended_at", "marking__pk"):
        used[script].add(seat)
        kind = held if ended is None else used if marking is None else aside
        kind[script].add(seat)
    return used, defaultdict(set, {script: seats - held[script] for script, seats in aside.items()})
