"""What is shown of a provider's page that was read."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from goldenthread.frameworks.models import Edition, PageStatement, Reading, ReadingDoubt, ReadPage
from goldenthread.frameworks.models.editions import NAMED
from goldenthread.frameworks.types.page_views import OfferPage, PageSectionLine
from goldenthread.people.types import Actor


def offer_page(ref: UUID, *, by: Actor) -> OfferPage:
    """A provider's page with its statements, in five statements.

    :raises Reading.DoesNotExist: if this actor sees no such reading.
    :raises ReadPage.DoesNotExist: if it is no provider's page.
    """
    reading = Reading.objects.seen_by(by).counted().defer("source", "account").get(ref=ref)
    page = ReadPage.objects.get(reading=reading)
    edition = Edition.objects.counted().filter(pages=page).first()
    doubts = ReadingDoubt.objects.filter(reading=reading).select_related("settled_by").order_by("pk")
    named = (f"statement__{name}" for name in NAMED)
    rows = PageStatement.objects.filter(page=page).select_related(*named).order_by("position")
    return OfferPage(
        reading=reading.as_line(),
        offer=page.as_offer(),
        areas=tuple(page.areas),
        sections=tuple(
            PageSectionLine(number, title, is_foreign, tuple(row.as_line() for row in under))
            for (number, title, is_foreign), under in groupby(
                rows, key=lambda row: (row.section, row.section_title, row.is_foreign)
            )
        ),
        doubts=tuple(doubt.as_line() for doubt in doubts),
        edition=edition.as_line() if edition is not None else None,
        linked_at=page.linked_at,
    )
