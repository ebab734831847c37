"""Make progress updates, link them, and take a link back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.telling import cohort_to_tell, enrolment_to_tell
from goldenthread.reporting.queries.updates import hash_of, readers_of, told_of
from goldenthread.reporting.rules.permitting import why_not_tell
from goldenthread.reporting.types import OPEN_FOR, Cause


@atomic
def make_updates(cohort: UUID, *, key: UUID, by: Actor, at: datetime) -> int:
    """Tell everybody who supports somebody on a cohort how their people are getting on; how many were told.

    ``key`` came with the page: sent twice, it tells once.

    :raises Refused: if this actor does not run the cohort, or nobody is to be told.
    """
    row = cohort_to_tell(cohort, by=by)
    refusal = why_not_tell(by, partner_id=row.partner_id)
    if refusal:
        raise Refused(refusal)
    made = make_for(row.id, row.enrolments, cause=Cause.ON_DEMAND, occasion=str(key), by_id=by.person_id, at=at)
    if not made:
        raise Refused(
            Refusal(
                "nobody_to_tell",
                "Nobody supports anybody on this cohort yet.",
                "Name sponsors or mentors, or the headteachers of the schools.",
            )
        )
    audit(by=str(by), did="reporting.make_updates", to=str(cohort), at=at, updates=str(made))
    return made


@atomic
def update_about_result(enrolment: UUID, *, result: UUID, at: datetime) -> int:
    """Tell those who support one person that their result is out; how many they are. Once for each result.

    Marks and feedback are not in the update: they are the participant's to share. That the programme is complete is.
    """
    row = enrolment_to_tell(enrolment)
    made = make_for(row.cohort_id, [row.id], cause=Cause.RESULT, occasion=f"result:{result}", by_id=None, at=at)
    audit(by="jobs", did="reporting.update_about_result", to=str(enrolment), at=at, updates=str(made))
    return made


@atomic
def link_of_update(ref: UUID) -> str:
    """The secret part of the link that opens an update: the same each time, known only to whoever holds the key."""
    row = ProgressUpdate.objects.select_for_update().get(ref=ref)
    token = salted_hmac("goldenthread.reporting.updates", str(row.ref), algorithm="sha256").hexdigest()
    if not row.token_hash:
        row.token_hash = hash_of(token)
        row.save(update_fields=["token_hash"])
    return token


@atomic
def update_sent(ref: UUID, *, at: datetime) -> None:
    """Say that an update went out. Saying it twice changes nothing."""
    row = ProgressUpdate.objects.select_for_update().get(ref=ref)
    if row.sent_at is None:
        row.sent_at = at
        row.save(update_fields=["sent_at"])


@atomic
def revoke_update(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Close the link of an update. That it was sent stays in the record; closing it twice changes nothing.

    :raises Refused: if this actor does not run the cohort.
    """
    rows = ProgressUpdate.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",))
    row = rows.get(ref=ref)
    refusal = why_not_tell(by, partner_id=row.cohort.partner_id)
    if refusal:
        raise Refused(refusal)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit(by=str(by), did="reporting.revoke_update", to=str(row.ref), at=at)


def make_for(
    cohort: int, enrolments: Iterable[int], *, cause: Cause, occasion: str, by_id: int | None, at: datetime
) -> int:
    """Make an update for each who supports some of these, in the caller's transaction; how many are told."""
    grouped = readers_of(enrolments, at=at)
    for person, standings in grouped.items():
        row, is_new = ProgressUpdate.objects.get_or_create(
            occasion=occasion,
            to_id=person,
            defaults={
                "cohort_id": cohort,
                "cause": cause.value,
                "told": [asdict(told_of(standing)) for standing in standings],
                "made_by_id": by_id,
                "made_at": at,
                "expires_at": at + OPEN_FOR,
            },
        )
        if is_new:
            post(Notice("reporting.update_made", {"update": str(row.ref)}), at=at)
    return len(grouped)
