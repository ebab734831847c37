"""Give somebody more time in a window, or everybody whom an incident affected, in one act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Incident, OwnTime, Script, Window
from goldenthread.assessment.queries.own_times import entries_of, sitting_of, sittings
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.own_times import preview, why_not_end_time, why_not_give_time
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
    given = entries_of([row.pk], [person.id]).get((row.pk, person.id), ())
    script = Script.objects.filter(window=row, enrolment_id=person.id).first()
    sitting = sitting_of(person, row, script, given)
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
    _refuse(why_not_end_time(row.window.as_facts(), ended=ended, why=why, at=at))
    row.ended_at, row.ended_by_id, row.why_ended = at, by.person_id, why.strip()
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit(by=str(by), did="assessment.end_time", to=str(row.window.ref), at=at, enrolment=str(row.enrolment.ref))
    post(Notice("assessment.time_given", {"time": str(row.ref)}), at=at)


@atomic
def record_incident(window: UUID, new: NewIncident, *, by: Actor, at: datetime) -> IncidentRef:
    """Record a technical incident and give everybody whom it affected the same minutes, all in one act.

    The record names each of them by enrolment with the close before and after, and how many they are.

    :raises Refused: if this actor may not, what is said of it cannot be, or somebody’s time would be over already.
    :raises Window.DoesNotExist: if there is none.
    """
    _refuse(why_not_run(by))
    row = _locked(window, by=by)
    found = preview(new, sittings(row, by=by), shared=row.as_facts(), at=at)
    _refuse(found.why_not)

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


def _locked(window: UUID, *, by: Actor) -> Window:
    """The window, held so that what is given in it is given one after the other."""
    rows = Window.objects.seen_by(by).select_related("cohort__release")
    return rows.select_for_update(of=("self",)).get(ref=window)


def _why_elsewhere(cohort: UUID, window: Window) -> Refusal | None:
    if cohort == window.cohort.ref:
        return None
    return Refusal("not_in_this_window", "They are not on this window’s cohort.", "Choose somebody who is.")


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
