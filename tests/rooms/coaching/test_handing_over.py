"""A coach leaves: what is open goes over, private notes never."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from goldenthread.coaching.actions.agreeing import tick_action
from goldenthread.coaching.actions.booking import propose_meeting
from goldenthread.coaching.actions.describing import declare_conflict
from goldenthread.coaching.actions.handing_over import hand_over, write_note
from goldenthread.coaching.actions.meeting import book_meeting, cancel_meeting
from goldenthread.coaching.actions.pairing import end_pairing, pair
from goldenthread.coaching.actions.preparing import ask_for_help, keep_preparation, share_preparation
from goldenthread.coaching.models import HandOverNote, HelpCall, Meeting, Pairing, PairingStep
from goldenthread.coaching.queries.caseload import caseload, caseload_page
from goldenthread.coaching.queries.describing import coach_page
from goldenthread.coaching.queries.handing_over import hand_over_check, handed_over, is_done, leaving_page, note_page
from goldenthread.coaching.queries.introducing import end_letter, pair_letter
from goldenthread.coaching.queries.meetings import action_page, meeting_page, meeting_to_read
from goldenthread.coaching.queries.proposing import how_many_wait
from goldenthread.coaching.queries.records import coach_record, my_coaching
from goldenthread.coaching.types import AgreedAction, Place
from goldenthread.coaching.types.describing import NewConflict, Tie
from goldenthread.coaching.types.handing_over import HandOver
from goldenthread.coaching.types.meetings import Appointment
from goldenthread.cohorts.models import Engagement as EngagementRow
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.coaching import DETAILS, bring_coach, enrol_more, make_enrolled, make_meeting, make_pairing
from tests.makers.counting import statements_of

PRIVATE = "Seems tired; ask about workload."
ROOM = "https://meet.example/colin-marsh"


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    """A pairing with a meeting held (one action late, one undated), one booked, and a note for the next."""
    ref = make_pairing(cast, place.enrolment, at=at)
    day = (at - timedelta(days=1)).date()
    actions = (AgreedAction("Read the plan", day), AgreedAction("Visit a class", is_coachs=True))
    held = at - timedelta(days=2)
    make_meeting(cast, ref, key=uuid4(), at=at, held_at=held, actions=actions, private=PRIVATE)
    book_meeting(ref, starts_at=at + timedelta(days=7), place=Place.PHONE, where=ROOM, by=cast.coach, at=at)
    write_note(ref, "First draft", by=cast.coach, at=at)
    write_note(ref, "They plan on Thursdays.", by=cast.coach, at=at)
    return ref


@pytest.fixture
def dana(cast, at):
    return bring_coach(cast, "Dana Reeve", at=at)


def to(coach, *pairings, keep: bool = True, note: str = "") -> HandOver:
    person = coach.person if coach else None
    return HandOver(dict.fromkeys(pairings, person), "Colin is on leave.", keep_booked=keep, note=note)


def test_before_it_happens_the_page_says_what_goes_over_and_who_could_come(cast, place, pairing, dana, at) -> None:
    page = leaving_page(cast.coach.person, by=cast.partner_manager, at=at)

    (line,) = page.lines
    assert (page.name, page.is_all, line.state, line.met) == ("Colin Marsh", True, "Active", 1)
    assert [(a.words, a.is_overdue, a.owner, a.is_coachs) for a in line.actions] == [
        ("Read the plan", True, "Parveen Begum", False), ("Visit a class", False, "Colin Marsh", True),
    ]  # fmt: skip
    assert [(m.place, m.where, m.next_where) for m in line.booked] == [("By phone", ROOM, "")]
    assert line.asked_at is None
    ask_for_help(place.enrolment, "How do I begin?", by=cast.participant, at=at)
    assert [x.asked_at for x in leaving_page(cast.coach.person, by=cast.partner_manager, at=at).lines] == [at]
    assert [(n.words, n.by) for n in line.notes] == [("They plan on Thursdays.", "Colin Marsh")]
    assert line.proposal.chosen.name == "Dana Reeve"
    assert PRIVATE not in str(page)
    assert not leaving_page(cast.coach.person, pairing=pairing, by=cast.partner_manager, at=at).is_all
    check = hand_over_check(cast.coach.person, to(dana, pairing), by=cast.partner_manager, at=at)
    assert [(one.line.pairing, one.next.name, [where for _, where in one.kept]) for one in check.lines] == [
        (pairing, "Dana Reeve", [""])
    ]
    assert [(line.name, line.after) for line in check.page.loads] == [("Dana Reeve", 1)]
    check = hand_over_check(cast.coach.person, to(None, pairing), by=cast.partner_manager, at=at)
    assert [(one.next, one.kept, len(one.called_off)) for one in check.lines] == [(None, (), 1)]
    check = hand_over_check(cast.coach.person, to(dana, pairing, keep=False), by=cast.partner_manager, at=at)
    assert [(one.kept, len(one.called_off)) for one in check.lines] == [((), 1)]


def test_the_next_coach_finds_what_is_open_and_nothing_private(cast, place, pairing, dana, at) -> None:
    later = at + timedelta(hours=1)
    ask_for_help(place.enrolment, "How do I begin?", by=cast.participant, at=at)

    assert hand_over(cast.coach.person, to(dana, pairing, note="Begin slowly."), by=cast.partner_manager, at=later) == 1

    old, new = Pairing.objects.order_by("id")
    assert (old.state, old.ended_at, new.coach_id, new.hand_over) == (
        "handed_over", later, dana.person_id, "Colin is on leave.",
    )  # fmt: skip
    page = handed_over(new.ref, by=dana, at=later)
    assert (page.before, page.why, page.met, page.called_off) == ("Colin Marsh", "Colin is on leave.", 1, ())
    assert [(n.words, n.by) for n in page.notes] == [
        ("They plan on Thursdays.", "Colin Marsh"), ("Begin slowly.", "Harriet Boyd"),
    ]  # fmt: skip
    assert [(a.words, a.owner) for a in page.actions] == [
        ("Read the plan", "Parveen Begum"), ("Visit a class", "Dana Reeve"),
    ]  # fmt: skip
    assert [(m.at, m.where) for m in page.booked] == [(at + timedelta(days=7), "")]
    assert page.asked_at == at
    assert [m.shared for m in page.worked_on] == ["We talked about how the phase team plans together."]
    assert PRIVATE not in str(page)
    record = coach_record(new.ref, by=dana, at=later)
    assert PRIVATE not in str(record)
    assert [m.state for m in record.meetings] == ["held", "booked"]
    assert [(a.owner, a.from_coach) for a in record.open_actions] == [
        ("Parveen Begum", ""), ("Dana Reeve", "Colin Marsh"),
    ]  # fmt: skip
    assert [m.where for m in my_coaching(by=cast.participant, at=later)[0].booked] == [""]
    assert (pair_letter(new.ref).next_place, pair_letter(new.ref).next_where) == ("By phone", "")
    cancel_meeting(record.booked[0].ref, why="At another time", by=dana, at=later)
    assert Meeting.objects.get(pairing=old, state="held").private_notes == PRIVATE
    assert AuditEntry.objects.filter(did="coaching.pair").latest("id").why == ""
    for stranger in (cast.coach, cast.participant, cast.partner_manager):
        with pytest.raises(Pairing.DoesNotExist):
            handed_over(new.ref, by=stranger, at=later)
    letter = pair_letter(new.ref)
    assert (letter.before, letter.before_email, letter.open_actions, letter.next_at, letter.called_off) == (
        "Colin Marsh", "colin@harbour.example", 2, None, 0,
    )  # fmt: skip
    assert pair_letter(old.ref) is None
    assert end_letter(old.ref) is None


def test_the_next_coach_reads_what_was_held_and_changes_nothing_of_it(cast, place, pairing, dana, at) -> None:
    later = at + timedelta(hours=1)
    held = Meeting.objects.get(state="held").ref
    mine = meeting_to_read(held, by=cast.coach, at=at)
    assert (mine.is_before, mine.own) == (False, PRIVATE)
    booked = Meeting.objects.get(state="booked").ref
    keep_preparation(booked, wants="The plan", did="", private="", by=cast.participant, at=at)
    share_preparation(booked, by=cast.participant, at=at)
    hand_over(cast.coach.person, to(dana, pairing), by=cast.partner_manager, at=later)
    new = Pairing.objects.active().get()

    for meeting in coach_record(new.ref, by=dana, at=later).meetings:
        page = meeting_to_read(meeting.ref, by=dana, at=later)
        assert (page.pairing, page.is_before) == (new.ref, meeting.pairing != new.ref)
    page = meeting_to_read(held, by=dana, at=later)
    assert (page.is_coach, page.is_active, page.coach, page.own, page.shared.wants) == (
        True, False, "Colin Marsh", "", "",
    )  # fmt: skip
    assert PRIVATE not in str(page)
    assert meeting_to_read(held, by=cast.participant, at=later).line.shared == page.line.shared
    for deed, reader in ((meeting_page, dana), (meeting_to_read, cast.coach), (meeting_to_read, cast.outsider)):
        with pytest.raises(Meeting.DoesNotExist):
            deed(held, by=reader, at=later)
    with pytest.raises(Meeting.DoesNotExist):
        meeting_to_read(booked, by=dana, at=later)

    ours = next(a for a in page.line.actions if a.is_coachs)
    tick_action(ours.ref, is_done=True, by=dana, at=later)
    pair(place.enrolment, cast.coach.person, hand_over="Back.", by=cast.partner_manager, at=later + timedelta(days=1))
    closed = action_page(ours.ref, by=cast.coach, at=later + timedelta(days=1)).line
    assert (closed.owner, closed.from_coach) == ("Dana Reeve", "Colin Marsh")
    assert meeting_to_read(held, by=cast.coach, at=later + timedelta(days=1)).own == PRIVATE


def test_a_meeting_is_kept_where_it_is_said_and_in_person_where_it_was(cast, place, pairing, dana, at) -> None:
    phone = Meeting.objects.get(state="booked").ref
    for days, where in ((9, "The library"), (11, "The hall")):
        when = at + timedelta(days=days)
        book_meeting(pairing, starts_at=when, place=Place.IN_PERSON, where=where, by=cast.coach, at=at)
    hall = Meeting.objects.get(where="The hall").ref
    propose_meeting(pairing, Appointment(at + timedelta(days=13)), by=cast.participant, at=at)
    decided = replace(to(dana, pairing), places={phone: " 01632 960 001 ", hall: ""})
    (line,) = hand_over_check(cast.coach.person, decided, by=cast.partner_manager, at=at).lines
    assert [where for _, where in line.kept] == ["01632 960 001", "The library", ""]
    assert [one.is_suggested for one in line.called_off] == [True]

    hand_over(cast.coach.person, decided, by=cast.partner_manager, at=at + timedelta(hours=1))

    new = Pairing.objects.active().get()
    assert [m.where for m in new.meetings.order_by("starts_at")] == ["01632 960 001", "The library", ""]
    assert pair_letter(new.ref).next_where == "01632 960 001"


def test_nothing_goes_over_to_who_is_somewhere_else_then(cast, place, pairing, dana, at) -> None:
    (other,) = enrol_more(place, cast, many=1, at=at)
    theirs = pair(other, dana.person, by=cast.programme_manager, at=at)
    book_meeting(theirs, starts_at=at + timedelta(days=7), place=Place.PHONE, by=dana, at=at)

    with pytest.raises(Refused) as refused:
        hand_over(cast.coach.person, to(dana, pairing), by=cast.partner_manager, at=at)
    assert refused.value.refusal.code == "next_coach_is_busy"
    assert Meeting.objects.filter(pairing__ref=pairing, state="booked").exists()

    hand_over(cast.coach.person, to(dana, pairing, keep=False), by=cast.partner_manager, at=at)


def test_who_has_finished_comes_last_and_takes_nobodys_room(cast, place, pairing, dana, at) -> None:
    over = DETAILS.ends_on + timedelta(days=1)
    then = datetime.combine(over, time(10), tzinfo=UTC)
    asks, meets, quiet, done = enrol_more(place, cast, many=4, at=at)
    refs = [make_pairing(cast, ref, at=at) for ref in (asks, meets, quiet, done)]
    HelpCall.objects.create(enrolment=Enrolment.objects.get(ref=asks), words="Help", at=at)
    book_meeting(refs[1], starts_at=then + timedelta(days=2), place=Place.PHONE, by=cast.coach, at=at)
    full = EngagementRow.objects.filter(enrolment__ref__in=[asks, meets, done])
    full.update(millionths=1_000_000)
    end_pairing(pairing, why="Enough.", by=cast.partner_manager, at=at)

    page = leaving_page(cast.coach.person, by=cast.partner_manager, at=then)

    assert [line.pairing for line in page.lines] == refs
    assert [(bool(line.proposal.chosen), line.is_finished) for line in page.lines] == [
        (True, False), (True, False), (True, False), (False, True),
    ]  # fmt: skip
    decided = HandOver(dict.fromkeys(refs, dana.person), "Gone.", keep_booked=True)
    check = hand_over_check(cast.coach.person, decided, by=cast.partner_manager, at=then)
    assert [(line.before, line.after) for line in check.page.loads] == [(0, 3)]
    lines = caseload(by=cast.coach, at=then)
    assert [(line.pairing, line.is_finished, line.is_pressing) for line in lines] == [
        (refs[0], False, True), (refs[2], False, True), (refs[1], False, False), (refs[3], True, False),
    ]  # fmt: skip
    seen = caseload_page(by=cast.coach, at=then)
    assert (seen.pressing, seen.finished, seen.others) == (2, 1, 2)
    assert [line.pairing for line in (*seen.under_way, *seen.over)] == [refs[0], refs[2], refs[1], refs[3]]
    needing = caseload_page(by=cast.coach, at=then, only_pressing=True)
    assert (len(needing.lines), needing.total, needing.is_all) == (2, 4, False)
    people = {line.pairing: line for line in coach_page(cast.coach.person, by=cast.partner_manager, at=then).people}
    assert [(people[ref].counts, people[ref].is_finished) for ref in refs[2:]] == [(True, False), (False, True)]
    hand_over(cast.coach.person, HandOver(dict.fromkeys(refs), "Gone.", False), by=cast.partner_manager, at=then)
    assert [end_letter(ref).is_finished for ref in refs] == [True, True, False, True]
    assert how_many_wait(by=cast.partner_manager, at=then) == 2


def test_a_meeting_can_be_called_off_instead_and_one_that_has_passed_always_is(cast, place, pairing, dana, at) -> None:
    book_meeting(pairing, starts_at=at + timedelta(minutes=1), place=Place.ONLINE, by=cast.coach, at=at)
    later = at + timedelta(hours=1)

    hand_over(cast.coach.person, to(dana, pairing, keep=False), by=cast.partner_manager, at=later)

    new = Pairing.objects.active().get()
    assert not new.meetings.exists()
    assert len(handed_over(new.ref, by=dana, at=later).called_off) == 2
    assert pair_letter(new.ref).called_off == 2

    book_meeting(new.ref, starts_at=later + timedelta(minutes=1), place=Place.ONLINE, by=dana, at=later)
    pair(place.enrolment, cast.coach.person, hand_over="Back.", by=cast.partner_manager, at=later + timedelta(days=1))
    assert not Pairing.objects.active().get().meetings.exists()


def test_where_nobody_comes_yet_it_ends_and_whoever_comes_later_finds_the_hand_over(
    cast, place, pairing, dana, at
) -> None:
    later = at + timedelta(hours=1)

    assert hand_over(cast.coach.person, to(None, pairing), by=cast.partner_manager, at=later) == 0

    row = Pairing.objects.get()
    assert (row.state, Meeting.objects.filter(state="cancelled").count()) == ("ended", 1)
    assert NoticeRow.objects.get(kind="coaching.pairing_ended").facts["pairing"] == str(row.ref)
    told = end_letter(row.ref)
    assert (told.coach, told.coach_email, told.open_actions, told.called_off) == (
        "Colin Marsh", "colin@harbour.example", 2, 1,
    )  # fmt: skip
    after = pair(place.enrolment, dana.person, by=cast.partner_manager, at=later + timedelta(days=3))
    page = handed_over(after, by=dana, at=later + timedelta(days=3))
    assert (page.why, [n.words for n in page.notes]) == ("Colin is on leave.", ["They plan on Thursdays."])
    assert (pair_letter(after).before, pair_letter(after).before_email) == ("Colin Marsh", "")
    assert end_letter(row.ref) is None


def test_all_or_nothing_and_only_by_who_runs_the_cohort(cast, place, pairing, dana, at) -> None:
    (more,) = enrol_more(place, cast, many=1, at=at)
    second = make_pairing(cast, more, at=at)
    declare_conflict(dana.person, NewConflict(Tie.FAMILY, email="more0@castlehill.example"), by=dana, at=at)

    def refused(decided: HandOver) -> str:
        with pytest.raises(Refused) as said:
            hand_over(cast.coach.person, decided, by=cast.partner_manager, at=at)
        return said.value.refusal.code

    assert refused(to(dana, pairing, second)) == "declared_person"
    assert refused(to(cast.coach, pairing)) == "not_a_coach"
    assert refused(replace(to(dana, pairing), why=" ")) == "no_hand_over"
    for by, coach in ((cast.outsider, cast.coach), (cast.inspector, cast.coach), (cast.partner_manager, dana)):
        with pytest.raises(Pairing.DoesNotExist):
            hand_over(coach.person, to(dana, pairing), by=by, at=at)
        with pytest.raises(Pairing.DoesNotExist):
            leaving_page(coach.person, by=by, at=at)
        assert not is_done(coach.person, pairing=pairing, by=by)
    assert Pairing.objects.active().filter(coach__ref=cast.coach.person).count() == 2
    assert not PairingStep.objects.exists()

    both = HandOver({pairing: dana.person, second: None}, "Gone.", keep_booked=True)
    assert hand_over(cast.coach.person, both, by=cast.partner_manager, at=at) == 1
    assert is_done(cast.coach.person, pairing=None, by=cast.partner_manager)
    assert is_done(cast.coach.person, pairing=pairing, by=cast.partner_manager)


def test_a_note_is_its_coachs_to_write_and_goes_to_nobody_else_meanwhile(cast, place, pairing, dana, at) -> None:
    page = note_page(pairing, by=cast.coach)
    assert (page.participant, page.note.words) == ("Parveen Begum", "They plan on Thursdays.")
    assert AuditEntry.objects.filter(did="coaching.write_hand_over", to=str(place.enrolment)).count() == 2

    with pytest.raises(Refused) as refused:
        write_note(pairing, " ", by=cast.coach, at=at)
    assert refused.value.refusal.code == "no_note"
    for stranger in (dana, cast.participant, cast.partner_manager):
        with pytest.raises(Pairing.DoesNotExist):
            write_note(pairing, "Mine", by=stranger, at=at)
        with pytest.raises(Pairing.DoesNotExist):
            note_page(pairing, by=stranger)
    assert HandOverNote.objects.count() == 2
    assert note_page(make_pairing(cast, enrol_more(place, cast, many=1, at=at)[0], at=at), by=cast.coach).note is None


def test_to_end_a_pairing_calls_off_what_was_booked(cast, pairing, at) -> None:
    end_pairing(pairing, why="Coaching is complete.", by=cast.partner_manager, at=at)

    assert not Meeting.objects.filter(state="booked").exists()
    assert AuditEntry.objects.get(did="coaching.end_pairing").facts == {"called_off": "1"}


def test_the_pages_take_as_many_statements_for_many(cast, place, pairing, dana, at) -> None:
    def counted(*pairings) -> list[int]:
        by = cast.partner_manager
        return [
            statements_of(lambda: leaving_page(cast.coach.person, by=by, at=at)),
            statements_of(lambda: hand_over_check(cast.coach.person, to(dana, *pairings), by=by, at=at)),
        ]

    one = counted(pairing)
    more = [make_pairing(cast, ref, at=at) for ref in enrol_more(place, cast, many=3, at=at)]
    for hours, ref in enumerate(more, 1):
        make_meeting(cast, ref, key=uuid4(), at=at - timedelta(hours=hours))

    assert counted(pairing, *more) == one
    assert max(one) <= 20


def test_nobody_is_introduced_to_a_coach_who_has_gone(cast, place, at) -> None:
    ref = make_pairing(cast, place.enrolment, at=at)
    assert pair_letter(ref)

    end_pairing(ref, why="Left", by=cast.programme_manager, at=at)

    assert pair_letter(ref) is None
