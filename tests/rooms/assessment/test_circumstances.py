"""Circumstances: told with evidence, seen by those who decide and mark nothing in the window, and decided once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.circumstances import ask_for, decide_circumstances, take_circumstances_back
from goldenthread.assessment.models import Circumstance, CircumstanceFile, Window
from goldenthread.assessment.queries.circumstances import (
    circumstances_page,
    evidence,
    my_circumstances,
    own_circumstance,
    to_decide,
)
from goldenthread.assessment.queries.holding_events import holds_of_events
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.circumstances import AskedFor, AskedState, NewCircumstance
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, INSIDE
from tests.makers.counting import statements_of
from tests.makers.documents import pdf

ACCOUNT = "I broke my wrist on Monday."


@pytest.fixture
def told(cast, planned):
    file = GivenFile(pdf("A letter of the hospital."), "letter.pdf")
    new = NewCircumstance(AskedFor.MORE_TIME, ACCOUNT, file)
    return ask_for(planned.window, new, by=cast.participant, at=INSIDE)


def test_what_is_told_is_seen_by_those_who_decide_and_answered(cast, planned, told) -> None:
    (line,) = circumstances_page(planned.window, by=cast.programme_manager).lines
    ((ref, file),) = line.files
    assert (line.account, file.name, line.state) == (ACCOUNT, "letter.pdf", AskedState.ASKED)
    for who in (cast.participant, cast.programme_manager):
        assert evidence(ref, by=who).content.startswith(b"%PDF")

    decide_circumstances(told, grants=True, answer="An hour more.", by=cast.programme_manager, at=INSIDE)

    (mine,) = my_circumstances(planned.window, by=cast.participant).lines
    assert (mine.state, mine.answer, mine.decided_at) == (AskedState.GRANTED, "An hour more.", INSIDE)
    entries = AuditEntry.objects.filter(did__contains="circumstances")
    assert entries.count() == 2
    assert not any("wrist" in f"{each.why}{each.facts}" or "hour" in f"{each.facts}" for each in entries)
    assert NoticeRow.objects.filter(kind="assessment.circumstances_decided").count() == 1
    with pytest.raises(Refused) as refused:
        decide_circumstances(told, grants=False, answer="No.", by=cast.programme_manager, at=INSIDE)
    assert refused.value.refusal.code == "not_waiting"


def test_what_is_taken_back_is_kept(cast, planned, told) -> None:
    take_circumstances_back(told, by=cast.participant, at=INSIDE)

    assert own_circumstance(told, by=cast.participant).state is AskedState.TAKEN_BACK
    assert CircumstanceFile.objects.count() == 1
    again = NewCircumstance(AskedFor.MORE_TIME, ACCOUNT)
    assert ask_for(planned.window, again, by=cast.participant, at=INSIDE) != told


def test_nobody_else_sees_it_and_nobody_who_marks_there(cast, planned, told, seated) -> None:
    file = CircumstanceFile.objects.get().ref
    for who in (cast.assessor, cast.moderator, cast.inspector, cast.partner_manager, cast.sponsor, cast.mentor):
        for ask in (
            lambda who=who: circumstances_page(planned.window, by=who),
            lambda who=who: to_decide(told, by=who),
            lambda who=who: evidence(file, by=who),
            lambda who=who: decide_circumstances(told, grants=True, answer="x", by=who, at=AFTER),
            lambda who=who: take_circumstances_back(told, by=who, at=AFTER),
        ):
            with pytest.raises(ObjectDoesNotExist):
                ask()
    with pytest.raises(Window.DoesNotExist):
        my_circumstances(planned.window, by=cast.outside_participant)
    assert to_decide(told, by=cast.quality_lead).name == cast.participant.name
    assert Circumstance.objects.get().state == AskedState.ASKED.value


def test_what_cannot_be_asked_so_is_refused(cast, planned, told) -> None:
    for new, code in (
        (NewCircumstance(AskedFor.FORMAT, " "), "nothing_said"),
        (NewCircumstance(AskedFor.MORE_TIME, "Again."), "asked_already"),
        (NewCircumstance(AskedFor.FORMAT, "Large print.", GivenFile(b"MZ", "letter.exe")), None),
    ):
        with pytest.raises(Refused) as refused:
            ask_for(planned.window, new, by=cast.participant, at=INSIDE)
        assert code in {None, refused.value.refusal.code}
    with pytest.raises(Refused) as refused:
        decide_circumstances(told, grants=True, answer=" ", by=cast.programme_manager, at=INSIDE)
    assert refused.value.refusal.code == "no_answer"
    assert Circumstance.objects.count() == 1


def test_results_wait_for_a_decision_and_pages_ask_the_same_for_many(cast, planned, script) -> None:
    def ask(kind: AskedFor) -> None:
        ask_for(planned.window, NewCircumstance(kind, ACCOUNT), by=cast.participant, at=INSIDE)

    ask(AskedFor.MORE_TIME)
    (hold,) = holds_of_events(Window.objects.get(ref=planned.window), AFTER)
    assert hold.code == "circumstances_wait"
    one = statements_of(lambda: circumstances_page(planned.window, by=cast.quality_lead))
    ask(AskedFor.FORMAT)
    assert statements_of(lambda: circumstances_page(planned.window, by=cast.quality_lead)) == one
