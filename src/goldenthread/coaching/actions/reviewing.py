"""Begin a review, name who is to answer, ask them, close it, and share what it says."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.closing import JOINED, close, take
from goldenthread.coaching.models import Instrument, Pairing, Rater, Review
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.queries.raters import hash_of, token_of
from goldenthread.coaching.queries.reviews import begun_so_far, counts_of, newest_frozen, next_component
from goldenthread.coaching.rules.reviewing import why_not_ask, why_not_begin, why_not_close, why_not_name
from goldenthread.coaching.rules.states import RATER_STEPS, State
from goldenthread.coaching.types.reviews import (
    RaterEvent,
    RaterRef,
    RaterState,
    ReviewEvent,
    ReviewRef,
    ReviewState,
)
from goldenthread.cohorts.queries.engagement import enrolment_seen, enrolments_seen
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def begin_review(enrolment: UUID, instrument: UUID, *, by: Actor, at: datetime) -> ReviewRef:
    """Begin a review for an enrolment, towards the next component that asks for it, if any.

    Where nobody else answers it is open at once; otherwise the participant first says whom to ask.

    :raises Refused: if this actor may not, one is under way, or it has been done as often as it is done.
    :raises Instrument.DoesNotExist: if there is none, or none of its versions is frozen.
    """
    facts = enrolment_seen(enrolment, by=by)
    Instrument.objects.select_for_update().get(ref=instrument)
    return _begin(facts, instrument, by=by, at=at)


@atomic
def begin_for_cohort(cohort: UUID, instrument: UUID, *, by: Actor, at: datetime) -> int:
    """Begin a review for everybody on a cohort who can have one now; how many.

    :raises Refused: if this actor may begin it for nobody.
    """
    Instrument.objects.select_for_update().get(ref=instrument)
    everybody = enrolments_seen(by=by, cohort=cohort)
    content = content_of(newest_frozen(instrument))
    ready = [
        facts for facts in everybody if why_not_begin(by, facts, content, **begun_so_far(facts.id, instrument)) is None
    ]
    if not ready:
        raise Refused(
            Refusal("nobody_left", "There is nobody for whom this can be begun now.", "Look at the list for why.")
        )
    for facts in ready:
        _begin(facts, instrument, by=by, at=at)
    return len(ready)


@atomic
def name_rater(ref: UUID, *, name: str, email: str, group: str, by: Actor, at: datetime) -> RaterRef:
    """Name somebody to answer. While the review is open they are asked at once; before, with everybody else.

    An address that wants no letters about reviews is taken like any other and never written to: a refusal would tell
    that it once declined.

    :raises Refused: if it is oneself, somebody named already, or too many.
    """
    row = _own(ref, by=by)
    instrument = content_of(row.version)
    address = email.strip().lower()
    refusal = why_not_name(
        state=ReviewState(row.state),
        instrument=instrument,
        group=group,
        email=address,
        own_email=row.enrolment.participant.email,
        named=list(row.raters.values_list("email", flat=True)),
    )
    if refusal:
        raise Refused(refusal)
    rater = Rater.objects.create(
        review=row, group=group, name=name.strip()[:120], email=address, state=RaterState.NAMED.value
    )
    audit(by=str(by), did="coaching.name_rater", to=str(row.ref), at=at)
    if row.state == ReviewState.OPEN.value:
        _ask(rater, at=at)
    return RaterRef(rater.ref)


@atomic
def take_name_back(ref: UUID, *, by: Actor, at: datetime) -> ReviewRef:
    """Take back the name of somebody who has not been asked yet; nothing of it is kept.

    :raises Refused: if they have been asked.
    """
    rater = Rater.objects.select_related("review").get(ref=ref, review__in=Review.objects.of(by))
    row = _own(rater.review.ref, by=by)
    if not row.raters.filter(pk=rater.pk, state=RaterState.NAMED.value).delete()[0]:
        raise Refused(Refusal("asked_already", "They have been asked.", "They can decline by the link they got."))
    audit(by=str(by), did="coaching.take_name_back", to=str(row.ref), at=at)
    return ReviewRef(row.ref)


@atomic
def ask_raters(ref: UUID, *, by: Actor, at: datetime) -> int:
    """Open a review: everybody who is named gets a letter with a link of their own; how many.

    :raises Refused: if too few are named, or they were asked before.
    """
    row = _own(ref, by=by)
    instrument = content_of(row.version)
    refusal = why_not_ask(ReviewState(row.state), counts_of(row, instrument), instrument)
    if refusal:
        raise Refused(refusal)
    row.closes_at = at + timedelta(days=instrument.days_open)
    take(row, ReviewEvent.OPEN, by_id=by.person_id, at=at)
    raters = list(row.raters.filter(state=RaterState.NAMED.value).order_by("pk"))
    for rater in raters:
        _ask(rater, at=at)
    audit(by=str(by), did="coaching.ask_raters", to=str(row.ref), at=at, asked=str(len(raters)))
    return len(raters)


@atomic
def close_review(ref: UUID, *, by: Actor, at: datetime) -> None:
    """The participant closes their review before its day.

    :raises Refused: if their own part is missing, or too few have answered.
    """
    row = _own(ref, by=by)
    instrument = content_of(row.version)
    sheet = getattr(row, "own_sheet", None)
    refusal = why_not_close(
        ReviewState(row.state),
        own_sent=sheet is not None and sheet.sent_at is not None,
        answered=row.raters.filter(state=RaterState.ANSWERED.value).count(),
        instrument=instrument,
    )
    if refusal:
        raise Refused(refusal)
    close(row, by_id=by.person_id, by=str(by), at=at)


@atomic
def call_off_review(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Call a review off: nobody answers any more, and nothing is ever shown of what was answered.

    :raises Refused: if it is over.
    """
    row = _own(ref, by=by)
    take(row, ReviewEvent.CALL_OFF, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.call_off_review", to=str(row.ref), at=at)


@atomic
def share_report(ref: UUID, *, is_shared: bool, by: Actor, at: datetime) -> None:
    """Let the coach read the report, or no longer. Saying the same twice changes nothing.

    :raises Refused: if there is no report, or no coach to share it with.
    """
    row = _own(ref, by=by)
    if (row.state == ReviewState.SHARED.value) == is_shared:
        return
    if is_shared and not Pairing.objects.filter(enrolment_id=row.enrolment_id, state=State.ACTIVE.value).exists():
        raise Refused(Refusal("no_coach", "You have no coach to share it with.", "A programme manager pairs you."))
    take(row, ReviewEvent.SHARE if is_shared else ReviewEvent.STOP_SHARING, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.share_report", to=str(row.ref), at=at, is_shared=str(is_shared).lower())


def _begin(facts: EnrolmentFacts, instrument: UUID, *, by: Actor, at: datetime) -> ReviewRef:
    version = newest_frozen(instrument)
    content = content_of(version)
    so_far = begun_so_far(facts.id, instrument)
    refusal = why_not_begin(by, facts, content, **so_far)
    if refusal:
        raise Refused(refusal)
    component = next_component(facts, version.instrument_id)
    row = Review.objects.create(
        enrolment_id=facts.id,
        version=version,
        component_id=component.id if component else None,
        number=so_far["done"] + 1,
        state=ReviewState.NOMINATING.value,
        began_at=at,
        began_by_id=by.person_id,
    )
    if not content.has_raters:
        row.closes_at = at + timedelta(days=content.days_open)
        take(row, ReviewEvent.OPEN, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.begin_review", to=str(row.ref), at=at, enrolment=str(facts.ref))
    post(Notice("coaching.review_begun", {"review": str(row.ref)}), at=at)
    return ReviewRef(row.ref)


def _own(ref: UUID, *, by: Actor) -> Review:
    return Review.objects.of(by).select_related(*JOINED).select_for_update(of=("self",)).get(ref=ref)


def _ask(rater: Rater, *, at: datetime) -> None:
    rater.state = step(RATER_STEPS, RaterState(rater.state), RaterEvent.ASK).value
    rater.token_hash = hash_of(token_of(rater.ref))
    rater.save(update_fields=["state", "token_hash"])
    post(Notice("coaching.rater_asked", {"rater": str(rater.ref), "reminder": "0"}), at=at)
