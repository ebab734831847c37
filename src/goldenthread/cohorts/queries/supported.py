"""Which enrolments somebody sees for no other reason than that they support them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from goldenthread.cohorts.models import Enrolment
from goldenthread.people.types import Actor, Duty

# What somebody has these duties for is not to run a programme but to support people on it.
SUPPORTING = frozenset({Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR})


def seen_as_supporter(refs: Iterable[UUID], *, by: Actor) -> frozenset[UUID]:
    """Those of these enrolments that this actor does not see by any duty but a head's, sponsor's or mentor's; in one
    statement, or in none for somebody without such a duty.

    What is not theirs to see at all is among them: whoever asks has already found out that it is.
    """
    asked = frozenset(refs)
    if not by.wears(*SUPPORTING):
        return frozenset()
    otherwise = replace(by, hats=frozenset(hat for hat in by.hats if hat.duty not in SUPPORTING))
    seen = Enrolment.objects.seen_by(otherwise).filter(ref__in=asked)
    return asked - frozenset(seen.values_list("ref", flat=True))
