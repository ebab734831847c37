"""What a proposal is worked out from, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from goldenthread.assessment.models import Allocation, MarkingDeadline, Script, Window
from goldenthread.assessment.queries.declared import desks_of, takes_of
from goldenthread.assessment.queries.facts import facts_of, markers_among, policy_of
from goldenthread.assessment.queries.wanting import wanted_seats
from goldenthread.assessment.rules.allocating import marking_due, why_not_allocate
from goldenthread.assessment.rules.marking import why_conflicted, why_untrained
from goldenthread.assessment.rules.proposing import fingerprint
from goldenthread.assessment.rules.standing import why_uncleared
from goldenthread.assessment.rules.wanting import seats_needed
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.placing import Desk, Wanted
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import NOT_IN, ScriptRef
from goldenthread.people.queries.directory import people_who, person_ids
from goldenthread.people.queries.whereabouts import whereabouts
from goldenthread.people.types import Actor, Duty, PersonRef
from goldenthread.programmes.types import AssessmentPolicy


@dataclass(frozen=True)
class HeldSeat:
    """A seat that somebody has: the id of its row, whose it is, and how far they are."""

    pk: int
    script: ScriptRef
    seat: int
    person_id: int
    is_finished: bool
    is_begun: bool


@dataclass(frozen=True)
class Assessors:
    """Everybody who wears the assessor's hat: names and references by id."""

    names: Mapping[int, str]
    refs: Mapping[int, PersonRef]


@dataclass(frozen=True)
class Material:
    """Everything a proposal for one window is worked out from."""

    scripts: Mapping[ScriptRef, ScriptFacts]
    ids: Mapping[ScriptRef, int]
    markers: Mapping[int, Marker]
    desks: Mapping[int, Desk]
    held: tuple[HeldSeat, ...]
    wanted: tuple[Wanted, ...]
    loses: Mapping[tuple[ScriptRef, int], HeldSeat]
    policy: AssessmentPolicy
    on: date
    due: date
    stands: str


def assessors(*, by: Actor) -> Assessors:
    """Everybody who wears the assessor's hat, by name; in three statements."""
    cards = people_who(Duty.ASSESSOR, by=by)
    ids = person_ids(card.ref for card in cards)
    return Assessors({ids[c.ref]: c.name for c in cards}, {ids[c.ref]: c.ref for c in cards})


def held_in(window: Window) -> tuple[HeldSeat, ...]:
    """Who has which seat at the scripts of a window, in one statement."""
    rows = Allocation.objects.current().filter(script__window=window).order_by("script_id", "seat")
    told = rows.values_list("pk", "script__ref", "seat", "marker_id", "marking__pk", "draft__pk")
    return tuple(
        HeldSeat(pk, ScriptRef(script), seat, person, marking is not None, draft is not None)
        for pk, script, seat, person, marking, draft in told
    )


def due_of(window: Window, policy: AssessmentPolicy) -> date:
    """By which day a window is to be marked, in one statement."""
    own = MarkingDeadline.objects.filter(window=window).order_by("-pk").values_list("due_on", flat=True).first()
    return marking_due(window.as_facts(), policy, own=own)


def material(window: Window, *, by: Actor, at: datetime) -> Material:
    """Everything for a proposal, in at most twenty statements whatever the number of scripts and markers.

    A seat stays with whoever has it, but where they may not mark the script any more and have not finished.
    """
    rows = list(Script.objects.filter(window=window).exclude(state__in=NOT_IN).with_facts().order_by("number"))
    policy = policy_of(window)
    phases = {school: where.phase for school, where in whereabouts(row.enrolment.school_id for row in rows).items()}
    told = facts_of(rows, policy=policy)
    facts = {ScriptRef(r.ref): replace(told[r.pk], phase=phases.get(told[r.pk].school_id) or "") for r in rows}
    on, due, held = day_here(at), due_of(window, policy), held_in(window)
    people = assessors(by=by)
    takes = takes_of(people.names, window)
    markers = {
        person: replace(marker, phases=frozenset(takes[person].phases)) if person in takes else marker
        for person, marker in markers_among(people.names).items()
    }
    loses = {
        (each.script, each.seat): each
        for each in held
        if not each.is_finished and not _may_keep(facts[each.script], markers.get(each.person_id), on=on)
    }
    beside = wanted_seats([row.pk for row in rows])
    seats = {ScriptRef(row.ref): seats_needed(policy.seats, beside.get(row.pk, ())) for row in rows}
    stays: dict[ScriptRef, dict[int, int]] = {}
    for each in held:
        if (each.script, each.seat) not in loses:
            stays.setdefault(each.script, {})[each.seat] = each.person_id
    wanted = []
    for ref, script in facts.items():
        empty = tuple(seat for seat in seats[ref] if seat not in stays.get(ref, {}))
        if empty and why_not_allocate(script, at=at) is None:
            wanted.append(Wanted(script, empty, frozenset(stays.get(ref, {}).values())))
    desks = dict(desks_of(people.names, window, usual=policy.marking.capacity))
    for each in loses.values():
        if each.person_id in desks:
            desk = desks[each.person_id]
            desks[each.person_id] = replace(desk, load=desk.load - 1)
    return Material(
        scripts=facts,
        ids={ScriptRef(row.ref): row.pk for row in rows},
        markers=markers,
        desks=desks,
        held=held,
        wanted=tuple(wanted),
        loses=loses,
        policy=policy,
        on=on,
        due=due,
        stands=fingerprint(facts.values(), ((str(h.script), h.seat, h.person_id) for h in held)),
    )


def _may_keep(script: ScriptFacts, marker: Marker | None, *, on: date) -> bool:
    return marker is not None and not (
        why_conflicted(script, marker) or why_untrained(script, marker, on=on) or why_uncleared(script, marker)
    )


def window_of(ref: UUID, *, by: Actor) -> Window:
    """A window with what its policy and pages need. :raises Window.DoesNotExist: if there is none, or not theirs."""
    return Window.objects.read_by(by).select_related("cohort__release", "brief__brief").get(ref=ref)
