"""Ask for one more marking of a script by hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import Script
from goldenthread.assessment.queries.allocating import seats_page
from goldenthread.assessment.rules.wanting import why_not_for_this
from goldenthread.assessment.types.words import NOT_IN, WantReason
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def ask_for_marking(script: UUID, why: str, *, by: Actor, at: datetime) -> None:
    """Somebody who hands scripts out has one of them marked once more, by somebody who has not marked it. It waits from
    then on, and what was settled is kept. Whoever marks is not told why.

    :raises Refused: if this actor may not, one more marking is wanted already, no independent marker is left, its
        result is out, or there is no reason.
    :raises Script.DoesNotExist: if it is not there, nothing was handed in, or it is not theirs to see.
    """
    rows = Script.objects.seen_by(by).exclude(state__in=NOT_IN)
    row = rows.select_for_update(of=("self",)).get(ref=script)
    refusal = seats_page(script, by=by, at=at).why_not_ask or why_not_for_this(why)
    if refusal:
        raise Refused(refusal)
    want_marking([row], WantReason.BY_HAND, by=by, at=at, why=why)
