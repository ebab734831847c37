"""Files are kept when they arrive and read later: none is lost, none is handed in late, each under its receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.arriving import ask_for_unread, ask_to_read, keep_arrival, read_arrival
from goldenthread.assessment.actions.declaring import write_declaration
from goldenthread.assessment.actions.handing_in import see_to_drafts_left
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.models import Arrival, DraftLeft, Script, ScriptStep, ScriptVersion
from goldenthread.assessment.queries.arriving import (
    arrival_page,
    arrivals_board,
    arrivals_under_way,
    files_wait,
    holds_of_arrivals,
    is_queue,
    my_arrived_file,
    sending,
)
from goldenthread.assessment.queries.submitting import my_windows, receipt
from goldenthread.assessment.rules.submitting import KEPT
from goldenthread.assessment.types.arriving import ArrivalState, Wish
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.files import erase_files
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.actions.policies import set_assessment_policy
from goldenthread.programmes.models import Programme
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.types import OverLimit
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, hand_in, make_window
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph, pdf

HAND_IN, LOOK = Wish(hands_in=True, signed=1), Wish()
LAST_MOMENT = CLOSES - timedelta(microseconds=1)
BROKEN = docx(more={"word/document.xml": "<w:document"})


@pytest.fixture
def begun(cast, at):
    planned = make_window(cast, at=at)
    return planned, open_brief(planned.window, by=cast.participant, at=INSIDE)


@pytest.fixture
def send(cast, begun):
    def sent(content: bytes = b"", wish: Wish = HAND_IN, *, at=LAST_MOMENT, waits: bool = True):
        file = GivenFile(content or docx(paragraph("Our answer in six words here.")), "Parveen Begum.docx")
        return keep_arrival(begun[1], file, wish, waits=waits, by=cast.participant, at=at)

    return sent


def read(ref, *, at=AFTER):
    return read_arrival(ref, at=at, work=work_through)


def notices(kind: str) -> int:
    return NoticeRow.objects.filter(kind=kind).count()


def stop_too_many_words(cast, planned, limit: int) -> None:
    release = planned.enrolled.cohort.built.release
    policy = assessment_policy_on(release, on=OPENS.date())
    rule = replace(policy.words, limit=limit, over=OverLimit.STOP)
    own = replace(policy, words=rule, illustrates=())
    set_assessment_policy(Programme.objects.get().ref, own, by=cast.curriculum_lead, at=OPENS)


def test_a_file_that_came_in_the_last_moment_is_handed_in_as_of_then_though_it_is_read_later(cast, begun, send) -> None:
    content = docx(paragraph("Our answer in six words here."))
    ref = send(content)
    before = arrival_page(ref, by=cast.participant, at=LAST_MOMENT)

    ended = read(ref, at=AFTER)

    page, version = arrival_page(ref, by=cast.participant, at=AFTER), ScriptVersion.objects.get()
    assert (before.is_waiting, before.line.file.sha256) == (True, sha256(content).hexdigest())
    assert (ended.state, page.line.state, page.version, page.stands) == (*[ArrivalState.HANDED_IN] * 2, 1, 1)
    assert (version.submitted_at, version.declaration, version.receipt) == (LAST_MOMENT, 1, before.line.receipt)
    given = receipt(begun[1], 1, by=cast.participant)
    assert (given.sha256, given.counted) == (sha256(content).hexdigest(), 6)
    assert file_bytes(version.upload.file_id) == content
    assert Script.objects.get().state == State.SUBMITTED
    assert list(ScriptStep.objects.order_by("pk").values_list("event", "at"))[-1] == ("submit", AFTER)
    deeds = AuditEntry.objects.filter(to=str(begun[1])).order_by("pk")
    assert [(each.did, each.by) for each in deeds][-2:] == [
        ("assessment.send_file", str(cast.participant)),
        ("assessment.submit", str(cast.participant)),
    ]
    assert (notices("assessment.arrived"), notices("assessment.submitted")) == (1, 1)


def test_what_was_put_below_the_declaration_goes_along(cast, send) -> None:
    asked = Declaration(0, "This is all my own work.", ai_asks="Did you use such tools?", asks_name=True, kept=KEPT)
    number = write_declaration(asked, by=cast.quality_lead, at=INSIDE)
    wish = Wish(hands_in=True, signed=number, says=Signature("Parveen Begum", used_ai=True, used_for="Spelling."))
    with pytest.raises(Refused) as refused:
        send(wish=replace(wish, says=Signature("Parveen Begum")))
    assert refused.value.refusal.code == "tools_not_said"
    assert not Arrival.objects.exists()

    read(send(wish=wish), at=AFTER)

    signed = ScriptVersion.objects.get().signed
    assert (signed.name, signed.used_ai, signed.used_for) == ("Parveen Begum", True, "Spelling.")
    assert signed.signed_at == LAST_MOMENT


def test_whatever_is_sent_or_read_twice_is_there_once(cast, send) -> None:
    first, second = send(), send(at=LAST_MOMENT)
    read(first)
    again, third = read(first), send()

    assert first == second == third
    assert again.state is ArrivalState.HANDED_IN
    assert (Arrival.objects.count(), ScriptVersion.objects.count(), notices("assessment.submitted")) == (1, 1, 1)


def test_a_file_whose_reader_was_ended_is_left_to_the_worker_when_it_is_sent_again(send) -> None:
    send(waits=False)
    assert notices("assessment.arrived") == 0

    send(waits=True)
    send(waits=True)

    assert (Arrival.objects.count(), notices("assessment.arrived")) == (1, 1)


def test_at_the_close_nothing_is_kept(send) -> None:
    with pytest.raises(Refused, match="The window has closed"):
        send(at=CLOSES)

    assert Arrival.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "wish", "code"),
    [(b"MZ", HAND_IN, "file_wrong_kind"), (b"", Wish(hands_in=True), "not_declared")],
)
def test_what_cannot_be_taken_is_not_kept(send, content, wish, code) -> None:
    with pytest.raises(Refused) as refused:
        send(content, wish)

    assert (refused.value.refusal.code, Arrival.objects.count()) == (code, 0)


def test_of_two_files_the_newer_stands_in_whatever_order_they_are_read(cast, send) -> None:
    older = send(at=INSIDE)
    newer = send(docx(paragraph("A second, better answer.")), at=INSIDE + timedelta(minutes=1))

    assert read(newer).state is ArrivalState.HANDED_IN
    assert read(older).state is ArrivalState.REPLACED

    assert ScriptVersion.objects.get().receipt == Arrival.objects.get(ref=newer).receipt
    again = send(at=INSIDE + timedelta(minutes=2))
    assert read(again).state is ArrivalState.HANDED_IN
    assert arrival_page(again, by=cast.participant, at=INSIDE).stands == 2


def test_one_that_is_only_looked_at_waits_for_its_participant(cast, send) -> None:
    ref = send(b"", LOOK, at=INSIDE)

    assert read(ref, at=INSIDE).state is ArrivalState.READ
    assert ScriptVersion.objects.count() == 0
    upload = arrival_page(ref, by=cast.participant, at=INSIDE).upload
    submit(upload, signed=1, by=cast.participant, at=INSIDE)
    assert arrival_page(ref, by=cast.participant, at=INSIDE).line.state is ArrivalState.HANDED_IN


def test_one_that_cannot_be_read_after_the_close_is_told_to_both_sides(cast, begun, send) -> None:
    kept = hand_in(begun[0], cast.participant, at=INSIDE, content=pdf("An answer."))
    ref = send(BROKEN)
    waiting = arrivals_board(begun[0].window, by=cast.quality_lead, at=AFTER)

    ended = read(ref)

    assert (ended.state, ended.refusal.code) == (ArrivalState.TURNED_AWAY, "script_unreadable")
    assert notices("assessment.file_turned_away") == 1
    board = arrivals_board(begun[0].window, by=cast.quality_lead, at=AFTER)
    assert (waiting.waiting, waiting.oldest_at, waiting.turned_away) == (1, LAST_MOMENT, ())
    assert [(line.name, line.has_other) for line in board.turned_away] == [(cast.participant.name, True)]
    assert board.waiting == 0
    (line,) = arrivals_under_way(begun[1], by=cast.participant)
    assert line.why_not == ended.refusal
    assert my_arrived_file(ref, by=cast.participant).content == BROKEN
    assert ScriptVersion.objects.get().receipt == kept.number


def test_one_that_is_read_while_its_participant_looks_is_not_written_about(send) -> None:
    assert read(send(BROKEN, at=INSIDE, waits=False), at=INSIDE).state is ArrivalState.TURNED_AWAY
    assert notices("assessment.file_turned_away") == 0
    # It may be chosen again: another attempt is another arrival.
    send(BROKEN, at=INSIDE)
    assert Arrival.objects.count() == 2


@pytest.mark.parametrize(
    ("when", "state"), [(INSIDE, ArrivalState.TURNED_AWAY), (AFTER, ArrivalState.HANDED_IN)], ids=["in time", "after"]
)
def test_too_many_words_stop_only_while_somebody_can_shorten_them(cast, begun, send, when, state) -> None:
    stop_too_many_words(cast, begun[0], limit=100)

    ended = read(send(docx(paragraph("word " * 101)), at=INSIDE), at=when)

    assert (ended.state, ScriptVersion.objects.count()) == (state, int(state is ArrivalState.HANDED_IN))


def test_a_reading_that_was_ended_from_outside_is_tried_again_and_then_told(send) -> None:
    ref = send()

    def ended(content: bytes, media_type: str) -> Refusal:
        return Refusal("script_killed", "Reading your file was ended.")

    for _ in range(2):
        with pytest.raises(Refused):
            read_arrival(ref, at=AFTER, work=ended)
    assert Arrival.objects.get().state == ArrivalState.ARRIVED
    assert read_arrival(ref, at=AFTER, work=ended).state is ArrivalState.TURNED_AWAY


def test_two_that_read_the_same_hand_it_in_once(send) -> None:
    ref = send()

    def meanwhile(content: bytes, media_type: str):
        read(ref)
        return work_through(content, media_type)

    assert read_arrival(ref, at=AFTER, work=meanwhile).state is ArrivalState.HANDED_IN
    assert ScriptVersion.objects.count() == 1


def test_what_nobody_reads_is_asked_for_again(send) -> None:
    send(waits=False, at=INSIDE)
    assert ask_for_unread(at=INSIDE + timedelta(minutes=1)) == 0
    assert ask_for_unread(at=INSIDE + timedelta(minutes=2)) == 1
    assert ask_for_unread(at=INSIDE + timedelta(minutes=31)) == 0
    assert ask_for_unread(at=INSIDE + timedelta(minutes=32)) == 1
    assert notices("assessment.arrived") == 2


def test_one_that_was_erased_waits_for_nothing(cast, send) -> None:
    ref = send()
    erase_files([Arrival.objects.get().file_id], at=AFTER)

    ask_to_read(ref, at=AFTER)

    assert (ask_for_unread(at=AFTER), notices("assessment.arrived")) == (0, 1)
    with pytest.raises(Arrival.DoesNotExist):
        read(ref)


def test_until_it_is_read_its_script_is_not_given_out_nor_said_to_be_missing(cast, begun, send) -> None:
    planned, script = begun
    ref = send()
    row = Script.objects.get()

    with pytest.raises(Refused, match="still being read"):
        allocate(planned.window, {(script, 1): cast.assessor.person}, by=cast.quality_lead, at=AFTER)
    assert [(hold.script_id, hold.code) for hold in holds_of_arrivals(row.window, AFTER)] == [(row.pk, "files_wait")]
    (window,) = my_windows(by=cast.participant, at=AFTER)
    assert window.is_coming
    assert files_wait()
    assert [is_queue(at=LAST_MOMENT + timedelta(minutes=m)) for m in (0, 1)] == [True, False]
    assert (see_to_drafts_left(at=AFTER), DraftLeft.objects.count()) == (0, 0)

    read(ref)
    assert (holds_of_arrivals(row.window, AFTER), files_wait()) == ((), False)
    assert not my_windows(by=cast.participant, at=AFTER)[0].is_coming
    assert allocate(planned.window, {(script, 1): cast.assessor.person}, by=cast.quality_lead, at=AFTER) == 1


def test_the_declaration_is_offered_first_in_the_last_hour(cast, begun) -> None:
    early = sending(begun[1], by=cast.participant, at=INSIDE)
    late = sending(begun[1], by=cast.participant, at=LAST_MOMENT)

    assert (early.declaration.version, early.is_short, late.is_short) == (1, False, True)


@pytest.mark.parametrize("name", ["outside_participant", "sponsor", "assessor", "outsider"])
def test_nobody_else_reads_or_sends(cast, begun, send, name) -> None:
    ref, who = send(), getattr(cast, name)
    file = GivenFile(docx(), "a.docx")

    assert arrivals_under_way(begun[1], by=who) == ()
    for attempt in (
        lambda: arrival_page(ref, by=who, at=INSIDE),
        lambda: my_arrived_file(ref, by=who),
        lambda: sending(begun[1], by=who, at=INSIDE),
        lambda: arrivals_board(begun[0].window, by=who, at=INSIDE),
        lambda: keep_arrival(begun[1], file, HAND_IN, waits=True, by=who, at=INSIDE),
    ):
        with pytest.raises(ObjectDoesNotExist):
            attempt()
    assert Arrival.objects.count() == 1


def test_pages_of_arrivals_ask_a_fixed_number_of_questions(cast, begun, send) -> None:
    planned, script = begun
    ref = send(BROKEN, at=INSIDE)

    def asked() -> tuple[int, int, int]:
        return (
            statements_of(lambda: arrival_page(ref, by=cast.participant, at=INSIDE)),
            statements_of(lambda: arrivals_under_way(script, by=cast.participant)),
            statements_of(lambda: arrivals_board(planned.window, by=cast.quality_lead, at=AFTER)),
        )

    one = asked()
    for number in range(3):
        send(docx(paragraph(f"Answer {number}.")), at=INSIDE + timedelta(minutes=number))

    assert asked() == one == (4, 1, 3)


def test_an_upload_that_was_looked_at_does_not_stand_in_the_way(cast, begun, send) -> None:
    """The two steps and the one step beside each other: whoever acts last decides."""
    upload = take_upload(
        begun[1], GivenFile(pdf("An answer."), "a.pdf"), by=cast.participant, at=INSIDE, work=work_through
    )
    ref = send(at=INSIDE + timedelta(minutes=1))
    submit(upload, signed=1, by=cast.participant, at=INSIDE + timedelta(minutes=2))

    assert read(ref).state is ArrivalState.REPLACED
