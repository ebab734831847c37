"""The record, for those who may search it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import AuditLine


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
    """Part of what is found, newest first; ``asked`` as for :func:`audit_count`."""
    return _lines(_found(**asked).order_by("-at", "-id")[skip : skip + most])


def audit_count(**asked: Any) -> int:
    """How many entries are found: done ``by`` or to ``about`` any of several (``None``: anybody), ``to`` one thing,
    ``did`` one deed (or, where it ends in a point, any of a room's), ``since`` and ``until`` whole days in London. Who
    asks for one thing finds no deed that is ``untied``: that thing must not lead to whoever did it."""
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
) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    if by is not None:
        rows = rows.filter(Q(by__in=list(by)) | Q(to__in=list(about)))
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
    return datetime.combine(day, time(), ZoneInfo("Europe/London"))


def _lines(rows: Iterable[AuditEntry]) -> tuple[AuditLine, ...]:
    return tuple(AuditLine(at=r.at, by=r.by, did=r.did, to=r.to, why=r.why, facts=r.facts) for r in rows)
