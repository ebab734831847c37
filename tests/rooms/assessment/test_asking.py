"""One more marking is asked for by hand: with a reason, once, and while somebody independent is left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.asking import ask_for_marking
from goldenthread.assessment.models import Script, Want
from goldenthread.assessment.queries.allocating import seats_page
from goldenthread.assessment.types.words import State, WantReason
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, REASON, state_of
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor

LATER = AFTER + timedelta(days=1)


def code_of(*args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        ask_for_marking(*args, **kwargs)
    return str(refused.value.refusal.code)


def test_it_is_wanted_with_a_reason_and_once(cast, marked) -> None:
    an_assessor(cast, "Chidi Third")
    assert seats_page(marked, by=cast.quality_lead, at=LATER).why_not_ask is None

    ask_for_marking(marked, f" {REASON} ", by=cast.quality_lead, at=LATER)

    made = Want.objects.get()
    assert (made.reason, made.why, made.seat, made.met_by) == (WantReason.BY_HAND.value, REASON, 3, None)
    assert made.wanted_by_id == cast.quality_lead.person_id
    assert state_of(marked) is State.ALLOCATED
    assert AuditEntry.objects.get(did="assessment.want_marking").facts == {"wanted": "by_hand"}
    assert code_of(marked, REASON, by=cast.quality_lead, at=LATER) == "wanted_already"
    assert Want.objects.count() == 1


def test_refused_it_changes_nothing(cast, marked) -> None:
    assert code_of(marked, REASON, by=cast.quality_lead, at=LATER) == "nobody_left"
    refusal = seats_page(marked, by=cast.quality_lead, at=LATER).why_not_ask
    assert "2 of them" in refusal.says or "1 of them" in refusal.says
    third = an_assessor(cast, "Chidi Third")
    assert code_of(marked, "Odd", by=cast.quality_lead, at=LATER) == "reason_missing"
    assert code_of(marked, REASON, by=cast.inspector, at=LATER) == "not_yours_to_run"
    for who in (third, cast.participant, cast.outsider):
        with pytest.raises(ObjectDoesNotExist):
            ask_for_marking(marked, REASON, by=who, at=LATER)
    Script.objects.filter(ref=marked).update(state="released")
    assert code_of(marked, REASON, by=cast.quality_lead, at=LATER) == "released"
    assert not Want.objects.exists()


def test_the_page_takes_as_many_statements_for_many_assessors(cast, marked) -> None:
    few = statements_of(lambda: seats_page(marked, by=cast.quality_lead, at=LATER))
    for number in range(3):
        an_assessor(cast, f"Chidi Third {number}")

    assert statements_of(lambda: seats_page(marked, by=cast.quality_lead, at=LATER)) == few
