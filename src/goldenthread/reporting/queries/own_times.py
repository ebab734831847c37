"""Whom to write to when their times in a window changed, and what they are now."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.assessment.models import Circumstance, HelpGiven, OwnTime, PutOff, Script, Window, WindowBooking
from goldenthread.assessment.models.scripts import passed_in_others
from goldenthread.assessment.queries.own_times import entries_of
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.types.attempts import PutOffKind
from goldenthread.assessment.types.own_times import DecisionTold, MoveTold, TimesTold
from goldenthread.assessment.types.words import State
from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.types import State as EnrolmentState

_COMES = (EnrolmentState.ACCEPTED.value, EnrolmentState.ACTIVE.value)
_JOINED = ("window__cohort__release__programme", "enrolment__participant", "incident")

_TAKEN_BACK = "More time that everybody affected by an incident had been given was taken back."


def time_to_tell(time: UUID) -> tuple[TimesTold, ...]:
    """Whose time this is and what it is now, in two statements; nobody where they are no longer here."""
    return _told(OwnTime.objects.filter(ref=time).select_related(*_JOINED))


def incident_to_tell(incident: UUID) -> tuple[TimesTold, ...]:
    """Everybody to whom an incident gave time, with what it is now, in two statements."""
    return _told(OwnTime.objects.filter(incident__ref=incident).select_related(*_JOINED).order_by("pk"))


def move_to_tell(window: UUID, *, move: str) -> tuple[MoveTold, ...]:
    """Whom to tell that a window has other times, and what they are for each now; in three statements. It is
    everybody assessed in it: whoever began or booked it and, where it need not be booked, has not passed by another.
    Not those whose assessment was put off."""
    row = Window.objects.select_related("cohort__release__programme", "project").get(ref=window)
    mine = {"enrolment": OuterRef("pk"), "window": row.pk}
    begun = Script.objects.filter(**mine)
    passed = passed_in_others(enrolment=OuterRef("pk"), window=row.pk)
    is_booked = hasattr(row, "project") and row.project.books_until is not None
    comes = Q(Exists(WindowBooking.objects.filter(**mine, ended_at=None))) if is_booked else ~Q(Exists(passed))
    people = Enrolment.objects.filter(Q(Exists(begun)) | comes, cohort=row.cohort_id, state__in=_COMES)
    people = people.filter(~Exists(PutOff.objects.filter(**mine)), participant__is_active=True)
    people = people.annotate(is_in=Exists(begun.exclude(state=State.BEGUN.value)))
    found = list(people.select_related("participant").order_by("pk"))
    given = entries_of([row.pk], [each.pk for each in found])
    owns = {each.pk: own_window_of(row.as_facts(), given.get((row.pk, each.pk), ())) for each in found}
    return tuple(
        MoveTold(
            key=f"{move}:{each.ref}",
            name=each.participant.name,
            address=each.participant.email,
            programme=row.cohort.release.programme.title,
            opens_at=owns[each.pk].opens_at,
            closes_at=owns[each.pk].closes_at,
            has_handed_in=vars(each)["is_in"],
        )
        for each in found
    )


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
    if not who.is_active:
        return None
    return DecisionTold(row.ref, row.enrolment.ref, who.name, who.email, programme.title, window=row.window.ref)


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
