"""The library: search, one item, and what stands beside a unit or a statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch, Q

from goldenthread.frameworks.queries.comparing import successors
from goldenthread.frameworks.queries.editions import frameworks, statements_by_ref, statements_of
from goldenthread.frameworks.types import EditionState
from goldenthread.ground.queries.files import file_bytes
from goldenthread.learning.models import Item, ItemVersion
from goldenthread.learning.models.library import ItemSet
from goldenthread.learning.rules.library import LIBRARY_STEPS, State, keeps, proposes, sees_everything
from goldenthread.learning.types.library import (
    ITEM_STATE_NAMES,
    ItemPage,
    ItemVersionLine,
    LibraryAsked,
    LibraryItem,
    LibraryPage,
    StatementTie,
)
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_statements

A_PAGE = 20
MOST_BESIDE = 5
CALLED: Mapping[str, str] = {
    "kind": "kind", "title": "title", "summary": "summary", "authors": "authors", "year": "year",
    "address": "where to find it", "licence": "licence", "minutes": "reading time", "statements": "statements",
    "file": "file",
}  # fmt: skip


def library_page(asked: LibraryAsked, *, by: Actor, page: int = 1) -> LibraryPage:
    """What the library has for this actor, by title, in six statements.

    Everybody sees what is shared; those who keep it may ask for the other states, others for their own proposals.
    """
    seen = Item.objects.seen_by(by)
    state = asked.state if asked.state in ITEM_STATE_NAMES else State.SHARED.value
    rows = seen.filter(state=state)
    for word in asked.words.split()[:10]:
        rows = rows.filter(Q(title__icontains=word) | Q(authors__icontains=word) | Q(summary__icontains=word))
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    if asked.statement:
        rows = rows.filter(statements__code__iexact=asked.statement.strip())
    code, _, number = asked.section.rpartition(".")
    if code and number.isdecimal():
        rows = rows.filter(statements__section__number=int(number), statements__edition__framework__code=code)
    rows = rows.distinct()
    total = rows.count()
    pages = max(1, -(-total // A_PAGE))
    number_ = min(max(page, 1), pages)
    start = (number_ - 1) * A_PAGE
    # The sections by which something shared can be found, each once.
    places = (
        Item.objects.filter(state=State.SHARED.value)
        .order_by()
        .values_list(
            "statements__edition__framework__code", "statements__section__number", "statements__section__title"
        )
        .distinct()
    )
    waiting = Item.objects.filter(state=State.PROPOSED.value).count() if keeps(by) else 0
    return LibraryPage(
        items=_items(rows.order_by("title", "id")[start : start + A_PAGE]),
        total=total,
        number=number_,
        pages=pages,
        sections=tuple(
            (f"{code}.{number}", f"{code} {number}. {title}") for code, number, title in sorted(places) if title
        ),
        may_add=keeps(by) or proposes(by),
        may_keep=sees_everything(by),
        waiting=waiting,
    )


def item_page(ref: UUID, *, by: Actor) -> ItemPage:
    """One item, in four statements. :raises Item.DoesNotExist: if there is none, or it is not theirs to see."""
    row = Item.objects.seen_by(by).select_related("file", "added_by").prefetch_related("statements").get(ref=ref)
    item = row.as_item()
    # Of a statement in several editions the newest is shown: it is the one with the highest id.
    lines = {
        line.code: line for line in sorted(statements_by_ref(item.draft.statements).values(), key=lambda one: one.id)
    }
    is_own = row.added_by_id == by.person_id and row.state == State.PROPOSED.value
    tells = sees_everything(by) or is_own
    versions = ItemVersion.objects.filter(item=row).select_related("by").order_by("number") if tells else []
    return ItemPage(
        item=item,
        statements=tuple(StatementTie(line.ref, line.code, line.text) for line in lines.values()),
        versions=_versions(list(versions)),
        may_change=keeps(by) or is_own,
        steps=tuple(e.value for state, e in LIBRARY_STEPS if state.value == row.state) if keeps(by) else (),
    )


def statements_called(codes: Iterable[str], *, by: Actor) -> tuple[frozenset[UUID], tuple[str, ...]]:
    """The statements in force with these codes, and the codes that none has; in six statements.

    With each come the statements of earlier editions that became it: programmes go on with the edition they began on.
    """
    editions = [edition for framework in frameworks(by=by) for edition in framework.editions]
    in_force = [edition.ref for edition in editions if edition.state is EditionState.PUBLISHED]
    known = {line.code.casefold(): line.ref for line in statements_of(in_force)}
    wanted = [code.strip() for code in codes if code.strip()]
    found = {known[code.casefold()] for code in wanted if code.casefold() in known}
    fates = [fate for each in successors(edition.ref for edition in editions).values() for fate in each]
    earlier = {
        fate.old.ref for fate in fates if fate.old is not None and fate.new is not None and fate.new.ref in found
    }
    return frozenset(found | earlier), tuple(code for code in wanted if code.casefold() not in known)


def item_file(ref: UUID, *, by: Actor) -> tuple[str, str, bytes]:
    """An item's file: its name, what it is, its bytes. :raises Item.DoesNotExist: if it has none, or is not theirs."""
    row = Item.objects.seen_by(by).select_related("file").get(ref=ref)
    if row.file is None:
        raise Item.DoesNotExist
    return row.file.name, row.file.media_type, file_bytes(row.file.ref)


def beside_component(component: UUID) -> tuple[LibraryItem, ...]:
    """What the library has on the statements that a component serves, in five statements.

    Open to other rooms: what is shared is shared with everybody who is signed in.
    """
    return beside_statements([line.ref for line, _ in component_statements(component)])


def beside_statements(refs: list[UUID], *, most: int = MOST_BESIDE) -> tuple[LibraryItem, ...]:
    """What the library has on some statements, by title, in three statements."""
    rows = Item.objects.filter(state=State.SHARED.value, statements__ref__in=refs).distinct()
    return _items(rows.order_by("title", "id")[:most])


def _items(rows: ItemSet) -> tuple[LibraryItem, ...]:
    told = rows.select_related("file", "added_by").prefetch_related(Prefetch("statements"))
    return tuple(row.as_item() for row in told)


def _versions(rows: list[ItemVersion]) -> tuple[ItemVersionLine, ...]:
    """The versions, the newest first, with what each changed since the one before."""
    found = []
    before: dict[str, object] = {}
    for row in rows:
        changed = sorted(CALLED[name] for name, said in row.says.items() if before and before.get(name) != said)
        found.append(ItemVersionLine(row.number, row.by.name, row.at, tuple(changed)))
        before = row.says
    return tuple(reversed(found))
