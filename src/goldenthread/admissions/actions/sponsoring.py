"""Ask sponsors, and take their answers: through a link that works once, or as a manager was told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

from goldenthread.admissions.models import Application, SponsorConfirmation
from goldenthread.admissions.queries.answers import newest_answer, standings
from goldenthread.admissions.rules.deciding import LINK_EXPLAINS, LINK_LASTS, answer_by, why_not_answer, why_not_ask
from goldenthread.admissions.types import Answer, Asked, AskedAbout, ConfirmationRef, SponsorLetter, Standing, State
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.cohorts.types import CohortToFill
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor


@atomic
def ask_sponsors(cohort: UUID, applications: Iterable[UUID] | None = None, *, by: Actor, at: datetime) -> Asked:
    """Ask the sponsors of pending applications: of those named, who have not confirmed; or all who were never asked.

    Each sponsor gets one letter once this transaction is done, with a link for everybody who names them. Asking again
    makes a new link beside the earlier one.

    :raises Refused: if this actor does not run the cohort.
    """
    place, pending = _pending(cohort, by=by)
    stands = standings(row.pk for row in pending)
    if applications is None:
        chosen = [row for row in pending if row.pk not in stands]
    else:
        named = set(applications)
        chosen = [row for row in pending if row.ref in named and _may_ask(row, stands)]
    return _ask(place, chosen, by=by, at=at)


@atomic
def ask_again(cohort: UUID, *, by: Actor, at: datetime) -> Asked:
    """Ask those sponsors once more who were asked and have not answered.

    :raises Refused: if this actor does not run the cohort.
    """
    place, pending = _pending(cohort, by=by)
    stands = standings(row.pk for row in pending)
    silent = [row for row in pending if row.pk in stands and stands[row.pk].answer is Answer.NONE]
    return _ask(place, silent, by=by, at=at)


def _pending(cohort: UUID, *, by: Actor) -> tuple[CohortToFill, list[Application]]:
    place = cohort_to_fill(cohort, by=by)
    if place.why_not_run:
        raise Refused(place.why_not_run)
    rows = Application.objects.filter(cohort_id=place.id, state=State.PENDING.value).order_by("pk")
    return place, list(rows.select_for_update(of=("self",)))


def _may_ask(row: Application, stands: Mapping[int, Standing]) -> bool:
    answer = stands[row.pk].answer if row.pk in stands else None
    return why_not_ask(State(row.state), answer=answer) is None


def _ask(place: CohortToFill, rows: Iterable[Application], *, by: Actor, at: datetime) -> Asked:
    """Make a link for each application and leave one notice for each sponsor, who is asked about all of theirs."""
    made = [SponsorConfirmation(application=row, asked_at=at, expires_at=at + LINK_LASTS) for row in rows]
    first: dict[str, SponsorConfirmation] = {}
    for confirmation in made:
        confirmation.token_hash = _hash(_token(confirmation.ref))
        first.setdefault(confirmation.application.sponsor_email, confirmation)
    SponsorConfirmation.objects.bulk_create(made)
    asked = Asked(sponsors=len(first), participants=len(made))
    audit(by=str(by), did="admissions.ask_sponsors", to=str(place.ref), at=at, asked=str(len(made)))
    for confirmation in first.values():
        post(Notice("admissions.sponsor_asked", {"confirmation": str(confirmation.ref)}), at=at)
    return asked


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
    audit(by=str(by), did="admissions.record_answer", to=str(row.ref), at=at, answer=answer.value)
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
    audit(by=who, did="admissions.answer_by_link", to=str(row.application.ref), at=at, answer=answer.value)
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
    """What the letter with the links needs, for the job that sends it: of everybody asked about in the same breath.

    Links are derived from the house's secret, not kept: asked twice, they are the same links.

    :raises SponsorConfirmation.DoesNotExist: if nobody was asked under this reference.
    """
    row = SponsorConfirmation.objects.select_related("application__cohort__release__programme").get(ref=confirmation)
    application, cohort = row.application, row.application.cohort
    together = SponsorConfirmation.objects.filter(
        application__cohort=cohort, application__sponsor_email=application.sponsor_email, asked_at=row.asked_at
    ).exclude(token_hash="")
    about = together.order_by("application__name", "pk").values_list("application__name", "ref")
    return SponsorLetter(
        confirmation=ConfirmationRef(row.ref),
        to=application.sponsor_email,
        sponsor=application.sponsor_name,
        programme=cohort.release.programme.title,
        cohort=cohort.title,
        about=tuple(AskedAbout(name, _token(ref)) for name, ref in about),
        answer_by=answer_by(row.asked_at.astimezone(LONDON).date(), cohort.starts_on),
    )


def _token(ref: UUID) -> str:
    return salted_hmac("goldenthread.admissions.sponsor", str(ref), algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
