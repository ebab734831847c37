"""Instruments brought in, and reviews under way or over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.coaching.actions.instruments import load_instruments, tie_components
from goldenthread.coaching.actions.rating import send_answers, send_own_part
from goldenthread.coaching.actions.reviewing import ask_raters, begin_review, close_review, name_rater
from goldenthread.coaching.models import Rater, Review
from goldenthread.coaching.queries.instruments import content_of, instruments
from goldenthread.coaching.queries.raters import token_of
from goldenthread.coaching.types.instruments import Instrument, InstrumentRef
from goldenthread.coaching.types.reviews import ReviewRef
from tests.makers.cast import Cast
from tests.makers.coaching import Enrolled
from tests.makers.remembering import remembered

SEVEN, NEEDS, MEETINGS = "seven-behaviours", "needs-analysis", "leading-meetings"
# Whom the participant names: a line manager, three peers and two they lead.
NAMED = (
    ("Lena Manager", "lena@castlehill.example", "line-manager"),
    ("Peter One", "peter@castlehill.example", "peers"),
    ("Paula Two", "paula@castlehill.example", "peers"),
    ("Parvin Three", "parvin@castlehill.example", "peers"),
    ("Lee Four", "lee@castlehill.example", "led"),
    ("Lara Five", "lara@castlehill.example", "led"),
)


def make_instruments(cast: Cast, *, at: datetime) -> Mapping[str, InstrumentRef]:
    """The instruments that come with this version, by short name."""
    remembered(("instruments", at), lambda: load_instruments(by=cast.curriculum_lead, at=at))
    return {line.slug: line.ref for line in instruments()}


def make_tie(cast: Cast, place: Enrolled, instrument: UUID, title: str, *, at: datetime) -> None:
    """A component of the release asks for an instrument."""
    component = place.built.component(title).ref
    tie_components(instrument, place.built.release, [component], by=cast.curriculum_lead, at=at)


def chosen(instrument: Instrument, value: int | None) -> dict[str, str]:
    """The same answer to every question, as a form sends it."""
    return {item.key: "cannot_say" if value is None else str(value) for item in instrument.items}


def make_open_review(
    cast: Cast, place: Enrolled, instrument: UUID, *, at: datetime, named: Sequence[tuple[str, str, str]] = NAMED
) -> ReviewRef:
    """A review for which everybody named has been asked."""
    name = ("open review", place.enrolment, instrument, tuple(named), at)
    return remembered(name, lambda: _make_open_review(cast, place, instrument, named, at))


def _make_open_review(
    cast: Cast, place: Enrolled, instrument: UUID, named: Sequence[tuple[str, str, str]], at: datetime
) -> ReviewRef:
    me = cast.participant
    ref = begin_review(place.enrolment, instrument, by=me, at=at)
    for name, email, group in named:
        name_rater(ref, name=name, email=email, group=group, by=me, at=at)
    ask_raters(ref, by=me, at=at)
    return ref


def content(ref: UUID) -> Instrument:
    """What a review asks."""
    return content_of(Review.objects.select_related("version").get(ref=ref).version)


def tokens(ref: UUID) -> dict[str, str]:
    """The secret part of every rater's link, by their address."""
    return {rater.email: token_of(rater.ref) for rater in Rater.objects.filter(review__ref=ref)}


def answer(
    ref: UUID, email: str, value: int | None, *, at: datetime, comments: Mapping[str, str] | None = None
) -> bool:
    """One rater answers everything alike."""
    return send_answers(tokens(ref)[email], ratings=chosen(content(ref), value), comments=comments or {}, at=at)


def send_own(cast: Cast, ref: UUID, value: int, *, at: datetime) -> None:
    """The participant answers everything alike."""
    send_own_part(ref, ratings=chosen(content(ref), value), comments={}, by=cast.participant, at=at)


def make_closed_review(
    cast: Cast, place: Enrolled, instrument: UUID, *, at: datetime, own: int = 2, others: int = 1
) -> ReviewRef:
    """A review that everybody answered, closed by the participant two days later."""
    ref = make_open_review(cast, place, instrument, at=at)
    remembered(("closed review", ref, own, others, at), lambda: _close(cast, ref, own, others, at))
    return ref


def _close(cast: Cast, ref: ReviewRef, own: int, others: int, at: datetime) -> None:
    later = at + timedelta(days=2)
    for email in tokens(ref):
        answer(ref, email, others, at=later)
    send_own(cast, ref, own, at=later)
    close_review(ref, by=cast.participant, at=later)
