"""Credit what was said for a prompt once it is enough, and take it back where it no longer is."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.types import Source
from goldenthread.ground.actions.record import audit
from goldenthread.learning.models import Contribution, Post
from goldenthread.learning.queries.contributing import standing_of
from goldenthread.people.types import Actor


def settle(post: Post, *, why: str, by: Actor, at: datetime) -> bool:
    """Bring the credit of a post's author for its prompt up to date, in the caller's transaction.

    Whether a credit was given now. ``why`` is written beside one that is taken back. Wants ``thread__prompt`` fetched,
    with its component, and the thread locked, so that nobody settles the same twice.
    """
    prompt = post.thread.prompt
    if prompt is None or post.enrolment_id is None:
        return False
    standing = standing_of(prompt, post.enrolment_id)
    known = standing.contribution
    if known is not None and not standing.far.is_whole:
        uncredit(known.credit_ref, why=why, by=by, at=at)
        known.taken_back_at = at
        known.save(update_fields=["taken_back_at"])
        audit(by=str(by), did="learning.take_back_contribution", to=str(standing.enrolment), at=at)
    if known is not None or not standing.far.is_whole or not standing.counts:
        return False
    ref = uuid4()
    given = credit(standing.enrolment, prompt.component.ref, source=Source.DISCUSSION, source_ref=ref, by=by, at=at)
    Contribution.objects.create(ref=ref, enrolment_id=post.enrolment_id, prompt=prompt, credit_ref=given.credit, at=at)
    audit(by=str(by), did="learning.contribute", to=str(standing.enrolment), at=at, prompt=prompt.title)
    return True
