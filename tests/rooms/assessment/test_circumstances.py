"""Circumstances: told with evidence, seen by those who decide and mark nothing in the window, and decided once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.circumstances import ask_for, decide_circumstances, take_circumstances_back
from goldenthread.assessment.actions.own_times import give_time
from goldenthread.assessment.models import Circumstance, CircumstanceFile, OwnTime, PutOff, Window
from goldenthread.assessment.queries.circumstances import (
    circumstances_page,
    decision_page,
    evidence,
    my_circumstances,
    own_circumstance,
)
from goldenthread.assessment.queries.holding_events import holds_of_events
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.circumstances import AskedFor, AskedState, NewCircumstance, NewGrant
from goldenthread.assessment.types.own_times import NewTime, TimeEntry
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types.granting import GrantKind
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, make_brief, make_window
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

    hour = NewGrant(GrantKind.MINUTES, minutes=60)
    decide_circumstances(told, grants=True, answer="An hour more.", gives=hour, by=cast.programme_manager, at=INSIDE)

    (mine,) = my_circumstances(planned.window, by=cast.participant, at=INSIDE).lines
    assert (mine.state, mine.answer, mine.decided_at) == (AskedState.GRANTED, "An hour more.", INSIDE)
    assert mine.follows == "1 hour more"
    given = OwnTime.objects.get()
    assert (given.minutes, given.why, given.by_id) == (60, "An hour more.", cast.programme_manager.person_id)
    assert decision_page(told, by=cast.programme_manager, at=INSIDE).closes_at == CLOSES + timedelta(hours=1)
    entries = AuditEntry.objects.filter(did__contains="circumstances")
    assert [each.facts.get("gives") for each in entries.order_by("pk")] == [None, "minutes"]
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
            lambda who=who: decision_page(told, by=who, at=AFTER),
            lambda who=who: evidence(file, by=who),
            lambda who=who: decide_circumstances(told, grants=True, answer="x", by=who, at=AFTER),
            lambda who=who: take_circumstances_back(told, by=who, at=AFTER),
        ):
            with pytest.raises(ObjectDoesNotExist):
                ask()
    with pytest.raises(Window.DoesNotExist):
        my_circumstances(planned.window, by=cast.outside_participant, at=INSIDE)
    assert decision_page(told, by=cast.quality_lead, at=AFTER).line.name == cast.participant.name
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


APART = timedelta(days=60)


@pytest.fixture
def later(cast, at, planned):
    brief = make_brief(cast, at=at, title="Harbour Academy")
    when = {"opens_at": OPENS + APART, "closes_at": CLOSES + APART}
    return make_window(cast, at=at, engaged=False, enrolled=planned.enrolled, brief=brief, **when).window


def test_what_is_granted_is_given_in_the_same_act_of_every_kind(cast, planned, later, told) -> None:
    moment = CLOSES + timedelta(days=1)
    page = decision_page(told, by=cast.quality_lead, at=INSIDE)
    assert (page.attempts, page.used, page.later, page.offers) == (2, 0, ((later, OPENS + APART),), tuple(GrantKind))
    for gives, follows, times, decided in (
        (NewGrant(None), "Nothing further", 0, 0),
        (NewGrant(GrantKind.LATER_CLOSE, closes_at=moment), "A later close: Tuesday 10 February 2026, 11:59pm", 1, 0),
        (
            NewGrant(GrantKind.LATER_WINDOW, to_window=later),
            "Put off to a later window: Friday 3 April 2026, 10am",
            0,
            1,
        ),
        (NewGrant(GrantKind.NOT_COUNTED), "This window does not count as an attempt", 0, 1),
        (NewGrant(GrantKind.WITHDRAWAL), "Withdrawn from this assessment", 0, 1),
    ):
        with atomic():
            decide_circumstances(told, grants=True, answer="Granted.", gives=gives, by=cast.quality_lead, at=INSIDE)
            (line,) = circumstances_page(planned.window, by=cast.quality_lead).lines
            assert (line.follows, OwnTime.objects.count(), PutOff.objects.count()) == (follows, times, decided)
            set_rollback(True)


def test_where_what_follows_cannot_be_given_nothing_is_decided(cast, planned, told) -> None:
    for row in AssessmentPolicy.objects.all():
        row.body |= {"grants": [kind.value for kind in GrantKind if kind is not GrantKind.WITHDRAWAL]}
        row.save()
    for gives, code in (
        (None, "not_said_what_follows"),
        (NewGrant(GrantKind.WITHDRAWAL), "not_allowed"),
        (NewGrant(GrantKind.LATER_WINDOW), "no_window"),
        (NewGrant(GrantKind.LATER_WINDOW, to_window=planned.window), "not_later"),
        (NewGrant(GrantKind.LATER_CLOSE), "no_moment"),
        (NewGrant(GrantKind.LATER_CLOSE, closes_at=OPENS), "no_later"),
        (NewGrant(GrantKind.LATER_CLOSE, closes_at=CLOSES + timedelta(days=3650)), "too_late_a_close"),
        (NewGrant(GrantKind.MINUTES), "minutes_out_of_range"),
    ):
        with pytest.raises(Refused) as refused:
            decide_circumstances(told, grants=True, answer="Granted.", gives=gives, by=cast.quality_lead, at=INSIDE)
        assert refused.value.refusal.code == code
    assert Circumstance.objects.get().state == AskedState.ASKED.value
    assert not OwnTime.objects.exists()
    with pytest.raises(IntegrityError), atomic():
        Circumstance.objects.update(gives="minutes")


def test_where_it_is_not_granted_nothing_follows(cast, planned, told) -> None:
    decide_circumstances(told, grants=False, answer="No evidence.", by=cast.quality_lead, at=INSIDE)

    (line,) = my_circumstances(planned.window, by=cast.participant, at=INSIDE).lines
    assert (line.state, line.follows, OwnTime.objects.exists()) == (AskedState.REFUSED, "", False)
    assert AuditEntry.objects.get(did="assessment.decide_circumstances").facts["gives"] == "no"


def test_nothing_is_asked_for_once_the_window_has_closed_for_whoever_asks(cast, planned) -> None:
    new = NewCircumstance(AskedFor.MORE_TIME, ACCOUNT)
    with pytest.raises(Refused) as late:
        ask_for(planned.window, new, by=cast.participant, at=CLOSES)
    assert late.value.refusal.code == "window_closed"
    page = my_circumstances(planned.window, by=cast.participant, at=CLOSES)
    assert page.why_not_ask == late.value.refusal

    give_time(planned.window, planned.enrolled.ref, NewTime(TimeEntry(60), "Ill"), by=cast.quality_lead, at=INSIDE)

    assert my_circumstances(planned.window, by=cast.participant, at=CLOSES).why_not_ask is None
    assert ask_for(planned.window, new, by=cast.participant, at=CLOSES)
