"""What every end of a review has in common: the results, the credit, the letter. Called inside a transaction."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from goldenthread.coaching.models import OwnSheet, Rater, RaterSheet, Review, ReviewResult, ReviewStep
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.rules.results import results
from goldenthread.coaching.rules.reviewing import is_credited
from goldenthread.coaching.rules.states import RATER_STEPS, REVIEW_STEPS
from goldenthread.coaching.types.reviews import (
    IS_UNDER_WAY,
    Answers,
    RaterAnswers,
    RaterEvent,
    RaterState,
    ReviewEvent,
    ReviewState,
)
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.types import Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.queries.acting import actor_for

JOINED = ("version__instrument", "component", "enrolment__participant")


def close(row: Review, *, by_id: int | None, by: str, at: datetime) -> None:
    """Close a review: nobody answers any more, and what it came to is worked out, once."""
    take(row, ReviewEvent.CLOSE, by_id=by_id, at=at)
    instrument = content_of(row.version)
    own = own_answers(row)
    sheets = RaterSheet.objects.filter(rater__review=row, rater__state=RaterState.ANSWERED.value)
    raters = [
        RaterAnswers(group, Answers(ratings, comments))
        for group, ratings, comments in sheets.values_list("rater__group", "ratings", "comments")
    ]
    came_to = results(instrument, own, raters, salt=str(row.ref))
    ReviewResult.objects.create(
        review=row,
        figures={
            "own_items": dict(came_to.own_items),
            "groups": [
                {name: value for name, value in asdict(group).items() if name != "comments"} for group in came_to.groups
            ],
        },
        comments={group.key: list(group.comments) for group in came_to.groups if group.comments},
        answered=came_to.answered,
        is_enough=came_to.is_enough,
        made_at=at,
    )
    credit_if_due(row, at=at)
    audit(by=by, did="coaching.close_review", to=str(row.ref), at=at)
    post(Notice("coaching.review_closed", {"review": str(row.ref)}), at=at)


def take(row: Review, event: ReviewEvent, *, by_id: int | None, at: datetime) -> None:
    """Take a step; whoever was asked and has not answered is asked no longer once it is over."""
    after = step(REVIEW_STEPS, ReviewState(row.state), event)
    was_under_way = ReviewState(row.state) in IS_UNDER_WAY
    row.state = after.value
    if was_under_way and after not in IS_UNDER_WAY:
        row.closed_at = at
        waiting = [state.value for state, event in RATER_STEPS if event is RaterEvent.LAPSE]
        Rater.objects.filter(review=row, state__in=waiting).update(state=RaterState.LAPSED.value, token_hash="")
    row.save()
    ReviewStep.objects.create(review=row, event=event.value, state=after.value, by_id=by_id, at=at)


def credit_if_due(row: Review, *, at: datetime) -> None:
    """Credit the component of a review as soon as it counts; the same review counts once."""
    own = OwnSheet.objects.filter(review=row, sent_at__isnull=False).exists()
    answered = Rater.objects.filter(review=row, state=RaterState.ANSWERED.value).count()
    is_over = ReviewState(row.state) not in IS_UNDER_WAY
    counts = is_credited(own_sent=own, answered=answered, is_over=is_over, instrument=content_of(row.version))
    person = row.enrolment.participant
    if row.component is None or row.credit_ref is not None or not counts or not person.is_active:
        return
    mine = actor_for(person.pk)
    try:
        entry = credit(row.enrolment.ref, row.component.ref, source=Source.REVIEW, source_ref=row.ref, by=mine, at=at)
    except Refused:
        # The review was done all the same, though the enrolment is over or has moved to another programme.
        return
    row.credit_ref = entry.credit
    row.save(update_fields=["credit_ref"])


def own_answers(row: Review) -> Answers | None:
    """The participant's own part, once it is sent."""
    sheet = OwnSheet.objects.filter(review=row, sent_at__isnull=False).first()
    return Answers(sheet.ratings, sheet.comments) if sheet else None
