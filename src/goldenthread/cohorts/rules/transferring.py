"""Going to another cohort or to the other route: whether, what carries over, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from goldenthread.cohorts.rules.enrolling import wrong_route
from goldenthread.cohorts.types import GOES, Carry, CreditEntry, Figure, State, TransferPlace, saying
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ROUTE_NAMES, ComponentFacts, Route


def why_not_go(state: State) -> Refusal | None:
    """Why nobody goes anywhere from this state."""
    if state in GOES:
        return None
    return Refusal(
        "enrolment_is_over",
        f"This enrolment is {state.value}, so it stays where it is.",
        "For a new start, enrol them on the other cohort.",
    )


def why_not_transfer(
    before: TransferPlace,
    after: TransferPlace,
    *,
    same_programme: bool,
    free: int,
    has_place: bool,
    takes: frozenset[Route] = frozenset(Route),
) -> Refusal | None:
    """Why somebody cannot go there, or ``None``.

    :param free: the places left on the other cohort; on the same one nobody needs another.
    :param has_place: whether the same person has a place there already.
    :param takes: the routes on which the other cohort takes people.
    """
    same_cohort = before.cohort.ref == after.cohort.ref
    if same_cohort and before.route is after.route:
        return Refusal("is_there", "They are there already.", "Choose another cohort or the other route.")
    if not same_programme:
        return Refusal(
            "other_programme",
            "That cohort takes another programme, so nothing done would carry over.",
            "Withdraw them here, and enrol them there.",
        )
    if has_place:
        return Refusal("has_a_place", "They have a place on that cohort already.", "Open their other enrolment.")
    if not same_cohort and free < 1:
        return Refusal(
            "cohort_is_full",
            f"All {after.cohort.capacity} places on “{after.cohort.title}” are taken.",
            "Raise its capacity, or choose another cohort.",
        )
    if after.route not in takes:
        return wrong_route(after.route)
    if not after.figure.due:
        return Refusal(
            "route_not_offered",
            f"That cohort has nothing for the {ROUTE_NAMES[after.route].lower()} route.",
            "Choose the other route.",
        )
    return None


def carried(
    done: Mapping[int, Fraction],
    before: Sequence[ComponentFacts],
    after: Sequence[ComponentFacts],
    *,
    onto: Mapping[UUID, UUID | None],
    own: Mapping[int, Fraction] | None = None,
    origins: Mapping[int, frozenset[int]] | None = None,
) -> tuple[Carry, ...]:
    """What becomes of everything done so far, in the order of the old programme.

    ``before`` and ``after`` are the components of the old place and of the new. A component that is in both keeps its
    credit. Otherwise the counterpart, in this order, is

    * the one that was chosen (``onto``);
    * the one of the same kind and title, as in two releases of one programme;
    * in the module of the same title, among those that are only in the old place and only in the new, the one at the
      same place in the order: live with live and kind with kind, and then what is left with what is left;
    * none: the credit stays in the ledger and counts for nothing here.

    Nobody gains by going there and back. ``origins`` says from which components an earlier transfer carried a credit
    here; where the new place has one of those, only ``own``, the share that was earned here, is carried.
    """
    done = _earned(done, {c.id for c in after}, own=own or {}, origins=origins or {})
    kept = {c.id for c in after}
    gone, come = [c for c in before if c.id not in kept], _only(after, before)
    usual = _counterparts(gone, come)
    taken = [c for c in before if done.get(c.id)]
    return tuple(
        Carry(c, done[c.id], c, is_same=True)
        if c.id in kept
        else Carry(c, done[c.id], _chosen(c, usual.get(c.id), come, onto), is_same=False, others=come)
        for c in taken
    )


def entries_for(carries: Iterable[Carry]) -> Mapping[int, Fraction]:
    """What is to be credited in the new place, by component: several that count as one add up to all of it at most."""
    sums: dict[int, Fraction] = {}
    for carry in carries:
        if carry.onto is not None and not carry.is_same:
            sums[carry.onto.id] = min(sums.get(carry.onto.id, Fraction(0)) + carry.share, Fraction(1))
    return sums


def still_carried(carried: Iterable[tuple[int, int, Fraction]], done: Mapping[int, Fraction]) -> Mapping[int, Fraction]:
    """What a transfer still carries onto each component, once something of what was done was taken back.

    ``carried`` gives what was done, onto what it was carried, and how much; ``done`` what stands of each by now. It
    never becomes more.
    """
    sums: dict[int, Fraction] = {}
    for what, onto, share in carried:
        left = min(share, done.get(what, Fraction(0)))
        sums[onto] = min(sums.get(onto, Fraction(0)) + left, Fraction(1))
    return sums


def as_entries(entries: Mapping[int, Fraction]) -> tuple[CreditEntry, ...]:
    """Carried shares as entries, for reckoning the figure before anything is written."""
    return tuple(CreditEntry(component, share) for component, share in entries.items())


def effects(before: TransferPlace, after: TransferPlace, *, coach: str, waits_for: int) -> tuple[str, ...]:
    """What follows from a transfer, in sentences, so that nobody is surprised.

    :param coach: the name of the coach who walks beside them now; empty where there is none.
    :param waits_for: how many things done have no counterpart.
    """
    says = [_figure(before.figure, after.figure), _sessions(before.sessions_ahead, after.sessions_ahead)]
    missed = [title for title in after.over if title not in before.over]
    if missed:
        named = saying.listed([f"“{title}”" for title in missed])
        says.append(f"Over already there, and to be caught up: {named}.")
    if before.cohort.ref != after.cohort.ref:
        says.append(f"Their place on “{before.cohort.title}” is free, and one on “{after.cohort.title}” is taken.")
        says.append(f"They are judged by the policy in force on {after.cohort.starts_on:%-d %B %Y}.")
    if before.cohort.partner_ref != after.cohort.partner_ref:
        says.append(f"{before.cohort.partner} no longer sees them; {after.cohort.partner} sees their whole record.")
        if coach:
            says.append(f"{coach} no longer coaches them. {after.cohort.partner} names another coach.")
    elif coach:
        says.append(f"{coach} goes on coaching them.")
    if waits_for:
        thing = "thing done counts" if waits_for == 1 else "things done count"
        says.append(f"{waits_for} {thing} for nothing there. The record keeps what was done.")
    return tuple(says)


def _only(after: Sequence[ComponentFacts], before: Sequence[ComponentFacts]) -> tuple[ComponentFacts, ...]:
    known = {c.id for c in before}
    return tuple(c for c in after if c.id not in known)


def _chosen(
    done: ComponentFacts,
    usual: ComponentFacts | None,
    come: Sequence[ComponentFacts],
    onto: Mapping[UUID, UUID | None],
) -> ComponentFacts | None:
    if done.ref not in onto:
        return usual
    return next((c for c in come if c.ref == onto[done.ref]), None)


def _counterparts(gone: Sequence[ComponentFacts], come: Sequence[ComponentFacts]) -> Mapping[int, ComponentFacts]:
    found: dict[int, ComponentFacts] = {}
    for c in gone:
        alike = [n for n in come if (n.kind, n.title) == (c.kind, c.title) and n not in found.values()]
        if alike:
            found[c.id] = alike[0]
    for alike_by in (_family, _module):
        for key in dict.fromkeys(alike_by(c) for c in gone):
            old = [c for c in gone if alike_by(c) == key and c.id not in found]
            new = [n for n in come if alike_by(n) == key and n not in found.values()]
            found |= {c.id: n for c, n in zip(old, new, strict=False)}
    return found


def _earned(
    done: Mapping[int, Fraction],
    there: set[int],
    *,
    own: Mapping[int, Fraction],
    origins: Mapping[int, frozenset[int]],
) -> Mapping[int, Fraction]:
    """What can be carried of everything done: all of a share, or what was earned here where its origin is there."""
    known = {component for component in done if component not in there and _roots(component, origins) & there}
    return {
        component: own.get(component, Fraction(0)) if component in known else share for component, share in done.items()
    }


def _roots(component: int, origins: Mapping[int, frozenset[int]]) -> set[int]:
    """Every component from which credit came here, through however many transfers."""
    found: set[int] = set()
    ahead = list(origins.get(component, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(origins.get(one, ()))
    return found


def _module(component: ComponentFacts) -> tuple[str, str]:
    return component.module, ""


def _family(component: ComponentFacts) -> tuple[str, str]:
    """Within which a component at the same place of the order is its counterpart."""
    return component.module, "live" if component.kind.has_sessions else component.kind.value


def _figure(before: Figure, after: Figure) -> str:
    if not before.due:
        return f"Their engagement will be {saying.in_words(after)}."
    return f"Their engagement is {saying.in_words(before)} now, and will be {saying.in_words(after)}."


def _sessions(before: int, after: int) -> str:
    if not before and not after:
        return "No sessions are planned ahead, here or there."
    there = "One session is" if after == 1 else f"{after or 'No'} sessions are"
    return f"{there} ahead of them there, {before or 'none'} here."


def says_where(*, cohorts: tuple[str, str], routes: tuple[Route, Route]) -> str:
    """A transfer in words: from where to where."""
    parts = []
    if cohorts[0] != cohorts[1]:
        parts.append(f"from {cohorts[0]} to {cohorts[1]}")
    if routes[0] is not routes[1]:
        parts.append(f"from {ROUTE_NAMES[routes[0]].lower()} to {ROUTE_NAMES[routes[1]].lower()}")
    return f"Moved {' and '.join(parts)}"
