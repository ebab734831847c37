"""Where somebody stands, why, and what is ahead of them. Other rooms ask here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from goldenthread.cohorts.models import Companion, ComponentDue, Enrolment, RegisterEntry, Session
from goldenthread.cohorts.queries.due import due_components
from goldenthread.cohorts.queries.expected import awaits, own_ends
from goldenthread.cohorts.queries.reckoning import Yardstick, caught_up, entries_of, measure_of, variant_of
from goldenthread.cohorts.rules.catching_up import terms
from goldenthread.cohorts.rules.explaining import as_it_stands, as_seated, explain
from goldenthread.cohorts.types import (
    TAKES_EVIDENCE,
    CohortRef,
    DueComponent,
    Engagement,
    EngagementItem,
    EnrolmentFacts,
    EnrolmentRef,
    KeptFigure,
    Mark,
    MyEnrolment,
    MyPage,
    MyPlace,
    NextThing,
    SessionRef,
    Standing,
    State,
)
from goldenthread.cohorts.types.catching_up import CatchUpTerms
from goldenthread.ground.models.listing import Listed
from goldenthread.ground.queries.once import read_once
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor, PersonRef
from goldenthread.programmes.types import Route

# What a register says of somebody who has something to make up for.
_AWAY = (Mark.ABSENT.value, Mark.PARTLY.value)
_AWAY_NOW = frozenset({State.DEFERRED, State.WITHDRAWN, State.COMPLETED})
_SHORT = frozenset({Standing.MISSED, Standing.PARTLY})


def engagement_of(enrolment: UUID, *, by: Actor, at: datetime) -> Engagement:
    """The figure of an enrolment with its explanation, in at most eight statements.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Enrolment.objects.seen_by(by).select_related("cohort__release", "cohort__variant").get(ref=enrolment)
    told = explained(row, measure_of(row.cohort), at=at)
    return as_it_stands(told, State(row.state), returns_on=_standing_since(row)[1])


def explained(row: Enrolment, measure: Yardstick, *, at: datetime) -> Engagement:
    """The explanation for an enrolment already fetched, as if it were under way; in four statements."""
    due = as_seated(due_components(row.cohort, measure), own_ends([row.pk]).get(row.pk, {}))
    return _explained(row, measure, due, at=at)


def _explained(row: Enrolment, measure: Yardstick, due: tuple[DueComponent, ...], *, at: datetime) -> Engagement:
    return explain(due, entries_of(row.pk), route=Route(row.route), policy=measure.policy, at=at)


def _standing_since(row: Enrolment) -> tuple[date | None, date | None]:
    """From when somebody has paused, left or completed, and until when they have paused; in one statement for them."""
    if row.state not in _AWAY_NOW:
        return None, None
    step = row.steps.filter(state=row.state).order_by("-pk").first()
    return (step.since or step.at.astimezone(LONDON).date(), step.returns_on) if step else (None, None)


def catch_up_terms(enrolment: UUID, component: UUID) -> CatchUpTerms:
    """What a reviewed catch-up of a component credits somebody by their cohort's policy, in four statements.

    Open to other rooms: whoever asks has already found out that this enrolment may be seen.

    :raises Enrolment.DoesNotExist: if there is none.
    """
    row = Enrolment.objects.select_related("cohort__release", "cohort__variant").get(ref=enrolment)
    measure = measure_of(row.cohort)
    return terms(measure.policy, used=caught_up(row.pk, beside=component))


def enrolment_facts(ids: Iterable[int] = (), *, refs: Iterable[UUID] = ()) -> Mapping[int, EnrolmentFacts]:
    """Enrolments by id, asked for by id or reference, with who walks beside them now; in two statements.

    Open to other rooms: whoever asks has already found out that these enrolments may be seen.
    """
    wanted = Enrolment.objects.filter(Q(pk__in=list(ids)) | Q(ref__in=list(refs)))
    return _facts(wanted.select_related("cohort", "participant", "engagement"))


def enrolments_seen(*, by: Actor, cohort: UUID | None = None) -> tuple[EnrolmentFacts, ...]:
    """The enrolments this actor may see, on one cohort or all, by name; in two statements."""
    rows = Enrolment.objects.seen_by(by).select_related("cohort", "participant", "engagement")
    if cohort is not None:
        rows = rows.filter(cohort__ref=cohort)
    return tuple(_facts(rows.order_by("participant__name", "pk")).values())


def enrolment_seen(ref: UUID, *, by: Actor) -> EnrolmentFacts:
    """One enrolment this actor may see, in two statements. :raises Enrolment.DoesNotExist: if it is not theirs."""
    rows = Enrolment.objects.seen_by(by).select_related("cohort", "participant", "engagement").filter(ref=ref)
    found = tuple(_facts(rows).values())
    if not found:
        raise Enrolment.DoesNotExist
    return found[0]


def seen_among(ids: Iterable[int] | None, *, by: Actor) -> frozenset[int]:
    """Which of these enrolments (of all, for ``None``) this actor may see, by id; in one statement."""
    rows = Enrolment.objects.seen_by(by)
    rows = rows if ids is None else rows.filter(pk__in=list(ids))
    return frozenset(rows.values_list("pk", flat=True))


def enrolments_of(person: UUID) -> tuple[MyEnrolment, ...]:
    """The enrolments of a person, those under way first, newest first; in one statement.

    Open to other rooms: whoever asks has already found out that this person may be seen.
    """
    return tuple(map(_mine, _in_order(Enrolment.objects.filter(participant__ref=person))))


def _in_order(rows: QuerySet[Enrolment]) -> list[Enrolment]:
    """Somebody's enrolments, those under way first, newest first, with what their page shows of them."""
    named = rows.select_related("cohort__release__programme", "cohort__variant", "engagement")
    said = ComponentDue.objects.filter(cohort=OuterRef("cohort")).order_by("pk")
    named = named.annotate(said_by_hand=Listed(said, component="component_id", on="due_on"))
    under_way = [s.value for s in TAKES_EVIDENCE]
    return sorted(named, key=lambda r: (r.state not in under_way, -r.cohort.starts_on.toordinal()))


def my_enrolment(*, by: Actor) -> MyEnrolment | None:
    """The enrolment that a participant is on now, if any: the newest under way, otherwise the newest."""
    return next(iter(enrolments_of(by.person)), None)


def next_for(enrolment: UUID, *, by: Actor, at: datetime, most: int = 3) -> tuple[NextThing, ...]:
    """What is ahead for an enrolment: the next sessions by time, then what can be done in one's own time.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Enrolment.objects.seen_by(by).select_related("cohort__release", "cohort__variant").get(ref=enrolment)
    measure = measure_of(row.cohort)
    return _told_with_ahead(row, measure, at=at, returns_on=_standing_since(row)[1])[1][:most]


def _told_with_ahead(
    row: Enrolment, measure: Yardstick, *, at: datetime, returns_on: date | None
) -> tuple[Engagement, tuple[NextThing, ...], tuple[NextThing, ...]]:
    """The explanation for an enrolment already fetched, what is ahead of it and what it missed; in three statements."""
    every = Session.objects.filter(cohort_id=row.cohort_id).with_places()
    comes = Case(When(awaits(row.pk), then=True), default=False, output_field=BooleanField())
    away = RegisterEntry.objects.filter(session=OuterRef("pk"), enrolment=row, replaced_by=None, mark__in=_AWAY)
    sessions = list(every.annotate(comes=comes, away=Exists(away)).order_by("starts_at", "id"))
    due = due_components(row.cohort, measure, sessions=sessions, by_hand=_said_by_hand(row))
    own = {s.component_id: s.ends_at for s in sessions if vars(s)["by_place"] and vars(s)["comes"]}
    told = _explained(row, measure, as_seated(due, own), at=at)
    told = as_it_stands(told, State(row.state), returns_on=returns_on)
    if State(row.state) not in TAKES_EVIDENCE:
        return told, (), ()
    # Of somebody who has paused nothing is asked before they are back.
    back = datetime.combine(returns_on, time.min, tzinfo=LONDON) if returns_on else at
    coming = (s for s in sessions if s.ends_at > max(at, back) and vars(s)["comes"])
    return told, _ahead(row, told, measure, coming), _missed(told, sessions)


def _missed(engagement: Engagement, sessions: Iterable[Session]) -> tuple[NextThing, ...]:
    """The sessions whose register says that they were away, of components that are not made up for."""
    short = {i.component.id: i.component for i in engagement.missing if i.standing in _SHORT}
    return tuple(
        NextThing(short[s.component_id], s.starts_at, s.ends_at, SessionRef(s.ref), _place(s))
        for s in sessions
        if vars(s)["away"] and s.component_id in short
    )


def _said_by_hand(row: Enrolment) -> Mapping[int, date] | None:
    """Days that were set by hand, the newest word on each component, where they were fetched with the enrolment."""
    if "said_by_hand" not in vars(row):
        return None
    newest = {said["component"]: said["on"] for said in vars(row)["said_by_hand"]}
    return {component: date.fromisoformat(on) for component, on in newest.items() if on}


def _ahead(
    row: Enrolment, engagement: Engagement, measure: Yardstick, coming: Iterable[Session]
) -> tuple[NextThing, ...]:
    """What is ahead: the sessions they come to, then what is done in their own time."""
    route = Route(row.route)
    by_id = {c.id: c for c in measure.components if c.is_on(route)}
    sessions = [
        NextThing(by_id[s.component_id], s.starts_at, s.ends_at, SessionRef(s.ref), _place(s))
        for s in coming
        if s.component_id in by_id
    ]
    planned = {thing.component.id for thing in sessions}
    order = {component.id: place for place, component in enumerate(measure.components)}
    open_ = (i for i in _own_time(engagement, order) if i.component.id not in planned)
    own = (NextThing(i.component, due_on=i.due_on) for i in open_)
    return (*sessions, *own)


@read_once
def _own(person: int) -> tuple[Enrolment, ...]:
    return tuple(_in_order(Enrolment.objects.filter(participant_id=person)))


def my_places(*, by: Actor) -> tuple[MyPlace, ...]:
    """Somebody's own enrolments, those under way first, newest first, with what other rooms need to find what is around
    them; in one statement."""
    return tuple(
        MyPlace(
            id=row.pk,
            mine=_mine(row),
            cohort_id=row.cohort_id,
            programme_id=row.cohort.release.programme_id,
            release=row.cohort.release.ref,
            variant=variant_of(row.cohort),
        )
        for row in _own(by.person_id)
    )


@read_once
def my_page(*, by: Actor, at: datetime, enrolment: UUID | None = None) -> MyPage | None:
    """The participant's own page, or ``None`` for somebody without any enrolment; in at most six statements.

    :raises Enrolment.DoesNotExist: if the enrolment asked for is not their own.
    """
    every = _own(by.person_id)
    if not every and enrolment is None:
        return None
    row = next((each for each in every if enrolment in {None, each.ref}), None)
    if row is None:
        raise Enrolment.DoesNotExist
    since, returns_on = _standing_since(row)
    told, ahead, missed = _told_with_ahead(row, measure_of(row.cohort), at=at, returns_on=returns_on)
    others = tuple(_mine(each) for each in every if each is not row)
    return MyPage(_mine(row), told, ahead, others, missed, since, returns_on)


def _own_time(engagement: Engagement, order: Mapping[int, int]) -> tuple[EngagementItem, ...]:
    """What can be done in one's own time: what is late first, then by the day it is due, then as it is taught."""
    open_ = [i for i in (*engagement.missing, *engagement.to_come) if i.standing in {Standing.LATE, Standing.TO_COME}]
    own = [item for item in open_ if not item.component.kind.has_sessions]
    return tuple(sorted(own, key=lambda i: (i.due_on or date.max, order[i.component.id])))


def _place(session: Session) -> str:
    return ", ".join(part for part in (session.room, session.venue) if part)


def _mine(row: Enrolment) -> MyEnrolment:
    cohort = row.cohort
    return MyEnrolment(
        ref=EnrolmentRef(row.ref),
        state=State(row.state),
        route=Route(row.route),
        cohort=CohortRef(cohort.ref),
        cohort_title=cohort.title,
        programme=cohort.release.programme.title,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        figure=kept(row),
    )


def kept(row: Enrolment) -> KeptFigure:
    """The kept figure of an enrolment fetched with it."""
    return row.engagement.as_figure()


def companions_of(enrolments: Iterable[int]) -> Mapping[int, Mapping[str, tuple[int, ...]]]:
    """Who walks beside some enrolments now: person ids by role, by enrolment id; in one statement."""
    found: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    now = Companion.objects.filter(enrolment_id__in=list(enrolments), ended_at=None).order_by("pk")
    for enrolment, role, person in now.values_list("enrolment_id", "role", "person_id"):
        found[enrolment][role].append(person)
    return {e: {role: tuple(people) for role, people in roles.items()} for e, roles in found.items()}


def _facts(rows: Iterable[Enrolment]) -> Mapping[int, EnrolmentFacts]:
    people = list(rows)
    beside = companions_of(row.pk for row in people)
    return {
        row.pk: EnrolmentFacts(
            id=row.pk,
            ref=EnrolmentRef(row.ref),
            state=row.state,
            route=row.route,
            participant_id=row.participant_id,
            participant=PersonRef(row.participant.ref),
            name=row.participant.name,
            school_id=row.school_id,
            cohort_id=row.cohort_id,
            cohort=row.cohort.ref,
            partner_id=row.cohort.partner_id,
            release_id=row.cohort.release_id,
            figure=kept(row),
            companions=MappingProxyType(beside.get(row.pk, {})),
        )
        for row in people
    }
