"""Leave a trace: what was done, and who should hear of it. Both in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Notice


def audit(*, by: str, did: str, to: str, at: datetime, why: str = "", **facts: str) -> None:
    """Write one line of the record.

    :raises transaction.TransactionManagementError: outside a transaction, where the line could outlive its deed.
    """
    _inside_a_transaction()
    AuditEntry.objects.create(at=at, by=by, did=did, to=to, why=why, facts=facts)


def post(notice: Notice, *, at: datetime) -> None:
    """Leave a notice for the jobs door.

    :raises transaction.TransactionManagementError: outside a transaction, where a notice could be lost.
    """
    leave(notice, at=at)


def leave(notice: Notice, *, at: datetime) -> NoticeRow:
    """As :func:`post`, for ground itself, which keeps hold of what it left."""
    _inside_a_transaction()
    return NoticeRow.objects.create(kind=notice.kind, facts=dict(notice.facts), posted_at=at)


def _inside_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The record is written in the transaction of its deed.")
