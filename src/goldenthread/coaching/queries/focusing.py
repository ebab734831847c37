"""Statements that meetings are about: what to propose, what is chosen, and what coaching has worked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.coaching.models import Meeting, MeetingFocus, Pairing
from goldenthread.coaching.rules.booking import side_of
from goldenthread.coaching.rules.focusing import by_section, proposed
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types import PairingRef
from goldenthread.coaching.types.meetings import FocusPage, FocusSummary, Side
from goldenthread.cohorts.queries.reckoning import ledger, variant_of
from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.frameworks.queries.searching import refs_with
from goldenthread.frameworks.types import StatementLine
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.coverage import statements_asked
from goldenthread.programmes.queries.releases import release_outline, ties_by_component
from goldenthread.programmes.types import Route

_JOINED = ("enrolment__participant", "enrolment__cohort__release__programme", "enrolment__cohort__variant")
# So many of the components that come next are looked at.
NEXT = 4


def focus_page(ref: UUID, *, by: Actor, find: str = "") -> FocusPage:
    """The statements a meeting may be about, in twelve statements at most. ``find``: words that must all stand in one.

    :raises Meeting.DoesNotExist: if this actor is neither of the two who meet now.
    """
    row = Meeting.objects.select_related("pairing", *(f"pairing__{name}" for name in _JOINED)).get(
        ref=ref, pairing__in=_of_the_two(by)
    )
    enrolment = row.pairing.enrolment
    every = statements_asked(enrolment.cohort.release_id)
    chosen = frozenset(row.focus.values_list("statement__ref", flat=True))
    worked = _worked_on(enrolment.pk)
    sections = by_section(every, chosen=chosen, worked=worked)
    lines = [line for section in sections for line in section.lines]
    found = refs_with(find, every) if find.strip() else frozenset(line.ref for line in every)
    shown = by_section((line for line in every if line.ref in found), chosen=chosen, worked=worked)
    return FocusPage(
        meeting=row.ref,
        starts_at=row.starts_at,
        participant=enrolment.participant.name,
        is_held=row.state == MeetingState.HELD.value,
        proposed=proposed(lines, _coming(row.pairing)),
        sections=shown,
        elsewhere=len(chosen - found),
    )


def focus_summary(enrolment: UUID, *, by: Actor) -> FocusSummary:
    """Which statements coaching has worked on with somebody, in five statements.

    :raises Pairing.DoesNotExist: for anybody but the participant and their coach.
    """
    rows = _of_the_two(by).select_related("enrolment__cohort__release__programme", "enrolment__participant")
    row = rows.filter(enrolment__ref=enrolment).order_by("-began_at", "-pk").first()
    if row is None:
        raise Pairing.DoesNotExist
    side = side_of(by.person_id, coach=row.coach_id, participant=row.enrolment.participant_id)
    every = statements_asked(row.enrolment.cohort.release_id)
    return FocusSummary(
        enrolment=enrolment,
        participant=row.enrolment.participant.name,
        programme=row.enrolment.cohort.release.programme.title,
        is_own=side is Side.PARTICIPANT,
        pairing=PairingRef(row.ref),
        sections=by_section(every, chosen=(), worked=_worked_on(row.enrolment_id)),
    )


def focus_of(meetings: Iterable[int]) -> Mapping[int, tuple[StatementLine, ...]]:
    """The statements that some meetings are about, by meeting id; in two statements."""
    pairs = list(
        MeetingFocus.objects.filter(meeting_id__in=list(meetings))
        .order_by("statement_id")
        .values_list("meeting_id", "statement__ref")
    )
    lines = statements_by_ref({ref for _, ref in pairs})
    found: dict[int, list[StatementLine]] = {}
    for meeting, ref in pairs:
        found.setdefault(meeting, []).append(lines[ref])
    return {meeting: tuple(each) for meeting, each in found.items()}


def labels_of(meeting: int) -> list[str]:
    """What the statements of a meeting are called, in two statements."""
    return [line.label for line in focus_of([meeting]).get(meeting, ())]


def _of_the_two(by: Actor) -> QuerySet[Pairing]:
    return Pairing.objects.coached_by(by) | Pairing.objects.coaching_of(by)


def _worked_on(enrolment: int) -> Mapping[UUID, tuple[int, date]]:
    """How often meetings that took place were about a statement, and when last."""
    rows = MeetingFocus.objects.filter(
        meeting__pairing__enrolment_id=enrolment, meeting__state=MeetingState.HELD.value
    ).order_by("meeting__starts_at", "pk")
    found: dict[UUID, tuple[int, date]] = {}
    for ref, at in rows.values_list("statement__ref", "meeting__starts_at"):
        found[ref] = (found.get(ref, (0, at.date()))[0] + 1, at.date())
    return found


def _coming(pairing: Pairing) -> Mapping[UUID, str]:
    """The statements of the next components without a credit, each with the first component that is about it."""
    enrolment = pairing.enrolment
    done = {entry.component_id for entry in ledger([enrolment.pk]).get(enrolment.pk, ())}
    outline = release_outline(enrolment.cohort.release.ref, variant=variant_of(enrolment.cohort))
    ties = ties_by_component(enrolment.cohort.release_id)
    ahead = [c for c in outline.on(Route(enrolment.route)) if c.id not in done and c.id in ties][:NEXT]
    found: dict[UUID, str] = {}
    for component in ahead:
        for tie in ties[component.id]:
            found.setdefault(tie.statement, component.title)
    return found
