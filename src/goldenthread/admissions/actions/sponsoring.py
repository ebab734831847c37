"""Ask sponsors, and take their answers: through a link that works once, or as a manager was told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

from goldenthread.admissions.models import Application, SponsorConfirmation
from goldenthread.admissions.queries.answers import newest_answer, newest_answers
from goldenthread.admissions.rules.deciding import LINK_EXPLAINS, LINK_LASTS, why_not_answer, why_not_ask
from goldenthread.admissions.types import Answer, ConfirmationRef, SponsorLetter, State
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def ask_sponsors(cohort: UUID, applications: Iterable[UUID] | None = None, *, by: Actor, at: datetime) -> int:
    """Ask the sponsors of pending applications who have not confirmed: those named, or all; says how many are asked.

    Each gets a link by e-mail once this transaction is done. Asking again makes a new link beside the earlier one.

    :raises Refused: if this actor does not run the cohort.
    """
    place = cohort_to_fill(cohort, by=by)
    if place.why_not_run:
        raise Refused(place.why_not_run)
    rows = Application.objects.filter(cohort_id=place.id, state=State.PENDING.value)
    if applications is not None:
        rows = rows.filter(ref__in=list(applications))
    pending = list(rows.select_for_update(of=("self",)))
    answers = newest_answers(row.pk for row in pending)
    asked = [
        SponsorConfirmation(application=row, asked_at=at, expires_at=at + LINK_LASTS)
        for row in pending
        if why_not_ask(State(row.state), answer=answers.get(row.pk)) is None
    ]

    for confirmation in asked:
        confirmation.token_hash = _hash(_token(confirmation.ref))
    SponsorConfirmation.objects.bulk_create(asked)
    for confirmation in asked:
        post(Notice("admissions.sponsor_asked", {"confirmation": str(confirmation.ref)}), at=at)
    audit(by=str(by), did="admissions.ask_sponsors", to=str(place.ref), at=at, asked=str(len(asked)))
    return len(asked)


@atomic
def record_answer(application: UUID, answer: Answer, *, why: str, by: Actor, at: datetime) -> None:
    """Enter what a sponsor told a manager, with where or how they said it.

    :raises Refused: if the application is decided, confirmed already, or this actor does not run the cohort.
    """
    row = Application.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",)).get(ref=application)
    refusal = cohort_to_fill(row.cohort.ref, by=by).why_not_run or why_not_ask(
        State(row.state), answer=newest_answer(row.pk)
    )
    if refusal:
        raise Refused(refusal)

    SponsorConfirmation.objects.create(
        application=row,
        asked_at=at,
        expires_at=at,
        answer=answer.value,
        answered_at=at,
        by_id=by.person_id,
        why=why.strip(),
    )
    audit(by=str(by), did="admissions.record_answer", to=str(row.ref), at=at, why=why, answer=answer.value)
    post(Notice("admissions.sponsor_answered", {"application": str(row.ref)}), at=at)


@atomic
def answer_by_link(token: str, answer: Answer, *, why: str = "", at: datetime) -> None:
    """A sponsor answers through their link, which then is spent.

    :raises SponsorConfirmation.DoesNotExist: if there is no such link.
    :raises Refused: if it was used before, is too old, or the application has been decided.
    """
    row = (
        SponsorConfirmation.objects.select_related("application")
        .select_for_update(of=("self",))
        .get(token_hash=_hash(token))
    )
    refusal = why_not_answer(State(row.application.state), answer=Answer(row.answer), expires_at=row.expires_at, at=at)
    if refusal:
        raise Refused(refusal)

    row.answer, row.answered_at, row.why = answer.value, at, why.strip()
    row.save(update_fields=["answer", "answered_at", "why"])
    who = f"sponsor link {str(row.ref)[:8]}"
    audit(by=who, did="admissions.answer_by_link", to=str(row.application.ref), at=at, why=why, answer=answer.value)
    post(Notice("admissions.sponsor_answered", {"application": str(row.application.ref)}), at=at)


@atomic
def close_expired_links(*, at: datetime) -> int:
    """Forget links that ran out a month ago, whose page has explained itself for long enough; how many."""
    rows = SponsorConfirmation.objects.filter(expires_at__lt=at - LINK_EXPLAINS).exclude(token_hash="")
    closed = rows.update(token_hash="")
    if closed:
        audit(by="clock", did="admissions.close_expired_links", to="sponsors", at=at, closed=str(closed))
    return closed


def letter_for(confirmation: UUID) -> SponsorLetter:
    """What the letter with the link needs, for the job that sends it.

    The link is derived from the house's secret, not kept: asked twice, it is the same link.

    :raises SponsorConfirmation.DoesNotExist: if nobody was asked under this reference.
    """
    row = SponsorConfirmation.objects.select_related("application__cohort__release__programme").get(ref=confirmation)
    application, cohort = row.application, row.application.cohort
    return SponsorLetter(
        confirmation=ConfirmationRef(row.ref),
        to=application.sponsor_email,
        sponsor=application.sponsor_name,
        participant=application.name,
        programme=cohort.release.programme.title,
        cohort=cohort.title,
        token=_token(row.ref),
        until=row.expires_at,
    )


def _token(ref: UUID) -> str:
    return salted_hmac("goldenthread.admissions.sponsor", str(ref), algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
