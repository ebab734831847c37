"""What is recorded of a coach, and conflicts of interest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.coaching.actions.describing import declare_conflict, end_conflict, keep_details
from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.models import CoachRecord, Conflict, ConflictParty, Pairing
from goldenthread.coaching.queries.describing import SOMEBODY, coach_page, coaches_page, conflict_page
from goldenthread.coaching.types.describing import CoachDetails, NewConflict, Tie
from goldenthread.cohorts.actions.enrolling import defer
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in, end_membership
from goldenthread.people.models import Membership
from goldenthread.people.types import Duty, Phase
from tests.makers.coaching import bring_coach, enrol_more, make_enrolled, make_pairing
from tests.makers.counting import statements_of
from tests.makers.pairing import BOTH

DETAILS = CoachDetails(6, frozenset({Phase.PRIMARY}), ("Norfolk",), BOTH)
WITH_PARVEEN = NewConflict(Tie.FAMILY, email="Parveen@castlehill.example", words="Cousins.")


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


def keep(cast, details=DETAILS, *, at, days: int = 0, by=None) -> None:
    from_on = (at + timedelta(days=days)).date()
    keep_details(cast.coach.person, details, from_on=from_on, by=by or cast.partner_manager, at=at)


def test_details_hold_from_their_day_and_what_was_before_stays_in_the_record(cast, place, at) -> None:
    make_pairing(cast, place.enrolment, at=at)
    page = coach_page(cast.coach.person, by=cast.partner_manager, at=at)
    assert (page.is_recorded, page.details.capacity, page.load, page.is_over) == (False, 12, 1, False)

    keep(cast, at=at)
    keep(cast, at=at)
    keep(cast, replace(DETAILS, capacity=0), at=at, days=10)

    page = coach_page(cast.coach.person, by=cast.partner_manager, at=at)
    assert (page.details, [line.details.capacity for line in page.to_come]) == (DETAILS, [0])
    later = coach_page(cast.coach.person, by=cast.partner_manager, at=at + timedelta(days=11))
    assert ([line.details.capacity for line in later.history], later.is_over) == ([0, 6], True)
    assert [(line.name, line.counts, line.against) for line in later.people] == [("Parveen Begum", True, False)]
    entries = AuditEntry.objects.filter(did="coaching.keep_details")
    assert [entry.facts["capacity"] for entry in entries.order_by("id")] == ["6", "0"]


def test_what_makes_no_sense_or_is_not_theirs_to_record_is_refused(cast, at) -> None:
    for change, by, code in (
        ({"capacity": 500}, cast.partner_manager, "no_such_capacity"),
        ({}, cast.coach, "not_yours_to_change"),
    ):
        with pytest.raises(Refused) as refused:
            keep(cast, replace(DETAILS, **change), at=at, by=by)
        assert refused.value.refusal.code == code
    for by in (cast.outsider, cast.participant):
        with pytest.raises(Pairing.DoesNotExist):
            keep(cast, at=at, by=by)
    assert not CoachRecord.objects.exists()


def test_a_coach_declares_a_conflict_once_and_it_bars_the_pair_until_it_ends(cast, place, at) -> None:
    mine = declare_conflict(cast.coach.person, WITH_PARVEEN, by=cast.coach, at=at)
    assert declare_conflict(cast.coach.person, WITH_PARVEEN, by=cast.coach, at=at) == mine

    with pytest.raises(Refused) as refused:
        pair(place.enrolment, cast.coach.person, by=cast.partner_manager, at=at)
    assert refused.value.refusal.code == "declared_person"
    assert ConflictParty.objects.get().email == "parveen@castlehill.example"
    assert "parveen" not in str(AuditEntry.objects.get(did="coaching.declare_conflict").facts)

    page, line = conflict_page(mine, by=cast.coach, at=at)
    assert (page.is_own, line.subject, line.tie_name) == (
        True, "parveen@castlehill.example", "Family or close friends",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        end_conflict(mine, why=" ", by=cast.coach, at=at)
    assert refused.value.refusal.code == "no_reason"
    end_conflict(mine, why="It was another Parveen.", by=cast.coach, at=at)
    with pytest.raises(Refused) as refused:
        end_conflict(mine, why="Again", by=cast.coach, at=at)
    assert refused.value.refusal.code == "ended_already"
    assert [line.why_ended for line in coach_page(cast.coach.person, by=cast.coach, at=at).over] == [
        "It was another Parveen."
    ]
    pair(place.enrolment, cast.coach.person, by=cast.partner_manager, at=at)


def test_a_conflict_with_a_school_bars_everybody_there_and_shows_beside_pairs_that_stand(cast, place, at) -> None:
    make_pairing(cast, place.enrolment, at=at)

    ref = declare_conflict(cast.coach.person, NewConflict(Tie.GOVERNOR, urn="100001"), by=cast.programme_manager, at=at)
    again = declare_conflict(cast.coach.person, NewConflict(Tie.OTHER, urn="100001"), by=cast.coach, at=at)

    assert again == ref
    page = coach_page(cast.coach.person, by=cast.partner_manager, at=at)
    assert [line.subject for line in page.standing] == ["Castle Hill Primary (URN 100001)"]
    assert [line.against for line in page.people] == [True]
    with pytest.raises(Refused) as refused:
        end_conflict(ref, why="I left.", by=cast.coach, at=at)
    assert refused.value.refusal.code == "not_yours_to_end"
    with pytest.raises(Conflict.DoesNotExist):
        end_conflict(ref, why="I left.", by=cast.outsider, at=at)
    with pytest.raises(Refused):
        declare_conflict(cast.coach.person, NewConflict(Tie.OTHER), by=cast.coach, at=at)
    end_conflict(ref, why="They left.", by=cast.partner_manager, at=at)


def test_a_partners_manager_is_not_told_of_somebody_at_another_partner(cast, place, at) -> None:
    far = NewConflict(Tie.FAMILY, email="olga@torview.example", words="My sister.")
    declare_conflict(cast.coach.person, far, by=cast.coach, at=at)
    declare_conflict(cast.coach.person, WITH_PARVEEN, by=cast.coach, at=at)

    told = coach_page(cast.coach.person, by=cast.partner_manager, at=at).standing
    assert [(line.subject, line.words) for line in told] == [
        ("parveen@castlehill.example", "Cousins."), (SOMEBODY, ""),
    ]  # fmt: skip
    told = coach_page(cast.coach.person, by=cast.programme_manager, at=at).standing
    assert [line.subject for line in told] == ["parveen@castlehill.example", "olga@torview.example"]


def test_the_list_has_those_with_room_first_and_whoever_left_with_people_still_theirs(cast, place, at) -> None:
    make_pairing(cast, place.enrolment, at=at)
    (away,) = enrol_more(place, cast, many=1, at=at)
    make_pairing(cast, away, at=at)
    defer(away, reason="parental-leave", by=cast.partner_manager, at=at)
    dana = bring_coach(cast, "Dana Reeve", at=at)
    keep(cast, replace(DETAILS, capacity=1), at=at)
    declare_conflict(cast.coach.person, WITH_PARVEEN, by=cast.coach, at=at)

    lines = coaches_page(by=cast.partner_manager, at=at)
    assert [(x.name, x.load, x.room, x.conflicts, x.is_over) for x in lines] == [
        ("Dana Reeve", 0, 12, 0, False), ("Colin Marsh", 1, 0, 1, False),
    ]  # fmt: skip
    assert coaches_page(by=cast.coach, at=at) == ()
    assert [line.name for line in coaches_page(by=cast.outsider, at=at)] == []

    hat = Membership.objects.get(person__ref=cast.coach.person, duty=Duty.COACH.value)
    end_membership(hat.ref, why="Retired", by=cast.administrator, at=at)
    lines = coaches_page(by=cast.partner_manager, at=at)
    assert [(line.name, line.still_coaches) for line in lines] == [("Colin Marsh", False), ("Dana Reeve", True)]
    page = coach_page(cast.coach.person, by=cast.partner_manager, at=at)
    assert [(line.state, line.counts) for line in page.people] == [("Deferred", False), ("Active", True)]
    with pytest.raises(Pairing.DoesNotExist):
        coach_page(cast.coach.person, by=cast.outsider, at=at)
    assert dana.name == "Dana Reeve"


def test_the_pages_take_as_many_statements_for_many(cast, place, at) -> None:
    def counted() -> list[int]:
        return [
            statements_of(lambda: coaches_page(by=cast.partner_manager, at=at)),
            statements_of(lambda: coach_page(cast.coach.person, by=cast.partner_manager, at=at)),
        ]

    def more(n: int, enrolment) -> None:
        bring_coach(cast, f"Dana{n} Reeve", at=at)
        pair(enrolment, cast.coach.person, by=cast.partner_manager, at=at)
        keep(cast, replace(DETAILS, capacity=10 + n), at=at)
        for conflict in (NewConflict(Tie.OTHER, email=f"jo{n}@far.example"), NewConflict(Tie.OTHER, urn=f"90000{n}")):
            declare_conflict(cast.coach.person, conflict, by=cast.coach, at=at)

    more(0, place.enrolment)
    one = counted()
    for n, enrolment in enumerate(enrol_more(place, cast, many=3, at=at), 1):
        more(n, enrolment)

    assert counted() == one
    assert one[0] <= 7
    assert one[1] <= 12


def test_a_coach_at_another_partner_too_is_whole_only_for_their_own(cast, place, at) -> None:
    bring_in(
        name="Colin Marsh", email="colin@harbour.example", duty=Duty.COACH, place=cast.other_partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    make_pairing(cast, place.enrolment, at=at)

    page = coach_page(cast.coach.person, by=cast.outsider, at=at)

    assert (page.load, page.people) == (1, ())
