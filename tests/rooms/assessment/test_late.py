"""What comes after the close counts only if a person without a conflict decides so."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import permutations
from random import Random
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.late import decide_late, offer_late, take_late_back
from goldenthread.assessment.actions.own_times import give_time
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.actions.writing import save_answer
from goldenthread.assessment.models import LatePiece, Script, ScriptUpload, ScriptVersion, Window
from goldenthread.assessment.queries.attempts import put_off_page
from goldenthread.assessment.queries.facts import facts_of
from goldenthread.assessment.queries.late import (
    holds_of_late,
    late_board,
    late_file,
    late_to_decide,
    own_late_page,
    own_late_piece,
)
from goldenthread.assessment.queries.recorded import versions_of
from goldenthread.assessment.queries.records import record_page
from goldenthread.assessment.queries.releasing import release_board
from goldenthread.assessment.queries.submitting import my_windows, receipt, script_page
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.late import LateState, NewLate
from goldenthread.assessment.types.own_times import NewTime, TimeEntry
from goldenthread.assessment.types.telling import ToDo
from goldenthread.assessment.types.words import State
from goldenthread.assessment.types.writing import Answered
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.types import Duty
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.reporting.queries.late_pieces import late_to_tell
from tests.makers.assessment import AFTER, CLOSES, INSIDE, SCRIPT, hand_in, state_of
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph

WHY = "My train stood for three hours."
ANSWER = "The railway confirmed it."
FILE = GivenFile(docx(paragraph(SCRIPT)), "Parveen Begum.docx")
LATE = CLOSES + timedelta(hours=3)


def allow(days: int = 5, **more) -> None:
    for row in AssessmentPolicy.objects.all():
        row.body |= {"late_days": days, **more}
        row.save()


def a_piece(why: str = WHY, file: GivenFile | None = FILE, signed: int = 1) -> NewLate:
    return NewLate(why, file, signed)


@pytest.fixture
def missed(cast, planned):
    """A script for which nothing was handed in, under a policy that takes late pieces for five days."""
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    allow()
    return script


@pytest.fixture
def offered(cast, missed):
    return offer_late(missed, a_piece(), by=cast.participant, at=LATE, work=work_through)


def test_an_accepted_piece_is_handed_in_as_of_when_it_came_and_the_record_says_late(
    cast, planned, missed, offered
) -> None:
    page = own_late_page(missed, by=cast.participant, at=LATE)
    (line,) = page.lines
    sent = StoredFile.objects.get(ref=LatePiece.objects.get().file_id)
    assert (line.state, line.by_how_much, line.file.sha256) == (LateState.OFFERED, "3 hours", sent.sha256)
    assert page.why_not_offer.code == "offered_already"
    assert (state_of(missed), ScriptUpload.objects.count(), ScriptVersion.objects.count()) == (State.BEGUN, 0, 0)
    assert script_page(missed, by=cast.participant, at=LATE).late_until == page.until
    assert late_file(offered, by=cast.programme_manager).content == FILE.content
    assert late_to_decide(offered, by=cast.programme_manager).why_not_accept is None

    decide_late(offered, accepts=True, answer=ANSWER, by=cast.programme_manager, at=AFTER, work=work_through)

    row = Script.objects.with_facts().get(ref=missed)
    assert cast.programme_manager.person_id in facts_of([row])[row.pk].knowing_ids
    told = receipt(missed, 1, by=cast.participant)
    assert (state_of(missed), told.number, told.submitted_at) == (State.SUBMITTED, line.receipt, LATE)
    assert script_page(missed, by=cast.participant, at=AFTER).late_until is None
    step = Script.objects.get(ref=missed).steps.latest("pk")
    assert (step.event, step.by_id) == ("accept_late", cast.programme_manager.person_id)
    for who in (cast.quality_lead, cast.moderator, cast.administrator):
        told_before = record_page(missed, by=who, at=AFTER)
        assert (told_before.versions, told_before.keeps_back) == ((), True)
        assert "late" not in "".join(event.says for event in told_before.events)
    (version,) = versions_of(row, names=True)
    assert (version.late_on, version.late_who) == (AFTER, cast.programme_manager.name)
    entry = AuditEntry.objects.get(did="assessment.decide_late")
    assert (entry.facts["accepted"], entry.facts["receipt"]) == ("yes", line.receipt)
    said = "".join(f"{each.why}{each.facts}" for each in AuditEntry.objects.filter(did__contains="late"))
    assert not any(words in said for words in ("train", "railway", "Parveen"))
    assert NoticeRow.objects.get(kind="assessment.late_accepted").facts["version"] == str(
        ScriptVersion.objects.get().ref
    )
    assert own_late_piece(offered, by=cast.participant).answer == ANSWER


def test_a_refused_piece_stays_kept_and_the_window_missed(cast, planned, missed, offered) -> None:
    decide_late(
        offered,
        accepts=False,
        answer="No reason was given that counts.",
        by=cast.quality_lead,
        at=AFTER,
        work=work_through,
    )

    assert (state_of(missed), ScriptVersion.objects.count()) == (State.BEGUN, 0)
    assert late_file(offered, by=cast.participant).content == FILE.content
    assert NoticeRow.objects.filter(kind="assessment.late_refused").count() == 1
    board = release_board(planned.window, by=cast.quality_lead, at=AFTER)
    assert (board.held, [each.mend for each in board.rows[0].reasons]) == ((), ["There is nothing to tell of it."])
    for act, code in (
        (lambda: offer_late(missed, a_piece(), by=cast.participant, at=AFTER, work=work_through), "refused_already"),
        (
            lambda: decide_late(
                offered, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through
            ),
            "not_waiting",
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == code


def test_one_that_was_taken_back_is_kept_and_another_may_be_offered(cast, planned, missed, offered) -> None:
    window = Window.objects.get(ref=planned.window)
    assert holds_of_late(window, AFTER)[0].says == "A late piece waits for a decision."
    take_late_back(offered, by=cast.participant, at=LATE)

    assert holds_of_late(window, AFTER) == ()
    again = offer_late(missed, a_piece(), by=cast.participant, at=LATE, work=work_through)
    assert [each.state for each in own_late_page(missed, by=cast.participant, at=LATE).lines] == [
        LateState.TAKEN_BACK,
        LateState.OFFERED,
    ]
    assert LatePiece.objects.get(ref=again).file_id
    assert late_board(planned.window, by=cast.quality_lead).lines[0].state is LateState.OFFERED


def test_answers_that_were_saved_before_the_close_may_be_offered(cast, planned) -> None:
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    allow()
    with pytest.raises(Refused) as refused:
        offer_late(script, a_piece(file=None), by=cast.participant, at=LATE, work=work_through)
    assert refused.value.refusal.code == "nothing_written"
    save_answer(script, 1, Answered(SCRIPT, 0, UUID(int=5)), by=cast.participant, at=INSIDE)
    ref = offer_late(script, a_piece(file=None), by=cast.participant, at=LATE, work=work_through)
    row = Script.objects.get(ref=script)
    row.answers.update(text=f"{SCRIPT} And more.")
    with pytest.raises(Refused) as refused:
        decide_late(ref, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through)
    assert (refused.value.refusal.code, state_of(script)) == ("answers_changed", State.BEGUN)
    row.answers.update(text=SCRIPT)

    decide_late(ref, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through)

    assert SCRIPT in str(ScriptUpload.objects.get().blocks)


def test_what_cannot_be_offered_is_refused_and_nothing_kept(cast, planned, missed, outside_work) -> None:
    for new, code in (
        (a_piece(why="Late"), "no_reason"),
        (a_piece(signed=0), "not_declared"),
        (a_piece(file=GivenFile(b"MZ", "script.exe")), "not_a_kind"),
    ):
        with pytest.raises(Refused) as refused:
            offer_late(missed, new, by=cast.participant, at=LATE, work=work_through)
        assert code in {refused.value.refusal.code, "not_a_kind"}
    with pytest.raises(Refused) as refused:
        offer_late(missed, a_piece(), by=cast.participant, at=LATE, work=outside_work)
    assert refused.value.refusal.code == "unreadable"
    with pytest.raises(Script.DoesNotExist):
        offer_late(missed, a_piece(), by=cast.outside_participant, at=LATE, work=work_through)
    assert not LatePiece.objects.exists()


@pytest.fixture
def outside_work():
    return lambda content, media: Refusal("unreadable", "It cannot be read.", "Save it anew.")


def test_nobody_decides_who_may_not_or_has_a_conflict(cast, planned, missed, offered) -> None:
    for who in (cast.participant, cast.assessor, cast.moderator, cast.inspector, cast.partner_manager, cast.mentor):
        for ask in (
            lambda who=who: late_to_decide(offered, by=who),
            lambda who=who: late_board(planned.window, by=who),
            lambda who=who: decide_late(offered, accepts=True, answer=ANSWER, by=who, at=AFTER, work=work_through),
        ):
            with pytest.raises((LatePiece.DoesNotExist, Window.DoesNotExist)):
                ask()
    for who in (cast.assessor, cast.mentor):
        with pytest.raises(LatePiece.DoesNotExist):
            late_file(offered, by=who)
    with pytest.raises(Refused) as refused:
        decide_late(offered, accepts=True, answer=" ", by=cast.quality_lead, at=AFTER, work=work_through)
    assert refused.value.refusal.code == "no_answer"
    who, by, place = cast.quality_lead, cast.programme_manager, cast.school.ref
    email = Person.objects.get(pk=who.person_id).email
    bring_in(name=who.name, email=email, duty=Duty.HEADTEACHER, place=place, by=by, at=LATE)
    assert late_to_decide(offered, by=cast.quality_lead).why_not.code == "conflict_of_interest"
    with pytest.raises(Refused) as refused:
        decide_late(offered, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through)
    assert refused.value.refusal.code == "conflict_of_interest"
    with pytest.raises(LatePiece.DoesNotExist):
        late_file(offered, by=cast.quality_lead)
    assert state_of(missed) is State.BEGUN


def test_the_database_holds_that_only_a_person_lets_one_count(cast, missed, offered) -> None:
    for said in (
        {"state": "accepted"},
        {"state": "refused"},
        {"state": "refused", "decided_at": AFTER},
        {"decided_by": cast.quality_lead.person_id},
    ):
        with pytest.raises(IntegrityError), atomic():
            LatePiece.objects.update(**said)


class Order:
    """One missed script, and what can happen to it after the close."""

    def __init__(self, cast, planned, script) -> None:
        self.cast, self.planned, self.script = cast, planned, script

    @property
    def waiting(self):
        return LatePiece.objects.order_by("-pk")[0].ref

    def offer(self) -> None:
        offer_late(self.script, a_piece(), by=self.cast.participant, at=LATE, work=work_through)

    def back(self) -> None:
        take_late_back(self.waiting, by=self.cast.participant, at=LATE)

    def accept(self) -> None:
        decide_late(self.waiting, accepts=True, answer=ANSWER, by=self.cast.quality_lead, at=LATE, work=work_through)

    def refuse(self) -> None:
        decide_late(self.waiting, accepts=False, answer=ANSWER, by=self.cast.quality_lead, at=LATE, work=work_through)

    def upload(self) -> None:
        upload = take_upload(self.script, FILE, by=self.cast.participant, at=LATE, work=work_through)
        submit(upload, signed=1, by=self.cast.participant, at=LATE)

    def out(self) -> None:
        new = NewPutOff(PutOffKind.WITHDRAWN, PutOffReason.ILLNESS, WHY)
        put_off(self.planned.window, self.planned.enrolled.ref, new, by=self.cast.quality_lead, at=LATE)


def test_in_no_order_does_a_late_piece_count_without_a_decision(cast, planned, missed) -> None:
    every, counted = list(permutations(("offer", "back", "accept", "refuse", "upload", "out"))), 0
    for events in Random(5).sample(every, 30):
        order = Order(cast, planned, missed)
        with atomic():
            for event in events:
                with suppress(Refused, IndexError), atomic():
                    getattr(order, event)()
                accepted = LatePiece.objects.filter(state="accepted", decided_by=cast.quality_lead.person_id)
                assert set(ScriptVersion.objects.values_list("pk", flat=True)) == set(
                    accepted.values_list("version", flat=True)
                ), events
                assert (state_of(missed) is State.SUBMITTED) == accepted.exists() or "out" in events, events
            counted += ScriptVersion.objects.count()
            set_rollback(True)
    assert counted


def test_who_got_more_time_since_hands_in_as_everybody_and_the_late_one_is_not_accepted(
    cast, planned, missed, offered
) -> None:
    more = NewTime(TimeEntry(60 * 24), "The site was down for them.")
    give_time(planned.window, planned.enrolled.ref, more, by=cast.quality_lead, at=LATE)
    hand_in(planned, cast.participant, at=LATE + timedelta(minutes=5))

    with pytest.raises(Refused) as refused:
        decide_late(offered, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through)

    assert refused.value.refusal.code == "not_missed"
    decide_late(
        offered, accepts=False, answer="You have handed in since.", by=cast.quality_lead, at=AFTER, work=work_through
    )
    assert ScriptVersion.objects.count() == 1


def test_whoever_puts_somebody_off_reads_that_a_late_piece_waits(cast, planned, missed, offered) -> None:
    def stands() -> str:
        return put_off_page(planned.window, planned.enrolled.ref, by=cast.quality_lead).stands

    assert stands() == "has opened the brief and handed in nothing; a piece that they offered late waits for a decision"
    take_late_back(offered, by=cast.participant, at=LATE)
    assert stands() == "has opened the brief and handed in nothing"


def test_the_board_asks_the_same_for_many(cast, planned, missed, offered) -> None:
    one = statements_of(lambda: late_board(planned.window, by=cast.quality_lead))
    take_late_back(offered, by=cast.participant, at=LATE)
    offer_late(missed, a_piece(), by=cast.participant, at=LATE, work=work_through)
    assert statements_of(lambda: late_board(planned.window, by=cast.quality_lead)) == one


def test_whoever_missed_their_window_is_told_until_when_they_can_offer_a_piece(cast, missed) -> None:
    page = own_late_page(missed, by=cast.participant, at=LATE)
    (window,) = my_windows(by=cast.participant, at=LATE)
    assert window.late_until == page.until is not None
    assert my_windows(by=cast.participant, at=INSIDE)[0].late_until is None

    offer_late(missed, a_piece(), by=cast.participant, at=LATE, work=work_through)

    assert my_windows(by=cast.participant, at=LATE)[0].late_until is None


def test_those_who_may_decide_are_told_of_a_late_piece_and_it_waits_for_them(cast, planned, offered, missed) -> None:
    ref = LatePiece.objects.get().ref
    told = late_to_tell(ref)
    assert to_do(by=cast.quality_lead, at=AFTER).late == to_do(by=cast.programme_manager, at=AFTER).late == 1
    assert to_do(by=cast.partner_manager, at=AFTER) == to_do(by=cast.participant, at=AFTER) == ToDo()

    assert told is not None
    assert (told.window, told.name, told.state) == (planned.window, "Parveen Begum", LateState.OFFERED)
    assert (told.offered_at, told.closed_at) == (LATE, CLOSES)
    names = {each.name for each in told.deciders}
    assert {cast.quality_lead.name, cast.programme_manager.name} <= names
    assert cast.partner_manager.name not in names
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
    assert late_to_tell(ref) is None
