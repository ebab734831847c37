"""The record, for those who may search it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import AuditLine
from goldenthread.ground.types.days import LONDON


def audit_trail(*, to: str = "", by: str = "", did: str = "", most: int = 100, skip: int = 0) -> tuple[AuditLine, ...]:
    """The newest entries first, narrowed by what is given; ``did`` matches from the start (``cohorts.``)."""
    rows = AuditEntry.objects.order_by("-at", "-id")
    if to:
        rows = rows.filter(to=to)
    if by:
        rows = rows.filter(by=by)
    if did:
        rows = rows.filter(did__startswith=did)
    return _lines(rows[skip : skip + most])


def audit_lines(*, most: int, skip: int, **asked: Any) -> tuple[AuditLine, ...]:
    """Part of what is found, newest first; ``asked`` as for :func:`audit_count`. In one statement, in three where deeds
    are ``untied``: of these the day alone is told, at whose end they stand by whoever did them, so that neither the
    moment nor the order leads to the thing.
    """
    rows, untied = _found(**asked), asked.get("untied") or ()
    part = slice(skip, skip + most)
    newest = rows.order_by("-at", "-id")
    if not untied:
        return _lines(newest[part])
    # Every day stands at the same places in both orders, so the days of this part are all that is put in order.
    moments = list(newest.values_list("at", flat=True)[part])
    if not moments:
        return ()
    since, until = _day(moments[-1]), _day(moments[0]) + timedelta(days=1)
    before = rows.filter(at__gte=_morning(until)).count()
    is_untied = Q(did__in=list(untied))
    ordered = (
        rows.filter(at__gte=_morning(since), at__lt=_morning(until))
        .annotate(day=TruncDate("at", tzinfo=LONDON), last=Case(When(is_untied, then=1), default=0))
        .order_by("-day", "-last", Case(When(is_untied, then="by"), default=Value("")), "-at", "-id")
    )
    return tuple(
        replace(line, at=_morning(_day(line.at)), is_by_day=True) if line.did in untied else line
        for line in _lines(ordered[skip - before : skip - before + most])
    )


def audit_count(**asked: Any) -> int:
    """How many entries are found: done ``by`` or to ``about`` any of several (``None``: anybody), ``to`` one thing,
    ``did`` one deed (or, where it ends in a point, any of a room's), ``since`` and ``until`` whole days in London. Who
    asks for one thing finds no deed that is ``untied``: that thing must not lead to whoever did it. Who asks for people
    finds none that is ``nameless``."""
    return _found(**asked).count()


def words_about(refs: Iterable[str]) -> tuple[AuditLine, ...]:
    """The entries about any of these things that keep words somebody typed, oldest first."""
    rows = AuditEntry.objects.filter(to__in=set(refs)).exclude(why="").order_by("at", "id")
    return _lines(rows)


def _found(
    *,
    by: Iterable[str] | None,
    about: Iterable[str],
    to: str,
    did: str,
    since: date | None,
    until: date | None,
    untied: Collection[str] = (),
    nameless: Collection[str] = (),
) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    if by is not None:
        rows = rows.filter(Q(by__in=list(by)) | Q(to__in=list(about))).exclude(did__in=list(nameless))
    if to:
        rows = rows.filter(to=to).exclude(did__in=list(untied))
    if did:
        rows = rows.filter(did__startswith=did) if did.endswith(".") else rows.filter(did=did)
    if since:
        rows = rows.filter(at__gte=_morning(since))
    if until:
        rows = rows.filter(at__lt=_morning(until + timedelta(days=1)))
    return rows


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _lines(rows: Iterable[AuditEntry]) -> tuple[AuditLine, ...]:
    return tuple(AuditLine(at=r.at, by=r.by, did=r.did, to=r.to, why=r.why, facts=r.facts) for r in rows)
