"""What somebody takes away of what is held about them, while they are assessed, while they mark, and afterwards."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.assessment.actions.answering_case import answer_case
from goldenthread.assessment.actions.cases import add_evidence, drop_case, look_into, write_letter
from goldenthread.assessment.models import Case, Marking, Result, Settlement
from goldenthread.assessment.types.cases import NewEvidence, NewLetter
from goldenthread.people.models import Person
from goldenthread.people.queries.privacy import held_about
from tests.makers.assessment import AFTER, mark_both, seat_both, settle_and_release
from tests.makers.cases import suspect

LATER = AFTER + timedelta(days=1)
# By these a marker could tell which scripts are standard ones, and what came back with a stop.
OF_SEEDS = (
    "AgreedMark",
    "AgreedSheet",
    "AgreedSignature",
    "Exemplar",
    "MarkerStop",
    "ReturnedMarking",
    "SampledMarking",
    "StandardPiece",
    "StandingStep",
)


def held(actor) -> dict:
    return held_about(Person.objects.get(pk=actor.person_id))[0]


def test_nothing_of_marking_nor_of_a_suspicion_is_told_until_the_result_is(cast, planned, script, scheme) -> None:
    handed_in = held(cast.participant)
    assert [step["event"] for step in handed_in["assessment.ScriptStep"]] == ["", "submit"]

    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, scheme, first=3, second=2, at=AFTER)
    case = suspect(cast, script, at=AFTER)
    assert Marking.objects.exists()
    assert Case.objects.exists()
    assert held(cast.participant) == handed_in

    drop_case(case, "It is theirs.", by=cast.quality_lead, at=AFTER)
    settle_and_release(cast, planned, script, at=AFTER)

    told = held(cast.participant)
    stands = Result.objects.get().settlement
    assert [row["ref"] for row in told["assessment.Settlement"]] == [stands.ref]
    marks = [(row["code"], row["feedback"]) for row in told["assessment.SettledMark"]]
    assert marks == list(stands.marks.order_by("pk").values_list("code", "feedback"))
    assert {row["reason"] for row in told["assessment.SettledMark"]} == {"ask an administrator"}
    assert told["assessment.ScriptStep"][-1]["event"] == "release"
    assert all("state" not in row for row in told["assessment.Script"])
    for kept in ("Allocation", "Marking", "CriterionMark", "MarkingDraft", "Look", "ScriptPair", "Case", "CaseEntry"):
        assert set(told[f"assessment.{kept}"]) == {"kept back"}
    assert Settlement.objects.count() == 1


def test_whoever_a_case_is_about_takes_away_what_they_were_told_and_what_they_said(cast, planned, script) -> None:
    case = suspect(cast, script, at=AFTER)
    add = NewEvidence("A colleague saw the same words elsewhere.", is_shown=True)
    look_into(case, by=cast.quality_lead, at=AFTER)
    add_evidence(case, add, by=cast.quality_lead, at=AFTER)
    assert held(cast.participant)["assessment.CaseEntry"].keys() == {"kept back"}

    write_letter(case, NewLetter("Please tell us how you wrote it.", LATER), by=cast.quality_lead, at=AFTER)
    answer_case(case, "I wrote it at my kitchen table.", by=cast.participant, at=AFTER)

    told = held(cast.participant)["assessment.CaseEntry"]["told already"]
    assert [(row["kind"], row["by"]) for row in told] == [
        ("evidence", "somebody else"),
        ("letter", "somebody else"),
        ("answer", "you"),
    ]
    assert not any("seat" in row for row in told)
    assert "told already" not in held(cast.outside_participant)["assessment.CaseEntry"]


def test_nothing_by_which_a_standard_script_is_told_is_taken_away_by_markers(cast, marked) -> None:
    told = held(cast.assessor)

    for kept in OF_SEEDS:
        assert set(told.get(f"assessment.{kept}", ["kept back"])) == {"kept back"}
