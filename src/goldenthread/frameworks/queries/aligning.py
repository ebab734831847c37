"""The golden thread, and what is proposed for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.models import Alignment, Edition, Framework, Statement
from goldenthread.frameworks.rules.aligning import stage_order, strands
from goldenthread.frameworks.rules.reviewing import why_not_review
from goldenthread.frameworks.types import (
    AlignmentLine,
    AlignmentState,
    CareerStage,
    EditionState,
    ProposalsPage,
    StatementLine,
    Strand,
    ThreadFramework,
    ThreadPage,
)
from goldenthread.ground.rules.wording import runs
from goldenthread.people.types import Actor


def thread_page(*, by: Actor, code: str = "") -> ThreadPage:
    """The thread through the editions in force, or that part of it that runs through one framework; four statements.

    The strands that join the most frameworks come first.
    """
    frameworks = _frameworks(by)
    confirmed = Alignment.objects.seen_by(by).in_force().filter(state=AlignmentState.CONFIRMED.value)
    found = _strands(confirmed.values_list("one_id", "other_id"), frameworks)
    shown = [strand for strand in found if not code or code in strand.codes]
    proposed = Alignment.objects.seen_by(by).in_force().filter(state=AlignmentState.PROPOSED.value)
    return ThreadPage(
        frameworks=frameworks,
        strands=tuple(sorted(shown, key=lambda strand: -len(strand.stops))),
        waiting=proposed.count(),
        may_decide=why_not_review(by) is None,
    )


def strand_of(ref: UUID, *, by: Actor) -> Strand | None:
    """The strand that runs through a statement, if one does; in three statements at most."""
    confirmed = Alignment.objects.seen_by(by).in_force().filter(state=AlignmentState.CONFIRMED.value)
    rows = list(confirmed.values_list("one_id", "other_id", "one__ref", "other__ref"))
    refs = {row[0]: row[2] for row in rows} | {row[1]: row[3] for row in rows}
    joined = next((ids for ids in strands((row[0], row[1]) for row in rows) if ref in {refs[i] for i in ids}), None)
    if joined is None:
        return None
    return _strand(_lines(joined), _frameworks(by))


def proposals_page(
    *, by: Actor, state: AlignmentState = AlignmentState.PROPOSED, code: str = "", is_same: bool | None = None
) -> ProposalsPage:
    """Alignments in one state, those worded the same first, then the nearest; in three statements.

    ``code``: only those with a statement of this framework; ``is_same``: only those worded the same, or only others.
    """
    frameworks = _frameworks(by)
    seen = Alignment.objects.seen_by(by).in_force()
    counts = Counter(dict.fromkeys(AlignmentState, 0))
    counts.update(AlignmentState(value) for value in seen.values_list("state", flat=True))
    rows = seen.filter(state=state.value).named().order_by("-score", "one__edition", "one__position", "other__position")
    lines = tuple(_ordered(row, frameworks) for row in rows)
    return ProposalsPage(
        frameworks=frameworks,
        lines=tuple(
            line
            for line in lines
            if (not code or code in (_code(line.one), _code(line.other)))
            and (is_same is None or line.is_same is is_same)
        ),
        counts=MappingProxyType(counts),
    )


def framework_on_thread(ref: UUID, *, by: Actor) -> ThreadFramework:
    """One framework with its stage, in one statement. :raises Framework.DoesNotExist: if there is none."""
    return _on_thread(Framework.objects.distinct().get(ref=ref, editions__in=Edition.objects.seen_by(by)))


def _ordered(row: Alignment, frameworks: tuple[ThreadFramework, ...]) -> AlignmentLine:
    """The alignment with the statement of the earlier stage first, and the words that differ from it."""
    line = row.as_line(())
    places = {each.code: place for place, each in enumerate(frameworks)}
    one, other = sorted((line.one, line.other), key=lambda each: places[_code(each)])
    return replace(line, one=one, other=other, runs=() if line.is_same else runs(one.text, other.text))


def _frameworks(by: Actor) -> tuple[ThreadFramework, ...]:
    """Those with an edition in force, from the earliest stage to the latest; in one statement."""
    rows = Framework.objects.filter(editions__in=Edition.objects.seen_by(by).filter(state=EditionState.PUBLISHED.value))
    found = [_on_thread(row) for row in rows]
    return tuple(sorted(found, key=lambda each: (stage_order(each.stage), each.code)))


def _on_thread(row: Framework) -> ThreadFramework:
    return ThreadFramework(row.ref, row.code, row.title, CareerStage(row.stage) if row.stage else None)


def _strands(pairs: Iterable[tuple[int, int]], frameworks: tuple[ThreadFramework, ...]) -> list[Strand]:
    joined = strands(pairs)
    lines = _lines(id_ for ids in joined for id_ in ids)
    by_id = {line.id: line for line in lines}
    return [_strand([by_id[id_] for id_ in ids], frameworks) for ids in joined]


def _strand(lines: Iterable[StatementLine], frameworks: tuple[ThreadFramework, ...]) -> Strand:
    held: dict[str, list[StatementLine]] = {}
    for line in sorted(lines, key=lambda line: line.id):
        held.setdefault(_code(line), []).append(line)
    return Strand(tuple((each, tuple(held[each.code])) for each in frameworks if each.code in held))


def _lines(ids: Iterable[int]) -> list[StatementLine]:
    rows = Statement.objects.named().filter(pk__in=list(ids))
    return [row.as_line() for row in rows]


def _code(line: StatementLine) -> str:
    return line.code.partition(".")[0]
