"""How people are getting on, for those who support them and for letters about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.cohorts.models import Enrolment, Seat, Session
from goldenthread.cohorts.types import STATE_NAMES, KeptFigure, Role, State
from goldenthread.ground.types.days import day
from goldenthread.programmes.types import Route
from goldenthread.reporting.queries.untold import untold
from goldenthread.reporting.rules.telling import RESULT_OUT, help_wanted, is_on_pace

SUPPORTERS = (Role.SPONSOR, Role.MENTOR)
# Somebody who has paused or is done is not waited for at the next session.
_COMES = frozenset({State.OFFERED.value, State.ACCEPTED.value, State.ACTIVE.value})


@dataclass(frozen=True)
class Standing:
    """One enrolment with everything an update or a list says about it."""

    id: int
    ref: UUID
    participant_id: int
    school_id: int
    cohort_id: int
    release: UUID
    starts_on: date
    route: str
    name: str
    programme: str
    cohort: str
    state: State
    figure: KeptFigure
    is_on_pace: bool
    following: str
    help_wanted: str
    is_untold: bool = False

    @property
    def state_name(self) -> str:
        """Where they stand, in words. Of whom it is not told what came of their result: that it is out."""
        return RESULT_OUT if self.is_untold else STATE_NAMES[self.state]


def standings(rows: QuerySet[Enrolment], *, at: datetime) -> tuple[Standing, ...]:
    """Where some enrolments stand, in four statements, and three more where a result is out. ``rows`` is a queryset
    not yet run."""
    people = list(rows.select_related("participant", "cohort__release__programme", "engagement"))
    following, kept = _following(people, at=at), untold(people)
    return tuple(_standing(row, following, is_untold=row.pk in kept, at=at) for row in people)


def _standing(row: Enrolment, following: Mapping[int, Session], *, is_untold: bool, at: datetime) -> Standing:
    figure, cohort = row.engagement.as_figure(), row.cohort
    # Of the untold the same is said of everybody, so nothing that is asked of some of them only.
    pace = is_untold or is_on_pace(figure, starts_on=cohort.starts_on, ends_on=cohort.ends_on, on=at.date())
    session = following.get(row.pk) if row.state in _COMES and not is_untold else None
    coming = f"{session.component.title}, {day(session.starts_at)}" if session else ""
    name = row.participant.name
    return Standing(
        id=row.pk,
        ref=row.ref,
        participant_id=row.participant_id,
        school_id=row.school_id,
        cohort_id=row.cohort_id,
        release=cohort.release.ref,
        starts_on=cohort.starts_on,
        route=row.route,
        name=name,
        programme=cohort.release.programme.title,
        cohort=cohort.title,
        state=State(row.state),
        figure=figure,
        is_on_pace=pace,
        following=coming,
        help_wanted="" if is_untold else help_wanted(name=name, state=row.state, is_on_pace=pace, following=coming),
        is_untold=is_untold,
    )


def _following(people: Iterable[Enrolment], *, at: datetime) -> Mapping[int, Session]:
    """The next session to which each of some enrolments comes, by enrolment, in two statements."""
    rows = Session.objects.filter(cohort_id__in={row.cohort_id for row in people}, starts_at__gt=at).with_places()
    ahead: defaultdict[int, list[Session]] = defaultdict(list)
    for session in rows.select_related("component").order_by("starts_at", "id"):
        ahead[session.cohort_id].append(session)
    held = Seat.objects.filter(enrolment__in=[row.pk for row in people], is_waiting=False, session__starts_at__gt=at)
    seats = set(held.values_list("enrolment_id", "session_id"))

    def comes(row: Enrolment, session: Session) -> bool:
        if vars(session)["by_place"]:
            return (row.pk, session.pk) in seats
        return session.is_on(Route(row.route))

    found = {row.pk: next((s for s in ahead[row.cohort_id] if comes(row, s)), None) for row in people}
    return {pk: session for pk, session in found.items() if session}
