"""A coach's whole caseload, the most pressing first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q

from goldenthread.coaching.models import Meeting, MeetingAction, Pairing
from goldenthread.coaching.rules.meeting import urgency, wanted_by_now, why_pressing
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types import CaseLine, Need, PairingRef
from goldenthread.cohorts.queries.engagement import enrolment_facts
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.ground.queries.once import read_once
from goldenthread.people.types import Actor


@read_once
def caseload(*, by: Actor, at: datetime) -> tuple[CaseLine, ...]:
    """Everybody this actor coaches now, in the order of need, in five statements however many they are."""
    rows = list(Pairing.objects.coached_by(by).select_related("enrolment__cohort", "enrolment__school"))
    enrolments = [row.enrolment_id for row in rows]
    facts = enrolment_facts(enrolments)
    met = _met(enrolments)
    agreed = _agreed(enrolments, on=at.date())
    lines = [_line(row, facts[row.enrolment_id], met, agreed, at=at) for row in rows]
    return tuple(sorted(lines, key=lambda line: (*urgency(line.need), line.name, str(line.pairing))))


def _line(
    row: Pairing,
    facts: EnrolmentFacts,
    met: Mapping[int, Mapping[str, object]],
    agreed: Mapping[int, tuple[int, int]],
    *,
    at: datetime,
) -> CaseLine:
    seen = met.get(facts.id, {})
    last, following = seen.get("last"), seen.get("following")
    left, late = agreed.get(facts.id, (0, 0))
    cohort = row.enrolment.cohort
    need = Need(
        share=facts.figure.millionths / 1_000_000,
        wanted=wanted_by_now(
            threshold=facts.figure.threshold, starts_on=cohort.starts_on, ends_on=cohort.ends_on, on=at.date()
        ),
        days_since=(at - last).days if isinstance(last, datetime) else None,
        overdue=late,
        is_booked=following is not None,
    )
    return CaseLine(
        pairing=PairingRef(row.ref),
        enrolment=facts.ref,
        name=facts.name,
        school=row.enrolment.school.name,
        cohort=cohort.title,
        state=facts.state,
        need=need,
        why=why_pressing(need),
        met=int(str(seen.get("held", 0))),
        last_at=last if isinstance(last, datetime) else None,
        next_at=following if isinstance(following, datetime) else None,
        open_actions=left,
    )


def _met(enrolments: list[int]) -> Mapping[int, Mapping[str, object]]:
    held, booked = Q(state=MeetingState.HELD.value), Q(state=MeetingState.BOOKED.value)
    rows = (
        Meeting.objects.filter(pairing__enrolment_id__in=enrolments)
        .values("pairing__enrolment_id")
        .annotate(
            held=Count("id", filter=held),
            last=Max("starts_at", filter=held),
            following=Min("starts_at", filter=booked),
        )
    )
    return {row["pairing__enrolment_id"]: row for row in rows}


def _agreed(enrolments: list[int], *, on: date) -> Mapping[int, tuple[int, int]]:
    """How many actions are still to do, and how many of those are overdue, by enrolment."""
    rows = (
        MeetingAction.objects.filter(
            meeting__pairing__enrolment_id__in=enrolments, meeting__state=MeetingState.HELD.value, done_at=None
        )
        .values_list("meeting__pairing__enrolment_id")
        .annotate(left=Count("id"), late=Count("id", filter=Q(due_on__lt=on)))
    )
    return {enrolment: (left, late) for enrolment, left, late in rows}
