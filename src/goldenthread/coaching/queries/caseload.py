"""A coach's whole caseload, those who need them first, each with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.coaching.models import HelpCall, Meeting, MeetingAction, Pairing
from goldenthread.coaching.rules.finishing import has_finished
from goldenthread.coaching.rules.needing import in_words, urgency
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types import CaseLine, Caseload, Need, PairingRef
from goldenthread.cohorts.queries.engagement import enrolment_facts
from goldenthread.cohorts.queries.hours import risks_of
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.ground.queries.once import read_once
from goldenthread.people.types import Actor

PAGE = 30


@read_once
def caseload(*, by: Actor, at: datetime) -> tuple[CaseLine, ...]:
    """Everybody this actor coaches now, in the order of need, in seven statements however many they are."""
    rows = list(Pairing.objects.coached_by(by).select_related("enrolment__cohort", "enrolment__school"))
    enrolments = [row.enrolment_id for row in rows]
    facts = enrolment_facts(enrolments)
    risks = risks_of(enrolments)
    met = _met(enrolments, by=by)
    agreed = _agreed(enrolments, on=at.date())
    asked = dict(HelpCall.objects.waiting().filter(enrolment_id__in=enrolments).values_list("enrolment_id", "at"))
    lines = [
        _line(
            row,
            facts[row.enrolment_id],
            met.get(row.enrolment_id, []),
            agreed.get(row.enrolment_id, (0, 0)),
            risk=risks[row.enrolment_id].says if row.enrolment_id in risks else "",
            asked_at=asked.get(row.enrolment_id),
            at=at,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: (*urgency(line.need), line.name, str(line.pairing))))


def caseload_page(*, by: Actor, at: datetime, page: int = 1, only_pressing: bool = False) -> Caseload:
    """A page of it, or of those who need something, in the statements of the whole."""
    every = caseload(by=by, at=at)
    lines = tuple(line for line in every if line.is_pressing or not only_pressing)
    pages = max(-(-len(lines) // PAGE), 1)
    page = min(max(page, 1), pages)
    return Caseload(
        lines=lines[(page - 1) * PAGE : page * PAGE],
        total=len(every),
        pressing=sum(line.is_pressing for line in every),
        page=page,
        pages=pages,
        finished=sum(line.is_finished for line in every),
        is_all=not only_pressing,
    )


# A meeting as the order needs it: its state, when, its reference, whether it waits for the coach, and is prepared.
_Met = tuple[str, datetime, UUID, bool, bool]


def _line(
    row: Pairing,
    facts: EnrolmentFacts,
    met: Iterable[_Met],
    agreed: tuple[int, int],
    *,
    risk: str,
    asked_at: datetime | None,
    at: datetime,
) -> CaseLine:
    left, late = agreed
    held = [when for state, when, *_ in met if state == MeetingState.HELD.value]
    booked = [
        (when, ref, is_prepared) for state, when, ref, _, is_prepared in met if state == MeetingState.BOOKED.value
    ]
    ahead = [each for each in booked if each[0] > at]
    over = [(when, state) for state, when, *_ in met if state in {MeetingState.HELD.value, MeetingState.MISSED.value}]
    need = Need(
        asked_at=asked_at,
        waits_for_answer=any(waits for _, _, _, waits, _ in met),
        risk=risk,
        overdue=late,
        is_unrecorded=len(ahead) < len(booked),
        was_missed=bool(over) and max(over)[1] == MeetingState.MISSED.value,
        days_since=(at - max(held)).days if held else None,
        is_booked=bool(ahead),
        is_prepared=any(is_prepared for _, _, is_prepared in ahead),
        is_finished=not ahead
        and has_finished(ends_on=row.enrolment.cohort.ends_on, millionths=facts.figure.millionths, on=at.date()),
    )
    return CaseLine(
        pairing=PairingRef(row.ref),
        enrolment=facts.ref,
        name=facts.name,
        school=row.enrolment.school.name,
        cohort=row.enrolment.cohort.title,
        state=facts.state,
        share=facts.figure.millionths / 1_000_000,
        need=need,
        reasons=in_words(need),
        met=len(held),
        last_at=max(held, default=None),
        next_at=min(ahead)[0] if ahead else None,
        next_meeting=min(ahead)[1] if ahead else None,
        open_actions=left,
    )


def _met(enrolments: list[int], *, by: Actor) -> Mapping[int, list[_Met]]:
    """The meetings of some enrolments, in one statement: a coach has some dozens of them, and each has some ten."""
    rows = Meeting.objects.filter(pairing__enrolment_id__in=enrolments).exclude(
        state__in=[MeetingState.CANCELLED.value, MeetingState.TAKEN_BACK.value, MeetingState.HANDED_OVER.value]
    )
    found: dict[int, list[_Met]] = {}
    told = rows.annotate(shared=Count("preparation__versions")).values_list(
        "pairing__enrolment_id", "state", "starts_at", "ref", "proposed_by_id", "shared"
    )
    for enrolment, state, when, ref, suggested_by, shared in told:
        waits = suggested_by is not None and suggested_by != by.person_id
        found.setdefault(enrolment, []).append((state, when, ref, waits, bool(shared)))
    return found


def _agreed(enrolments: list[int], *, on: date) -> Mapping[int, tuple[int, int]]:
    """How many actions are still to do, and how many of those are overdue, by enrolment."""
    rows = (
        MeetingAction.objects.filter(
            meeting__pairing__enrolment_id__in=enrolments,
            meeting__state=MeetingState.HELD.value,
            done_at=None,
            dropped_at=None,
        )
        .values_list("meeting__pairing__enrolment_id")
        .annotate(left=Count("id"), late=Count("id", filter=Q(due_on__lt=on)))
    )
    return {enrolment: (left, late) for enrolment, left, late in rows}
