"""Accept pairs that were looked at."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.coaching.actions.pairing import begin, hold_coaches
from goldenthread.coaching.models import Pairing
from goldenthread.coaching.queries.proposing import has_a_coach, pairs_meant
from goldenthread.coaching.rules.proposing import why_not_all
from goldenthread.coaching.types.proposing import Choices
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def accept_pairs(choices: Choices, *, by: Actor, at: datetime) -> int:
    """Make all these pairs, or none; how many are new. The same pairs sent twice are made once.

    :raises Refused: if one of them cannot be made (a conflict, out of reach, over capacity), or somebody among them has
        got another coach meanwhile.
    :raises Enrolment.DoesNotExist: if one of the participants is not theirs to pair.
    """
    hold_coaches(choices.values())
    meant = pairs_meant(choices, by=by, on=at.date())
    held = Pairing.objects.active().select_for_update().filter(enrolment_id__in=[seeker.id for seeker, _ in meant])
    now = dict(held.values_list("enrolment_id", "coach_id"))
    if any(now.get(seeker.id, coach.id) != coach.id for seeker, coach in meant):
        raise Refused(has_a_coach())
    pairs = [(seeker, coach) for seeker, coach in meant if seeker.id not in now]
    refusal = why_not_all(pairs)
    if refusal:
        raise Refused(refusal)
    for seeker, coach in pairs:
        begin(seeker, coach, by=by, at=at)
    return len(pairs)
