"""What a new edition of a framework means for programmes built on an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from goldenthread.frameworks.queries.comparing import marked, successors
from goldenthread.frameworks.types import StatementLine, Successor
from goldenthread.people.types import Actor
from goldenthread.programmes.models import ComponentStatement, Release
from goldenthread.programmes.queries.releases import everything_in, ties_by_component
from goldenthread.programmes.rules.moving import asked, choices, why_not_move
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.picking import is_chosen
from goldenthread.programmes.types import (
    Carried,
    ComponentFacts,
    ComponentMove,
    EditionNews,
    MovingPage,
    Question,
    ReleaseLine,
    ReleaseState,
    Tie,
)

Fates = Mapping[UUID, Successor]


def edition_news(*, by: Actor) -> tuple[EditionNews, ...]:
    """What new editions mean for programmes that none of their releases has moved to yet; in five statements at most.

    For those who build programmes; empty for everybody else.
    """
    if why_not_design(by):
        return ()
    seen = Release.objects.seen_by(by).named().exclude(state=ReleaseState.RETIRED.value)
    newest: dict[UUID, ReleaseLine] = {}
    for row in seen.order_by("programme__title", "programme_id", "-number"):
        newest.setdefault(row.programme.ref, row.as_line())
    fates = successors({line.edition_ref for line in newest.values()})
    told = [line for line in newest.values() if line.edition_ref in fates]
    served: dict[int, set[UUID]] = {}
    if told:
        ties = ComponentStatement.objects.filter(component__module__release__in=[line.id for line in told])
        for release, statement in ties.values_list("component__module__release_id", "statement__ref"):
            served.setdefault(release, set()).add(statement)
    return tuple(_news(line, fates[line.edition_ref], served.get(line.id, set())) for line in told)


def news_of(line: ReleaseLine, *, by: Actor) -> EditionNews | None:
    """What a new edition means for this release, if it is the one to move."""
    return next((news for news in edition_news(by=by) if news.release.ref == line.ref), None)


def moving_page(ref: UUID, *, by: Actor) -> MovingPage:
    """What moving a release to the edition in force would do, in eight statements.

    :raises Release.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=ref)
    line = row.as_line()
    fates = successors([line.edition_ref]).get(line.edition_ref, ())
    draft = Release.objects.filter(programme_id=row.programme_id, state=ReleaseState.DRAFT.value).first()
    number = draft.number if draft else None
    ties = ties_by_component(row.pk)
    components = everything_in(row).components
    refusal = why_not_design(by) or why_not_move(line.state, number=line.number, fates=fates, draft=number)
    into = next((fate.new for fate in fates if fate.new), None)
    added = _added(fates)
    return MovingPage(
        release=line,
        edition=into.edition if into else "",
        edition_ref=into.edition_ref if into else None,
        moves=_moves(components, ties, {fate.old.ref: fate for fate in fates if fate.old}),
        questions=_questions(components, ties, fates),
        added=tuple(line for line in added if is_chosen(line.kind)),
        beside=tuple(line for line in added if not is_chosen(line.kind)),
        refusal=refusal,
    )


def _news(line: ReleaseLine, fates: tuple[Successor, ...], served: set[UUID]) -> EditionNews:
    into = next(fate.new for fate in fates if fate.new)
    return EditionNews(
        release=line,
        edition=into.edition,
        edition_ref=into.edition_ref,
        changed=len(asked(served, fates)),
        served=len(served),
        added=sum(is_chosen(line.kind) for line in _added(fates)),
    )


def _added(fates: Iterable[Successor]) -> tuple[StatementLine, ...]:
    return tuple(fate.new for fate in fates if fate.old is None and fate.new)


def _moves(
    components: tuple[ComponentFacts, ...], ties: Mapping[int, frozenset[Tie]], fates: Fates
) -> tuple[ComponentMove, ...]:
    moves = []
    for component in components:
        mine = ties.get(component.id, frozenset())
        held = sorted({fates[tie.statement] for tie in mine if tie.statement in fates}, key=_order)
        carried = tuple(
            Carried(fate.old, fate.new, fate.change, frozenset(t.use for t in mine if t.statement == fate.old.ref))
            for fate in held
            if fate.old
        )
        moves.append(ComponentMove(component, carried))
    return tuple(move for move in moves if move.carried)


def _questions(
    components: tuple[ComponentFacts, ...], ties: Mapping[int, frozenset[Tie]], fates: tuple[Successor, ...]
) -> tuple[Question, ...]:
    titles: dict[UUID, list[str]] = {}
    for component in components:
        for statement in {tie.statement for tie in ties.get(component.id, frozenset())}:
            titles.setdefault(statement, []).append(component.named)
    return tuple(
        Question(fate.old, fate.new, fate.change, tuple(titles[fate.old.ref]), choices(fate, fates), marked(fate))
        for fate in asked(titles.keys(), fates)
        if fate.old
    )


def _order(fate: Successor) -> int:
    return fate.old.id if fate.old else 0
