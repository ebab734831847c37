"""Record of those who mark what they take, what they are trained for, and with whom they have a conflict."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.conflicting import find_conflicts
from goldenthread.assessment.actions.giving_up import held_by
from goldenthread.assessment.models import (
    Allocation,
    MarkerConflict,
    MarkerConflictParty,
    MarkerRecord,
    MarkerTraining,
    Window,
)
from goldenthread.assessment.queries.declared import declared_in, takes_of
from goldenthread.assessment.queries.describing import recorded_marker, windows_to_mark
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.describing import (
    why_not_days,
    why_not_declare,
    why_not_end,
    why_not_take,
    why_not_take_back,
)
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.types.describing import NewConflict, Takes
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.words import ConflictRef, TrainingRef, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.queries.schools import delivery_partners
from goldenthread.people.queries.whereabouts import addresses, known_by
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.catalogue import qualifications


@atomic
def keep_takes(person: UUID, takes: Takes, *, window: UUID | None = None, by: Actor, at: datetime) -> None:
    """Let somebody take so many scripts: of one window, or of every one that has no number of its own. The same once
    more changes nothing; what held before stays in the record. Nobody loses a script by it.

    :raises Refused: if the number makes no sense, or the window needs no markers.
    :raises Allocation.DoesNotExist: if there is no such marker, or not theirs to see.
    """
    seen = recorded_marker(person, by=by)
    refusal = why_not_take(takes)
    if refusal is None and window is not None and window not in dict(windows_to_mark(by=by)):
        refusal = Refusal("no_such_window", "There is nothing of yours to mark in that window.", "Choose another one.")
    if refusal:
        raise Refused(refusal)
    row = Window.objects.get(ref=window) if window else None
    is_same = MarkerRecord.objects.filter(person_id=seen.id, window=row).exists()
    if is_same and takes_of([seen.id], row)[seen.id] == takes:
        return
    MarkerRecord.objects.create(
        person_id=seen.id,
        window=row,
        capacity=takes.capacity,
        phases=sorted(phase.value for phase in takes.phases),
        by_id=by.person_id,
        at=at,
    )
    audit(by=str(by), did="assessment.keep_takes", to=str(seen.ref), at=at, capacity=str(takes.capacity))


@atomic
def record_training(
    person: UUID, qualification: UUID, *, from_on: date, until_on: date | None, by: Actor, at: datetime
) -> TrainingRef:
    """Record that somebody is trained to mark a qualification, from a day on and, if that is known, until another.

    :raises Refused: if this actor may not, the days are none, or there is no such qualification.
    :raises Allocation.DoesNotExist: if there is no such marker, or not theirs to see.
    """
    seen = recorded_marker(person, by=by)
    ids = {card.ref: card.id for card in qualifications(by=by)}
    refusal = why_not_run(by) or why_not_days(from_on, until_on)
    if refusal is None and qualification not in ids:
        refusal = Refusal("no_such_qualification", "There is no such qualification.", "Choose one from the list.")
    if refusal:
        raise Refused(refusal)
    row = MarkerTraining.objects.create(
        person_id=seen.id,
        qualification_id={str(ref): pk for ref, pk in ids.items()}[str(qualification)],
        from_on=from_on,
        until_on=until_on,
        by_id=by.person_id,
        at=at,
    )
    audit(by=str(by), did="assessment.record_training", to=str(seen.ref), at=at, training=str(row.ref))
    return TrainingRef(row.ref)


@atomic
def end_training(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """A training holds no more, from this moment. Drafts are kept; nobody marks on by it.

    :raises Refused: if this actor may not, it was ended already, or nobody says why.
    :raises MarkerTraining.DoesNotExist: if there is none. :raises Allocation.DoesNotExist: if not theirs to see.
    """
    row = MarkerTraining.objects.select_for_update(of=("self",)).select_related("person").get(ref=ref)
    seen = recorded_marker(row.person.ref, by=by)
    refusal = why_not_run(by) or why_not_end(ended=row.ended_at is not None, why=why, what="This training")
    if refusal:
        raise Refused(refusal)
    row.ended_at, row.ended_by_id, row.why_ended = at, by.person_id, why.strip()
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit(by=str(by), did="assessment.end_training", to=str(seen.ref), at=at, training=str(row.ref))


@atomic
def declare_conflict(person: UUID, conflict: NewConflict, *, by: Actor, at: datetime) -> ConflictRef:
    """Declare a conflict of interest of a marker; twice is once. Seats that they have not finished at scripts it is
    about end at once, and those scripts never come back to them. Nobody is told which. What they have finished of such
    scripts stands until somebody decides about it, and no result goes out before.

    :raises Refused: if it is not clear with whom, or there is no reason.
    :raises Allocation.DoesNotExist: if there is no such marker, or not theirs to see.
    """
    seen = recorded_marker(person, by=by)
    refusal = why_not_declare(conflict, own_email=addresses([seen.id])[seen.id])
    partners = {str(each): pk for each, pk, _ in delivery_partners()}
    if refusal is None and conflict.partner is not None and str(conflict.partner) not in partners:
        refusal = Refusal("no_such_partner", "There is no such delivery partner.", "Choose one from the list.")
    if refusal:
        raise Refused(refusal)
    email = conflict.email.lower()
    partner = partners[str(conflict.partner)] if conflict.partner else None
    standing = MarkerConflict.objects.filter(person_id=seen.id, ended_at=None, urn=conflict.urn, partner_id=partner)
    there = (standing.filter(party__email=email) if email else standing.filter(party=None)).first()
    if there is not None:
        return ConflictRef(there.ref)
    row = MarkerConflict.objects.create(
        person_id=seen.id,
        tie=conflict.tie.value,
        urn=conflict.urn,
        partner_id=partner,
        words=conflict.words.strip(),
        by_id=by.person_id,
        at=at,
    )
    if email:
        MarkerConflictParty.objects.create(conflict=row, email=email, known_id=known_by([email]).get(email))
    audit(by=str(by), did="assessment.declare_conflict", to=str(seen.ref), at=at, conflict=str(row.ref))
    # What was declared before was asked for then.
    declared = declared_in(row)
    marker = Marker(seen.id, declared_places=declared.places, declared_people=declared.people)
    find_conflicts(row, marker, at=at)
    if _leave(marker, at=at):
        post(Notice("assessment.seats_given_up", {"person": str(seen.ref)}), at=at)
    return ConflictRef(row.ref)


@atomic
def end_conflict(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """A conflict of interest has ended, for scripts to come. It stays in the record, and no script comes back.

    :raises Refused: if this actor may not, it was ended already, or nobody says why.
    :raises MarkerConflict.DoesNotExist: if there is none. :raises Allocation.DoesNotExist: if not theirs to see.
    """
    row = MarkerConflict.objects.select_for_update(of=("self",)).select_related("person").get(ref=ref)
    seen = recorded_marker(row.person.ref, by=by)
    refusal = why_not_take_back(runs=seen.runs) or why_not_end(
        ended=row.ended_at is not None, why=why, what="This conflict"
    )
    if refusal:
        raise Refused(refusal)
    row.ended_at, row.ended_by_id, row.why_ended = at, by.person_id, why.strip()
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit(by=str(by), did="assessment.end_conflict", to=str(seen.ref), at=at, conflict=str(row.ref))


def _leave(marker: Marker, *, at: datetime) -> int:
    """End the unfinished seats that a declared conflict is about; says how many. Where it leaves nothing of a window
    but what was hidden among it, that ends too: it would be known for what it is."""
    held = held_by(marker.person_id)
    rows = list(held.select_related("script__window", "script__enrolment__cohort"))
    lost = {row.pk for row in rows if why_conflicted(row.script.as_facts(to_judge=True), marker)}
    left = {row.script.window_id for row in rows if row.pk not in lost and not row.is_standard}
    gone = {row.script.window_id for row in rows if row.pk in lost} - left
    lost |= {row.pk for row in rows if row.is_standard and row.script.window_id in gone}
    return Allocation.objects.filter(pk__in=lost).update(ended_at=at, why_ended=WhyEnded.CONFLICT.value)
