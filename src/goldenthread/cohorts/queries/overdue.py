"""Registers that somebody has still to look after."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from goldenthread.cohorts.models import Enrolment, RegisterClaim, RegisterEntry, Seat, Session
from goldenthread.cohorts.models.cohorts import came_later
from goldenthread.cohorts.types import COMES, OpenRegister, OpenRegisters, SessionRef
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route

MOST = 100


def open_registers(*, by: Actor, at: datetime) -> OpenRegisters:
    """Registers that this actor may see and that wait, the oldest first, at most a hundred of each; in four statements.

    Two different marks for one person; nobody marked; somebody expected without a mark.
    """
    seen = Session.objects.seen_by(by).select_related("component", "cohort__partner", "facilitator")
    over = seen.awaited().filter(ends_at__lte=at).order_by("ends_at", "pk")
    bare = list(over.filter(is_marked=False)[: MOST + 1])
    part = list(over.filter(_has_somebody_without_mark(), is_marked=True)[: MOST + 1])
    claims = RegisterClaim.objects.disputed().filter(session__in=Session.objects.seen_by(by))
    differ: dict[int, int] = dict(claims.values_list("session_id").annotate(Count("enrolment", distinct=True)))
    disputed = list(seen.filter(pk__in=differ).order_by("ends_at", "pk")[: MOST + 1])
    return OpenRegisters(
        disputed=tuple(_row(s, disputed=differ[s.pk]) for s in disputed[:MOST]),
        bare=tuple(_row(s) for s in bare[:MOST]),
        part=tuple(_row(s) for s in part[:MOST]),
        is_cut=max(len(disputed), len(bare), len(part)) > MOST,
    )


def disputed_led(*, by: Actor) -> tuple[OpenRegister, ...]:
    """Registers of sessions that this actor leads in which two sheets differ, the oldest first; in one statement."""
    claims = RegisterClaim.objects.disputed().filter(session__in=Session.objects.facilitated_by(by))
    of_session = ("ref", "component__title", "cohort__title", "cohort__partner__name", "ends_at")
    rows = claims.values_list(*(f"session__{name}" for name in of_session)).annotate(Count("enrolment", distinct=True))
    return tuple(
        OpenRegister(SessionRef(ref), title, cohort, partner, by.name, ends_at, disputed)
        for ref, title, cohort, partner, ends_at, disputed in rows.order_by("session__ends_at", "session_id")
    )


def _has_somebody_without_mark() -> Q:
    """Whether somebody who is expected stands on no entry of the register; wants the sessions of ``awaited()``."""
    taking = [state.value for state in COMES]
    marked = RegisterEntry.objects.filter(session=OuterRef(OuterRef("pk")), enrolment=OuterRef("pk"))
    later = came_later(OuterRef(OuterRef("ends_at")))
    people = Enrolment.objects.filter(
        ~Exists(marked), ~Exists(later), cohort_id=OuterRef("cohort_id"), state__in=taking
    )
    blended = Q(Exists(people.filter(route=Route.BLENDED.value)), component__is_blended=True)
    online = Q(Exists(people.filter(route=Route.ONLINE.value)), component__is_online=True)
    there = RegisterEntry.objects.filter(session=OuterRef("session_id"), enrolment=OuterRef("enrolment_id"))
    seated = Seat.objects.held().filter(session_id=OuterRef("pk"), enrolment__state__in=taking)
    unmarked = Exists(seated.filter(~Exists(there)))
    return Q(by_place=False) & (blended | online) | Q(by_place=True) & Q(unmarked)


def _row(row: Session, *, disputed: int = 0) -> OpenRegister:
    return OpenRegister(
        session=SessionRef(row.ref),
        title=row.component.title,
        cohort=row.cohort.title,
        partner=row.cohort.partner.name,
        facilitator=row.facilitator.name if row.facilitator else "",
        ended_at=row.ends_at,
        disputed=disputed,
    )
