"""Keep the library: add, change, decide, withdraw."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import examine
from goldenthread.ground.types import Refusal, Refused
from goldenthread.learning.actions.illustrating import DOWNLOADS, MOST_BYTES
from goldenthread.learning.models import Item, ItemVersion
from goldenthread.learning.rules.library import (
    LIBRARY_STEPS,
    Event,
    State,
    why_not_add,
    why_not_change,
    why_not_decide,
    why_not_describe,
)
from goldenthread.learning.types.illustrating import NewFile
from goldenthread.learning.types.library import ItemDraft, ItemRef
from goldenthread.people.types import Actor


@atomic
def add_item(draft: ItemDraft, *, by: Actor, at: datetime, file: NewFile | None = None) -> ItemRef:
    """Propose an item. Whoever keeps the library sees it as others will, and then puts it in.

    :raises Refused: if this actor may not, or the item is not described as it must be.
    """
    _refuse(why_not_add(draft, by) or why_not_describe(draft, has_file=file is not None, this_year=at.year))
    row = Item(state=State.PROPOSED.value, added_by_id=by.person_id, added_at=at)
    _write(row, draft, file, by=by, at=at)
    audit(by=str(by), did="learning.add_item", to=str(row.ref), at=at)
    return ItemRef(row.ref)


@atomic
def change_item(ref: UUID, draft: ItemDraft, *, by: Actor, at: datetime, file: NewFile | None = None) -> ItemRef:
    """Change what an item says; what it said before is kept. Without a new file it keeps the one it has.

    :raises Refused: if this actor may not, or the item is not described as it must be.
    """
    row = Item.objects.seen_by(by).select_for_update().get(ref=ref)
    is_own = row.state == State.PROPOSED.value and row.added_by_id == by.person_id
    _refuse(
        why_not_change(by, is_own_proposal=is_own)
        or why_not_add(draft, by)
        or why_not_describe(draft, has_file=file is not None or row.file_id is not None, this_year=at.year)
    )
    _write(row, draft, file, by=by, at=at)
    audit(by=str(by), did="learning.change_item", to=str(row.ref), at=at)
    return ItemRef(row.ref)


@atomic
def share_item(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Put into the library what was proposed, declined or withdrawn.

    :raises Refused: if this actor does not keep the library, or it is there already.
    """
    row = _stepped(ref, Event.SHARE, by=by)
    audit(by=str(by), did="learning.share_item", to=str(row.ref), at=at)


@atomic
def decline_item(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Leave out what was proposed; whoever proposed it still sees it, and that it was declined.

    :raises Refused: if this actor does not keep the library, or it is decided already.
    """
    row = _stepped(ref, Event.DECLINE, by=by)
    audit(by=str(by), did="learning.decline_item", to=str(row.ref), at=at)


@atomic
def withdraw_item(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take an item out of the library; it is kept, and may come back.

    :raises Refused: if this actor does not keep the library, or it is not in it.
    """
    row = _stepped(ref, Event.WITHDRAW, by=by)
    audit(by=str(by), did="learning.withdraw_item", to=str(row.ref), at=at)


def _stepped(ref: UUID, event: Event, *, by: Actor) -> Item:
    row = Item.objects.seen_by(by).select_for_update().get(ref=ref)
    _refuse(why_not_decide(by))
    row.state = step(LIBRARY_STEPS, State(row.state), event).value
    row.save(update_fields=["state"])
    return row


def _write(row: Item, draft: ItemDraft, file: NewFile | None, *, by: Actor, at: datetime) -> None:
    if file is not None:
        upload = examine(file.content, name=file.name, kinds=DOWNLOADS, most_bytes=MOST_BYTES)
        if isinstance(upload, Refusal):
            raise Refused(upload)
        kept = keep_file(file.content, name=upload.name, media_type=upload.media_type, at=at)
        row.file_id = kept.ref
    row.kind, row.title, row.authors = draft.kind.value, draft.title.strip(), draft.authors.strip()
    row.year, row.address, row.licence = draft.year, draft.address, draft.licence.strip()
    row.summary, row.minutes = draft.summary.strip(), draft.minutes
    row.save()
    row.statements.set(line.id for line in statements_by_ref(draft.statements).values())
    said = {**asdict(draft), "kind": draft.kind.value, "statements": sorted(map(str, draft.statements))}
    said["file"] = str(row.file_id or "")
    ItemVersion.objects.create(item=row, number=row.versions.count() + 1, says=said, by_id=by.person_id, at=at)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
