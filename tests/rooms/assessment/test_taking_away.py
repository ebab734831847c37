"""What somebody takes away of what is held about them, while they are assessed, while they mark, and afterwards."""

from __future__ import annotations

from goldenthread.assessment.actions.cases import drop_case
from goldenthread.assessment.models import Case, Marking, Result, Settlement
from goldenthread.people.models import Person
from goldenthread.people.queries.privacy import held_about
from tests.makers.assessment import AFTER, mark_both, seat_both, settle_and_release
from tests.makers.cases import suspect

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


def test_nothing_by_which_a_standard_script_is_told_is_taken_away_by_markers(cast, marked) -> None:
    told = held(cast.assessor)

    for kept in OF_SEEDS:
        assert set(told.get(f"assessment.{kept}", ["kept back"])) == {"kept back"}
