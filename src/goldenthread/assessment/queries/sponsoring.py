"""What somebody who was asked to comment sees, and what the letter to them needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils.crypto import salted_hmac

from goldenthread.assessment.models import LatePiece, ScriptVersion, SponsorAsk, VersionPiece
from goldenthread.assessment.models.own_times import entries_in, listed_times
from goldenthread.assessment.queries.facts import late_days_of
from goldenthread.assessment.rules.late import added_to_until
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.rules.sponsoring import why_not_by_link
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.projects import CommentLine
from goldenthread.assessment.types.sponsoring import CommentsSigned, SponsorAsked, SponsorPage, ToComment
from goldenthread.assessment.types.words import State
from goldenthread.ground.models.listing import Listed
from goldenthread.ground.types import Refused
from goldenthread.people.queries.whereabouts import addresses
from goldenthread.people.types import Actor

_JOINED = (
    "script__window__cohort__release__programme",
    "script__enrolment__participant",
    "script__enrolment__cohort__release__programme",
)


def token_of(ref: UUID) -> str:
    """The secret part of a sponsor's link: the same each time, known only to whoever holds the house's key."""
    return salted_hmac("goldenthread.assessment.sponsor", str(ref), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_asks(*, at: datetime, **which: object) -> list[SponsorAsk]:
    """Those who are asked now, oldest first: until the window closes for whoever asked, for as long as they may still
    offer late what they missed, and while nobody marks.

    ``which`` narrows it, as a filter does. One statement, and one more where a window was missed.
    """
    states = [State.BEGUN.value, State.SUBMITTED.value]
    rows = SponsorAsk.objects.filter(ended_at=None, script__state__in=states, **which).select_related(*_JOINED)
    times = listed_times(window="script__window_id", enrolment="script__enrolment_id")
    late = Listed(LatePiece.objects.filter(script=OuterRef("script")), state="state")
    named = list(rows.annotate(said=Count("comments"), times=times, late=late).order_by("pk"))
    for each in named:
        vars(each)["closes"] = own_window_of(each.script.window.as_facts(), entries_in(vars(each)["times"])).closes_at
    _add_late(each for each in named if _closes(each) <= at)
    return [each for each in named if _closes(each) > at]


def _add_late(missed: Iterable[SponsorAsk]) -> None:
    """Let the links of those who may still offer late what they missed open until then; in one statement, or none."""
    rows = [each for each in missed if each.script.state == State.BEGUN.value]
    days = late_days_of(each.script.window for each in rows)
    for row in rows:
        before = {LateState(each["state"]) for each in vars(row)["late"]}
        vars(row)["closes"] = added_to_until(_closes(row), days=days[row.script.window_id], before=before)


def _closes(row: SponsorAsk) -> datetime:
    """Until when whoever asked may add to their project; wants what :func:`open_asks` fetches."""
    found: datetime = vars(row)["closes"]
    return found


def open_ask(token: str, *, at: datetime) -> SponsorAsk | None:
    """Whoever this link is for, while it opens. Withdrawn, expired and unknown links are alike."""
    return next(iter(open_asks(at=at, token_hash=hash_of(token))), None)


def waits_late(token: str) -> bool:
    """Whether the project behind a link was offered late and waits for a decision: nothing is added to it meanwhile."""
    return _waits_late(token_hash=hash_of(token))


def waits_late_for(ask: UUID, *, by: Actor) -> bool:
    """The same where somebody who is signed in was asked, by their own address."""
    return _waits_late(ref=ask, email=_address(by))


def _waits_late(**which: object) -> bool:
    waits = LatePiece.objects.filter(script=OuterRef("script"), state=LateState.OFFERED.value)
    return SponsorAsk.objects.filter(Exists(waits), ended_at=None, **which).exists()


def asked_of(by: Actor, *, at: datetime) -> list[SponsorAsk]:
    """Where somebody who is signed in was asked, by their own address."""
    asked = open_asks(at=at, email=_address(by))
    # Whoever took the address that they had given as their sponsor's is not their own sponsor.
    return [each for each in asked if each.script.enrolment.participant_id != by.person_id]


def _address(by: Actor) -> str:
    return addresses([by.person_id]).get(by.person_id, "").lower()


def own_ask(ask: UUID, *, by: Actor, at: datetime) -> SponsorAsk:
    """Where they were asked. :raises SponsorAsk.DoesNotExist: if they were not, or the window has closed."""
    found = next((each for each in asked_of(by, at=at) if each.ref == ask), None)
    if found is None:
        raise SponsorAsk.DoesNotExist
    return found


def page_by_link(token: str, *, by: Actor | None, at: datetime) -> SponsorPage | None:
    """The page behind a link, or nothing; in four statements. ``by``: whoever is signed in where it is opened.

    :raises Refused: if that is whoever asked for the comments.
    """
    row = open_ask(token, at=at)
    if row is None:
        return None
    refusal = why_not_by_link(is_own=is_own(row, by=by))
    if refusal:
        raise Refused(refusal)
    return _page(row)


def is_own(row: SponsorAsk, *, by: Actor | None) -> bool:
    """Whether somebody asked for these comments themselves."""
    return by is not None and row.script.enrolment.participant_id == by.person_id


def page_signed_in(ask: UUID, *, by: Actor, at: datetime) -> SponsorPage:
    """The same, signed in. :raises SponsorAsk.DoesNotExist: if they were not asked, or the window has closed."""
    return _page(own_ask(ask, by=by, at=at))


def to_comment(*, by: Actor, at: datetime) -> tuple[ToComment, ...]:
    """The projects on which somebody was asked to comment, those without a comment first; in two statements."""
    rows = sorted(asked_of(by, at=at), key=lambda row: (vars(row)["said"], _closes(row)))
    return tuple(
        ToComment(row.ref, row.script.enrolment.participant.name, bool(vars(row)["said"]), _closes(row)) for row in rows
    )


def sponsor_letter(ask: UUID, *, letter: int, at: datetime) -> SponsorAsked | None:
    """What the letter needs, or nothing where they are asked no longer."""
    row = next(iter(open_asks(at=at, ref=ask)), None)
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
        closes_at=_closes(row),
        token=token_of(row.ref),
    )


def comments_signed(script: UUID, *, at: datetime) -> CommentsSigned | None:
    """Whom to tell that their sponsor has signed, in three statements; nobody where that no longer stands, or they are
    no longer here."""
    rows = SponsorAsk.objects.filter(script__ref=script, ended_at=None, comments__isnull=False)
    row = rows.select_related("script__enrolment__participant").distinct().first()
    if row is None or not row.script.enrolment.participant.is_active:
        return None
    who = row.script.enrolment.participant
    number, (handed_in_at, went_with) = row.comments.count(), _handed_in(row)
    asked = next(iter(open_asks(at=at, pk=row.pk)), None) if handed_in_at and number != went_with else None
    closes_at = _closes(asked) if asked is not None else None
    return CommentsSigned(row.ref, row.script.ref, who.email, who.name, row.name, number, closes_at)


def _handed_in(row: SponsorAsk) -> tuple[datetime | None, int]:
    """When the project was handed in last, and which of this sponsor's comments went with it, 0 for none; in one
    statement."""
    own = VersionPiece.objects.filter(version=OuterRef("pk"), comment__ask=row).values("comment__number")
    versions = ScriptVersion.objects.filter(script=row.script_id).annotate(went_with=Subquery(own[:1]))
    last = versions.order_by("-number").values_list("submitted_at", "went_with").first()
    return (last[0], last[1] or 0) if last else (None, 0)


def _page(row: SponsorAsk) -> SponsorPage:
    enrolment, (handed_in_at, went_with) = row.script.enrolment, _handed_in(row)
    return SponsorPage(
        ref=row.ref,
        participant=enrolment.participant.name,
        programme=enrolment.cohort.release.programme.title,
        sponsor=row.name,
        projects=tuple(each.as_details() for each in row.script.projects.order_by("number")),
        versions=tuple(
            CommentLine(each.ref, each.number, each.text, each.name, each.signed_at)
            for each in row.comments.order_by("-number")
        ),
        closes_at=_closes(row),
        handed_in_at=handed_in_at,
        went_with=went_with,
    )
