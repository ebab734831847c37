"""A whole provider: partners, schools, cohorts of fifty with sessions and registers, and a ledger of sixty credits for
everybody. It grows: what is there stays, and more is put beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from django.db import connection
from tests.makers.cast import Cast

from bench.makers.rows import Row, lay, table, unchecked
from bench.makers.sixty import Sixty
from goldenthread.cohorts.actions.tallying import put_tallies_together, right_tallies
from goldenthread.cohorts.models import (
    Cohort,
    Companion,
    Credit,
    Engagement,
    Enrolment,
    EnrolmentStep,
    RegisterEntry,
    RegisterTaking,
    Risk,
    Session,
)
from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.programmes.models import Component

EACH, PARTNERS, OF_A_SCHOOL = 50, 20, 10
# Numbers far from those that the database gives out itself.
PARTNER, SCHOOL, COHORT = 90_000, 100_000, 200_000
SPONSOR, LEADS, PERSON = 2_000_000, 3_000_000, 4_000_000


@dataclass(frozen=True)
class Lot:
    """Those put in together: everybody from ``first`` to before ``last``, counted from nothing."""

    cast: Cast
    sixty: Sixty
    at: datetime
    first: int
    last: int

    @property
    def cohorts(self) -> range:
        """The numbers of their cohorts."""
        return range(self.first // EACH, -(-self.last // EACH))

    @property
    def schools(self) -> range:
        """The numbers of their schools."""
        return range(self.first // OF_A_SCHOOL, -(-self.last // OF_A_SCHOOL))

    @cached_property
    def people(self) -> str:
        """Their enrolments, each with its cohort."""
        mine = f"e.id >= {PERSON + self.first} AND e.id < {PERSON + self.last}"
        return f"{table(Enrolment)} e JOIN {table(Cohort)} c ON c.id = e.cohort_id WHERE {mine}"

    def moment(self, **later: int) -> str:
        """A moment as the database writes it."""
        return f"TIMESTAMPTZ '{(self.at + timedelta(**later)).isoformat()}'"


def grow(lot: Lot, *, beside: Callable[[Lot], None]) -> None:
    """Put a lot in, and what ``beside`` puts around it."""
    with unchecked():
        if not lot.first:
            _partners()
        _places(lot)
        _cohorts(lot)
        _people(lot)
        _sessions(lot)
        _ledger(lot)
        _figures(lot)
        beside(lot)
    _kept()


def _partners() -> None:
    said = {"id": f"{PARTNER} + n", "kind": "'delivery_partner'", "name": "'Partner ' || to_char(n, 'FM00')"}
    lay(Organisation, said, f"generate_series(0, {PARTNERS - 1}) n")


def _each(numbers: range) -> str:
    return f"generate_series({numbers.start}, {numbers.stop - 1}) n"


def _hat(lot: Lot, duty: str, person: str, place: str) -> Row:
    return {"person": person, "organisation": place, "duty": f"'{duty}'", "began_on": f"({lot.moment()})::date"}


def _person(lot: Lot, base: int, name: str) -> Row:
    email = f"'{name.lower()}' || n || '@bench.example'"
    joined = {"password": "'!'", "joined_at": lot.moment(days=-400)}
    return {"id": f"{base} + n", "name": f"'{name} ' || to_char(n, 'FM00000')", "email": email, **joined}


def _places(lot: Lot) -> None:
    """Schools, each with a sponsor."""
    named = {"id": f"{SCHOOL} + n", "kind": "'school'", "name": "'School ' || n", "urn": "(200000 + n)::text"}
    lay(Organisation, named, _each(lot.schools))
    lay(Person, _person(lot, SPONSOR, "Sponsor"), _each(lot.schools))
    lay(Membership, _hat(lot, "sponsor", f"{SPONSOR} + n", f"{SCHOOL} + n"), _each(lot.schools))


def _cohorts(lot: Lot) -> None:
    """Cohorts that all run now, each with somebody who leads its sessions."""
    day = f"({lot.moment()})::date"
    said = {
        "id": f"{COHORT} + n",
        "release": str(lot.sixty.release),
        "partner": f"{PARTNER} + n % {PARTNERS}",
        "title": "'Cohort ' || to_char(n, 'FM0000')",
        "starts_on": f"{day} - 320 - n % 30",
        "ends_on": f"{day} + 120 + n % 30",
        "capacity": str(EACH + 10),
        "venue": "'Harbour Hall, Quayside'",
        "opened_at": lot.moment(days=-400),
    }
    lay(Cohort, said, _each(lot.cohorts))
    lay(Person, _person(lot, LEADS, "Facilitator"), _each(lot.cohorts))
    hat = _hat(lot, "facilitator", f"{LEADS} + n", f"{PARTNER} + n % {PARTNERS}")
    lay(Membership, hat, _each(lot.cohorts))


def _people(lot: Lot) -> None:
    """Everybody with their place, how they came by it, and their sponsor. One in ten is on the online route; of thirty,
    one was deferred and one has withdrawn."""
    everybody = _each(range(lot.first, lot.last))
    school = f"{SCHOOL} + n / {OF_A_SCHOOL}"
    lay(Person, _person(lot, PERSON, "Participant"), everybody)
    lay(Membership, _hat(lot, "participant", f"{PERSON} + n", school), everybody)
    state = "CASE n % 30 WHEN 11 THEN 'deferred' WHEN 23 THEN 'withdrawn' ELSE 'active' END"
    said = {
        "id": f"{PERSON} + n",
        "cohort": f"{COHORT} + n / {EACH}",
        "participant": f"{PERSON} + n",
        "school": school,
        "route": "CASE WHEN n % 10 = 3 THEN 'online' ELSE 'blended' END",
        "state": state,
        "enrolled_at": lot.moment(days=-360),
    }
    lay(Enrolment, said, everybody)
    by, manager = {"by": str(lot.cast.programme_manager.person_id)}, "e.id"
    steps = (("", "offered", 360), ("accept", "accepted", 355), ("start", "active", 350))
    for event, reached, ago in steps:
        step = {"event": f"'{event}'", "state": f"'{reached}'", "at": lot.moment(days=-ago)}
        lay(EnrolmentStep, {"enrolment": manager, **step, **by}, lot.people)
    for event, reached in (("defer", "deferred"), ("withdraw", "withdrawn")):
        step = {"event": f"'{event}'", "state": f"'{reached}'", "reason": "'other'", "at": lot.moment(days=-9)}
        lay(EnrolmentStep, {"enrolment": manager, **step, **by}, f"{lot.people} AND e.state = '{reached}'")
    beside = {"person": f"{SPONSOR} + (e.id - {PERSON}) / {OF_A_SCHOOL}", "role": "'sponsor'"}
    active = f"{lot.people} AND e.state <> 'withdrawn'"
    lay(Companion, {"enrolment": "e.id", "began_at": lot.moment(days=-350), **beside}, active)


def _sessions(lot: Lot) -> None:
    """One session for every live component, all but two of them over and with a register. The last but one is over
    without one in every seventh cohort, and still ahead in the others."""
    mine = f"{table(Cohort)} c WHERE c.id >= {COHORT + lot.cohorts.start} AND c.id < {COHORT + lot.cohorts.stop}"
    over, ahead = lot.moment(hours=-5), lot.moment(days=3)
    when = [lot.moment(days=-300 + 18 * n) for n in range(len(lot.sixty.taken))]
    when += [f"CASE WHEN c.id % 7 = 0 THEN {over} ELSE {ahead} END", lot.moment(days=20)]
    for component, begins in zip((*lot.sixty.taken, *lot.sixty.open), when, strict=True):
        said = {
            "cohort": "c.id",
            "component": str(component),
            "starts_at": begins,
            "ends_at": f"{begins} + INTERVAL '2 hours'",
            "venue": "c.venue",
            "facilitator": f"{LEADS} + c.id - {COHORT}",
        }
        lay(Session, said, mine)
    known = f"{table(Session)} s JOIN {mine.replace(' WHERE', ' ON c.id = s.cohort_id WHERE')}"
    taken = f"{known} AND s.component_id IN ({_listed(lot.sixty.taken)})"
    lay(
        RegisterTaking,
        {"session": "s.id", "key": "gen_random_uuid()", "by": "s.facilitator_id", "at": "s.ends_at"},
        taken,
    )


def _ledger(lot: Lot) -> None:
    """A mark and what it credits for every session that is over, and one credit for each of the rest."""
    on = "(e.route = 'blended' AND k.is_blended OR e.route = 'online' AND k.is_online)"
    for component in lot.sixty.taken:
        asked = lot.people.replace(
            " WHERE",
            f" JOIN {table(Session)} s ON s.cohort_id = c.id AND s.component_id = {component}"
            f" JOIN {table(Component)} k ON k.id = s.component_id WHERE",
        )
        mark = {"mark": "'present'", "by": "s.facilitator_id", "at": "s.ends_at"}
        lay(RegisterEntry, {"session": "s.id", "enrolment": "e.id", **mark}, f"{asked} AND {on}")
    marked = lot.people.replace(
        " WHERE",
        f" JOIN {table(RegisterEntry)} r ON r.enrolment_id = e.id JOIN {table(Session)} s ON s.id = r.session_id WHERE",
    )
    whole = {"parts": "1", "out_of": "1", "source": "'register'", "source_ref": "r.ref", "by": "r.by_id", "at": "r.at"}
    lay(Credit, {"enrolment": "e.id", "component": "s.component_id", **whole}, marked)
    for n, component in enumerate(lot.sixty.own):
        half = f"CASE WHEN (e.id * 31 + {n} * 17) % 20 < e.id % 8 THEN 2 ELSE 1 END"
        said = {"parts": "1", "out_of": half, "source": "'unit'", "source_ref": "gen_random_uuid()", "by": "e.id"}
        done = lot.moment(days=-290 + 6 * n)
        lay(Credit, {"enrolment": "e.id", "component": str(component), **said, "at": done}, lot.people)


def _figures(lot: Lot) -> None:
    """The kept figures as the ledger has them, and who is at risk."""
    summed = (
        f"(SELECT r.enrolment_id, sum(k.minutes * r.parts::numeric / r.out_of) AS done FROM {table(Credit)} r"
        f" JOIN {table(Component)} k ON k.id = r.component_id"
        f" WHERE r.enrolment_id >= {PERSON + lot.first} AND r.enrolment_id < {PERSON + lot.last}"
        f" GROUP BY r.enrolment_id) f"
    )
    due = lot.sixty.due
    figure = {
        "enrolment": "f.enrolment_id",
        "millionths": f"floor(1000000 * f.done / {due})",
        "is_met": f"f.done * 100 >= 90 * {due}",
        "credited": "f.done",
        "due": str(due),
        "threshold": "90",
        "measure": "'minutes'",
        "reckoned_at": lot.moment(hours=-6),
    }
    lay(Engagement, figure, summed)
    short = lot.people.replace(" WHERE", f" JOIN {table(Engagement)} g ON g.enrolment_id = e.id WHERE")
    risky = "e.state = 'active' AND g.millionths < 850000"
    risk = {
        "enrolment": "e.id",
        "is_at_risk": risky,
        "reason": f"CASE WHEN {risky} THEN (ARRAY['beyond', 'sessions', 'own_time'])[1 + e.id % 3] ELSE '' END",
        "need": f"CASE WHEN {risky} THEN 1000000 - g.millionths ELSE 0 END",
        "says": f"CASE WHEN {risky} THEN 'Own study goes more slowly than the programme needs.' ELSE '' END",
        "step": f"CASE WHEN {risky} THEN 'Finish the next unit, in about an hour of your own time.' ELSE '' END",
        "reckoned_at": lot.moment(hours=-6),
    }
    lay(Risk, risk, short)


def _kept() -> None:
    """What triggers keep where they fire, and the lay-down went past them."""
    marked = f"EXISTS (SELECT 1 FROM {table(RegisterEntry)} r WHERE r.session_id = s.id)"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table(Session)} s SET is_marked = true WHERE NOT is_marked AND {marked}")
    right_tallies()
    put_tallies_together()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def rest_of(lot: Lot, size: int) -> Lot:
    """The next lot, up to ``size``."""
    return replace(lot, first=lot.last, last=size)


def rows_of_the_ledger() -> int:
    """How many entries there are by now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table(Credit)}")
        return int(cursor.fetchone()[0])
