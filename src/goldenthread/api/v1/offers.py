"""What is offered to everybody. The only resource without a token: it holds what somebody published, and no person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Problem, Stranger
from goldenthread.reporting.queries.offering import offer, offers
from goldenthread.reporting.types.offering import Offer, RouteStudy
from goldenthread.reporting.types.studying import StudyType

router = Router(tags=["Offers"])
OPEN: dict[int, type[Problem]] = {status: problem for status, problem in PROBLEMS.items() if status != 401}


class StudiedOut(Schema):
    """The guided minutes of one type of study."""

    type: StudyType
    minutes: int


class RouteOut(Schema):
    """One way of taking a programme; the types of study add up to ``minutes``."""

    route: str
    minutes: int
    by_type: list[StudiedOut]


class DurationOut(Schema):
    """How long it takes, in months, and on whose word."""

    months: int
    assessment_months: int
    source: str


class CostOut(Schema):
    """What a place costs, in pounds."""

    pounds: int
    since: date
    includes: str
    source: str


class VariantOut(Schema):
    """A local variant, where it differs, and its own guided time."""

    title: str
    whose: str
    about: str
    differs: list[str]
    routes: list[RouteOut]


class ComingOut(Schema):
    """A cohort that is to begin."""

    title: str
    partner: str
    starts_on: date
    ends_on: date
    free_places: int
    variant: str


class FigureOut(Schema):
    """A figure as it stood when it was published, in words."""

    year: int
    measure: str
    target: str
    says: str


class OfferOut(Schema):
    """A programme as it is offered."""

    programme: UUID
    title: str
    qualification: str
    audience: str
    about: str
    release: int
    routes: list[RouteOut]
    durations: list[DurationOut]
    cost: CostOut | None
    variants: list[VariantOut]
    cohorts: list[ComingOut]
    figures: list[FigureOut]
    published_at: datetime


@router.get("/offers", auth=None, response={200: list[OfferOut], **OPEN}, summary="Programmes offered")
def list_offers(request: Stranger) -> list[OfferOut]:
    """Every programme that is offered now, by title. It asks for no token."""
    return [_out(told) for told in offers(at=request.at)]


@router.get("/offers/{uuid:programme}", auth=None, response={200: OfferOut, **OPEN}, summary="One programme offered")
def get_offer(request: Stranger, programme: UUID) -> OfferOut:
    """One programme; one of which nothing is published is not found. It asks for no token."""
    return _out(offer(programme, at=request.at))


def _out(told: Offer) -> OfferOut:
    cost = told.cost
    return OfferOut(
        programme=told.programme,
        title=told.title,
        qualification=told.qualification,
        audience=told.audience,
        about=told.about,
        release=told.release,
        routes=[_route(route) for route in told.routes],
        durations=[
            DurationOut(months=d.months, assessment_months=d.assessment_months, source=d.source) for d in told.durations
        ],
        cost=CostOut(pounds=cost.pounds, since=cost.since, includes=cost.includes, source=cost.source)
        if cost
        else None,
        variants=[
            VariantOut(
                title=v.title,
                whose=v.kind,
                about=v.about,
                differs=list(v.differs),
                routes=[_route(route) for route in v.routes],
            )
            for v in told.variants
        ],
        cohorts=[
            ComingOut(
                title=c.title,
                partner=c.partner,
                starts_on=c.starts_on,
                ends_on=c.ends_on,
                free_places=c.free,
                variant=c.variant,
            )
            for c in told.cohorts
        ],
        figures=[FigureOut(year=f.year, measure=f.name, target=f.target, says=f.says) for f in told.figures],
        published_at=told.published_at,
    )


def _route(route: RouteStudy) -> RouteOut:
    by_type = [StudiedOut(type=studied.type, minutes=studied.minutes) for studied in route.by_type]
    return RouteOut(route=route.name, minutes=route.minutes, by_type=by_type)
