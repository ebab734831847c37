"""Keep what changed between two editions, and let a person confirm or correct it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.models import Edition, Statement, Succession
from goldenthread.frameworks.rules.comparing import compare, score_of, why_not_join, why_not_part
from goldenthread.frameworks.rules.reviewing import why_not_review
from goldenthread.frameworks.types import Change, Kind, Said
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


def keep_changes(edition: Edition, before: Edition) -> None:
    """Keep what became of every statement of ``before`` in ``edition``: two reads and one write for each batch."""
    pairs = compare(_said(before), _said(edition))
    Succession.objects.bulk_create(
        Succession(
            edition=edition,
            old_id=pair.old.id if pair.old else None,
            new_id=pair.new.id if pair.new else None,
            change=pair.change.value,
            score=pair.score,
        )
        for pair in pairs
    )


@atomic
def confirm_changes(edition: UUID, among: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Confirm that these rewordings are one statement each; how many were. Those that were decided stay as they are.

    :raises Refused: if this actor may not.
    """
    row = Edition.objects.seen_by(by).get(ref=edition)
    _ask(by)
    waiting = Succession.objects.filter(edition=row, ref__in=among, change=Change.REWORDED.value, decided_at=None)
    confirmed = waiting.update(decided_by_id=by.person_id, decided_at=at)
    if confirmed:
        audit(by=str(by), did="frameworks.confirm_changes", to=str(edition), at=at, confirmed=str(confirmed))
    return confirmed


@atomic
def part_change(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Say that these are two statements: the old one was removed, the new one added.

    :raises Refused: if this actor may not, or only one side stands.
    """
    row = _locked(ref, by=by)
    refusal = why_not_part(Change(row.change))
    if refusal:
        raise Refused(refusal)
    new, row.new, row.change, row.score = row.new, None, Change.REMOVED.value, 0.0
    _decide(row, by=by, at=at)
    Succession.objects.create(
        edition=row.edition,
        new=new,
        change=Change.ADDED.value,
        score=0.0,
        decided_by_id=by.person_id,
        decided_at=at,
    )
    audit(by=str(by), did="frameworks.part_change", to=str(row.edition.ref), at=at, change=str(ref))


@atomic
def join_changes(removed: UUID, added: UUID, *, by: Actor, at: datetime) -> None:
    """Say that the statement that was added is the one that was removed, in other words.

    :raises Refused: if this actor may not, or these are not such two of one edition and one kind.
    """
    row, other = _locked(removed, by=by), _locked(added, by=by)
    refusal = why_not_join(_facts(row), _facts(other))
    if refusal:
        raise Refused(refusal)
    new = other.new
    other.delete()
    row.new, row.change = new, Change.REWORDED.value
    row.score = score_of(row.old.text if row.old else "", new.text if new else "")
    _decide(row, by=by, at=at)
    audit(by=str(by), did="frameworks.join_changes", to=str(row.edition.ref), at=at, change=str(removed))


def _said(edition: Edition) -> list[Said]:
    rows = Statement.objects.filter(edition=edition).order_by("position")
    return [
        Said(pk, Kind(kind), code.partition(".")[2], text)
        for pk, kind, code, text in rows.values_list("pk", "kind", "code", "text")
    ]


def _locked(ref: UUID, *, by: Actor) -> Succession:
    """The row, locked, if this actor may decide. :raises Refused: if not."""
    row = Succession.objects.seen_by(by).select_for_update(of=("self",)).select_related("edition").get(ref=ref)
    _ask(by)
    return row


def _ask(by: Actor) -> None:
    refusal = why_not_review(by)
    if refusal:
        raise Refused(refusal)


def _facts(row: Succession) -> tuple[int, Change, str]:
    side = row.old or row.new
    return row.edition_id, Change(row.change), side.kind if side else ""


def _decide(row: Succession, *, by: Actor, at: datetime) -> None:
    row.decided_by_id, row.decided_at = by.person_id, at
    row.save()
