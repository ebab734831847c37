"""What somebody who was asked to comment sees, and what the letter to them needs."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.crypto import salted_hmac

from goldenthread.assessment.models import SponsorAsk
from goldenthread.assessment.types.projects import CommentLine
from goldenthread.assessment.types.sponsoring import SponsorAsked, SponsorPage, ToComment
from goldenthread.assessment.types.words import State
from goldenthread.people.queries.whereabouts import addresses
from goldenthread.people.types import Actor

_JOINED = ("script__window", "script__enrolment__participant", "script__enrolment__cohort__release__programme")


def token_of(ref: UUID) -> str:
    """The secret part of a sponsor's link: the same each time, known only to whoever holds the house's key."""
    return salted_hmac("goldenthread.assessment.sponsor", str(ref), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_asks(*, at: datetime) -> QuerySet[SponsorAsk]:
    """Those who are asked now: until the window closes, and while nobody marks."""
    states = [State.BEGUN.value, State.SUBMITTED.value]
    rows = SponsorAsk.objects.filter(ended_at=None, script__window__closes_at__gt=at, script__state__in=states)
    return rows.select_related(*_JOINED)


def open_ask(token: str, *, at: datetime) -> SponsorAsk | None:
    """Whoever this link is for, while it opens. Withdrawn, expired and unknown links are alike."""
    return open_asks(at=at).filter(token_hash=hash_of(token)).first()


def asked_of(by: Actor, *, at: datetime) -> QuerySet[SponsorAsk]:
    """Where somebody who is signed in was asked, by their own address."""
    return open_asks(at=at).filter(email=addresses([by.person_id]).get(by.person_id, "").lower())


def page_by_link(token: str, *, at: datetime) -> SponsorPage | None:
    """The page behind a link, or nothing; in three statements."""
    row = open_ask(token, at=at)
    return _page(row) if row is not None else None


def page_signed_in(ask: UUID, *, by: Actor, at: datetime) -> SponsorPage:
    """The same, signed in. :raises SponsorAsk.DoesNotExist: if they were not asked, or the window has closed."""
    return _page(asked_of(by, at=at).get(ref=ask))


def to_comment(*, by: Actor, at: datetime) -> tuple[ToComment, ...]:
    """The projects on which somebody was asked to comment, those without a comment first; in two statements."""
    rows = asked_of(by, at=at).annotate(said=Count("comments")).order_by("said", "script__window__closes_at", "pk")
    return tuple(
        ToComment(row.ref, row.script.enrolment.participant.name, bool(vars(row)["said"]), row.script.window.closes_at)
        for row in rows
    )


def sponsor_letter(ask: UUID, *, letter: int, at: datetime) -> SponsorAsked | None:
    """What the letter needs, or nothing where they are asked no longer."""
    row = open_asks(at=at).filter(ref=ask).first()
    if row is None:
        return None
    enrolment = row.script.enrolment
    return SponsorAsked(
        ref=row.ref,
        letter=letter,
        address=row.email,
        name=row.name,
        participant=enrolment.participant.name,
        programme=enrolment.cohort.release.programme.title,
        closes_at=row.script.window.closes_at,
        token=token_of(row.ref),
    )


def _page(row: SponsorAsk) -> SponsorPage:
    said = row.comments.order_by("-number").first()
    enrolment = row.script.enrolment
    return SponsorPage(
        ref=row.ref,
        participant=enrolment.participant.name,
        programme=enrolment.cohort.release.programme.title,
        sponsor=row.name,
        projects=tuple(each.as_details() for each in row.script.projects.order_by("number")),
        comment=CommentLine(said.ref, said.number, said.text, said.name, said.signed_at) if said else None,
        closes_at=row.script.window.closes_at,
    )
