"""Whether somebody can have a place, and whether a step can be taken."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.states import REASONS, STEPS
from goldenthread.cohorts.types import Event, Role, State
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import NoSuchStep, Refusal, Refused
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ROUTE_NAMES, Route


def why_not_enrol(
    *,
    capacity: int,
    taken: int,
    has_place: bool,
    route: Route,
    routes: frozenset[Route],
    takes: frozenset[Route] = frozenset(Route),
) -> Refusal | None:
    """Why somebody cannot be given a place, or ``None``.

    ``routes`` are those that the release has something for, ``takes`` those on which the cohort takes people.
    """
    if has_place:
        return Refusal("has_a_place", "This person already has a place on this cohort.", "Open their enrolment.")
    if taken >= capacity:
        return Refusal(
            "cohort_is_full",
            f"All {capacity} places on this cohort are taken.",
            "Raise its capacity, or choose another cohort.",
        )
    if routes and route not in routes:
        return Refusal(
            "route_not_offered",
            f"This release has nothing for the {ROUTE_NAMES[route].lower()} route.",
            "Choose the other route, or ask the curriculum lead.",
        )
    if route not in takes:
        return wrong_route(route)
    return None


def wrong_route(route: Route) -> Refusal:
    """A cohort takes nobody on this route."""
    return Refusal(
        "route_not_taken",
        f"This cohort takes nobody on the {ROUTE_NAMES[route].lower()} route.",
        "Choose the other route or another cohort, or let the cohort take both.",
    )


def after(state: State, event: Event, *, reason: str = "", why: str = "") -> State:
    """The state after an event.

    :raises Refused: if the step does not exist, or it needs one of DfE's reasons and has none, or says *other*
        without saying what.
    """
    reached = step(STEPS, state, event)
    known = REASONS.get(event)
    if known is not None and reason not in known:
        raise Refused(Refusal("no_reason", f"To {event.value} somebody you give one of DfE’s reasons.", "Choose one."))
    if reason == "other" and not why.strip():
        raise Refused(Refusal("no_words", "“Another reason” needs a few words.", "Say what the reason is."))
    return reached


def why_not_step(state: State, event: Event) -> Refusal | None:
    """Why an event is not possible from here, for a page that offers it."""
    try:
        step(STEPS, state, event)
    except NoSuchStep as refused:
        return refused.refusal
    return None


def why_not_step_by(event: Event, *, by: Actor, partner_id: int, participant_id: int) -> Refusal | None:
    """Why this actor may not take a step: whoever runs the cohort takes all of them.

    A participant accepts their own offer, and the provider's quality lead completes with an outcome.
    """
    if event is Event.ACCEPT and by.person_id == participant_id:
        return None
    if event is Event.COMPLETE and by.wears_for_provider(Duty.QUALITY_LEAD):
        return None
    return why_not_run(by, partner_id)


_SIMPLY = {
    Event.ACCEPT: ("They are on the cohort from then on, and see its timetable.",),
    Event.START: ("From then on they are looked for at sessions, and can be at risk.",),
}


def follows(
    event: Event,
    *,
    ahead: tuple[datetime, ...],
    returns_on: date | None = None,
    coach: str = "",
    beside: int = 0,
    places: int = 0,
    percent: str = "",
) -> tuple[str, ...]:
    """What follows from deferring, resuming or withdrawing, in sentences, so that nobody is surprised.

    :param ahead: when the sessions that they are still to attend begin.
    :param beside: how many sponsors and mentors walk beside them.
    :param places: how many sessions ahead they have a place at that somebody else could take.
    """
    says = []
    if percent:
        says.append(f"What is credited is kept: {percent}.")
    says += _SIMPLY.get(event, ())
    if event is Event.DEFER:
        says.append("They keep their place on the cohort, and those beside them go on seeing how they stand.")
        says.append(_while_away(ahead, returns_on))
        if places:
            says.append(f"{_places(places)} for somebody else. Once back, they get places again where there is room.")
        if coach:
            says.append(f"{coach} stays their coach.")
    elif event is Event.RESUME:
        says.append(f"{_sessions(len(ahead)).capitalize()} still ahead of them.")
    elif event is Event.WITHDRAW:
        says.append("Their place is free for somebody else, and nothing more is credited.")
        if ahead:
            says.append(f"{_sessions(len(ahead)).capitalize()} still ahead: they are no longer expected.")
        if coach:
            says.append(f"The pairing with {coach} ends, and what was booked is called off.")
        if beside:
            people = "One person" if beside == 1 else f"{beside} people"
            says.append(f"{people} at their school who could see this record will not any more, except its head.")
    return tuple(says)


def _while_away(ahead: tuple[datetime, ...], returns_on: date | None) -> str:
    if not ahead:
        return "No sessions are planned ahead of them."
    if returns_on is None:
        return f"{_sessions(len(ahead)).capitalize()} ahead. Without a day of return, any of them may be missed."
    missed = sum(moment.date() < returns_on for moment in ahead)
    if not missed:
        return f"No session takes place before {returns_on:%-d %B %Y}."
    return (
        f"{_sessions(missed).capitalize()} before {returns_on:%-d %B %Y}, to be made up or taken with another cohort."
    )


def _places(number: int) -> str:
    return "Their place at one session is free" if number == 1 else f"Their places at {number} sessions are free"


def _sessions(number: int) -> str:
    return "one session is" if number == 1 else f"{number or 'no'} sessions are"


def completes_by_award(state: State) -> bool:
    """Whether an award completes an enrolment that stands here.

    Nobody's leave is asked a second time: whoever released the result was allowed to, and the award follows from it.
    Who withdrew stays withdrawn, whatever their script came to; a place that was never begun has nothing to complete.
    """
    return (state, Event.COMPLETE) in STEPS


def reopens(state: State, *, before: State | None) -> Event | None:
    """What happens to an enrolment when the result on which it was completed passes no more: it is back where it stood
    before it was completed, and nothing happens to one that is not completed, or was completed from nowhere."""
    if state is not State.COMPLETED:
        return None
    return {State.ACTIVE: Event.REOPEN, State.DEFERRED: Event.REPAUSE}.get(before) if before else None


def walks_on(state: State) -> frozenset[Role]:
    """Who goes on seeing an enrolment once it stands here.

    * Completed: sponsor and mentor, who may still read how it went; the coach's work is done.
    * Withdrawn: nobody. What follows is between the participant and those who run the cohort.
    * Otherwise: everybody.
    """
    return {State.COMPLETED: frozenset({Role.SPONSOR, Role.MENTOR}), State.WITHDRAWN: frozenset[Role]()}.get(
        state, frozenset(Role)
    )


def why_not_accompany(state: State, role: Role) -> Refusal | None:
    """Why nobody can begin to walk beside an enrolment in this role any more."""
    if role in walks_on(state):
        return None
    return Refusal(
        "enrolment_is_over",
        f"This enrolment is {state.value}, so it has no {role.value} any more.",
        "Open the enrolment to see what happened.",
    )


def why_not_since(since: date | None, *, last: date, today: date) -> Refusal | None:
    """Why a step cannot count from this day: one that has not come, or before what happened last."""
    if since is None:
        return None
    if since > today:
        return Refusal("not_yet", "This day has not come yet.", "Give today or an earlier day.")
    if since < last:
        return Refusal(
            "before_the_last_step",
            f"What happened before this happened on {last:%-d %B %Y}.",
            "Give that day or a later one.",
        )
    return None


def why_not_return(*, returns_on: date | None, today: date) -> Refusal | None:
    """Why a deferral cannot have this day of return; none at all is possible, a past one is not."""
    if returns_on is not None and returns_on <= today:
        return Refusal("returns_in_the_past", "The day of return has passed.", "Give a day after today, or none.")
    return None
