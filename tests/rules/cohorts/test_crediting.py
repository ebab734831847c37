"""What may enter the ledger."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goldenthread.cohorts.rules.crediting import share_for, why_not_credit, why_not_uncredit
from goldenthread.cohorts.types import State
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty, OrganisationKind
from goldenthread.programmes.types import Route
from tests.rules.cohorts.made import actor, component

COACH = actor((Duty.COACH, 2, OrganisationKind.DELIVERY_PARTNER))
HEAD = actor((Duty.HEADTEACHER, 3, OrganisationKind.SCHOOL))
ONLINE_ONLY = component(1, routes=frozenset({Route.ONLINE}))


@pytest.mark.parametrize(
    ("word", "share", "minutes", "expected"),
    [
        ("neither is all of it", None, None, Fraction(1)),
        ("a share is itself", Fraction(1, 3), None, Fraction(1, 3)),
        ("minutes are of the component’s", None, 20, Fraction(1, 3)),
        ("never more than all of it", None, 600, Fraction(1)),
    ],
)
def test_shares(word, share, minutes, expected) -> None:
    assert share_for(share=share, minutes=minutes, component=component(1, minutes=60)) == expected, word


@pytest.mark.parametrize("minutes", [0, -5])
def test_nothing_is_no_evidence(minutes) -> None:
    with pytest.raises(Refused) as refused:
        share_for(share=None, minutes=minutes, component=component(1))

    assert refused.value.refusal.code == "no_evidence"


@pytest.mark.parametrize(
    ("word", "state", "what", "is_on_programme", "by", "code"),
    [
        ("somebody on the programme", State.ACTIVE, component(1), True, COACH, None),
        ("before the formal start", State.ACCEPTED, component(1), True, COACH, None),
        ("after withdrawing", State.WITHDRAWN, component(1), True, COACH, "takes_no_evidence"),
        ("before accepting", State.OFFERED, component(1), True, COACH, "takes_no_evidence"),
        ("another programme’s component", State.ACTIVE, component(1), False, COACH, "not_on_programme"),
        ("the other route’s component", State.ACTIVE, ONLINE_ONLY, True, COACH, "not_on_route"),
        ("a headteacher records no evidence", State.ACTIVE, component(1), True, HEAD, "may_not_credit"),
    ],
)
def test_who_and_what_is_credited(word, state, what, is_on_programme, by, code) -> None:
    refusal = why_not_credit(state=state, component=what, is_on_programme=is_on_programme, route=Route.BLENDED, by=by)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "is_correction", "is_corrected", "why", "by", "code"),
    [
        ("with a reason", False, False, "Wrong person", COACH, None),
        ("without one", False, False, "", COACH, "no_reason"),
        ("twice", False, True, "Wrong person", COACH, "corrected_already"),
        ("a correction itself", True, False, "Wrong person", COACH, "corrected_already"),
        ("by somebody who only looks on", False, False, "Wrong person", HEAD, "may_not_credit"),
    ],
)
def test_what_is_taken_back(word, is_correction, is_corrected, why, by, code) -> None:
    refusal = why_not_uncredit(is_correction=is_correction, is_corrected=is_corrected, why=why, by=by)

    assert (refusal.code if refusal else None) == code, word
