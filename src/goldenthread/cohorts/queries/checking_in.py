"""Check-ins: what the screen in the room shows, and what somebody sees who may check in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.cohorts.models import CheckIn, RegisterClaim, Session
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.rules.checking_in import changes_at, code_at, why_not_open
from goldenthread.cohorts.rules.permitting import why_not_take
from goldenthread.cohorts.types import CheckInPage, ClaimLine, ClaimSource, OwnCheckIn, SessionRef
from goldenthread.people.types import Actor


def check_in_page(ref: UUID, *, by: Actor, at: datetime) -> CheckInPage:
    """The check-in of a session for whoever takes its register, in five statements.

    :raises Session.DoesNotExist: if there is no such session, or its register is not for this actor to take.
    """
    row = Session.objects.seen_by(by).select_related("component", "cohort").get(ref=ref)
    if why_not_take(by, partner_id=row.cohort.partner_id, facilitator_id=row.facilitator_id, others=row.beside_ids()):
        raise Session.DoesNotExist
    opened = row.check_ins.filter(closed_at=None, closes_at__gt=at).select_related("opened_by").first()
    return CheckInPage(
        session=SessionRef(row.ref),
        title=row.component.title,
        cohort=row.cohort.title,
        starts_at=row.starts_at,
        line=opened.as_line() if opened else None,
        code=code_at(opened.secret, at) if opened else "",
        changes_at=changes_at(at),
        arrived=row.claims.filter(source=ClaimSource.SELF.value).count(),
        expected=expected_at(row).count(),
        why_not=why_not_open(starts_at=row.starts_at, ends_at=row.ends_at, at=at),
    )


def own_check_in(ref: UUID, *, by: Actor, at: datetime) -> OwnCheckIn:
    """Whether somebody can check in at a session now, and how they did; in two statements."""
    claims = RegisterClaim.objects.filter(
        session__ref=ref, enrolment__participant_id=by.person_id, source=ClaimSource.SELF.value
    )
    claim = claims.select_related("by", "taking", "choice__by").first()
    is_open = open_for(by.person_id, at=at).filter(session__ref=ref).exists()
    line: ClaimLine | None = claim.as_line() if claim else None
    return OwnCheckIn(is_open=is_open, line=line)


def open_for(person: int, *, at: datetime) -> QuerySet[CheckIn]:
    """The check-ins that are open now, at the sessions to which somebody comes."""
    rows = CheckIn.objects.filter(
        closed_at=None, closes_at__gt=at, session__in=Session.objects.attended_by(person).values("pk")
    )
    return rows.select_related("session__component", "session__cohort").order_by("pk")
