"""Two columns whose lines take turns, put back into sentences.

Left stand numbered *learn that* statements; right stand stems and their practice bullets. The labels do not tell
where a column is, and a line-by-line rule cannot: so every way of going on is tried with a cost, and the cheapest
account of the whole section is kept (a beam search). Costs are in :mod:`.costs`; each says what it is the cost of.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from goldenthread.frameworks.rules import costs
from goldenthread.frameworks.rules.costs import Open
from goldenthread.frameworks.rules.lines import Sort, Token
from goldenthread.frameworks.rules.paths import MARGIN, State, Step, differing, path, pruned
from goldenthread.frameworks.rules.shape import Manner, brackets, join
from goldenthread.frameworks.types import Kind

REACH = 14.0
# How much dearer than the best a reading may get by taking a line as fused, and how many marks wait at once: what
# bounds the work on a section of any length, with the beam and the horizon of paths.
FUSED_REACH = 6.0
WAITING = 40

Way = tuple[float, Callable[[], State]]


def weave(tokens: tuple[Token, ...], manner: Manner) -> tuple[Step, ...]:
    """The steps of the cheapest reading of a section's tokens, in the order of the source."""
    states = [State(0.0, None)]
    for at, token in enumerate(tokens):
        seen = [_seen(state, token) for state in states]
        ways = [way for state in seen for way in _ways(state, at, token, manner)]
        within = min(cost for cost, _ in ways) + FUSED_REACH
        for left, right in costs.cuts(token) if token.sort is Sort.TEXT else ():
            ways += [way for state in seen for way in _fused(state, at, left, right, manner, within=within)]
        limit = min(cost for cost, _ in ways) + REACH
        states = pruned([make() for cost, make in ways if cost <= limit])
    ended = sorted(((state.cost + _ending(state, manner), state) for state in states), key=lambda pair: pair[0])
    chosen = ended[0][1]
    contested = {
        at for cost, state in ended[1:] if cost - ended[0][0] < MARGIN for at in differing(chosen.step, state.step)
    }
    contest = chosen.contests
    while contest is not None:
        contested |= contest.at
        contest = contest.before
    return tuple(replace(step, contested=step.at in contested) for step in path(chosen.step))


def _seen(state: State, token: Token) -> State:
    """The state with what stands before the token."""
    view = state.view
    blank = token.after_blank or (view.blank and view.waits)
    page = token.after_page or (view.page and view.waits)
    return replace(state, view=replace(view, blank=blank, page=page))


def _ways(state: State, at: int, token: Token, manner: Manner) -> Iterator[Way]:
    """Every way of taking the next token as it stands, with what it costs in all."""
    if token.sort is Sort.TEXT:
        yield from _take(state, at, token, manner)
    else:
        cost = state.cost + (costs.LONE_NUMERAL if len(state.numerals) >= WAITING else 0.0)
        yield cost, partial(_mark, replace(state, cost=cost), at, token)


def _mark(state: State, at: int, token: Token) -> State:
    """A mark or label on its own changes nothing but what waits for its text."""
    if token.sort is Sort.NUMERAL and token.number is not None:
        return replace(
            state, numerals=(*state.numerals[-WAITING + 1 :], (token.number, at)), view=state.view.after_mark("L")
        )
    if token.sort is Sort.BULLET:
        return replace(
            state, bullets=(*state.bullets[-WAITING + 1 :], at), view=state.view.after_mark("r" if token.soft else "R")
        )
    return replace(state, view=replace(state.view, blank=True, waits=True))


def _fused(state: State, at: int, left: Token, right: Token, manner: Manner, *, within: float) -> Iterator[Way]:
    """The end of a left line and a right line, printed as one; nothing where the left alone costs too much."""
    if state.cost + costs.FUSED > within:
        return
    for cost, make in _take_left(state, at, left, manner, fused=True):
        if cost + costs.FUSED > within:
            continue
        half = replace(make(), cost=cost + costs.FUSED)
        yield from _take_right(half, at, right, manner, fused=True)


def _take(state: State, at: int, token: Token, manner: Manner) -> Iterator[Way]:
    wide = replace(state, cost=state.cost + costs.width_of(token, manner))
    yield from _take_left(wide, at, token, manner)
    yield from _take_right(wide, at, token, manner)
    cost = state.cost + costs.UNPLACED
    yield cost, partial(_passed_over, state, at, token, cost)


def _take_left(state: State, at: int, token: Token, manner: Manner, *, fused: bool = False) -> Iterator[Way]:
    """The words go on with the open statement, or begin one with its numeral: its own, or one that waits."""
    if state.left is not None:
        cost = state.cost + costs.going_on(state.left, token, "L", state.view, state.right, manner)
        yield cost, partial(_went_on, state, at, token, "L", state.left, cost, fused=fused)
    waiting = () if token.number is not None else state.numerals
    cost = state.cost + costs.opening_left(state.left, token, state.view, manner, waits=bool(waiting))
    last = state.left.number if state.left is not None else None
    alone = state.view.marked == "L" and len(waiting) > 1
    if alone:
        yield cost, partial(_started_left, state, at, token, waiting[-1:], cost, fused=fused)
    late = bool(waiting) and last is not None and waiting[0][0] < last
    first = cost + (costs.OLD_NUMERAL if alone or late else 0.0)
    yield first, partial(_started_left, state, at, token, waiting[:1], first, fused=fused)


def _take_right(state: State, at: int, token: Token, manner: Manner, *, fused: bool = False) -> Iterator[Way]:
    """The words go on with the open stem or bullet, or begin one."""
    if state.right is not None:
        cost = state.cost + costs.going_on(state.right, token, "R", state.view, state.left, manner)
        yield cost, partial(_went_on, state, at, token, "R", state.right, cost, fused=fused)
    for kind in (Kind.STEM, Kind.PRACTICE):
        cost = state.cost + costs.opening_right(
            state.right, token, kind, state.view, manner, waits=bool(state.bullets), has_stem=state.has_stem
        )
        yield cost, partial(_started_right, state, at, token, kind, cost, fused=fused)


def _passed_over(state: State, at: int, token: Token, cost: float) -> State:
    step = Step(state.step, at, "", token.text)
    return replace(state, cost=cost, step=step, view=state.view.after("", state.view.last))


def _opened(kind: Kind, token: Token, number: int | None = None) -> Open:
    return Open(kind, token.text, brackets(token.text)[1], token.text, number)


def _went_on(state: State, at: int, token: Token, column: str, item: Open, cost: float, *, fused: bool) -> State:
    text = costs.remembered(join(item.text, token.text))
    longer = Open(item.kind, text, brackets(text)[1], token.text, item.number)
    return replace(
        state,
        cost=cost,
        step=Step(state.step, at, column, token.text, fused=fused),
        left=longer if column == "L" else state.left,
        right=longer if column == "R" else state.right,
        view=state.view.after(column, token.text),
    )


def _started_left(
    state: State, at: int, token: Token, waiting: tuple[tuple[int, int], ...], cost: float, *, fused: bool
) -> State:
    """A statement begins, with its own numeral or one that waits for its text."""
    number, mark_at = waiting[0] if waiting else (token.number, None)
    return replace(
        state,
        cost=cost,
        step=Step(state.step, at, "L", token.text, Kind.LEARN_THAT, number, mark_at, fused=fused),
        left=_opened(Kind.LEARN_THAT, token, number),
        numerals=tuple(numeral for numeral in state.numerals if numeral not in waiting),
        view=state.view.after("L", token.text),
    )


def _started_right(state: State, at: int, token: Token, kind: Kind, cost: float, *, fused: bool) -> State:
    """A stem begins, or a practice bullet with its own mark or one that waits."""
    takes = kind is Kind.PRACTICE and not token.bullet and bool(state.bullets)
    return replace(
        state,
        cost=cost,
        step=Step(state.step, at, "R", token.text, kind, mark_at=state.bullets[0] if takes else None, fused=fused),
        right=_opened(kind, token),
        bullets=state.bullets[1:] if takes else state.bullets if kind is Kind.PRACTICE else (),
        view=state.view.after("R", token.text),
        has_stem=True,
    )


def _ending(state: State, manner: Manner) -> float:
    """What it costs to stop here: cut sentences, numerals that never found their text."""
    return costs.ending(state.left, state.right, manner) + costs.LONE_NUMERAL * len(state.numerals)
