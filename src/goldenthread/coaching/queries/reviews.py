"""Reviews as their participant sees them, and that there are any as others do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypedDict
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.coaching.models import (
    InstrumentTie,
    InstrumentVersion,
    OwnSheet,
    Pairing,
    Reflection,
    Review,
)
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.rules.reviewing import why_not_ask, why_not_begin, why_not_close
from goldenthread.coaching.rules.states import State
from goldenthread.coaching.types.instruments import Instrument as Content
from goldenthread.coaching.types.instruments import InstrumentRef, VersionState
from goldenthread.coaching.types.reviews import (
    IS_DONE,
    IS_UNDER_WAY,
    Answers,
    BesideLine,
    BesidePage,
    GroupCount,
    MyReview,
    MyReviews,
    Offer,
    RaterLine,
    RaterRef,
    RaterState,
    ReflectionLine,
    ReflectionRef,
    ReviewLine,
    ReviewRef,
    ReviewState,
)
from goldenthread.cohorts.queries.engagement import enrolment_seen, enrolments_seen, my_enrolment
from goldenthread.cohorts.queries.naming import cohort_title
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import component_facts
from goldenthread.programmes.types import ComponentFacts, Route

# Whoever declined is counted among the named, as those who have not answered are: a number never tells who it was.
COUNTED = frozenset(
    {RaterState.NAMED.value, RaterState.ASKED.value, RaterState.ANSWERED.value, RaterState.DECLINED.value}
)


class SoFar(TypedDict):
    """How often an enrolment has had a review with one instrument."""

    is_under_way: bool
    done: int


def newest_frozen(instrument: UUID) -> InstrumentVersion:
    """The version that new reviews take. :raises InstrumentVersion.DoesNotExist: if none is frozen."""
    row = _frozen().filter(instrument__ref=instrument).first()
    if row is None:
        raise InstrumentVersion.DoesNotExist
    return row


def begun_so_far(enrolment: int, instrument: UUID) -> SoFar:
    """What an enrolment has had with an instrument: one that was called off, or came to too little, does not count."""
    rows = Review.objects.filter(enrolment_id=enrolment, version__instrument__ref=instrument)
    return _so_far(rows.select_related("version", "result"))


def counts_of(row: Review, instrument: Content) -> tuple[GroupCount, ...]:
    """How many of each group are named and have answered, in one statement."""
    return _counts(instrument, row.raters.values_list("group", "state"))


def next_component(facts: EnrolmentFacts, instrument: int) -> ComponentFacts | None:
    """The next component of somebody's programme that asks for an instrument and has had no review yet."""
    used = set(
        Review.objects.filter(enrolment_id=facts.id)
        .exclude(state=ReviewState.CALLED_OFF.value)
        .values_list("component_id", flat=True)
    )
    return next((c for c in _tied(facts).get(instrument, ()) if c.id not in used), None)


def my_reviews(*, by: Actor) -> MyReviews:
    """Everything about reviews for a participant: what can be begun, what there is; in eight statements."""
    mine = my_enrolment(by=by)
    forms = [(v, c) for v in _newest_of_each() if (c := content_of(v)).form]
    rows = (
        Review.objects.of(by).select_related("version__instrument", "enrolment", "result").order_by("-began_at", "-pk")
    )
    reviews = list(rows)
    kept = Reflection.objects.filter(participant_id=by.person_id).select_related("version").order_by("-number")
    return MyReviews(
        enrolment=mine.ref if mine else None,
        programme=mine.programme if mine else "",
        offers=_offers(enrolment_seen(mine.ref, by=by), reviews, by=by) if mine else (),
        reviews=tuple(_line(row) for row in reviews),
        reflections=tuple(
            ReflectionLine(ReflectionRef(r.ref), r.number, content_of(r.version).form, r.on, r.at) for r in kept
        ),
        form=InstrumentRef(forms[0][0].instrument.ref) if forms else None,
        form_title=forms[0][1].form if forms else "",
    )


def my_review(ref: UUID, *, by: Actor) -> MyReview:
    """One review as its participant sees it while it runs, in four statements. Who has answered is not in it.

    :raises Review.DoesNotExist: if there is none, or it is somebody else's.
    """
    row = Review.objects.of(by).select_related("version__instrument", "component", "enrolment").get(ref=ref)
    instrument, state = content_of(row.version), ReviewState(row.state)
    sheet = OwnSheet.objects.filter(review=row).first()
    raters = list(row.raters.order_by("group", "name", "pk"))
    counts = _counts(instrument, [(rater.group, rater.state) for rater in raters])
    titles = {group.key: group.title for group in instrument.raters}
    answered = sum(count.answered for count in counts)
    own_sent = sheet is not None and sheet.sent_at is not None
    return MyReview(
        ref=ReviewRef(row.ref),
        number=row.number,
        state=state,
        instrument=instrument,
        component=row.component.title if row.component else "",
        credited=row.credit_ref is not None,
        began_at=row.began_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        own=Answers(sheet.ratings, sheet.comments) if sheet else None,
        own_sent_at=sheet.sent_at if sheet else None,
        raters=tuple(
            RaterLine(RaterRef(r.ref), r.name, r.email, titles[r.group], r.state == RaterState.NAMED.value)
            for r in raters
            if r.email
        ),
        counts=counts,
        coach=coach_of(row.enrolment_id),
        why_not_ask=why_not_ask(state, counts, instrument),
        why_not_close=why_not_close(state, own_sent=own_sent, answered=answered, instrument=instrument),
    )


def coach_of(enrolment: int) -> str:
    """Who coaches an enrolment now; empty where nobody does."""
    row = Pairing.objects.filter(enrolment_id=enrolment, state=State.ACTIVE.value).select_related("coach").first()
    return row.coach.name if row else ""


def reviews_of_cohort(cohort: UUID, *, by: Actor) -> BesidePage:
    """The participants of a cohort with their reviews, for those who run or check it; in five statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    title = cohort_title(cohort, by=by)
    return _beside(title, cohort, enrolments_seen(by=by, cohort=cohort), by=by)


def reviews_beside_me(*, by: Actor) -> BesidePage:
    """Everybody this actor coaches now, with their reviews; in six statements."""
    mine = set(Pairing.objects.coached_by(by).values_list("enrolment_id", flat=True))
    return _beside("", None, [facts for facts in enrolments_seen(by=by) if facts.id in mine], by=by)


def _beside(title: str, cohort: UUID | None, people: Iterable[EnrolmentFacts], *, by: Actor) -> BesidePage:
    listed = list(people)
    rows: defaultdict[int, list[Review]] = defaultdict(list)
    seen = Review.objects.seen_by(by).filter(enrolment_id__in=[facts.id for facts in listed])
    for row in seen.select_related("version").order_by("began_at", "pk"):
        rows[row.enrolment_id].append(row)
    lines = tuple(BesideLine(facts.ref, facts.name, tuple(_line(r) for r in rows[facts.id])) for facts in listed)
    can_begin = by.wears(Duty.COACH, Duty.PROGRAMME_MANAGER)
    offered = [(InstrumentRef(v.instrument.ref), content_of(v).title) for v in _newest_of_each()] if can_begin else []
    return BesidePage(title, cohort, lines, tuple(offered))


def _offers(facts: EnrolmentFacts, reviews: Iterable[Review], *, by: Actor) -> tuple[Offer, ...]:
    """What a participant can begin now: what their programme asks for first, then what is there for everybody."""
    own = [row for row in reviews if row.enrolment_id == facts.id]
    tied = _tied(facts)
    used = {row.component_id for row in own if row.state != ReviewState.CALLED_OFF.value}
    offers = []
    for version in _newest_of_each():
        content = content_of(version)
        so_far = _so_far(row for row in own if row.version.instrument_id == version.instrument_id)
        component = next((c for c in tied.get(version.instrument_id, ()) if c.id not in used), None)
        offers.append(
            Offer(
                instrument=InstrumentRef(version.instrument.ref),
                title=content.title,
                about=content.about,
                has_raters=content.has_raters,
                component=component.title if component else "",
                why_not=why_not_begin(by, facts, content, **so_far),
            )
        )
    return tuple(sorted(offers, key=lambda offer: (not offer.component, offer.title)))


def _tied(facts: EnrolmentFacts) -> Mapping[int, tuple[ComponentFacts, ...]]:
    """The components on somebody's way that ask for an instrument, in order, by instrument; in two statements."""
    rows = InstrumentTie.objects.filter(component__module__release_id=facts.release_id)
    ordered = list(
        rows.order_by("component__module__position", "component__position", "component_id").values_list(
            "component_id", "instrument_id"
        )
    )
    known = component_facts([component for component, _ in ordered])
    found: defaultdict[int, list[ComponentFacts]] = defaultdict(list)
    for component, instrument in ordered:
        if component in known and known[component].is_on(Route(facts.route)):
            found[instrument].append(known[component])
    return {instrument: tuple(components) for instrument, components in found.items()}


def _so_far(rows: Iterable[Review]) -> SoFar:
    states = [(ReviewState(row.state), _counts_as_done(row)) for row in rows]
    return SoFar(is_under_way=any(s in IS_UNDER_WAY for s, _ in states), done=sum(done for _, done in states))


def _counts_as_done(row: Review) -> bool:
    return ReviewState(row.state) in IS_DONE and (row.result.is_enough or not content_of(row.version).has_raters)


def _counts(instrument: Content, raters: Iterable[tuple[str, str]]) -> tuple[GroupCount, ...]:
    listed = list(raters)
    named = Counter(group for group, state in listed if state in COUNTED)
    answered = Counter(group for group, state in listed if state == RaterState.ANSWERED.value)
    return tuple(GroupCount(group, named[group.key], answered[group.key]) for group in instrument.raters)


def _newest_of_each() -> list[InstrumentVersion]:
    """The version of each instrument that new reviews take, in one statement."""
    newest: dict[int, InstrumentVersion] = {}
    for row in _frozen():
        newest.setdefault(row.instrument_id, row)
    return list(newest.values())


def _frozen() -> QuerySet[InstrumentVersion]:
    return (
        InstrumentVersion.objects.select_related("instrument")
        .filter(state=VersionState.FROZEN.value)
        .order_by("instrument__slug", "-number")
    )


def _line(row: Review) -> ReviewLine:
    return ReviewLine(
        ref=ReviewRef(row.ref),
        title=content_of(row.version).title,
        number=row.number,
        state=ReviewState(row.state),
        at=row.closed_at or row.began_at,
        closes_at=row.closes_at if ReviewState(row.state) is ReviewState.OPEN else None,
        is_shared=ReviewState(row.state) is ReviewState.SHARED,
    )
