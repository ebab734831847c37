"""Answer: one's own part, or as a rater by a link that works once. Kept as one goes, sent once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.closing import JOINED, close, credit_if_due
from goldenthread.coaching.models import OwnSheet, QuietAddress, Rater, RaterSheet, Review
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.queries.raters import fingerprint_of, open_raters
from goldenthread.coaching.rules.reviewing import answers_from, why_not_send
from goldenthread.coaching.rules.states import RATER_STEPS
from goldenthread.coaching.types.reviews import Answers, RaterEvent, RaterState, ReviewState
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

# A rater is nobody in the record: which of those who were asked it was is not written there.
SOMEBODY = "a rater"


@atomic
def keep_own_part(
    ref: UUID, *, ratings: Mapping[str, Any], comments: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Keep what the participant has answered so far; it is not sent yet.

    :raises Refused: if it was sent before, or the review is over.
    """
    row, _ = _own(ref, by=by)
    _keep_own(row, answers_from(content_of(row.version), ratings, comments))
    audit(by=str(by), did="coaching.keep_own_part", to=str(row.ref), at=at)


@atomic
def send_own_part(
    ref: UUID, *, ratings: Mapping[str, Any], comments: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Send the participant's own part. Where nobody else answers, that closes the review.

    :raises Refused: if something is not answered, it was sent before, or the review is over.
    """
    row, _ = _own(ref, by=by)
    instrument = content_of(row.version)
    answers = answers_from(instrument, ratings, comments)
    refusal = why_not_send(answers, instrument, is_own=True)
    if refusal:
        raise Refused(refusal)
    sheet = _keep_own(row, answers)
    sheet.sent_at = at
    sheet.save(update_fields=["sent_at"])
    audit(by=str(by), did="coaching.send_own_part", to=str(row.ref), at=at)
    if instrument.has_raters:
        credit_if_due(row, at=at)
    else:
        close(row, by_id=by.person_id, by=str(by), at=at)


@atomic
def keep_answers(token: str, *, ratings: Mapping[str, Any], comments: Mapping[str, Any], at: datetime) -> bool:
    """Keep what a rater has answered so far; whether the link still opens."""
    found = _by_link(token, at=at)
    if found is None:
        return False
    rater, row = found
    _keep(rater, answers_from(content_of(row.version), ratings, comments))
    audit(by=SOMEBODY, did="coaching.keep_answers", to=str(row.ref), at=at)
    return True


@atomic
def send_answers(token: str, *, ratings: Mapping[str, Any], comments: Mapping[str, Any], at: datetime) -> bool:
    """Send a rater's answers, which spends the link; whether it still opened.

    :raises Refused: if something is not answered.
    """
    found = _by_link(token, at=at)
    if found is None:
        return False
    rater, row = found
    instrument = content_of(row.version)
    answers = answers_from(instrument, ratings, comments)
    refusal = why_not_send(answers, instrument, is_own=False)
    if refusal:
        raise Refused(refusal)
    _keep(rater, answers)
    _spend(rater, RaterEvent.ANSWER)
    audit(by=SOMEBODY, did="coaching.send_answers", to=str(row.ref), at=at)
    credit_if_due(row, at=at)
    return True


@atomic
def decline(token: str, *, no_more: bool, at: datetime) -> bool:
    """A rater will not answer, because they do not know the participant well enough or do not want to; whether the
    link still opened. ``no_more``: they want no letters about reviews ever again.
    """
    found = _by_link(token, at=at)
    if found is None:
        return False
    rater, row = found
    if no_more:
        QuietAddress.objects.get_or_create(fingerprint=fingerprint_of(rater.email), defaults={"at": at})
    RaterSheet.objects.filter(rater=rater).delete()
    _spend(rater, RaterEvent.DECLINE)
    audit(by=SOMEBODY, did="coaching.decline_to_answer", to=str(row.ref), at=at, no_more=str(no_more).lower())
    return True


def _own(ref: UUID, *, by: Actor) -> tuple[Review, OwnSheet | None]:
    row = Review.objects.of(by).select_related(*JOINED).select_for_update(of=("self",)).get(ref=ref)
    sheet = OwnSheet.objects.filter(review=row).first()
    if ReviewState(row.state) not in {ReviewState.NOMINATING, ReviewState.OPEN}:
        raise Refused(Refusal("review_over", "This review is over.", "Look at the list of your reviews."))
    if sheet is not None and sheet.sent_at is not None:
        raise Refused(Refusal("sent_already", "Your part is sent, and stays as it is.", "Go back to the review."))
    return row, sheet


def _keep_own(row: Review, answers: Answers) -> OwnSheet:
    sheet, _ = OwnSheet.objects.update_or_create(
        review=row, defaults={"ratings": dict(answers.ratings), "comments": dict(answers.comments)}
    )
    return sheet


def _by_link(token: str, *, at: datetime) -> tuple[Rater, Review] | None:
    """The rater and the review behind a link, both held, or nothing. What is past its day is closed to answers even
    before the clock has come by.
    """
    first = open_raters(token).values_list("review_id", flat=True).first()
    if first is None:
        return None
    row = Review.objects.select_related(*JOINED).select_for_update(of=("self",)).get(pk=first)
    rater = open_raters(token).select_for_update().first()
    if rater is None or row.closes_at is None or row.closes_at <= at:
        return None
    return rater, row


def _keep(rater: Rater, answers: Answers) -> None:
    RaterSheet.objects.update_or_create(
        rater=rater, defaults={"ratings": dict(answers.ratings), "comments": dict(answers.comments)}
    )


def _spend(rater: Rater, event: RaterEvent) -> None:
    rater.state, rater.token_hash = step(RATER_STEPS, RaterState(rater.state), event).value, ""
    rater.save(update_fields=["state", "token_hash"])
