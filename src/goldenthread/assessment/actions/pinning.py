"""Pin comments to a script while marking it. What stands in the page's other fields is kept along with them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.drafting import keep_draft
from goldenthread.assessment.actions.marking import open_seat
from goldenthread.assessment.models import Allocation, PinnedComment
from goldenthread.assessment.models.pinning import bank_seen_by
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.marking import script_text
from goldenthread.assessment.rules.pinning import passage_of, why_not_words
from goldenthread.assessment.types.marking import MarkSheet, Seen
from goldenthread.assessment.types.pinning import NewPin, PinRef
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
    :raises PinnedComment.DoesNotExist: if there is no such earlier comment of theirs.
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
        _take_away(row, instead_of, at=at)
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
    keep_draft(row, draft, seen, at=at)
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
    _take_away(row, pin, at=at)
    keep_draft(row, draft, seen, at=at)


def _take_away(row: Allocation, pin: UUID, *, at: datetime) -> None:
    own = PinnedComment.objects.standing().get(allocation=row, ref=pin)
    own.taken_away_at = at
    own.save(update_fields=["taken_away_at"])
