"""Enrolments, and how far each has got."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, part
from goldenthread.cohorts.queries.engagement import enrolment_seen, enrolments_seen
from goldenthread.cohorts.types import EngagementItem, EnrolmentFacts, Standing, up
from goldenthread.reporting.queries.untold import engagement_told, untold_to

RESULT_OUT = "result_out"
router = Router(tags=["Enrolments"])


class EnrolmentOut(Schema):
    """One participant on one cohort. ``engagement_percent`` is never rounded up.

    ``state`` is ``result_out`` for a school’s systems once a result is out, passed or not, where what came of it is not
    theirs to know: completion follows from a pass.
    """

    ref: UUID
    participant: UUID
    name: str
    cohort: UUID
    route: str
    state: str
    engagement_percent: float
    engagement_threshold: int | None
    engagement_met: bool


class EnrolmentsOut(Paged):
    """One page of enrolments."""

    items: list[EnrolmentOut]


class EngagementItemOut(Schema):
    """One component, and how much of it is credited, in the policy's measure."""

    component: UUID
    title: str
    kind: str
    size: int
    credited: float
    standing: Standing
    ends_at: datetime | None
    due_on: date | None


class EngagementOut(Schema):
    """The figure with its explanation, as the participant reads it."""

    enrolment: UUID
    percent: float
    credited: float
    due: int
    measure: str
    threshold: int | None
    met: bool
    sentences: list[str]
    items: list[EngagementItemOut]


@router.get("/enrolments", response={200: EnrolmentsOut, **PROBLEMS}, summary="Enrolments")
def list_enrolments(
    request: Call, cohort: UUID | None = None, page: PageNumber = 1, size: PageSize = 50
) -> EnrolmentsOut:
    """The enrolments that the client may see, by name; on one cohort or on all."""
    rows, said = part(enrolments_seen(by=request.auth, cohort=cohort), page=page, size=size)
    kept = untold_to([row.ref for row in rows], by=request.auth)
    return EnrolmentsOut(items=[_out(row, kept) for row in rows], **said)


@router.get("/enrolments/{uuid:ref}", response={200: EnrolmentOut, **PROBLEMS}, summary="One enrolment")
def get_enrolment(request: Call, ref: UUID) -> EnrolmentOut:
    """One enrolment; one that is not the client's to see is not found."""
    facts = enrolment_seen(ref, by=request.auth)
    return _out(facts, untold_to([ref], by=request.auth))


@router.get("/enrolments/{uuid:ref}/engagement", response={200: EngagementOut, **PROBLEMS}, summary="Engagement")
def get_engagement(request: Call, ref: UUID) -> EngagementOut:
    """What counts, what is missing and what is to come, for one enrolment."""
    told = engagement_told(ref, by=request.auth, at=request.at)
    figure = told.figure
    return EngagementOut(
        enrolment=ref,
        percent=float(figure.percent),
        credited=round(float(figure.credited), 2),
        due=up(figure.due),
        measure=figure.measure.value,
        threshold=figure.threshold,
        met=figure.is_met,
        sentences=list(told.sentences),
        items=[_item(item) for item in (*told.counts, *told.missing, *told.to_come)],
    )


def _out(facts: EnrolmentFacts, kept: frozenset[UUID]) -> EnrolmentOut:
    figure = facts.figure
    return EnrolmentOut(
        ref=facts.ref,
        participant=facts.participant,
        name=facts.name,
        cohort=facts.cohort,
        route=facts.route,
        state=RESULT_OUT if facts.ref in kept else facts.state,
        engagement_percent=float(figure.percent),
        engagement_threshold=figure.threshold,
        engagement_met=figure.is_met,
    )


def _item(item: EngagementItem) -> EngagementItemOut:
    component = item.component
    return EngagementItemOut(
        component=component.ref,
        title=component.title,
        kind=component.kind.value,
        size=item.size,
        credited=round(float(item.credited), 2),
        standing=item.standing,
        ends_at=item.ends_at,
        due_on=item.due_on,
    )
