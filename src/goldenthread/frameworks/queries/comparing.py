"""What changed from one edition to the next, and what became of a statement over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.models import Detail, Edition, Section, Statement, Succession
from goldenthread.frameworks.rules.beside import changes_beside, marks
from goldenthread.frameworks.rules.comparing import followed, line_of
from goldenthread.frameworks.rules.reviewing import why_not_review
from goldenthread.frameworks.types import (
    BesideChanges,
    Change,
    ChangeLine,
    ChangesPage,
    EditionRef,
    EditionState,
    EditionStep,
    Run,
    SectionOutline,
    Stands,
    StatementLine,
    Successor,
)
from goldenthread.ground.rules.wording import runs
from goldenthread.people.types import Actor


def changes_page(ref: UUID, *, by: Actor) -> ChangesPage:
    """Everything that changed when this edition came, beside its statements too, in five statements.

    In the order of the edition, and what was removed in the order of the edition before.

    :raises Edition.DoesNotExist: if there is none.
    """
    edition = Edition.objects.seen_by(by).counted().get(ref=ref)
    before = Edition.objects.counted().filter(successors=edition).first()
    rows = Succession.objects.filter(edition=edition).named()
    lines = tuple(_line(row) for row in sorted(rows, key=_order))
    return ChangesPage(
        edition=edition.as_line(),
        before=before.as_line() if before else None,
        lines=lines,
        counts=MappingProxyType(Counter(dict.fromkeys(Change, 0)) + Counter(line.change for line in lines)),
        may_decide=why_not_review(by) is None,
        beside=_beside(before, edition, lines) if before else BesideChanges(),
    )


def edition_of_change(ref: UUID, *, by: Actor) -> EditionRef:
    """The edition that a change came with. :raises Succession.DoesNotExist: if there is none."""
    return EditionRef(Succession.objects.seen_by(by).values_list("edition__ref", flat=True).get(ref=ref))


def statement_history(ref: UUID, *, by: Actor) -> tuple[EditionStep, ...]:
    """A statement through the editions of its framework, the oldest first; in four statements.

    :raises Statement.DoesNotExist: if there is none.
    """
    this = Statement.objects.select_related("edition").get(ref=ref, edition__in=Edition.objects.seen_by(by))
    editions = {row.pk: row for row in _editions(this.edition.framework_id)}
    rows = _rows(editions)
    chain = line_of(this.pk, ((row.old_id, row.new_id, Change(row.change)) for row in rows))
    lines = _lines(id_ for id_, _ in chain if id_ is not None)
    gone_in = {row.old_id: row.edition_id for row in rows if row.new_id is None}
    steps: list[EditionStep] = []
    last: StatementLine | None = None
    for (id_, change), (before, _) in zip(chain, ((None, None), *chain), strict=False):
        line = lines[id_][0] if id_ is not None else None
        edition = editions[lines[id_][1] if id_ is not None else gone_in[before]]
        marked = runs(last.text, line.text) if last and line and change is Change.REWORDED else ()
        beside = tuple(
            mark for mark in marks([(last, line)] if last and line else []) if mark.change is not Change.SAME
        )
        steps.append(EditionStep(EditionRef(edition.ref), _name(edition), line, change, marked, beside))
        last = line
    return tuple(steps)


def successors(refs: Iterable[UUID]) -> Mapping[UUID, tuple[Successor, ...]]:
    """For each of these editions that is superseded: what became of every statement of it in the edition in force.

    By the edition's reference; what is new in the edition in force stands at the end, without an ``old``. In three
    statements for however many editions. One that nothing is known of, or that is in force, is left out.
    """
    asked = set(refs)
    frameworks = Edition.objects.filter(ref__in=asked).values("framework_id")
    editions = {row.pk: row for row in Edition.objects.filter(framework__in=frameworks).select_related("framework")}
    steps: dict[int, dict[int, tuple[int | None, Change, float]]] = {}
    for row in _rows(editions):
        held = steps.setdefault(row.edition_id, {})
        if row.old_id is not None:
            held[row.old_id] = (row.new_id, Change(row.change), row.score)
    chains = {row.ref: _chain(row, editions) for row in editions.values() if row.ref in asked}
    lines = _lines_of({pk for chain in chains.values() if len(chain) > 1 for pk in (chain[0], chain[-1])})
    return MappingProxyType(
        {
            ref: _successors(lines[chain[0]], lines[chain[-1]], [steps.get(pk, {}) for pk in chain[1:]])
            for ref, chain in chains.items()
            if len(chain) > 1
        }
    )


def marked(fate: Successor) -> tuple[Run, ...]:
    """The words that differ, for a statement that was reworded."""
    is_reworded = fate.change is Change.REWORDED and fate.old is not None and fate.new is not None
    return runs(fate.old.text, fate.new.text) if is_reworded and fate.old and fate.new else ()


def _chain(edition: Edition, editions: Mapping[int, Edition]) -> tuple[int, ...]:
    """The edition and those that came after it, up to the one in force; alone where they were never compared."""
    after = {row.succeeds_id: row for row in editions.values() if row.succeeds_id is not None}
    chain = [edition]
    while chain[-1].pk in after:
        chain.append(after[chain[-1].pk])
    is_whole = chain[-1].state == EditionState.PUBLISHED.value
    return tuple(row.pk for row in chain) if is_whole else (edition.pk,)


def _successors(
    old: Mapping[int, StatementLine],
    new: Mapping[int, StatementLine],
    steps: list[dict[int, tuple[int | None, Change, float]]],
) -> tuple[Successor, ...]:
    found, met = [], set[int]()
    for pk, line in old.items():
        there, change, score = followed(pk, steps)
        if there is not None:
            met.add(there)
        found.append(Successor(line, new[there] if there is not None else None, change, score))
    return (*found, *(Successor(None, line, Change.ADDED, 0.0) for pk, line in new.items() if pk not in met))


def _lines_of(editions: Iterable[int]) -> Mapping[int, dict[int, StatementLine]]:
    """The statements of these editions, by edition and id, in order; in one statement."""
    rows = Statement.objects.named().filter(edition__in=editions)
    found: dict[int, dict[int, StatementLine]] = {}
    for row in rows.order_by("position"):
        found.setdefault(row.edition_id, {})[row.pk] = row.as_line()
    return found


def _lines(ids: Iterable[int]) -> Mapping[int, tuple[StatementLine, int]]:
    rows = Statement.objects.named().filter(pk__in=list(ids))
    return {row.pk: (row.as_line(), row.edition_id) for row in rows}


def _editions(framework: int) -> list[Edition]:
    return list(Edition.objects.filter(framework_id=framework).select_related("framework"))


def _rows(editions: Iterable[int]) -> list[Succession]:
    """What became of every statement when these editions came, without the words; in one statement."""
    rows = Succession.objects.filter(edition__in=list(editions))
    return list(rows.only("edition_id", "old_id", "new_id", "change", "score"))


def _name(edition: Edition) -> str:
    return f"{edition.framework.code} ({edition.label})"


def _beside(before: Edition, edition: Edition, lines: Iterable[ChangeLine]) -> BesideChanges:
    """What became of what stands beside the statements; in two statements. It never changes, so nothing is kept."""
    sections: dict[int, list[SectionOutline]] = {before.pk: [], edition.pk: []}
    for row in Section.objects.filter(edition__in=sections).order_by("number"):
        sections[row.edition_id].append(SectionOutline(row.number, row.title, row.intro, ()))
    details = Detail.objects.filter(edition__in=sections).select_related("section").order_by("position")
    said = [(row.edition_id, row.as_line().says) for row in details]
    was, stands = (Stands(tuple(those), tuple(says for at, says in said if at == pk)) for pk, those in sections.items())
    return changes_beside(was, stands, ((line.old, line.new) for line in lines if line.old and line.new))


def _order(row: Succession) -> tuple[bool, int]:
    if row.new is not None:
        return False, row.new.position
    return True, row.old.position if row.old else 0


def _line(row: Succession) -> ChangeLine:
    is_reworded = row.change == Change.REWORDED.value and row.old is not None and row.new is not None
    return row.as_line(runs(row.old.text, row.new.text) if is_reworded and row.old and row.new else ())
