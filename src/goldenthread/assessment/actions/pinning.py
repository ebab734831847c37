"""Pin comments to a script while marking it. What stands in the page's other fields is kept along with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.drafting import draft_at, has_unpinned, keep_draft
from goldenthread.assessment.actions.marking import open_seat
from goldenthread.assessment.models import PinnedComment
from goldenthread.assessment.models.pinning import bank_seen_by
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.marking import script_text
from goldenthread.assessment.queries.pinning import pins_at
from goldenthread.assessment.rules.masking import covered_pins
from goldenthread.assessment.rules.pinning import (
    in_fields,
    passage_of,
    why_not_change_comment,
    why_not_words,
    with_banked,
)
from goldenthread.assessment.types.marking import MarkSheet, Seen
from goldenthread.assessment.types.pinning import BankRef, NewPin, PinRef, Unpinned
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def pin_comment(
    allocation: UUID,
    asked: NewPin,
    draft: MarkSheet,
    *,
    by: Actor,
    at: datetime,
    seen: Seen | None = None,
    instead_of: UUID | None = None,
) -> PinRef:
    """Pin a comment to a passage; ``instead_of`` an earlier one it stands for it, which is kept and no longer shown.

    Like a draft it is not audited: the finished marking is, and the comments stand from then on.

    :raises Refused: if they may not mark this script or have finished it, there is no such passage, or no words.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    """
    row = open_seat(allocation, by=by, at=at)
    codes = [criterion.code for criterion in scheme_of(row.script).criteria]
    refusal = why_not_words(asked, codes)
    if refusal:
        raise Refused(refusal)
    text = script_text(row.script_id, policy_of(row.script.window).words)
    passage = passage_of(asked, text.blocks)
    bank = bank_seen_by(by).filter(scheme=row.script.window.scheme)
    banked = bank.filter(ref=asked.banked).first() if asked.banked else None

    if instead_of:
        # What it stands for may be gone: taken away in another tab, or left behind at an earlier seat.
        for earlier in PinnedComment.objects.standing().filter(allocation=row, ref=instead_of):
            _take_away(earlier, at=at)
    pin = PinnedComment.objects.create(
        allocation=row,
        block=passage.block,
        start=passage.start,
        end=passage.end,
        quote=passage.quote,
        code=asked.code,
        words=asked.words.strip(),
        audience=asked.audience.value,
        banked=banked,
        pinned_at=at,
    )
    keep_draft(row, replace(draft, unpinned=Unpinned()), seen, at=at, pinned=pin.words)
    return PinRef(pin.ref)


@atomic
def take_away_pin(
    allocation: UUID, pin: UUID, draft: MarkSheet, *, by: Actor, at: datetime, seen: Seen | None = None
) -> None:
    """Take a comment away before the marking is finished.

    :raises Refused: if they may not mark this script, or have finished it.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    :raises PinnedComment.DoesNotExist: if there is no such comment of theirs.
    """
    row = open_seat(allocation, by=by, at=at)
    _take_away(PinnedComment.objects.standing().get(allocation=row, ref=pin), at=at)
    keep_draft(row, draft, seen, at=at)


@atomic
def change_pin(
    allocation: UUID, pin: UUID, draft: MarkSheet, *, by: Actor, at: datetime, seen: Seen | None = None
) -> None:
    """Put a pinned comment into the fields of the draft, to be changed there. It stands until the changed one is
    pinned.

    :raises Refused: if they may not mark this script or have finished it, or another comment stands in the fields that
        is not pinned.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    :raises PinnedComment.DoesNotExist: if there is no such comment of theirs.
    """
    row = open_seat(allocation, by=by, at=at)
    own = [each for each in pins_at(row.ref) if each.ref == pin]
    if not own:
        raise PinnedComment.DoesNotExist
    refusal = why_not_change_comment(unpinned=has_unpinned(row, draft.unpinned))
    if refusal:
        raise Refused(refusal)
    text = script_text(row.script_id, policy_of(row.script.window).words)
    (found,) = covered_pins(own, text.blocks)
    keep_draft(row, replace(draft, unpinned=in_fields(found)), seen, at=at)


@atomic
def take_banked(
    allocation: UUID, banked: UUID, draft: MarkSheet, *, by: Actor, at: datetime, seen: Seen | None = None
) -> None:
    """Add a comment of the bank to what stands in the fields of the draft.

    :raises Refused: if they may not mark this script, or have finished it.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    :raises BankComment.DoesNotExist: if there is none for this scheme that they may take.
    """
    row = open_seat(allocation, by=by, at=at)
    line = bank_seen_by(by).filter(scheme=row.script.window.scheme).get(ref=banked)
    taken = with_banked(draft.unpinned, BankRef(line.ref), line.words, line.code)
    keep_draft(row, replace(draft, unpinned=taken), seen, at=at)


@atomic
def leave_comment(
    allocation: UUID, *, by: Actor, at: datetime, draft: MarkSheet | None = None, seen: Seen | None = None
) -> None:
    """Empty the fields of a comment that is not pinned. Its words are kept among the earlier drafts, for its marker.

    ``draft``: what stands in the fields of the page that it is asked for from, which is kept first.

    :raises Refused: if they may not mark this script, or have finished it.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    """
    row = open_seat(allocation, by=by, at=at)
    if draft:
        keep_draft(row, draft, seen, at=at)
    keep_draft(row, replace(draft_at(row).sheet, unpinned=Unpinned()), None, at=at)


def _take_away(own: PinnedComment, *, at: datetime) -> None:
    own.taken_away_at = at
    own.save(update_fields=["taken_away_at"])
