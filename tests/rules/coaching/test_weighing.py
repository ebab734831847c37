"""Whether a coach may coach somebody, and how well they fit."""

from __future__ import annotations

import pytest

from goldenthread.coaching.rules.weighing import weigh, why_full, why_never, why_out_of_reach
from goldenthread.coaching.types.describing import CoachDetails, Meets
from goldenthread.people.types import Phase
from tests.makers.pairing import PARTNER, SCHOOL, coach, seeker

IN_PERSON = frozenset({Meets.IN_PERSON})


@pytest.mark.parametrize(
    ("who", "by", "code"),
    [
        pytest.param({}, {}, None, id="a coach from elsewhere"),
        pytest.param({}, {"partners": frozenset({6})}, "not_a_coach", id="a coach of another partner"),
        pytest.param({}, {"partners": frozenset(), "for_provider": True}, None, id="a coach of the lead provider"),
        pytest.param({"participant_id": 501}, {}, "own_coach", id="themselves"),
        pytest.param({}, {"schools": frozenset({SCHOOL, 8})}, "own_school", id="a colleague, or their head"),
        pytest.param({"beside": frozenset({501})}, {}, "stands_beside", id="their own sponsor or mentor"),
        pytest.param(
            {"email": "Person1@School.example"}, {"emails": frozenset({"person1@school.example"})}, "declared_person",
            id="a declared conflict with a person, whatever the case of the address",
        ),
        pytest.param({}, {"urns": frozenset({"100001"})}, "declared_school", id="a declared conflict with the school"),
        pytest.param({"urn": ""}, {"urns": frozenset({""})}, None, id="schools without a number are not alike"),
    ],
)  # fmt: skip
def test_a_conflict_of_interest_bars_a_coach(who, by, code) -> None:
    refusal = why_never(seeker(**who), coach(**by))

    assert (refusal.code if refusal else None) == code
    assert refusal is None or refusal.mend


@pytest.mark.parametrize(
    ("who", "by", "code"),
    [
        pytest.param({"place": "Truro"}, {}, None, id="who meets online is in reach of everybody"),
        pytest.param({"is_online": True}, {}, None, id="online-only, and the coach meets online"),
        pytest.param({"is_online": True}, {"meets": IN_PERSON}, "meets_in_person", id="online-only, in person only"),
        pytest.param({}, {"meets": IN_PERSON}, None, id="in person, and they cover the place"),
        pytest.param({"place": "", "venue": "The Forum, Norfolk"}, {"meets": IN_PERSON}, None, id="or the venue"),
        pytest.param({"place": "Truro"}, {"meets": IN_PERSON}, "other_place", id="in person, and they cover another"),
        pytest.param(
            {"place": "Norfolkshire"}, {"meets": IN_PERSON}, "other_place", id="only whole words name a place"
        ),
    ],
)
def test_who_would_never_meet_is_out_of_reach(who, by, code) -> None:
    refusal = why_out_of_reach(seeker(**who), coach(**by))

    assert (refusal.code if refusal else None) == code


def test_a_full_coach_says_how_full_and_what_would_change_it() -> None:
    assert why_full(coach(load=9)) is None
    assert str(why_full(coach(load=10))) == (
        "Coach 01 coaches 10 of 10 already. Raise the capacity on the coach’s page, or choose another coach."
    )
    assert why_full(coach(load=9), more=2) is not None


@pytest.mark.parametrize(
    ("who", "by", "says", "but", "cost"),
    [
        ({}, {}, "Coaches 0 of 10 now, knows primary schools and covers Norfolk.", "", 0),
        ({"phase": None}, {}, "Coaches 0 of 10 now and covers Norfolk.",
         "The phase of the school is not recorded.", 0),
        ({}, {"phases": frozenset()}, "Coaches 0 of 10 now and covers Norfolk.",
         "The phases they know are not recorded.", 20),
        ({"phase": Phase.SIXTEEN_PLUS}, {}, "Coaches 0 of 10 now and covers Norfolk.",
         "Does not know 16-and-over schools.", 60),
        ({"phase": Phase.ALL_THROUGH}, {}, "Coaches 0 of 10 now, knows all-through schools and covers Norfolk.", "", 0),
        ({"is_online": True}, {}, "Coaches 0 of 10 now, knows primary schools and meets online.", "", 0),
        ({"place": "Truro"}, {"areas": ()}, "Coaches 0 of 10 now, knows primary schools and meets online.", "", 0),
        ({"place": "Truro"}, {}, "Coaches 0 of 10 now and knows primary schools.",
         "Covers another place (they would meet online).", 25),
        ({}, {"partners": frozenset(), "for_provider": True},
         "Coaches 0 of 10 now, knows primary schools and covers Norfolk.",
         "Coaches for the lead provider rather than for this delivery partner.", 5),
        ({}, {"is_recorded": False}, "Coaches 0 of 10 now, knows primary schools and covers Norfolk.",
         "Their capacity is not recorded (10 is an illustrative figure).", 0),
    ],
)  # fmt: skip
def test_what_speaks_for_a_coach_and_against_is_said_in_words(who, by, says, but, cost) -> None:
    weighed = weigh(seeker(**who), coach(**by))

    assert (weighed.says, weighed.but, weighed.cost) == (says, but, cost)
    assert (weighed.load, weighed.capacity) == (0, 10)
    assert seeker().partner_id == PARTNER


def test_details_are_told_in_words() -> None:
    details = CoachDetails(3, frozenset({Phase.SECONDARY, Phase.PRIMARY}), ("Norfolk",), IN_PERSON)

    assert (details.phase_names, details.meets_names) == ("Primary, Secondary", "In person")
