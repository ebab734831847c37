"""The record, for those who may search it."""

from __future__ import annotations

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
    return tuple(
        AuditLine(at=row.at, by=row.by, did=row.did, to=row.to, why=row.why, facts=row.facts)
        for row in rows[skip : skip + most]
    )
