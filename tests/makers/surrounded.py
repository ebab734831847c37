"""A participant in the middle of a programme, with everything around them that a first page asks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from goldenthread.coaching.actions.reviewing import begin_review
from goldenthread.coaching.models import Pairing
from goldenthread.cohorts.types import SessionRef
from goldenthread.learning.actions.moderating import report_post
from goldenthread.programmes.models import Component
from tests.makers.assessment import make_window
from tests.makers.cast import Cast
from tests.makers.coaching import make_meeting
from tests.makers.cohorts import Enrolled
from tests.makers.discussing import Talking, begin, make_prompt, make_talking
from tests.makers.learning import make_unit
from tests.makers.reviews import SEVEN, make_instruments
from tests.makers.tasks import catch_up, make_task, miss


@dataclass(frozen=True)
class Surrounded:
    """The cast's participant, their cohort's communities, and the session of which a catch-up waits."""

    enrolled: Enrolled
    talking: Talking
    caught: SessionRef


def make_surrounded(cast: Cast, *, at: datetime) -> Surrounded:
    """A coach with a meeting held and something agreed, a unit, a task, a prompt, a post that was reported, a review,
    an open window, a session caught up on and one missed."""
    talking = make_talking(cast, at=at)
    enrolled = Enrolled(talking.enrolments["participant"], talking.cohort)
    built = talking.cohort.built
    pairing = Pairing.objects.get(enrolment__ref=enrolled.ref).ref
    make_meeting(cast, pairing, key=uuid4(), at=at)
    unit = Component.objects.get(ref=built.component("How culture").ref)
    make_unit(unit, pages=2, checks=False, by=cast.curriculum_lead, at=at)
    make_task(cast, built.component("Describe a culture"), at=at)
    make_prompt(cast, talking, at=at)
    post = begin(talking.home, talking.rosa, at=at)
    report_post(post.ref, why="It names a pupil.", by=talking.dan, at=at)
    begin_review(enrolled.ref, make_instruments(cast, at=at)[SEVEN], by=cast.participant, at=at)
    make_window(
        cast, at=at, engaged=False, enrolled=enrolled, opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=7)
    )
    caught = miss(cast, enrolled, at=at)
    catch_up(caught, cast.participant, at=at)
    return Surrounded(enrolled, talking, caught)
