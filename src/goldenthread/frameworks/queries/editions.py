"""Published editions and their statements, for every room above.

``by`` is who asks; ``None`` for somebody who is not signed in, and sees what was opened to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from goldenthread.frameworks.models import Detail, Edition, Section, Statement
from goldenthread.frameworks.types import (
    DetailKind,
    DetailLine,
    Details,
    EditionLine,
    EditionOutline,
    EditionState,
    FrameworkLine,
    Kind,
    SectionOutline,
    StatementLine,
    StatementPage,
)
from goldenthread.people.types import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet


def published_editions(*, by: Actor | None) -> tuple[EditionLine, ...]:
    """The editions in force, by code; in one statement."""
    rows = Edition.objects.in_force_for(by).counted()
    return tuple(row.as_line() for row in rows.order_by("framework__code"))


def frameworks(*, by: Actor | None) -> tuple[FrameworkLine, ...]:
    """Every framework with all its editions, newest first; in one statement."""
    rows = Edition.objects.seen_by(by).counted().order_by("framework__code", "-published_at", "-pk")
    lines = []
    for framework, editions in groupby(rows, key=lambda row: row.framework):
        kept = tuple(row.as_line() for row in editions)
        lines.append(FrameworkLine(framework.code, framework.title, framework.publisher, kept))
    return tuple(lines)


def edition_line(ref: UUID, *, by: Actor | None) -> EditionLine:
    """One edition, in one statement. :raises Edition.DoesNotExist: if there is none."""
    return Edition.objects.seen_by(by).counted().get(ref=ref).as_line()


def edition_outline(ref: UUID, *, by: Actor | None) -> EditionOutline:
    """An edition with its sections, statements and details, in four statements.

    :raises Edition.DoesNotExist: if there is none.
    """
    edition = Edition.objects.seen_by(by).counted().get(ref=ref)
    lines: dict[int, list[StatementLine]] = {}
    for row in _named().filter(edition=edition).order_by("position"):
        lines.setdefault(row.section_id, []).append(row.as_line())
    sections = tuple(
        SectionOutline(row.number, row.title, row.intro, tuple(lines.get(row.pk, ())))
        for row in Section.objects.filter(edition=edition).order_by("number")
    )
    return EditionOutline(edition.as_line(), sections, Details(_details(Q(edition=edition))))


def statements_by_ref(refs: Iterable[UUID]) -> Mapping[UUID, StatementLine]:
    """Statements by their references, in one statement. One that is not there is left out."""
    return {row.ref: row.as_line() for row in _named().filter(ref__in=list(refs))}


def statements_of(edition_refs: Iterable[UUID]) -> tuple[StatementLine, ...]:
    """Every statement of these editions, in order, in one statement."""
    rows = _named().filter(edition__ref__in=list(edition_refs)).order_by("edition_id", "position")
    return tuple(row.as_line() for row in rows)


def statement_page(ref: UUID, *, by: Actor | None) -> StatementPage:
    """A statement with its bullets, its neighbours, its edition, and what its section refers to; in five statements.

    A behaviour has the scale that it is rated on. Who added what the document lost is told to those who are signed in.

    :raises Statement.DoesNotExist: if there is none.
    """
    seen = Edition.objects.seen_by(by)
    row = _named().select_related("added__by").get(ref=ref, edition__in=seen)
    beside = _named().filter(edition=row.edition_id, position__in=(row.position - 1, row.position + 1))
    near = {other.position: other.as_line() for other in beside}
    beside_it = Q(kind=DetailKind.REFERENCE.value, section=row.section_id)
    if row.kind == Kind.BEHAVIOUR.value:
        beside_it |= Q(kind__in=[DetailKind.POINT.value, DetailKind.COMMENT.value])
    details = Details(_details(Q(edition=row.edition_id) & beside_it))
    bullets = tuple(bullet.as_line() for bullet in _named().filter(parent=row).order_by("position"))
    return StatementPage(
        row.as_line(),
        seen.counted().get(pk=row.edition_id).as_line(),
        bullets,
        near.get(row.position - 1),
        near.get(row.position + 1),
        details.references,
        details.scale,
        row.added.by.name if row.added is not None and by is not None else "",
    )


def statement_at(code: str, label: str, place: str, *, by: Actor | None) -> StatementLine:
    """The statement that a citation names by framework, edition and place, as "3.LT.11"; in one statement.

    :raises Statement.DoesNotExist: if there is none.
    """
    seen = Edition.objects.seen_by(by).filter(framework__code=code, label=label)
    return _named().get(edition__in=seen, code=f"{code}.{place}").as_line()


def edition_in_force(code: str) -> EditionLine | None:
    """The edition in force of the framework with this code, for loaders and commands; in one statement."""
    row = Edition.objects.counted().filter(framework__code=code, state=EditionState.PUBLISHED.value).first()
    return row.as_line() if row is not None else None


def _details(among: Q) -> tuple[DetailLine, ...]:
    rows = Detail.objects.filter(among).select_related("section").order_by("position")
    return tuple(row.as_line() for row in rows)


def _named() -> QuerySet[Statement]:
    return Statement.objects.named()
