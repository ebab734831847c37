"""Where somebody can wear a hat."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q

from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.models import Organisation
from goldenthread.people.rules.searching import ROWS, page_within, pages_of
from goldenthread.people.rules.states import State
from goldenthread.people.types import (
    Actor,
    OrganisationCard,
    OrganisationKind,
    OrganisationRef,
    OrganisationRow,
    OrganisationsPage,
)


def running_places(*, by: Actor) -> tuple[OrganisationCard, ...]:
    """The lead provider and the delivery partners this actor may see, by name; never the schools, of which there are
    thousands.
    """
    rows = Organisation.objects.seen_by(by).exclude(kind=OrganisationKind.SCHOOL.value).order_by("name", "id")
    return tuple(_card(row) for row in rows)


def place_meant(*, place: str, urn: str, by: Actor) -> UUID:
    """The reference of the organisation that a form means: one chosen from a list, or a school by its number.

    :raises Refused: if no school has this number.
    :raises Organisation.DoesNotExist: if the one chosen is not theirs to see.
    """
    seen = Organisation.objects.seen_by(by)
    if place:
        return UUID(str(seen.get(ref=place).ref))
    found = seen.filter(urn=urn).only("ref").first() if urn else None
    if found is None:
        mend = "Add the school first, or check the number."
        raise Refused(Refusal("no_such_school", "No school with this URN is known here.", mend))
    return UUID(str(found.ref))


def organisations_page(*, by: Actor, words: str = "", page: str = "1") -> OrganisationsPage:
    """One page of the organisations this actor may see, with how many people each has; in two statements."""
    rows = Organisation.objects.seen_by(by)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(urn=words))
    total = rows.count()
    pages = pages_of(total)
    number = page_within(page, pages)
    active = Count("memberships__person", filter=Q(memberships__state=State.ACTIVE.value), distinct=True)
    shown = rows.annotate(people=active).order_by("kind", "name", "id")[(number - 1) * ROWS : number * ROWS]
    made = tuple(OrganisationRow(_card(row), getattr(row, "people")) for row in shown)  # noqa: B009  an annotation
    return OrganisationsPage(made, total, number, pages)


def _card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(OrganisationRef(row.ref), row.pk, row.name, OrganisationKind(row.kind), row.urn)
