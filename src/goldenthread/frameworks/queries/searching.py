"""Search over all statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from goldenthread.frameworks.models import Edition, Statement
from goldenthread.frameworks.rules.searching import pieces, search
from goldenthread.frameworks.types import (
    Asked,
    EditionState,
    Hit,
    Searchable,
    SearchPage,
    StatementLine,
)
from goldenthread.people.types import Actor

PER_PAGE = 20
# The code of a framework, and the name of an edition, as "2020.2".
_NAME = re.compile(r"[\w.-]+")


def search_page(asked: Asked, *, by: Actor, page: int = 1) -> SearchPage:
    """One page of the statements that have these words, the best first; in three statements.

    With no words, everything that the filters leave, in its own order. The sections are those of the chosen framework.
    A superseded edition is looked through where it is asked for, or cited by its framework's code and its own name.
    """
    seen = Edition.objects.seen_by(by)
    if not asked.older:
        typed = _NAME.findall(asked.words)
        cited = Q(framework__code__in=[word.upper() for word in typed], label__in=typed)
        seen = seen.filter(Q(state=EditionState.PUBLISHED.value) | cited)
    rows = list(
        Statement.objects.filter(edition__in=seen)
        .order_by("edition__framework__code", "-edition_id", "position")
        .values_list("ref", "text", "code", "kind", "section__number", "section__title", "printed", "edition__label")
    )
    frameworks = _frameworks(by)
    of_framework = [row for row in rows if not asked.framework or row[2].partition(".")[0] == asked.framework]
    sections = {row[4]: row[5] for row in of_framework} if asked.framework else {}
    among = [
        Searchable(ref, text, _labels(code, printed), (code.partition(".")[0], label))
        for ref, text, code, kind, section, _, printed, label in of_framework
        if asked.section in (None, section) and asked.kind in (None, kind)
    ]
    found = search(asked.words, among)
    shown = found.refs[(page - 1) * PER_PAGE : page * PER_PAGE]
    held = Statement.objects.named().filter(ref__in=shown)
    lines = {row.ref: row.as_line() for row in held}
    return SearchPage(
        hits=tuple(Hit(lines[ref], pieces(lines[ref].text, asked.words)) for ref in shown),
        total=len(found.refs),
        has_all=found.has_all,
        frameworks=frameworks,
        sections=tuple(sorted(sections.items())),
    )


def refs_with(words: str, among: Iterable[StatementLine]) -> frozenset[UUID]:
    """Which of these statements have every word; none where none has. No statement sent."""
    found = search(
        words,
        [
            Searchable(line.ref, line.text, _labels(line.code, line.printed), tuple(_NAME.findall(line.edition)))
            for line in among
        ],
    )
    return frozenset(found.refs) if found.has_all else frozenset()


def _labels(code: str, printed: str) -> tuple[str, ...]:
    """What a statement is called by: "NPQSL.3.LT.11", "3.LT.11" and "3.11", and the code that the document gives it."""
    place = code.partition(".")[2]
    number = ".".join(part for part in place.split(".") if part.isdigit())
    return code, place, number, *([printed] if printed else [])


def _frameworks(by: Actor) -> tuple[tuple[str, str], ...]:
    rows = Edition.objects.seen_by(by).order_by("framework__code").distinct()
    return tuple(rows.values_list("framework__code", "framework__title"))
