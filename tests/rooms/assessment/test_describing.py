"""What is recorded of those who mark: by whom, who reads it, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.describing import (
    declare_conflict,
    end_conflict,
    end_training,
    keep_takes,
    record_training,
)
from goldenthread.assessment.actions.dropping_out import end_absence, stop_marking
from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.models import (
    Allocation,
    MarkerAbsence,
    MarkerConflict,
    MarkerRecord,
    MarkerTraining,
)
from goldenthread.assessment.queries.allocating import seats_page
from goldenthread.assessment.queries.describing import (
    SOMEBODY,
    absence_page,
    conflict_page,
    marker_page,
    markers_page,
    training_page,
    windows_to_mark,
)
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.describing import HandOn, NewAbsence, NewConflict, Takes, Tie
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.queries.privacy import held_about
from goldenthread.people.types import Duty, Phase
from tests.makers.assessment import AFTER, OPENS, full_sheet, mark_both, seat_both, seat_of
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor, qualification_of, takes, train

COUSIN = NewConflict(Tie.FAMILY, "My cousin", email="Parveen@castlehill.example")
SCHOOL = NewConflict(Tie.GOVERNOR, "I am a governor there", urn="100001")


def test_somebody_s_own_conflict_ends_their_seat_and_the_script_never_comes_back(cast, planned, seated) -> None:
    seat = seat_of(seated, cast.assessor)
    save_draft(seat, MarkSheet({}, "So far"), by=cast.assessor, at=AFTER)

    ref = declare_conflict(cast.assessor.person, COUSIN, by=cast.assessor, at=AFTER)
    again = declare_conflict(cast.assessor.person, COUSIN, by=cast.assessor, at=AFTER)

    assert again == ref
    assert MarkerConflict.objects.get().party.known_id == cast.participant.person_id
    told, _ = held_about(Person.objects.get(pk=cast.participant.person_id))
    assert set(told["assessment.MarkerConflictParty"]) == {"kept back"}
    row = Allocation.objects.get(marker_id=cast.assessor.person_id)
    assert (row.ended_at, row.why_ended, row.draft.comment) == (AFTER, "conflict", "So far")
    assert (
        to_do(by=cast.quality_lead, at=AFTER).seats,
        NoticeRow.objects.filter(kind="assessment.seats_given_up").count(),
    ) == (1, 1)
    entry = AuditEntry.objects.get(did="assessment.declare_conflict")
    assert (entry.to, entry.facts) == (str(cast.assessor.person), {"conflict": str(ref)})
    with pytest.raises(Refused) as own:
        end_conflict(ref, why="We fell out", by=cast.assessor, at=AFTER)
    assert own.value.refusal.code == "not_yours_to_end"
    end_conflict(ref, why="It was another Parveen", by=cast.quality_lead, at=AFTER)
    with pytest.raises(Refused) as twice:
        end_conflict(ref, why="It was another Parveen", by=cast.quality_lead, at=AFTER)
    assert twice.value.refusal.code == "ended_already"
    page = seats_page(seated, by=cast.quality_lead, at=AFTER)
    assert page.left_out == (("Agnes Doyle", "They gave it up because of a conflict of interest."),)
    with pytest.raises(Refused):
        seat_both(cast, planned, seated, at=AFTER)


def test_what_was_finished_before_stands_and_others_are_not_touched(cast, planned, marked) -> None:
    declare_conflict(cast.assessor.person, SCHOOL, by=cast.quality_lead, at=AFTER)

    assert Allocation.objects.current().count() == 2
    assert NoticeRow.objects.filter(kind="assessment.seats_given_up").count() == 0


@pytest.mark.parametrize("who", ["school", "partner", "a later colleague"])
def test_a_declared_school_partner_or_stranger_bars(cast, planned, script, who: str) -> None:
    conflict = {
        "school": SCHOOL,
        "partner": NewConflict(Tie.WORK, "I worked there", partner=cast.partner.ref),
        "a later colleague": NewConflict(Tie.OTHER, "A neighbour", email="nobody@yet.example"),
    }[who]
    declare_conflict(cast.assessor.person, conflict, by=cast.quality_lead, at=AFTER)
    if who == "a later colleague":
        # Declared before anybody knew them, and found when their address turns up.
        Person.objects.filter(pk=cast.participant.person_id).update(email="nobody@yet.example")

    page = seats_page(script, by=cast.quality_lead, at=AFTER)

    assert page.left_out == (("Agnes Doyle", "They have declared a conflict of interest."),)


def test_with_which_person_is_told_to_the_marker_and_to_whoever_declared_it(cast, planned, script) -> None:
    ref = declare_conflict(cast.assessor.person, COUSIN, by=cast.assessor, at=AFTER)
    declare_conflict(cast.assessor.person, SCHOOL, by=cast.quality_lead, at=AFTER)
    partner = NewConflict(Tie.WORK, "I worked there", partner=cast.other_partner.ref)
    declare_conflict(cast.assessor.person, partner, by=cast.assessor, at=AFTER)

    own = marker_page(cast.assessor.person, by=cast.assessor, at=AFTER)
    lead, line = conflict_page(ref, by=cast.quality_lead, at=AFTER)

    assert [c.subject for c in own.standing] == [
        "Moorland Teaching Hub", "Castle Hill Primary (URN 100001)", "parveen@castlehill.example",
    ]  # fmt: skip
    assert [(c.subject, c.words) for c in lead.standing][2] == (SOMEBODY, "") == (line.subject, line.words)
    assert "parveen" not in str(lead)


def test_what_somebody_takes_is_dated_for_every_window_or_one(cast, planned, seated) -> None:
    keep_takes(cast.assessor.person, Takes(12, frozenset({Phase.PRIMARY})), by=cast.assessor, at=AFTER)
    keep_takes(cast.assessor.person, Takes(12, frozenset({Phase.PRIMARY})), by=cast.assessor, at=AFTER)
    keep_takes(cast.assessor.person, Takes(4), window=planned.window, by=cast.quality_lead, at=AFTER)
    keep_takes(cast.assessor.person, Takes(8), by=cast.quality_lead, at=AFTER)

    page = marker_page(cast.assessor.person, by=cast.quality_lead, at=AFTER)

    assert MarkerRecord.objects.count() == 3
    assert (page.takes, [line.takes.capacity for line in page.by_window]) == (Takes(8), [4])
    assert [line.takes.phase_names for line in page.before] == [("Primary",)]
    assert windows_to_mark(by=cast.assessor) == windows_to_mark(by=cast.quality_lead)
    assert windows_to_mark(by=an_assessor(cast, "Chidi Third")) == ()
    for number, window, by, code in (
        (-1, None, cast.assessor, "no_such_capacity"),
        (3, uuid4(), cast.assessor, "no_such_window"),
    ):
        with pytest.raises(Refused) as refused:
            keep_takes(cast.assessor.person, Takes(number), window=window, by=by, at=AFTER)
        assert refused.value.refusal.code == code
    assert MarkerRecord.objects.count() == 3


def test_training_is_recorded_by_those_who_run_assessment_and_can_end(cast, planned) -> None:
    train(cast, planned, cast.assessor, until_on=date(2026, 12, 31))
    ref = MarkerTraining.objects.get().ref
    assert [line.trained_for for line in markers_page(by=cast.quality_lead, at=AFTER)] == [("NPQSL (2020)",), ()]

    for by, why, code in (
        (cast.assessor, "I forgot", "not_yours_to_run"),
        (cast.quality_lead, "", "no_reason"),
        (cast.quality_lead, "The framework changed", ""),
        (cast.quality_lead, "The framework changed", "ended_already"),
    ):
        if not code:
            assert training_page(ref, by=by, at=AFTER)[1].holds
            end_training(ref, why=why, by=by, at=AFTER)
            continue
        with pytest.raises(Refused) as refused:
            end_training(ref, why=why, by=by, at=AFTER)
        assert refused.value.refusal.code == code
    (line,) = marker_page(cast.assessor.person, by=cast.assessor, at=AFTER).trainings
    assert (line.holds, line.why_ended, line.ended_at) == (False, "The framework changed", AFTER)
    assert [line.trained_for for line in markers_page(by=cast.quality_lead, at=AFTER)] == [(), ()]
    for by, qualification, until_on, code in (
        (cast.assessor, qualification_of(planned), None, "not_yours_to_run"),
        (cast.quality_lead, uuid4(), None, "no_such_qualification"),
        (cast.quality_lead, qualification_of(planned), date(2020, 1, 1), "ends_before_it_begins"),
    ):
        with pytest.raises(Refused) as no:
            record_training(
                cast.assessor.person, qualification, from_on=OPENS.date(), until_on=until_on, by=by, at=AFTER
            )
        assert no.value.refusal.code == code
    assert MarkerTraining.objects.count() == 1


@pytest.mark.parametrize(("hand_on", "left"), [(HandOn.ALL, 0), (HandOn.UNTOUCHED, 1), (HandOn.NONE, 1)])
def test_what_becomes_of_begun_work_is_chosen(cast, planned, seated, hand_on: HandOn, left: int) -> None:
    seat = seat_of(seated, cast.assessor)
    save_draft(seat, MarkSheet({}, "So far"), by=cast.assessor, at=AFTER)

    ended = stop_marking(
        cast.assessor.person, NewAbsence(AFTER.date(), None, "Ill", hand_on), by=cast.assessor, at=AFTER
    )

    assert (ended, Allocation.objects.current().filter(marker_id=cast.assessor.person_id).count()) == (1 - left, left)
    row = MarkerAbsence.objects.get()
    assert (row.why, row.from_on, row.until_on) == ("Ill", AFTER.date(), None)
    assert "Ill" not in str(AuditEntry.objects.get(did="assessment.stop_marking").facts)
    assert [line.is_away for line in markers_page(by=cast.quality_lead, at=AFTER)].count(True) == 1
    page, line = absence_page(row.ref, by=cast.quality_lead, at=AFTER)
    assert (page.away, line.stands) == ((line,), True)
    end_absence(row.ref, why="Well again", by=cast.assessor, at=AFTER)
    assert marker_page(cast.assessor.person, by=cast.assessor, at=AFTER).away == ()
    with pytest.raises(Refused):
        end_absence(row.ref, why="Well again", by=cast.assessor, at=AFTER)


def test_finished_work_is_never_taken_away(cast, planned, seated, scheme) -> None:
    mark_both(cast, seated, scheme, at=AFTER)

    ended = stop_marking(
        cast.assessor.person, NewAbsence(AFTER.date(), None, "Ill", HandOn.ALL), by=cast.quality_lead, at=AFTER
    )

    assert (ended, Allocation.objects.current().count()) == (0, 2)
    with pytest.raises(Refused) as over:
        stop_marking(
            cast.assessor.person, NewAbsence(OPENS.date(), OPENS.date(), "Ill"), by=cast.quality_lead, at=AFTER
        )
    assert over.value.refusal.code == "is_over"


def test_a_conflict_is_declared_by_those_it_concerns_and_with_somebody_there(cast, planned) -> None:
    for conflict, by, code in (
        (NewConflict(Tie.OTHER, "Something"), cast.assessor, "with_whom"),
        (NewConflict(Tie.WORK, "Work", partner=uuid4()), cast.assessor, "no_such_partner"),
    ):
        with pytest.raises(Refused) as refused:
            declare_conflict(cast.assessor.person, conflict, by=by, at=AFTER)
        assert refused.value.refusal.code == code
    assert MarkerConflict.objects.count() == 0


@pytest.mark.parametrize("name", ["second_assessor", "participant", "inspector", "moderator", "partner_manager"])
def test_nobody_else_reads_or_records_anything_of_a_marker(cast, planned, name: str) -> None:
    who = getattr(cast, name)
    train(cast, planned, cast.assessor)
    conflict = declare_conflict(cast.assessor.person, SCHOOL, by=cast.quality_lead, at=AFTER)
    stop_marking(cast.assessor.person, NewAbsence(AFTER.date(), None, "Ill"), by=cast.quality_lead, at=AFTER)
    training, absence = MarkerTraining.objects.get().ref, MarkerAbsence.objects.get().ref

    for attempt in (
        lambda: markers_page(by=who, at=AFTER),
        lambda: marker_page(cast.assessor.person, by=who, at=AFTER),
        lambda: conflict_page(conflict, by=who, at=AFTER),
        lambda: training_page(training, by=who, at=AFTER),
        lambda: absence_page(absence, by=who, at=AFTER),
        lambda: keep_takes(cast.assessor.person, Takes(3), by=who, at=AFTER),
        lambda: declare_conflict(cast.assessor.person, COUSIN, by=who, at=AFTER),
        lambda: end_conflict(conflict, why="Over", by=who, at=AFTER),
        lambda: end_training(training, why="Over", by=who, at=AFTER),
        lambda: end_absence(absence, why="Over", by=who, at=AFTER),
    ):
        with pytest.raises(ObjectDoesNotExist):
            attempt()
    assert MarkerConflict.objects.count() == 1
    with pytest.raises(Allocation.DoesNotExist):
        marker_page(cast.participant.person, by=cast.quality_lead, at=AFTER)


def test_pages_take_the_same_number_of_statements_for_one_and_for_many(cast, planned, seated) -> None:
    by = cast.quality_lead

    def some(number: int) -> tuple[int, int]:
        for n in range(number):
            who = an_assessor(cast, f"Extra {number}{n}")
            train(cast, planned, who, cast.assessor)
            takes(cast, who, 5)
            takes(cast, cast.assessor, 5 + n)
            conflict = NewConflict(Tie.GOVERNOR, "A governor", urn=f"10{number}{n}00")
            declare_conflict(cast.assessor.person, conflict, by=by, at=AFTER)
        return (
            statements_of(lambda: markers_page(by=by, at=AFTER)),
            statements_of(lambda: marker_page(cast.assessor.person, by=by, at=AFTER)),
        )

    assert some(1) == some(3)


def test_one_who_joins_the_participant_s_school_is_barred_as_before(cast, planned, seated, scheme) -> None:
    bring_in(
        name="Agnes Doyle", email="agnes@marking.example", duty=Duty.HEADTEACHER, place=cast.school.ref,
        by=cast.programme_manager, at=AFTER,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        finish_marking(
            seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER + timedelta(days=1)
        )

    assert refused.value.refusal.code == "conflict_of_interest"
