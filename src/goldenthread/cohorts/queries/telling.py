"""What letters about sessions and steps say, and to whom, when they go out."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from goldenthread.cohorts.models import Enrolment, RemovedSession, Seat, Session
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.queries.transferring import transfers_of
from goldenthread.cohorts.types import EnrolmentNews, EnrolmentRef, State
from goldenthread.cohorts.types.timetables import SessionLetter, SessionNews
from goldenthread.ground.types.days import LONDON
from goldenthread.people.queries.reaching import who_wear
from goldenthread.people.types import Duty

_COMES = [State.ACCEPTED.value, State.ACTIVE.value]


def news_of_move(ref: UUID, *, sequence: int, at: datetime) -> SessionNews | None:
    """Whom to tell that a session is at another time or place now: those who come and those who facilitate it still.

    ``None`` where it is over, was taken out, or has changed again since: then the newer notice tells. In four
    statements.
    """
    rows = Session.objects.select_related("component", "cohort", "facilitator").prefetch_related("beside__person")
    row = rows.filter(ref=ref, sequence=sequence, ends_at__gt=at).first()
    if row is None:
        return None
    coming = expected_at(row).filter(state__in=_COMES, participant__is_active=True).select_related("participant")
    lead = [row.facilitator] if row.facilitator else []
    now = who_wear(Duty.FACILITATOR, home_id=row.cohort.partner_id)
    facilitators = [one for one in (*lead, *(other.person for other in row.beside.all())) if one.pk in now]
    letters = [
        *(SessionLetter(p.participant.ref, p.participant.email, p.participant.name, leads=False) for p in coming),
        *(SessionLetter(p.ref, p.email, p.name, leads=True) for p in facilitators),
    ]
    return _news(row, tuple(letters), number=row.sequence)


def news_of_removal(ref: UUID, *, at: datetime) -> SessionNews | None:
    """Whom to tell that a session was taken out, each with what they come to instead; ``None`` where it would be over
    by now. In at most four statements."""
    gone = RemovedSession.objects.filter(ref=ref, ends_at__gt=at).select_related("component", "cohort").first()
    if gone is None:
        return None
    people = [told.person for told in gone.told.select_related("person") if told.person.is_active]
    seats = Seat.objects.filter(component_id=gone.component_id, session__cohort_id=gone.cohort_id)
    instead: dict[int, str] = {}
    for seat in seats.select_related("session", "enrolment").order_by("-is_waiting"):
        when = f"{seat.session.starts_at.astimezone(LONDON):%-d %B %Y at %H:%M}"
        instead[seat.enrolment.participant_id] = (
            f"You are on the waiting list of the session on {when}."
            if seat.is_waiting
            else f"You have a place at the session on {when}."
        )
    enrolled = set(
        Enrolment.objects.filter(cohort_id=gone.cohort_id, state__in=_COMES).values_list("participant_id", flat=True)
    )
    return SessionNews(
        ref=gone.ref,
        title=gone.component.title,
        cohort=gone.cohort.title,
        starts_at=gone.starts_at,
        ends_at=gone.ends_at,
        place="",
        link="",
        letters=tuple(
            SessionLetter(p.ref, p.email, p.name, p.pk not in enrolled, instead.get(p.pk, "")) for p in people
        ),
        number=gone.sequence,
    )


def news_of_seat(session: UUID, enrolment: UUID, *, at: datetime) -> SessionNews | None:
    """That somebody has a place at a session now; ``None`` where they have lost it since, or it has begun. In one
    statement."""
    seat = (
        Seat.objects.held()
        .filter(session__ref=session, enrolment__ref=enrolment, session__starts_at__gt=at)
        .filter(enrolment__participant__is_active=True)
        .select_related("session__component", "session__cohort", "enrolment__participant")
        .first()
    )
    if seat is None:
        return None
    who = seat.enrolment.participant
    return _news(seat.session, (SessionLetter(who.ref, who.email, who.name, leads=False),), number=seat.pk)


def news_of_step(enrolment: UUID) -> EnrolmentNews | None:
    """What the newest step of an enrolment is to its participant; ``None`` where they are not to be written to. In two
    statements."""
    row = _enrolled(enrolment)
    if row is None:
        return None
    step = row.steps.latest("pk")
    days = (("From", step.since), ("Expected back", step.returns_on))
    return _of_enrolment(row, what=step.event, number=step.pk, days=tuple((n, day) for n, day in days if day))


def news_of_transfer(enrolment: UUID) -> EnrolmentNews | None:
    """What the newest transfer of an enrolment is to its participant; ``None`` where they are not to be written to. In
    two statements."""
    row = _enrolled(enrolment)
    if row is None:
        return None
    told = transfers_of(row)
    return _of_enrolment(row, what="transfer", number=len(told), says=told[-1].says)


def _enrolled(enrolment: UUID) -> Enrolment | None:
    rows = Enrolment.objects.select_related("participant", "cohort__partner", "cohort__release__programme")
    return rows.filter(ref=enrolment, participant__is_active=True).first()


def _of_enrolment(
    row: Enrolment, *, what: str, number: int, days: tuple[tuple[str, date], ...] = (), says: str = ""
) -> EnrolmentNews:
    who = row.participant
    return EnrolmentNews(
        enrolment=EnrolmentRef(row.ref),
        what=what,
        number=number,
        address=who.email,
        name=who.name,
        programme=row.cohort.release.programme.title,
        cohort=row.cohort.title,
        partner=row.cohort.partner.name,
        days=days,
        says=says,
    )


def _news(row: Session, letters: tuple[SessionLetter, ...], *, number: int) -> SessionNews:
    return SessionNews(
        ref=row.ref,
        title=row.component.title,
        cohort=row.cohort.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=", ".join(part for part in (row.room, row.venue) if part),
        link=row.online_link,
        letters=letters,
        number=number,
    )
