"""Editions as other people's software exchanges them: those open to all, and to whoever is known what they may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from goldenthread.frameworks.models import Alignment, Detail, Edition, Section, Statement, Succession
from goldenthread.frameworks.rules import exchanging
from goldenthread.frameworks.types import AlignmentState
from goldenthread.frameworks.types.exchanging import (
    Node,
    SharedAssociation,
    SharedDetail,
    SharedEdition,
    SharedPackage,
    rubric_of,
)
from goldenthread.people.types import Actor

if TYPE_CHECKING:
    from goldenthread.frameworks.models.editions import EditionSet


def shared_editions(*, by: Actor | None) -> tuple[SharedEdition, ...]:
    """Every edition that this actor, or anybody, may see, by code and date; in one statement."""
    rows = _seen(by).select_related("framework").order_by("framework__code", "published_at", "pk")
    return tuple(_edition(row) for row in rows)


def shared_edition(ref: UUID, *, by: Actor | None) -> SharedEdition:
    """One edition, in one statement. :raises Edition.DoesNotExist: if there is none."""
    return _edition(_seen(by).select_related("framework").get(ref=ref))


def shared_package(ref: UUID, *, by: Actor | None) -> SharedPackage:
    """An edition with everything in it, in seven statements. :raises Edition.DoesNotExist: if there is none."""
    row = _seen(by).select_related("framework", "succeeds").get(ref=ref)
    return _package(row, by=by)


def package_of_item(ref: UUID, *, by: Actor | None) -> SharedPackage:
    """The edition in which this section or statement stands, in eight statements.

    :raises Edition.DoesNotExist: if there is none.
    """
    of_section = Section.objects.filter(ref=ref).values("edition")
    of_statement = Statement.objects.filter(ref=ref).values("edition")
    seen = _seen(by).select_related("framework", "succeeds")
    return _package(seen.get(Q(pk__in=of_section) | Q(pk__in=of_statement)), by=by)


def package_of_rubric(identifier: UUID, *, by: Actor | None) -> SharedPackage:
    """The edition whose rating scale is called so, in eight statements: it is named from the edition's reference.

    :raises ObjectDoesNotExist: if there is none.
    """
    refs = _seen(by).values_list("ref", flat=True)
    named = next((ref for ref in refs if rubric_of(ref) == identifier), None)
    if named is not None and (package := shared_package(named, by=by)).has_rubric:
        return package
    raise ObjectDoesNotExist


def package_of_association(identifier: UUID, *, by: Actor | None) -> tuple[SharedPackage, SharedAssociation]:
    """An association, and an edition that it belongs to; in a fixed number of statements.

    Those of the tree have no rows: they are named from what they join (decision 0052), so every one is named again.

    :raises ObjectDoesNotExist: if there is none.
    """
    seen = _seen(by)
    edition = (
        _edition_with_row(identifier, seen) or _edition_with_tree(identifier, seen) or _edition_after(identifier, seen)
    )
    if edition is not None:
        package = _package(seen.select_related("framework", "succeeds").get(pk=edition), by=by)
        for association in package.associations:
            if association.identifier == identifier:
                return package, association
    raise ObjectDoesNotExist


def _seen(by: Actor | None) -> EditionSet:
    return Edition.objects.seen_by(by)


def _edition(row: Edition) -> SharedEdition:
    state, superseded_at, changed_at = row.stands()
    return SharedEdition(
        identifier=row.ref,
        code=row.framework.code,
        label=row.label,
        title=row.title,
        publisher=row.publisher,
        licence=row.licence,
        attribution=row.attribution,
        state=state,
        published_at=row.published_at,
        superseded_at=superseded_at,
        changed_at=changed_at,
    )


def _package(row: Edition, *, by: Actor | None) -> SharedPackage:
    edition = _edition(row)
    sections = {
        section.pk: exchanging.section_item(
            section.ref, code=edition.code, number=section.number, title=section.title, intro=section.intro
        )
        for section in Section.objects.filter(edition=row).order_by("number")
    }
    named = Statement.objects.named()
    rows = list(named.filter(edition=row).order_by("position"))
    items = {statement.pk: exchanging.statement_item(statement.as_line()) for statement in rows}
    under = [(items[r.pk], items[r.parent_id] if r.parent_id else sections[r.section_id]) for r in rows]
    return SharedPackage(
        edition,
        (*sections.values(), *items.values()),
        (*exchanging.tree(edition, sections.values(), under), *_beyond(row, seen=_seen(by))),
        tuple(_details(row)),
    )


def _details(row: Edition) -> Iterator[SharedDetail]:
    """What stands beside the statements, in one statement."""
    for detail in Detail.objects.filter(edition=row).select_related("section").order_by("position"):
        section = detail.section
        yield SharedDetail(detail.as_line().says, section.ref if section is not None else None)


def _beyond(row: Edition, *, seen: EditionSet) -> list[SharedAssociation]:
    """What an edition has to do with others that may be seen; in three statements."""
    aligned = Alignment.objects.filter(
        Q(one__edition=row) | Q(other__edition=row),
        state=AlignmentState.CONFIRMED.value,
        one__edition__in=seen,
        other__edition__in=seen,
    ).select_related("one", "other")
    succeeded = Succession.objects.filter(
        Q(old__edition=row) | Q(new__edition=row),
        old__edition__in=seen,
        new__edition__in=seen,
    ).select_related("old", "new", "edition")
    editions = seen.filter(Q(pk=row.succeeds_id) | Q(succeeds=row))
    return [
        *_of_editions(row, list(editions)),
        *(
            exchanging.aligned(a.ref, _node(a.one), _node(a.other), score=a.score, at=a.decided_at)
            for a in aligned.order_by("pk")
            if a.decided_at is not None
        ),
        *(
            exchanging.replaced(s.ref, _node(s.old), _node(s.new), at=s.decided_at or s.edition.published_at)
            for s in succeeded.order_by("pk")
            if s.old is not None and s.new is not None
        ),
    ]


def _of_editions(row: Edition, others: list[Edition]) -> list[SharedAssociation]:
    pairs = [(other, row) if other.pk == row.succeeds_id else (row, other) for other in others]
    return [
        exchanging.replaced(
            exchanging.replaced_identifier(old.ref, new.ref),
            Node(old.ref, old.title, is_document=True),
            Node(new.ref, new.title, is_document=True),
            at=new.published_at,
        )
        for old, new in pairs
    ]


def _node(row: Statement) -> Node:
    return Node(row.ref, row.text)


def _edition_with_row(identifier: UUID, seen: EditionSet) -> int | None:
    """The edition that has an alignment or a succession with this reference."""
    aligned = Alignment.objects.filter(ref=identifier).values_list("one__edition", flat=True)
    succeeded = Succession.objects.filter(ref=identifier).values_list("edition", flat=True)
    found = seen.filter(Q(pk__in=aligned) | Q(pk__in=succeeded)).values_list("pk", flat=True)
    return found.first()


def _edition_with_tree(identifier: UUID, seen: EditionSet) -> int | None:
    """The edition in whose tree something stands under something by this name."""
    sections = Section.objects.filter(edition__in=seen).values_list("edition_id", "ref", "edition__ref")
    statements = Statement.objects.filter(edition__in=seen).values_list(
        "edition_id", "ref", "parent__ref", "section__ref"
    )
    pairs = [
        *sections.iterator(),
        *((edition, ref, parent or section) for edition, ref, parent, section in statements.iterator()),
    ]
    return next(
        (edition for edition, child, above in pairs if exchanging.child_identifier(child, above) == identifier), None
    )


def _edition_after(identifier: UUID, seen: EditionSet) -> int | None:
    """The edition that took another's place by this name."""
    pairs = seen.exclude(succeeds=None).values_list("pk", "succeeds__ref", "ref")
    return next((pk for pk, old, new in pairs if exchanging.replaced_identifier(old, new) == identifier), None)
