"""Make progress updates, link them, and take a link back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

from goldenthread.assessment.queries.releasing import told_to_supporters
from goldenthread.cohorts.types import STATE_NAMES, State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import ProgressUpdate, ToldAbout
from goldenthread.reporting.queries.composing import composed
from goldenthread.reporting.queries.planning import plan_of
from goldenthread.reporting.queries.subscribing import those_who_want
from goldenthread.reporting.queries.telling import cohort_to_tell, enrolment_to_tell, happening, partner_of, was_told
from goldenthread.reporting.queries.untold import is_told_by_result
from goldenthread.reporting.queries.updates import hash_of, open_updates
from goldenthread.reporting.rules.permitting import why_not_tell
from goldenthread.reporting.rules.telling import is_news
from goldenthread.reporting.types import OPEN_FOR, Cause, Told


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
    made = make_for(row.enrolments, cause=Cause.ON_DEMAND, occasion=str(key), cohort=row.id, by_id=by.person_id, at=at)
    if not made:
        raise Refused(
            Refusal(
                "nobody_to_tell",
                "Nobody who wants regular updates supports anybody on this cohort yet.",
                "Name sponsors or mentors, or the headteachers of the schools.",
            )
        )
    audit(by=str(by), did="reporting.make_updates", to=str(cohort), at=at, updates=str(made))
    return made


@atomic
def update_about_result(enrolment: UUID, *, result: UUID, at: datetime, correction: UUID | None = None) -> int:
    """Tell those who support one person that their result is out, or was corrected; how many they are. Once for each.

    What more is told is the assessment policy's: nothing, the outcome, or that and the feedback over all. Marks and
    feedback by criterion never are: they are the participant's to share.
    """
    row = enrolment_to_tell(enrolment)
    made = make_for(
        [row.id],
        cause=Cause.RESULT,
        occasion=f"result:{result}:{correction}" if correction else f"result:{result}",
        cohort=row.cohort_id,
        by_id=None,
        at=at,
        also=told_to_supporters(result),
    )
    audit(by="jobs", did="reporting.update_about_result", to=str(enrolment), at=at, updates=str(made))
    return made


@atomic
def update_about_event(enrolment: UUID, cause: Cause, *, at: datetime) -> int:
    """Tell those who support one person what has happened to them, where the plan that holds says so; how many.

    Once for each time that it happened. A result that is out has a letter of its own, so of who completes by one
    nothing is told here.
    """
    row = enrolment_to_tell(enrolment)
    if cause not in plan_of(row.cohort_id, at=at).events:
        return 0
    happened = happening(row.id, cause)
    if is_told_by_result(row.id, cause):
        return 0
    if happened is None or not is_news(happened.at, at=at) or was_told(happened.occasion):
        return 0
    made = make_for(
        [row.id],
        cause=cause,
        occasion=happened.occasion,
        cohort=row.cohort_id,
        by_id=None,
        at=at,
        left_since=happened.at if cause is Cause.WITHDRAWN else None,
    )
    audit(by="jobs", did="reporting.update_about_event", to=str(enrolment), at=at, what=cause.value, updates=str(made))
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
    row = ProgressUpdate.objects.seen_by(by).select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_tell(by, partner_id=partner_of(row))
    if refusal:
        raise Refused(refusal)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit(by=str(by), did="reporting.revoke_update", to=str(row.ref), at=at)


@atomic
def close_links(person: UUID, *, at: datetime) -> int:
    """Close the links of somebody's updates that tell of nobody whom they support any more; how many. A second time
    there are none."""
    rows = open_updates(person, at=at)
    ProgressUpdate.objects.filter(pk__in=[row.pk for row in rows], revoked_at=None).update(revoked_at=at)
    for row in rows:
        audit(by="jobs", did="reporting.revoke_update", to=str(row.ref), at=at)
    return len(rows)


def make_for(
    enrolments: Iterable[int],
    *,
    cause: Cause,
    occasion: str,
    by_id: int | None,
    at: datetime,
    cohort: int | None = None,
    partner: int | None = None,
    left_since: datetime | None = None,
    also: Sequence[str] = (),
) -> int:
    """Make an update for each who supports some of these and wants one, in the caller's transaction; how many are told.

    The people are of one ``cohort``, or of several of one ``partner``. A regular update in which everybody has paused
    is not made: there is nothing to follow.
    """
    grouped = composed(enrolments, at=at, left_since=left_since, also=also)
    wanting = those_who_want(grouped, cause=cause, at=at)
    told = {person: about for person, about in grouped.items() if person in wanting and _says_something(cause, about)}
    for person, about in told.items():
        row, is_new = ProgressUpdate.objects.get_or_create(
            occasion=occasion,
            to_id=person,
            defaults={
                "cohort_id": cohort,
                "partner_id": partner,
                "cause": cause.value,
                "made_by_id": by_id,
                "made_at": at,
                "expires_at": at + OPEN_FOR,
            },
        )
        if is_new:
            ToldAbout.objects.bulk_create(
                ToldAbout(update=row, enrolment_id=pk, position=place, told=asdict(one))
                for place, (pk, one) in enumerate(about)
            )
            post(Notice("reporting.update_made", {"update": str(row.ref)}), at=at)
    return len(told)


def _says_something(cause: Cause, about: Sequence[tuple[int, Told]]) -> bool:
    paused = STATE_NAMES[State.DEFERRED]
    return cause is not Cause.SCHEDULED or any(one.state != paused for _, one in about)
