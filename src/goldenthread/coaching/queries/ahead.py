"""What is ahead of a participant in coaching: the next meeting, what was agreed, and reviews under way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.db.models.fields.json import KeyTextTransform

from goldenthread.coaching.models import Meeting, MeetingAction, Pairing, Review
from goldenthread.coaching.rules.booking import LONGEST_MINUTES
from goldenthread.coaching.rules.reviewing import what_to_do
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types import PLACE_NAMES, MeetingRef, Place
from goldenthread.coaching.types.ahead import Agreed, Ahead, NextMeeting
from goldenthread.coaching.types.reviews import IS_UNDER_WAY, ReviewRef, ReviewState, UnderWay
from goldenthread.cohorts.types import COMES
from goldenthread.ground.models.listing import Listed, moment_of
from goldenthread.people.types import Actor

Line = Mapping[str, Any]


def coaching_ahead(*, by: Actor, at: datetime) -> tuple[Ahead, ...]:
    """What a participant has ahead of them, programme by programme, the newest coach's first; in one statement.

    Of who has paused or left, and once a cohort is over, nothing is asked. What was booked or agreed with an earlier
    coach stands beside the newest. Whoever asks has found out that they are a participant.
    """
    here = OuterRef("pk")
    coaches = Pairing.objects.filter(enrolment=here).order_by("-began_at", "-pk")[:1]
    # One that is over waits for its coach to record it, and asks nothing of the participant.
    ahead = at - timedelta(minutes=LONGEST_MINUTES)
    booked = Meeting.objects.filter(pairing__enrolment=here, state=MeetingState.BOOKED.value, starts_at__gt=ahead)
    suggested = Meeting.objects.filter(pairing__enrolment=here, state=MeetingState.PROPOSED.value)
    suggested = suggested.exclude(proposed_by_id=by.person_id)
    instead = booked.exclude(proposed_by=None).exclude(proposed_by_id=by.person_id)
    agreed = MeetingAction.objects.filter(
        meeting__pairing__enrolment=here,
        meeting__state=MeetingState.HELD.value,
        done_at=None,
        dropped_at=None,
        is_coachs=False,
    )
    reviews = Review.objects.filter(enrolment=here, state__in=[state.value for state in IS_UNDER_WAY])
    enrolments: Any = Pairing.enrolment.field.related_model._default_manager
    rows = enrolments.filter(
        participant_id=by.person_id, state__in=[state.value for state in COMES], cohort__ends_on__gte=at.date()
    ).annotate(
        coaches=Listed(coaches, name="coach__name", at="began_at"),
        booked=Listed(booked.order_by("starts_at", "pk")[:1], ref="ref", at="starts_at", place="place"),
        suggested=Listed(suggested.order_by("starts_at", "pk"), ref="ref", at="starts_at", place="place"),
        instead=Listed(instead.order_by("instead_at", "pk"), ref="ref", at="instead_at", place="instead_place"),
        agreed=Listed(
            agreed.order_by("meeting__starts_at", "meeting_id", "position", "pk"), words="words", on="due_on"
        ),
        under_way=Listed(
            reviews.order_by("began_at", "pk"),
            ref="ref",
            title=KeyTextTransform("title", "version__content"),
            until="closes_at",
            state="state",
            sent="own_sheet__sent_at",
        ),
    )
    names = ("coaches", "booked", "suggested", "agreed", "under_way", "instead")
    told = sorted(rows.order_by("pk").values_list("ref", *names), key=_began, reverse=True)
    return tuple(_ahead(*lines) for lines in told)


def _began(told: tuple[Any, ...]) -> str:
    coaches = told[1]
    return str(coaches[0]["at"]) if coaches else ""


def _meetings(lines: list[Line]) -> tuple[NextMeeting, ...]:
    return tuple(
        NextMeeting(MeetingRef(UUID(m["ref"])), moment_of(m["at"]), PLACE_NAMES[Place(m["place"])]) for m in lines
    )


def _ahead(
    enrolment: UUID,
    coaches: list[Line],
    booked: list[Line],
    suggested: list[Line],
    actions: list[Line],
    reviews: list[Line],
    instead: list[Line],
) -> Ahead:
    under_way = (
        UnderWay(
            ReviewRef(UUID(line["ref"])),
            line["title"],
            moment_of(line["until"]) if line["until"] else None,
            what_to_do(ReviewState(line["state"]), own_sent=line["sent"] is not None),
        )
        for line in reviews
    )
    return Ahead(
        enrolment=enrolment,
        coach=coaches[0]["name"] if coaches else "",
        booked=_meetings(booked),
        suggested=_meetings(suggested),
        agreed=tuple(Agreed(a["words"], date.fromisoformat(a["on"]) if a["on"] else None) for a in actions),
        reviews=tuple(review for review in under_way if review.to_do),
        instead=_meetings(instead),
    )
