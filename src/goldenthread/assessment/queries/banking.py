"""The bank of comments, as those see it who mark and those who keep what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, QuerySet

from goldenthread.assessment.models import Allocation, BankComment, Window
from goldenthread.assessment.models.pinning import bank_seen_by
from goldenthread.assessment.rules.pinning import why_not_share
from goldenthread.assessment.types.pinning import BankLine, BankPage, BankRef, BankScheme
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_schemes
from goldenthread.programmes.types import MarkScheme


def schemes_of(by: Actor) -> Mapping[UUID, MarkScheme]:
    """The schemes that somebody marks against, or all that are in use for who keeps what is shared."""
    if why_not_share(by) is None:
        return mark_schemes(Window.objects.values_list("scheme", flat=True).distinct())
    return mark_schemes(Allocation.objects.seen_by(by).values_list("script__window__scheme", flat=True).distinct())


def bank_page(*, by: Actor) -> BankPage:
    """All that this actor can take, by scheme; in a fixed number of statements."""
    schemes = schemes_of(by)
    lines: dict[UUID, list[BankLine]] = {ref: [] for ref in schemes}
    for row in _counted(by).filter(scheme__in=list(schemes)):
        lines[row.scheme].append(_line(row, by))
    found = (
        BankScheme(
            ref,
            f"{scheme.qualification}: {scheme.title}, version {scheme.version}",
            tuple((c.code, c.title) for c in scheme.criteria),
            tuple(lines[ref]),
        )
        for ref, scheme in schemes.items()
    )
    return BankPage(tuple(sorted(found, key=lambda each: each.name)), why_not_share(by) is None)


def bank_for(scheme: UUID, *, by: Actor) -> tuple[BankLine, ...]:
    """What can be taken while marking against a scheme, the most used first; in one statement."""
    return tuple(_line(row, by) for row in _counted(by).filter(scheme=scheme))


def _counted(by: Actor) -> QuerySet[BankComment]:
    return bank_seen_by(by).annotate(used=Count("pins")).order_by("-used", "pk")


def _line(row: BankComment, by: Actor) -> BankLine:
    used: int = row.used  # type: ignore[attr-defined]  # annotated above
    return BankLine(BankRef(row.ref), row.code, row.words, row.is_shared, row.person_id == by.person_id, used)
