"""Keep comments that are used again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import BankComment
from goldenthread.assessment.models.pinning import bank_seen_by
from goldenthread.assessment.queries.banking import schemes_of
from goldenthread.assessment.rules.pinning import why_not_keep, why_not_share
from goldenthread.assessment.types.pinning import BankRef, NewBankComment
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def keep_in_bank(asked: NewBankComment, *, by: Actor, at: datetime) -> BankRef:
    """Keep a comment for a scheme: one's own, or everybody's where the quality lead keeps it.

    :raises Refused: if it has no words, the scheme is none of theirs, or they may not share.
    """
    scheme = schemes_of(by).get(asked.scheme)
    if scheme is None:
        raise Refused(Refusal("no_such_scheme", "You mark nothing against this scheme.", "Choose another scheme."))
    mine = BankComment.objects.filter(scheme=asked.scheme, person_id=by.person_id, taken_away_at=None).count()
    refusal = (why_not_share(by) if asked.is_shared else None) or why_not_keep(
        asked.words, asked.code, [criterion.code for criterion in scheme.criteria], banked=mine
    )
    if refusal:
        raise Refused(refusal)

    row = BankComment.objects.create(
        scheme=asked.scheme,
        person_id=by.person_id,
        is_shared=asked.is_shared,
        code=asked.code,
        words=asked.words.strip(),
        added_at=at,
    )
    if row.is_shared:
        audit(by=str(by), did="assessment.share_comment", to=str(row.ref), at=at)
    return BankRef(row.ref)


@atomic
def take_from_bank(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a comment out of the bank. What was pinned with it stays.

    :raises Refused: if it is shared, and this actor does not keep what is shared.
    :raises BankComment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = bank_seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_share(by) if row.is_shared else None
    if refusal:
        raise Refused(refusal)
    row.taken_away_at = at
    row.save(update_fields=["taken_away_at"])
    if row.is_shared:
        audit(by=str(by), did="assessment.withdraw_comment", to=str(ref), at=at)
