"""Take into a portfolio what its participant has done elsewhere: tasks, catch-ups, reflections in units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.collecting import held_by, keep_version
from goldenthread.coaching.models import Entry, EntryFile, EntryStatement
from goldenthread.coaching.queries.collecting import own_enrolment
from goldenthread.coaching.rules.collecting import LONGEST_TITLE, why_not_add, why_not_attach
from goldenthread.coaching.types.collecting import EntryDraft, Offered
from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.files import kept_files
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.coverage import statements_asked


@atomic
def take_in(enrolment: UUID, chosen: Sequence[Offered], *, by: Actor, at: datetime) -> int:
    """Take in what somebody chose, each as an entry of its own that nobody else reads yet; how many were new or newer.

    What stands there already in the same state is left alone. What has become newer is a further version of the same
    entry: its participant's own versions stay. An entry that was taken away comes back.

    :raises Refused: if the portfolio is full; then nothing is taken in.
    :raises Entry.DoesNotExist: if there is no such enrolment of theirs.
    """
    facts = own_enrolment(enrolment, by=by)
    ids: dict[UUID, int] = {line.ref: line.id for line in statements_asked(facts.release_id)}
    return sum(_take(facts.id, one, ids, by=by, at=at) for one in chosen)


def _take(enrolment_id: int, one: Offered, ids: dict[UUID, int], *, by: Actor, at: datetime) -> bool:
    # Two presses may arrive at the same moment: the database knows which came first.
    row, is_new = Entry.objects.select_for_update().get_or_create(
        enrolment_id=enrolment_id,
        origin=one.origin.value,
        origin_ref=one.ref,
        defaults={"at": at, "origin_at": one.at},
    )
    if not is_new and row.origin_at == one.at and row.taken_away_at is None:
        return False
    refusal = why_not_add(entries=Entry.objects.filter(enrolment_id=enrolment_id).exclude(pk=row.pk).count())
    if refusal:
        raise Refused(refusal)
    row.origin_at, row.taken_away_at = one.at, None
    row.save(update_fields=["origin_at", "taken_away_at"])
    _write(row, EntryDraft(one.title[:LONGEST_TITLE], one.words), at=at)
    _attach(row, one)
    stands = set(row.statements.values_list("statement_id", flat=True))
    EntryStatement.objects.bulk_create(
        EntryStatement(entry=row, statement_id=ids[ref])
        for ref in dict.fromkeys(one.statements)
        if ref in ids and ids[ref] not in stands
    )
    audit(by=str(by), did="coaching.take_in", to=str(row.ref), at=at, origin=one.origin.value, of=str(one.ref))
    return True


def _write(row: Entry, draft: EntryDraft, *, at: datetime) -> None:
    """A further version, where the words are others than in any before."""
    if row.versions.filter(title=draft.title.strip(), words=draft.words.strip()).exists():
        return
    last = row.versions.order_by("-number").first()
    keep_version(row, draft, number=last.number + 1 if last else 1, at=at)


def _attach(row: Entry, one: Offered) -> None:
    """The same kept files, not copies; a file that was there before and taken away stays away."""
    for file in kept_files(one.files).values():
        if row.files.filter(file__sha256=file.sha256).exists():
            continue
        # How many belong to one task is for the task to say; how much a portfolio holds is not.
        refusal = why_not_attach(files=0, held=held_by(row), size=file.size)
        if refusal:
            raise Refused(refusal)
        EntryFile.objects.create(entry=row, file_id=file.ref)
