"""Whom to write to when their times in a window changed, and what they are now."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.assessment.models import Circumstance, HelpGiven, OwnTime, PutOff, Script
from goldenthread.assessment.queries.own_times import entries_of
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.types.attempts import PutOffKind
from goldenthread.assessment.types.own_times import DecisionTold, TimesTold
from goldenthread.assessment.types.words import State

_JOINED = ("window__cohort__release__programme", "enrolment__participant", "incident")

_TAKEN_BACK = "More time that everybody affected by an incident had been given was taken back."


def time_to_tell(time: UUID) -> tuple[TimesTold, ...]:
    """Whose time this is and what it is now, in two statements; nobody where they are no longer here."""
    return _told(OwnTime.objects.filter(ref=time).select_related(*_JOINED))


def incident_to_tell(incident: UUID) -> tuple[TimesTold, ...]:
    """Everybody to whom an incident gave time, with what it is now, in two statements."""
    return _told(OwnTime.objects.filter(incident__ref=incident).select_related(*_JOINED).order_by("pk"))


def putting_off_to_tell(ref: UUID) -> DecisionTold | None:
    """Whose assessment was put off and what comes next, in one statement; nobody where they are no longer here."""
    rows = PutOff.objects.select_related("window__cohort__release__programme", "enrolment__participant", "to_window")
    row = rows.get(ref=ref)
    who = row.enrolment.participant
    if not who.is_active:
        return None
    return DecisionTold(
        key=row.ref,
        enrolment=row.enrolment.ref,
        name=who.name,
        address=who.email,
        programme=row.window.cohort.release.programme.title,
        is_withdrawn=row.kind == PutOffKind.WITHDRAWN.value,
        opens_at=row.to_window.opens_at if row.to_window else None,
    )


def circumstances_to_tell(ref: UUID) -> DecisionTold | None:
    """Whom to tell that it is decided, in one statement; nobody where they are no longer here."""
    rows = Circumstance.objects.select_related("window__cohort__release__programme", "enrolment__participant")
    row = rows.get(ref=ref)
    who, programme = row.enrolment.participant, row.window.cohort.release.programme
    return DecisionTold(row.ref, row.enrolment.ref, who.name, who.email, programme.title) if who.is_active else None


def help_to_tell(ref: UUID) -> DecisionTold | None:
    """Whom to tell what was agreed for their next attempt, in one statement; nobody where they are no longer here."""
    rows = HelpGiven.objects.select_related(
        "script__window__cohort__release__programme", "script__enrolment__participant"
    )
    row = rows.get(ref=ref)
    who, programme = row.script.enrolment.participant, row.script.window.cohort.release.programme
    if not who.is_active:
        return None
    return DecisionTold(row.ref, row.script.enrolment.ref, who.name, who.email, programme.title, stands=row.state)


def _what(row: OwnTime) -> str:
    """What happened, in words that everybody affected reads; nothing where the time is somebody's own."""
    if row.incident is None:
        return ""
    return row.incident.what if row.ended_at is None else _TAKEN_BACK


def _told(rows: QuerySet[OwnTime]) -> tuple[TimesTold, ...]:
    script = Script.objects.filter(window=OuterRef("window"), enrolment=OuterRef("enrolment"))
    rows = rows.annotate(is_in=Exists(script.filter(state=State.SUBMITTED.value)))
    found = [row for row in rows if row.enrolment.participant.is_active]
    given = entries_of({row.window_id for row in found}, [row.enrolment_id for row in found])
    return tuple(
        TimesTold(
            key=f"{row.ref}:{'given' if row.ended_at is None else 'ended'}",
            name=row.enrolment.participant.name,
            address=row.enrolment.participant.email,
            programme=row.window.cohort.release.programme.title,
            closes_at=own_window_of(row.window.as_facts(), given.get((row.window_id, row.enrolment_id), ())).closes_at,
            minutes=row.minutes,
            what=_what(row),
            has_handed_in=vars(row)["is_in"],
        )
        for row in found
    )
