"""Pairs proposed for everybody without a coach, and made in one go."""

from __future__ import annotations

import pytest

from goldenthread.coaching.actions.describing import declare_conflict, keep_details
from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.actions.proposing import accept_pairs
from goldenthread.coaching.models import Pairing
from goldenthread.coaching.queries.pairing import coaches_for
from goldenthread.coaching.queries.proposing import chosen_page, how_many_wait, proposals_page
from goldenthread.coaching.types.describing import CoachDetails, NewConflict, Tie
from goldenthread.cohorts.actions.enrolling import defer
from goldenthread.cohorts.models import Cohort, Companion, Enrolment
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.types import Duty
from tests.makers.coaching import bring_coach, enrol_more, make_enrolled, make_outside, make_pairing
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def dana(cast, at):
    return bring_coach(cast, "Dana Reeve", at=at)


def can(cast, coach, number: int, *, at) -> None:
    keep_details(coach.person, CoachDetails(number), from_on=at.date(), by=cast.programme_manager, at=at)


def test_everybody_who_waits_is_proposed_somebody_and_whoever_is_away_is_not(cast, place, dana, at) -> None:
    first, away, other = enrol_more(place, cast, many=3, at=at)
    defer(away, reason="parental-leave", by=cast.partner_manager, at=at)
    make_pairing(cast, other, at=at)
    outside = make_outside(cast, place.built, at=at)

    page = proposals_page(by=cast.partner_manager, at=at, cohort=place.cohort)

    assert (page.title, page.waiting, page.later) == ("Autumn 2025", 2, 0)
    assert {p.seeker.enrolment for p in page.placed} == {place.enrolment, first}
    assert [(line.name, line.before, line.after) for line in page.loads] == [
        ("Colin Marsh", 1, 2), ("Dana Reeve", 0, 1),
    ]  # fmt: skip
    assert how_many_wait(by=cast.partner_manager, at=at) == 2
    wide = proposals_page(by=cast.programme_manager, at=at)
    assert (wide.waiting, [p.seeker.enrolment for p in wide.unplaced]) == (3, [outside])
    assert wide.unplaced[0].mend == "Bring in a coach for this delivery partner."
    assert proposals_page(by=cast.outsider, at=at).waiting == 1
    with pytest.raises(Cohort.DoesNotExist):
        proposals_page(by=cast.outsider, at=at, cohort=place.cohort)


def test_pairs_are_made_together_with_record_and_notices_and_twice_is_once(cast, place, dana, at) -> None:
    (more,) = enrol_more(place, cast, many=1, at=at)
    choices = {place.enrolment: cast.coach.person, more: dana.person}
    page = chosen_page(choices, by=cast.partner_manager, at=at)
    assert [(p.seeker.name, p.coach.name) for p in page.pairs] == [
        ("Another Person 0", "Dana Reeve"), ("Parveen Begum", "Colin Marsh"),
    ]  # fmt: skip
    assert [(line.name, line.after) for line in page.loads] == [("Colin Marsh", 1), ("Dana Reeve", 1)]

    assert accept_pairs(choices, by=cast.partner_manager, at=at) == 2
    assert accept_pairs(choices, by=cast.partner_manager, at=at) == 0

    assert dict(Pairing.objects.active().values_list("enrolment__ref", "coach__ref")) == choices
    assert Companion.objects.filter(role="coach", ended_at=None).count() == 2
    entry = AuditEntry.objects.get(did="coaching.pair", to=str(more))
    assert entry.facts["coach"] == str(choices[more])
    assert NoticeRow.objects.filter(kind="coaching.paired").count() == 2
    with pytest.raises(Refused) as refused:
        chosen_page(choices, by=cast.partner_manager, at=at)
    assert refused.value.refusal.code == "has_a_coach"


def test_one_pair_that_cannot_be_made_stops_them_all(cast, place, dana, at) -> None:
    (more,) = enrol_more(place, cast, many=1, at=at)
    can(cast, dana, 1, at=at)
    both = {place.enrolment: dana.person, more: dana.person}

    def refused(choices) -> str:
        codes = []
        for doing in (chosen_page, accept_pairs):
            with pytest.raises(Refused) as said:
                doing(choices, by=cast.partner_manager, at=at)
            codes.append(said.value.refusal.code)
        assert len(set(codes)) == 1
        return codes[0]

    assert refused({}) == "nobody_chosen"
    assert refused(both) == "coach_full"
    assert refused({**both, more: cast.facilitator.person}) == "not_a_coach"
    declare_conflict(cast.coach.person, NewConflict(Tie.OTHER, urn="100001"), by=cast.coach, at=at)
    assert refused({**both, more: cast.coach.person}) == "declared_school"
    assert not Pairing.objects.exists()
    make_pairing_of(more, dana, cast, at=at)
    assert refused({more: cast.coach.person}) == "has_a_coach"


def make_pairing_of(enrolment, coach, cast, *, at) -> None:
    pair(enrolment, coach.person, by=cast.partner_manager, at=at)


def test_nobody_pairs_people_of_another_partner_or_with_coaches_they_cannot_see(cast, place, at) -> None:
    bring_in(
        name="Ravi Nair", email="ravi@provider.example", duty=Duty.COACH, place=cast.provider.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    wide = proposals_page(by=cast.programme_manager, at=at).proposals[0]
    ravi = next(choice for choice in wide.choices if choice.name == "Ravi Nair")
    assert "coaches for the lead provider" in ravi.but

    for by in (cast.outsider, cast.inspector):
        with pytest.raises(Enrolment.DoesNotExist):
            accept_pairs({place.enrolment: cast.coach.person}, by=by, at=at)
    with pytest.raises(Refused) as refused:
        accept_pairs({place.enrolment: ravi.person}, by=cast.partner_manager, at=at)
    assert refused.value.refusal.code == "not_a_coach"
    assert not Pairing.objects.exists()


def test_a_recorded_capacity_holds_for_one_by_one_too_and_an_illustrative_one_does_not(cast, place, dana, at) -> None:
    can(cast, dana, 0, at=at)

    with pytest.raises(Refused) as refused:
        pair(place.enrolment, dana.person, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "coach_full"
    offered = coaches_for(place.enrolment, by=cast.partner_manager, at=at)
    assert [(c.name, bool(c.why_not)) for c in offered] == [("Colin Marsh", False), ("Dana Reeve", True)]


def test_proposing_and_checking_take_as_many_statements_for_many(cast, place, dana, at) -> None:
    def counted(choices) -> list[int]:
        return [
            statements_of(lambda: proposals_page(by=cast.partner_manager, at=at, cohort=place.cohort)),
            statements_of(lambda: chosen_page(choices, by=cast.partner_manager, at=at)),
        ]

    one = counted({place.enrolment: dana.person})
    more = enrol_more(place, cast, many=3, at=at)
    bring_coach(cast, "Ed Coach", at=at)

    assert counted(dict.fromkeys((place.enrolment, *more), dana.person)) == one
    assert one[0] <= 16
    assert one[1] <= 15
