"""Packs of inspection weeks that were made, and one of them as a page, a workbook's tables or a PDF."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.people.models import Person
from goldenthread.people.types import Actor
from goldenthread.reporting.models import InspectionPack
from goldenthread.reporting.rules.inspecting import next_week, people_in, read, why_not_make
from goldenthread.reporting.rules.printing import draw
from goldenthread.reporting.types.inspecting import PacksPage, WeekPack

MOST = 100
# What a list needs; the tables themselves are large.
_SHOWN = ("ref", "week_on", "version", "provider", "partners", "participants", "sessions", "made_at", "made_by__name")


def packs_page(*, by: Actor, at: datetime) -> PacksPage:
    """The packs that were made, the newest first, and at most 100; in two statements.

    :raises InspectionPack.DoesNotExist: if packs are none of this actor's business.
    """
    rows = InspectionPack.objects.seen_by(by).select_related("made_by").only(*_SHOWN).order_by("-made_at", "-pk")
    refusal = why_not_make(by)
    found = tuple(row.as_line() for row in rows[:MOST])
    return PacksPage(found, refusal, next_week(at))


def week_pack(ref: UUID, *, by: Actor) -> WeekPack:
    """One pack as it stood, with the names of people as they are now; in three statements.

    :raises InspectionPack.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = InspectionPack.objects.seen_by(by).select_related("made_by").get(ref=ref)
    names = dict(Person.objects.filter(ref__in=people_in(row.tables)).values_list("ref", "name"))
    later = InspectionPack.objects.filter(week_on=row.week_on, version__gt=row.version).order_by("-version")
    newer = later.values_list("ref", flat=True).first()
    return WeekPack(row.as_line(), read(row.tables, names), tuple(row.attributions), newer)


def week_pack_pdf(ref: UUID, *, by: Actor) -> tuple[WeekPack, bytes]:
    """One pack, and the same drawn on paper.

    :raises InspectionPack.DoesNotExist: if there is none, or it is not theirs to see.
    """
    pack = week_pack(ref, by=by)
    return pack, draw(pack)
