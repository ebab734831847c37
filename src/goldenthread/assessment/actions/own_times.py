"""Give somebody more time in a window, or everybody whom an incident affected, in one act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Incident, OwnTime, Script, Window
from goldenthread.assessment.queries.own_times import (
    entries_of,
    incident_held,
    looked_at,
    part_in,
    sitting_of,
    sittings,
)
from goldenthread.assessment.rules.briefing import why_not_for, why_not_run
from goldenthread.assessment.rules.own_times import (
    why_not_confirm,
    why_not_end_time,
    why_not_give_time,
    why_not_take_incident_back,
)
from goldenthread.assessment.types.own_times import IncidentRef, NewIncident, NewTime, OwnTimeRef, TimeKind
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def give_time(window: UUID, enrolment: UUID, new: NewTime, *, by: Actor, at: datetime) -> OwnTimeRef:
    """Give one person more time in a window. It adds to what they have; the reason is not in the record.

    :raises Refused: if this actor may not, no reason is given, or the time would be of no use.
    :raises Window.DoesNotExist: if there is none. :raises Enrolment.DoesNotExist: if they are not of its cohort.
    """
    _refuse(why_not_run(by))
    row = _locked(window, by=by)
    person = enrolment_seen(enrolment, by=by)
    _refuse(why_not_for(person.participant_id, by))
    given = entries_of([row.pk], [person.id]).get((row.pk, person.id), ())
    script = Script.objects.filter(window=row, enrolment_id=person.id).first()
    sitting = sitting_of(person, row, script, given, part_in(row, [person.id]))
    _refuse(
        _why_elsewhere(person.cohort, row) or why_not_give_time(new, sitting, shared=row.as_facts(), given=given, at=at)
    )

    entry = new.entry
    made = OwnTime.objects.create(
        window=row,
        enrolment_id=person.id,
        kind=(TimeKind.LATER_CLOSE if entry.closes_at else TimeKind.EXTRA_MINUTES).value,
        minutes=0 if entry.closes_at else entry.minutes,
        closes_at=entry.closes_at,
        why=new.why.strip(),
        by_id=by.person_id,
        at=at,
    )
    said = {"until": entry.closes_at.isoformat()} if entry.closes_at else {"minutes": str(entry.minutes)}
    audit(by=str(by), did="assessment.give_time", to=str(row.ref), at=at, enrolment=str(person.ref), **said)
    post(Notice("assessment.time_given", {"time": str(made.ref)}), at=at)
    return OwnTimeRef(made.ref)


@atomic
def end_time(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Take a time back before its window opens. It stays on the page, as ended.

    :raises Refused: if this actor may not, the window has opened, it was taken back already, or nobody says why.
    :raises OwnTime.DoesNotExist: if there is none.
    """
    _refuse(why_not_run(by))
    row = OwnTime.objects.select_for_update(of=("self",)).select_related("window", "enrolment").get(ref=ref)
    ended = row.ended_at is not None
    _refuse(why_not_for(row.enrolment.participant_id, by))
    _refuse(why_not_end_time(row.window.as_facts(), ended=ended, why=why, at=at))
    row.ended_at, row.ended_by_id, row.why_ended = at, by.person_id, why.strip()
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit(by=str(by), did="assessment.end_time", to=str(row.window.ref), at=at, enrolment=str(row.enrolment.ref))
    post(Notice("assessment.time_given", {"time": str(row.ref)}), at=at)


@atomic
def record_incident(window: UUID, new: NewIncident, *, by: Actor, at: datetime, seen: str | None = None) -> IncidentRef:
    """Record a technical incident and give everybody whom it affected the same minutes, all in one act.

    The record names each of them by enrolment with the close before and after, and how many they are. ``seen`` is the
    key of what was shown beforehand. The same act a second time, by the same person, is the first.

    :raises Refused: if this actor may not, what is said of it cannot be, somebody’s time would be over already, or it
        does something else than what was shown.
    :raises Window.DoesNotExist: if there is none.
    """
    _refuse(why_not_run(by))
    row = _locked(window, by=by)
    found, same = looked_at(row, new, by=by, at=at)
    if same is not None and same.by_id == by.person_id:
        return IncidentRef(same.ref)
    _refuse(why_not_confirm(found, seen=seen))

    made = Incident.objects.create(
        window=row,
        what=new.what.strip(),
        began_at=new.began_at,
        ended_at=new.ended_at,
        affected=new.affected.value,
        minutes=new.minutes,
        by_id=by.person_id,
        at=at,
    )
    OwnTime.objects.bulk_create(
        OwnTime(
            window=row,
            enrolment_id=each.enrolment_id,
            kind=TimeKind.EXTRA_MINUTES.value,
            minutes=new.minutes,
            incident=made,
            by_id=by.person_id,
            at=at,
        )
        for each in found.gains
    )
    effect = ", ".join(f"{e.enrolment}: {e.before:%Y-%m-%dT%H:%M}Z to {e.after:%Y-%m-%dT%H:%M}Z" for e in found.gains)
    audit(
        by=str(by),
        did="assessment.record_incident",
        to=str(row.ref),
        at=at,
        incident=str(made.ref),
        minutes=str(new.minutes),
        people=str(len(found.gains)),
        effect=effect,
    )
    post(Notice("assessment.incident_recorded", {"incident": str(made.ref)}), at=at)
    return IncidentRef(made.ref)


@atomic
def take_incident_back(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Take the time that an incident gave back from everybody who has it. The incident stays on the page, as ended.

    :raises Refused: if this actor may not, it was taken back, somebody handed in by it or works in it, or nobody says
        why. :raises Incident.DoesNotExist: if there is none.
    """
    _refuse(why_not_run(by))
    made = Incident.objects.filter(window__in=Window.objects.seen_by(by)).select_related("window").get(ref=ref)
    row = _locked(made.window.ref, by=by)
    times = list(OwnTime.objects.filter(window=row, ended_at=None).order_by("pk"))
    held = incident_held(sittings(row, by=by), times, made.pk, row)
    _refuse(why_not_take_incident_back(held, why=why, at=at))

    theirs = [each for each in times if each.incident_id == made.pk]
    for each in theirs:
        each.ended_at, each.ended_by_id, each.why_ended = at, by.person_id, why.strip()
        post(Notice("assessment.time_given", {"time": str(each.ref)}), at=at)
    OwnTime.objects.bulk_update(theirs, ["ended_at", "ended_by", "why_ended"])
    effect = ", ".join(f"{e.enrolment}: {e.window.closes_at:%Y-%m-%dT%H:%M}Z to {to:%Y-%m-%dT%H:%M}Z" for e, to in held)
    audit(
        by=str(by),
        did="assessment.take_incident_back",
        to=str(row.ref),
        at=at,
        incident=str(made.ref),
        people=str(len(theirs)),
        effect=effect,
    )


def _locked(window: UUID, *, by: Actor) -> Window:
    """The window, held so that what is given in it is given one after the other."""
    rows = Window.objects.seen_by(by).select_related("cohort__release", "project")
    return rows.select_for_update(of=("self",)).get(ref=window)


def _why_elsewhere(cohort: UUID, window: Window) -> Refusal | None:
    if cohort == window.cohort.ref:
        return None
    return Refusal("not_in_this_window", "They are not on this window’s cohort.", "Choose somebody who is.")


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
