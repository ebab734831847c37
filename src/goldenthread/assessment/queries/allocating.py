"""Who marks what and who could, for those who hand scripts out. Scripts have numbers here and no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from goldenthread.assessment.models import Allocation, Proposal, Script, Want, Window
from goldenthread.assessment.queries.declared import desks_of
from goldenthread.assessment.queries.facts import facts_of, markers_among, policy_of
from goldenthread.assessment.queries.hidden_left import names_of, run_out
from goldenthread.assessment.queries.proposing import Assessors, assessors, due_of, window_of
from goldenthread.assessment.queries.standard_holds import undecided_returns
from goldenthread.assessment.queries.standard_scripts import standard_of
from goldenthread.assessment.queries.wanting import wanted_seats
from goldenthread.assessment.rules.allocating import why_not_allocate, why_not_sit
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.marking import why_conflicted, why_marked_already, why_untrained
from goldenthread.assessment.rules.proposing import why_not_ask
from goldenthread.assessment.rules.standing import why_uncleared
from goldenthread.assessment.rules.wanting import seats_needed, why_not_ask_by_hand
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.allocating import AllocationPage, AllocationRow, AssessorLine, Place, SeatsPage
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.placing import Desk
from goldenthread.assessment.types.proposing import LoadLine, ProposalLine, Stage
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import NOT_IN, ProposalRef, ProposalState, ScriptRef, State, WindowRef
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy

PAGE = 50
GONE = "Somebody who is no longer an assessor"
Held = Mapping[int, Mapping[int, Allocation]]
_TAKES_SEATS = (State.SUBMITTED.value, State.ALLOCATED.value)


def allocation_page(window: UUID, *, by: Actor, at: datetime, page: int = 1) -> AllocationPage:
    """The scripts of a window with their seats, fifty at a time, and what each assessor has of it; in at most
    twenty-five statements whatever their number.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = window_of(window, by=by)
    policy, people = policy_of(row), assessors(by=by)
    rows = Script.objects.seen_by(by).filter(window=row).exclude(state__in=NOT_IN)
    number = rows.count()
    pages = max(-(-number // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = list(rows.with_facts().order_by("number", "pk")[(page - 1) * PAGE : page * PAGE])
    facts, held, beside = facts_of(shown, policy=policy), _held(shown), wanted_seats([row.pk for row in shown])
    markers, desks = markers_among(people.names), desks_of(people.names, row, usual=policy.marking.capacity)
    on, undecided = day_here(at), undecided_returns(row.pk for row in shown)
    return AllocationPage(
        window=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        seats=policy.seats,
        scripts=number,
        empty=_empty(row, policy.seats),
        due_on=due_of(row, policy),
        is_ours=policy.marking.is_ours,
        needs_training=policy.marking.needs_training,
        loads=loads(people, desks),
        rows=tuple(
            AllocationRow(
                ref=ScriptRef(script.ref),
                number=script.number,
                state=State(script.state),
                places=_places(
                    facts[script.pk],
                    held.get(script.pk, {}),
                    people,
                    markers,
                    needed=seats_needed(policy.seats, beside.get(script.pk, ())),
                    undecided=undecided,
                    on=on,
                ),
                why_not=why_not_allocate(facts[script.pk], at=at),
            )
            for script in shown
        ),
        page=page,
        pages=pages,
        proposal=newest_proposal(row),
        why_not=why_not_run(by),
        why_not_ask=why_not_ask(row.as_facts(), at=at),
        run_out=_run_out(row, policy, at=at),
    )


def _run_out(row: Window, policy: AssessmentPolicy, *, at: datetime) -> tuple[str, ...]:
    """For whom the hidden scripts of a window's standard have run out, by name; in at most two statements."""
    standard = standard_of(row) if policy.standard.needs_clearance and policy.standard.every else None
    return names_of(run_out(at=at).filter(standard=standard)) if standard else ()


def seats_page(script: UUID, *, by: Actor, at: datetime) -> SeatsPage:
    """One script with every assessor: who could have a seat, and why the others cannot; in at most twenty statements.

    :raises Script.DoesNotExist: if there is none, nothing was handed in, or it is not theirs to see.
    """
    rows = Script.objects.seen_by(by).exclude(state__in=NOT_IN).with_facts()
    row = rows.get(ref=script)
    policy, people = policy_of(row.window), assessors(by=by)
    facts, held = facts_of([row], policy=policy)[row.pk], _held([row]).get(row.pk, {})
    wanted = wanted_seats([row.pk]).get(row.pk, {})
    needed = seats_needed(policy.seats, wanted)
    markers, on = markers_among(people.names), day_here(at)
    desks = desks_of(people.names, row.window, usual=policy.marking.capacity)
    marked = {each.marker_id: seat for seat, each in held.items() if hasattr(each, "marking")}
    why = {
        person: _why_left_out(facts, marker, desks[person], marked.get(person), on=on)
        for person, marker in markers.items()
    }
    lines = {
        p: AssessorLine(people.refs[p], people.names[p], d.load, d.capacity, d.is_recorded) for p, d in desks.items()
    }
    holding = {each.marker_id for each in held.values()}
    free = [person for person, says in why.items() if not says and person not in holding]
    why_not_ask = why_not_ask_by_hand(
        facts,
        at=at,
        wanted=wanted.values(),
        free=len(free),
        empty=len(set(needed) - set(held)),
        barred=[says for says in why.values() if says],
    )
    return SeatsPage(
        ref=facts.ref,
        number=facts.number,
        window=WindowRef(row.window.ref),
        cohort=row.window.cohort.title,
        state=facts.state,
        places=_places(facts, held, people, markers, needed=needed, undecided=undecided_returns([row.pk]), on=on),
        possible=tuple(sorted((lines[p] for p, says in why.items() if not says), key=lambda a: (a.load, a.name))),
        left_out=tuple((people.names[person], says) for person, says in why.items() if says),
        holders=tuple(people.refs.get(held[seat].marker_id) if seat in held else None for seat in needed),
        why_not=why_not_run(by) or why_not_allocate(facts, at=at),
        why_not_ask=why_not_run(by) or why_not_ask,
    )


def who_could(
    window: Window, scripts: Iterable[int], *, by: Actor, at: datetime
) -> Mapping[int, tuple[int, tuple[tuple[str, str], ...]]]:
    """How many who have no seat at them may mark each of these scripts of a window, by its id, and who may not and why;
    in a fixed number of statements."""
    policy, people, on = policy_of(window), assessors(by=by), day_here(at)
    rows = list(Script.objects.filter(pk__in=list(scripts)).with_facts().order_by("pk"))
    facts, held = facts_of(rows, policy=policy), _held(rows)
    markers, desks = markers_among(people.names), desks_of(people.names, window, usual=policy.marking.capacity)
    found = {}
    for row in rows:
        seats = held.get(row.pk, {})
        marked = {each.marker_id: seat for seat, each in seats.items() if hasattr(each, "marking")}
        sits = {each.marker_id: "They have a seat at it." for each in seats.values()}
        why = {
            p: _why_left_out(facts[row.pk], m, desks[p], marked.get(p), on=on) or sits.get(p, "")
            for p, m in markers.items()
        }
        barred = tuple((people.names[p], says) for p, says in why.items() if says)
        found[row.pk] = (len(why) - len(barred), barred)
    return found


def loads(people: Assessors, desks: Mapping[int, Desk]) -> tuple[LoadLine, ...]:
    """What each assessor has of a window."""
    return tuple(
        LoadLine(people.refs[p], people.names[p], desk.load, desk.load, desk.capacity, desk.is_recorded)
        for p, desk in desks.items()
    )


def newest_proposal(window: Window) -> ProposalLine | None:
    """The proposal of a window that is being worked out or can be looked at, in one statement."""
    open_ones = Proposal.objects.filter(window=window, state__in=[ProposalState.ASKED.value, ProposalState.READY.value])
    row = open_ones.select_related("asked_by").first()
    return proposal_line(row) if row else None


def proposal_line(row: Proposal) -> ProposalLine:
    """A proposal as a value; wants whoever asked fetched."""
    return ProposalLine(
        ProposalRef(row.ref), ProposalState(row.state), Stage(row.stage), row.asked_by.name, row.asked_at, row.ready_at
    )


def _why_left_out(script: ScriptFacts, marker: Marker, desk: Desk, marked_at: int | None, *, on: date) -> str:
    """Why somebody is not offered for a seat by hand: they may not, have marked it, or take no more."""
    refusal = why_not_sit(script, marker, on=on)
    says = refusal.says.removeprefix(f"Script {script.number}: ") if refusal else why_marked_already(marked_at)
    if says or not desk.is_recorded or desk.room:
        return says
    return f"They have {desk.load} of this window, and take {desk.capacity}."


def _held(scripts: Iterable[Script]) -> Held:
    found: defaultdict[int, dict[int, Allocation]] = defaultdict(dict)
    rows = Allocation.objects.current().filter(script__in=list(scripts)).select_related("marking", "draft")
    for row in rows:
        found[row.script_id][row.seat] = row
    return found


def _places(
    script: ScriptFacts,
    held: Mapping[int, Allocation],
    people: Assessors,
    markers: Mapping[int, Marker],
    *,
    needed: Iterable[int],
    undecided: Collection[int],
    on: date,
) -> tuple[Place, ...]:
    """The seats that are needed, and any beyond them that somebody has."""
    found = []
    for seat in sorted({*needed, *held}):
        row = held.get(seat)
        if row is None:
            found.append(Place(seat, ""))
            continue
        is_finished, marker = hasattr(row, "marking"), markers.get(row.marker_id)
        why = (
            ""
            if is_finished or marker is None
            else why_conflicted(script, marker) or why_untrained(script, marker, on=on) or why_uncleared(script, marker)
        )
        name = people.names.get(row.marker_id, GONE)
        is_held = is_finished and row.marking.pk in undecided
        found.append(Place(seat, name, is_finished, hasattr(row, "draft") and not is_finished, why, is_held))
    return tuple(found)


def _empty(window: Window, each: int) -> int:
    """How many seats nobody has, in three statements."""
    scripts = Script.objects.filter(window=window, state__in=_TAKES_SEATS)
    held = Allocation.objects.current().filter(script__in=scripts, seat__lte=each)
    taken: int = held.aggregate(n=Count("pk"))["n"]
    at_seat = Allocation.objects.current().filter(script=OuterRef("script"), seat=OuterRef("seat"))
    beside = Want.objects.filter(script__in=scripts, met_by=None, seat__gt=each).exclude(Exists(at_seat))
    return scripts.count() * each - taken + beside.count()
