"""My people: those whom a head, sponsor or mentor supports, the ones whom an hour would help most first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.cohorts.models import Companion, Enrolment
from goldenthread.cohorts.types import State
from goldenthread.cohorts.types.saying import in_words
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.composing import help_told
from goldenthread.reporting.queries.people import SUPPORTERS, Standing, standings
from goldenthread.reporting.rules.supporting import REASONS, need_of
from goldenthread.reporting.types import PersonLine
from goldenthread.reporting.types.supporting import Need

_SHOWN = [State.ACCEPTED.value, State.ACTIVE.value, State.DEFERRED.value, State.COMPLETED.value]


@dataclass(frozen=True)
class Supported:
    """One of them, with what they ask their school for, and why they stand where they stand; ``otherwise`` is where
    they would stand if they asked for nothing."""

    standing: Standing
    asks: str
    need: Need
    otherwise: Need

    def as_line(self) -> PersonLine:
        """As those who support them see them."""
        s = self.standing
        return PersonLine(
            enrolment=s.ref,
            name=s.name,
            programme=s.programme,
            state=s.state_name,
            words=in_words(s.figure),
            is_on_pace=self.otherwise is not Need.BEHIND,
            following=s.following,
            help_wanted=s.help_wanted,
            help_asked=self.asks,
            reason=REASONS[self.need],
            begins_on=s.starts_on if self.otherwise is Need.BEGINS else None,
        )


def those_i_support(*, by: Actor, at: datetime, enrolment: UUID | None = None) -> tuple[Supported, ...]:
    """Those this actor supports (or one of them), by need, then those behind an even pace, then by name; in at
    most eleven statements."""
    rows = Enrolment.objects.filter(_supported(by), state__in=_SHOWN)
    people = standings((rows if enrolment is None else rows.filter(ref=enrolment)).distinct(), at=at)
    asked, today = help_told(people, at=at), at.astimezone(LONDON).date()
    found = (_supported_as(standing, asked.get(standing.id, ""), today) for standing in people)
    return tuple(sorted(found, key=lambda s: (s.need, s.otherwise, s.standing.name, str(s.standing.ref))))


def my_people(*, by: Actor, at: datetime) -> tuple[PersonLine, ...]:
    """Those this actor supports, the ones whom an hour would help most first, in at most eleven statements."""
    return tuple(one.as_line() for one in those_i_support(by=by, at=at))


def one_of_mine(enrolment: UUID, *, by: Actor, at: datetime) -> PersonLine | None:
    """One of those this actor supports, in at most eleven statements; ``None`` if they support no such person."""
    return next((one.as_line() for one in those_i_support(by=by, at=at, enrolment=enrolment)), None)


def _supported_as(standing: Standing, asks: str, today: date) -> Supported:
    need, otherwise = (
        need_of(
            standing.state,
            asks=asked,
            is_on_pace=standing.is_on_pace,
            starts_on=standing.starts_on,
            on=today,
            is_untold=standing.is_untold,
        )
        for asked in (bool(asks), False)
    )
    return Supported(standing, asks, need, otherwise)


def _supported(by: Actor) -> Q:
    walked = Companion.objects.walked_by(by, *SUPPORTERS)
    return Q(school_id__in=by.places(Duty.HEADTEACHER)) | Q(pk__in=walked.values("enrolment_id"))
