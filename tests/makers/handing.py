"""More assessors, and a policy that asks for training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.describing import keep_takes, record_training
from goldenthread.assessment.types.describing import Takes
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.actions.policies import set_assessment_policy
from goldenthread.programmes.models import Programme
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.types import MarkingRule
from tests.makers.assessment import OPENS, Planned
from tests.makers.cast import Cast


def an_assessor(cast: Cast, name: str, *, at: datetime = OPENS) -> Actor:
    """Somebody more who marks for the lead provider."""
    email = f"{name.lower().replace(' ', '.')}@marking.example"
    bring_in(name=name, email=email, duty=Duty.ASSESSOR, place=cast.provider.ref, by=cast.administrator, at=at)
    return actor_by_email(email)


def marking_by(cast: Cast, planned: Planned, *, at: datetime, **rule) -> None:
    """Give the programme a policy of its own whose rule about marking says this."""
    policy_with(cast, planned, at=at, marking=MarkingRule(**rule, is_ours=False))


def policy_with(cast: Cast, planned: Planned, *, at: datetime, **changes: Any) -> None:
    """Give the programme a policy of its own that differs in these fields."""
    release = planned.enrolled.cohort.built.release
    policy = assessment_policy_on(release, on=OPENS.date())
    assert policy is not None
    own = replace(policy, **changes, illustrates=())
    set_assessment_policy(Programme.objects.get().ref, own, by=cast.curriculum_lead, at=at)


def qualification_of(planned: Planned) -> UUID:
    """What the programme leads to."""
    return Programme.objects.get(releases__ref=planned.enrolled.cohort.built.release).qualification.ref


def train(cast: Cast, planned: Planned, *who: Actor, until_on: date | None = None, at: datetime = OPENS) -> None:
    """Record that these are trained for the programme's qualification, from the day the window opens."""
    for each in who:
        record_training(
            each.person,
            qualification_of(planned),
            from_on=OPENS.date(),
            until_on=until_on,
            by=cast.quality_lead,
            at=at,
        )


def takes(cast: Cast, who: Actor, number: int, *, window: UUID | None = None, at: datetime = OPENS) -> None:
    """Record how many scripts somebody takes."""
    keep_takes(who.person, Takes(number), window=window, by=cast.quality_lead, at=at)
