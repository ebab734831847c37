"""A proposal as it reads before somebody takes it: what each would have, which scripts, and what stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.assessment.models import Proposal, ProposedSeat, Window
from goldenthread.assessment.queries.allocating import GONE, PAGE, proposal_line
from goldenthread.assessment.queries.declared import desks_of
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.proposing import Assessors, HeldSeat, assessors, due_of, held_in
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.explaining import finding_of, mends_of, mixing_of, proof_of, why_empty
from goldenthread.assessment.types.placing import Unplaced
from goldenthread.assessment.types.proposing import GapLine, LoadLine, ProposalLine, ProposalPage, ScriptLine, SeatLine
from goldenthread.assessment.types.words import ScriptRef, WindowRef
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy


def proposal_of(ref: UUID, *, by: Actor) -> tuple[ProposalLine, WindowRef]:
    """Where a proposal stands, in one statement.

    :raises Proposal.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _row(ref, by=by)
    return proposal_line(row), WindowRef(row.window.ref)


def proposal_page(ref: UUID, *, by: Actor, page: int = 1, marker: UUID | None = None) -> ProposalPage:
    """A proposal that is ready, fifty scripts at a time, or those of one ``marker``; in at most seventeen statements
    whatever their number.

    :raises Proposal.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _row(ref, by=by)
    policy, people = policy_of(row.window), assessors(by=by)
    chosen = next((person for person, each in people.refs.items() if each == marker), None)
    seats = row.seats.filter(marker_id=chosen) if chosen else row.seats.all()
    scripts = seats.order_by("script__number").values_list("script_id", flat=True).distinct()
    number = scripts.count()
    pages = max(-(-number // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = list(scripts[(page - 1) * PAGE : page * PAGE])
    told = row.seats.aggregate(seats=Count("pk"), moved=Count("replaces"))
    gaps = list(row.gaps.select_related("script").order_by("script__number"))
    held = held_in(row.window)
    lines = _loads(row, people, policy)
    unplaced = [Unplaced(ScriptRef(gap.script.ref), gap.seats, gap.possible, gap.left_out) for gap in gaps]
    empty = sum(gap.seats for gap in gaps)
    return ProposalPage(
        line=proposal_line(row),
        window=WindowRef(row.window.ref),
        cohort=row.window.cohort.title,
        brief=row.window.brief.brief.title,
        due_on=due_of(row.window, policy),
        seats=told["seats"],
        empty=empty,
        moved=told["moved"],
        finding=finding_of(told["seats"], empty, [line.share for line in lines if line.after or line.capacity]),
        proof=proof_of(is_proved=row.is_proved, missing=row.missing),
        mixing=mixing_of(pairs=row.pairs, most=row.most, groups=row.groups),
        mends=mends_of(
            unplaced,
            each=policy.seats,
            needs_training=policy.marking.needs_training,
            would_do=[people.names.get(person, GONE) for person in row.would_do],
        ),
        loads=lines,
        rows=tuple(_lines(row, shown, people, held)),
        gaps=tuple(
            GapLine(each.script, gap.script.number, each.seats, why_empty(each, each_script=policy.seats))
            for gap, each in list(zip(gaps, unplaced, strict=True))[:PAGE]
        ),
        gap_count=len(gaps),
        script_count=number,
        page=page,
        pages=pages,
        marker=marker if chosen else None,
        why_not=why_not_run(by),
    )


def _row(ref: UUID, *, by: Actor) -> Proposal:
    rows = Proposal.objects.filter(window__in=Window.objects.read_by(by))
    return rows.select_related("asked_by", "window__cohort__release", "window__brief__brief").get(ref=ref)


def _loads(row: Proposal, people: Assessors, policy: AssessmentPolicy) -> tuple[LoadLine, ...]:
    """What each assessor has now and would have, those with the largest share first."""
    counted = row.seats.values_list("marker_id").annotate(n=Count("pk"), alone=Count("pk", filter=Q(others=0)))
    gains = {person: (gain, alone) for person, gain, alone in counted}
    losses = dict(row.seats.exclude(replaces=None).values_list("replaces_id").annotate(n=Count("pk")))
    desks = desks_of(people.names, row.window, usual=policy.marking.capacity)
    lines = (
        LoadLine(
            person=people.refs[person],
            name=people.names[person],
            before=desk.load,
            after=desk.load + gains.get(person, (0, 0))[0] - losses.get(person, 0),
            capacity=desk.capacity,
            is_recorded=desk.is_recorded,
            only_they=gains.get(person, (0, 0))[1],
        )
        for person, desk in desks.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.share, line.name, str(line.person))))


def _lines(row: Proposal, shown: list[int], people: Assessors, held: Iterable[HeldSeat]) -> Iterable[ScriptLine]:
    rows = ProposedSeat.objects.filter(proposal=row, script_id__in=shown).select_related("script")
    seats: dict[int, list[ProposedSeat]] = {}
    for each in rows.order_by("script__number", "seat"):
        seats.setdefault(each.script_id, []).append(each)
    keeps: dict[ScriptRef, list[HeldSeat]] = {}
    for one in held:
        keeps.setdefault(one.script, []).append(one)
    for found in seats.values():
        script = found[0].script
        taken = {each.seat for each in found}
        yield ScriptLine(
            ref=ScriptRef(script.ref),
            number=script.number,
            seats=tuple(_seat(each, people.names) for each in found),
            keeps=tuple(
                people.names.get(each.person_id, GONE)
                for each in keeps.get(ScriptRef(script.ref), ())
                if each.seat not in taken
            ),
        )


def _seat(row: ProposedSeat, names: Mapping[int, str]) -> SeatLine:
    replaces = names.get(row.replaces_id, GONE) if row.replaces_id else ""
    return SeatLine(row.seat, names.get(row.marker_id, GONE), replaces, row.others)
