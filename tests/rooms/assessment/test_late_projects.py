"""A project that comes after the close: what stood when it was offered counts, and only if a person decides so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.booking_windows import begin_project, book_window, record_no_show
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.late import decide_late, offer_late, take_late_back
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.projects import keep_account, keep_details, keep_document
from goldenthread.assessment.actions.sponsoring import ask_sponsor, comment_by_link
from goldenthread.assessment.models import (
    LatePiece,
    Project,
    ProjectFile,
    Script,
    ScriptVersion,
    Settlement,
    SponsorAsk,
    WindowBooking,
)
from goldenthread.assessment.queries.attempts import attempts_page
from goldenthread.assessment.queries.booking import my_project_windows
from goldenthread.assessment.queries.documents import documents_of, my_pieces
from goldenthread.assessment.queries.late import late_file, late_project_file, late_to_decide, own_late_page
from goldenthread.assessment.queries.projects import project_page
from goldenthread.assessment.queries.sponsoring import page_by_link, to_comment, waits_late, waits_late_for
from goldenthread.assessment.queries.submitting import receipt
from goldenthread.assessment.types.late import LateState, NewLate
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.files import erase_files
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, make_window, seat_both, state_of
from tests.makers.counting import statements_of
from tests.makers.projects import (
    ACCOUNT,
    COMMENT,
    DETAILS,
    SPONSOR,
    a_word_file,
    begin,
    hand_in_all,
    link_of,
    make_project_window,
    put_together,
)
from tests.makers.resuming import AGAIN, APART, MARKED_AGAIN, SECOND, make_resuming, sheet_for
from tests.rooms.assessment.test_late import ANSWER, LATE, WHY, allow

BEFORE = OPENS - timedelta(days=60)
NEW = NewLate(WHY, signed=1, knows=True)


def refused(do) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.refusal.code


@pytest.fixture
def planned(cast, at):
    found = make_project_window(cast, at=at)
    allow()
    return found


@pytest.fixture
def missed(cast, planned):
    """A project that was put together whole and not handed in."""
    script = begin(cast, planned, at=INSIDE)
    put_together(cast, script, at=INSIDE)
    return script


@pytest.fixture
def offered(cast, missed):
    return offer_late(missed, NEW, by=cast.participant, at=LATE, work=work_through)


def test_an_accepted_project_is_what_stood_when_it_was_offered_and_can_be_marked(
    cast, planned, missed, offered
) -> None:
    before = [
        (each.label, each.title, each.file_name) for each in own_late_page(missed, by=cast.participant, at=LATE).pieces
    ]
    assert (state_of(missed), ScriptVersion.objects.count(), len(before)) == (State.BEGUN, 0, 8)
    page = late_to_decide(offered, by=cast.programme_manager)
    assert page.missing == ()
    assert (page.is_project, page.pieces[0].file_name, "led the team" in page.pieces[4].text) == (
        True, "Parveen Begum.docx", True,
    )  # fmt: skip
    given = late_project_file(offered, 1, by=cast.programme_manager)
    assert given.content == a_word_file(*ACCOUNT).content
    with pytest.raises(ProjectFile.DoesNotExist):
        late_project_file(offered, 2, by=cast.participant)
    for who in (cast.assessor, cast.moderator, cast.outside_participant):
        with pytest.raises(LatePiece.DoesNotExist):
            late_project_file(offered, 1, by=who)
    # Whatever changes afterwards, however it came about, is not what was offered.
    Project.objects.update(title="Another")

    decide_late(offered, accepts=True, answer=ANSWER, by=cast.programme_manager, at=AFTER, work=work_through)

    told = receipt(missed, 1, by=cast.participant)
    assert (state_of(missed), told.submitted_at) == (State.SUBMITTED, LATE)
    assert told.number == LatePiece.objects.get().receipt
    assert [(each.label, each.title, each.file_name) for each in my_pieces(missed, 1, by=cast.participant)] == before
    version = ScriptVersion.objects.get()
    assert ACCOUNT[0] in str(version.upload.blocks)
    seat_both(cast, planned, missed, at=AFTER)
    assert "Reading in year 8" in documents_of(missed)[1].text
    assert NoticeRow.objects.get(kind="assessment.late_accepted").facts["version"] == str(version.ref)
    assert not AuditEntry.objects.filter(did="assessment.take_back_no_show").exists()


def test_an_accepted_project_counts_as_the_same_one_handed_in_would(cast, planned, missed) -> None:
    inside = hand_in_project(missed, signed=1, knows=True, by=cast.participant, at=INSIDE)
    whole = ScriptVersion.objects.get()
    kept = (whole.count, whole.upload.parts, [*whole.pieces.values_list("number", "place", "label", "sha256", "text")])
    assert inside.version == 1
    # As if it had never been handed in.
    whole.pieces.all().delete()
    ScriptVersion.objects.all().delete()
    Script.objects.update(state=State.BEGUN.value)

    ref = offer_late(missed, NEW, by=cast.participant, at=LATE, work=work_through)
    decide_late(ref, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through)

    late = ScriptVersion.objects.get()
    assert kept == (
        late.count,
        late.upload.parts,
        [*late.pieces.values_list("number", "place", "label", "sha256", "text")],
    )


def test_a_refused_project_stays_kept_as_it_stood_and_changes_no_more(cast, planned, missed, offered) -> None:
    decide_late(
        offered,
        accepts=False,
        answer="No reason was given that counts.",
        by=cast.quality_lead,
        at=AFTER,
        work=work_through,
    )

    assert (state_of(missed), ScriptVersion.objects.count()) == (State.BEGUN, 0)
    kept = late_file(offered, by=cast.participant)
    assert (kept.name, kept.content[:1]) == ("project.json", b"{")
    assert project_page(missed, by=cast.participant, at=LATE).why_not_change.code == "refused_already"
    assert (
        refused(lambda: offer_late(missed, NEW, by=cast.participant, at=AFTER, work=work_through)) == "refused_already"
    )
    assert len(own_late_page(missed, by=cast.participant, at=AFTER).pieces) == 8
    (window,) = my_project_windows(by=cast.participant, at=AFTER)
    assert (window.late_stands, window.late_until) == ("Not accepted", None)
    (attempt,) = attempts_page(planned.enrolled.ref, by=cast.participant, at=AFTER).lines
    assert attempt.says == "Missed: what was offered late was not accepted"


def test_what_is_missing_is_added_until_it_is_offered_or_the_days_are_over(cast, planned) -> None:
    script, who = begin(cast, planned, at=INSIDE), cast.participant
    page = own_late_page(script, by=who, at=LATE)
    assert (page.is_project, page.project.stops, page.why_not_offer) == (True, True, None)
    assert refused(lambda: offer_late(script, NEW, by=who, at=LATE, work=work_through)) == "not_whole"
    keep_details(script, DETAILS, by=who, at=LATE)
    keep_account(script, "whole", a_word_file(*ACCOUNT), by=who, at=LATE, work=work_through)
    ask_sponsor(script, name="Samira", email=SPONSOR, by=who, at=LATE)
    token = link_of(script)
    assert page_by_link(token, by=None, at=LATE).closes_at == page.until
    assert comment_by_link(token, text=COMMENT, name="Samira", by=None, at=LATE)
    assert project_page(script, by=who, at=LATE).late_until == page.until
    for new, code in (
        (replace(NEW, knows=False), "not_seen"),
        (replace(NEW, signed=0), "not_declared"),
        (replace(NEW, why="Late"), "no_reason"),
        (replace(NEW, file=a_word_file("All of it.")), "is_a_project"),
    ):
        assert refused(lambda new=new: offer_late(script, new, by=who, at=LATE, work=work_through)) == code
    assert not LatePiece.objects.exists()

    ref = offer_late(script, NEW, by=who, at=LATE, work=work_through)

    document = a_word_file("Figures.")
    assert (
        refused(lambda: keep_document(script, "1.1.1", document, by=who, at=LATE, work=work_through))
        == "offered_already"
    )
    assert page_by_link(token, by=None, at=LATE) is None
    take_late_back(ref, by=who, at=LATE)
    keep_document(script, "1.1.1", document, by=who, at=LATE, work=work_through)
    assert page_by_link(token, by=None, at=LATE) is not None
    assert (
        refused(lambda: keep_document(script, "1.1.1", document, by=who, at=page.until, work=work_through))
        == "late_is_over"
    )
    assert page_by_link(token, by=None, at=page.until) is None
    assert refused(lambda: hand_in_project(script, signed=1, knows=True, by=who, at=LATE)) == "window_closed"
    again = offer_late(script, NEW, by=who, at=LATE, work=work_through)
    last = own_late_page(script, by=who, at=LATE)
    assert [each.state for each in last.lines] == [LateState.TAKEN_BACK, LateState.OFFERED]
    assert [each.title for each in last.pieces][2] == "Raw data analysis"
    erase_files([LatePiece.objects.get(ref=again).file_id], at=AFTER)
    assert own_late_page(script, by=who, at=AFTER).pieces == ()
    gone = late_to_decide(again, by=cast.quality_lead)
    assert (gone.why_not_accept.code, gone.missing) == ("file_gone", ())


def test_where_nothing_is_taken_late_all_is_as_it_was(cast, planned, missed) -> None:
    allow(0)

    page = project_page(missed, by=cast.participant, at=LATE)

    assert (page.late_until, page.why_not_change.code) == (None, "window_closed")
    late = partial(offer_late, missed, NEW, work=work_through), partial(hand_in_project, missed, signed=1, knows=True)
    for does in late:
        assert refused(partial(does, by=cast.participant, at=LATE)) == "nothing_late"
    assert page_by_link(link_of(missed), by=None, at=LATE) is None


def test_the_gate_is_asked_of_a_late_project_too(cast, at) -> None:
    planned = make_project_window(cast, at=at, planned=make_window(cast, at=at, engaged=False))
    allow()
    script = begin(cast, planned, at=BEFORE)
    put_together(cast, script, at=BEFORE)

    assert own_late_page(script, by=cast.participant, at=LATE).why_not_offer.code == "not_engaged_enough"
    assert (
        refused(lambda: offer_late(script, NEW, by=cast.participant, at=LATE, work=work_through))
        == "not_engaged_enough"
    )


def test_whoever_booked_may_begin_late_and_a_no_show_is_taken_back_when_it_counts(cast, at) -> None:
    planned = make_project_window(cast, at=at, books_until=OPENS)
    allow()
    who = cast.participant
    assert refused(lambda: begin_project(planned.window, by=who, at=LATE)) == "window_closed"
    book_window(planned.window, by=who, at=BEFORE)
    record_no_show(planned.window, planned.enrolled.ref, by=cast.quality_lead, at=CLOSES)
    (mine,) = my_project_windows(by=who, at=LATE)
    assert (mine.was_missed, mine.why_not_begin) == (True, None)
    before = statements_of(lambda: my_project_windows(by=who, at=INSIDE))
    assert statements_of(lambda: my_project_windows(by=who, at=LATE)) == before + 1
    assert my_project_windows(by=who, at=LATE + timedelta(days=9))[0].why_not_begin.code == "window_closed"

    script = begin_project(planned.window, by=who, at=LATE)
    keep_details(script, DETAILS, by=who, at=LATE)
    keep_account(script, "whole", a_word_file(*ACCOUNT), by=who, at=LATE, work=work_through)
    ref = offer_late(script, NEW, by=who, at=LATE, work=work_through)
    decide_late(ref, accepts=True, answer=ANSWER, by=cast.quality_lead, at=AFTER, work=work_through)

    assert (state_of(script), WindowBooking.objects.get().missed_at) == (State.SUBMITTED, None)
    entry = AuditEntry.objects.get(did="assessment.take_back_no_show")
    assert entry.to == str(planned.window)


def test_sponsors_meet_the_same_number_of_statements_but_one_for_what_was_missed(cast, planned, missed) -> None:
    email = Person.objects.get(pk=cast.sponsor.person_id).email
    ask_sponsor(missed, name="Samira", email=email, by=cast.participant, at=LATE)

    before = statements_of(lambda: to_comment(by=cast.sponsor, at=INSIDE))

    assert statements_of(lambda: to_comment(by=cast.sponsor, at=LATE)) == before + 1
    assert len(to_comment(by=cast.sponsor, at=LATE)) == 1
    assert to_comment(by=cast.sponsor, at=LATE + timedelta(days=9)) == ()


def test_a_sponsors_link_says_that_what_was_offered_late_waits(cast, planned, missed) -> None:
    email = Person.objects.get(pk=cast.sponsor.person_id).email
    ask_sponsor(missed, name="Samira", email=email, by=cast.participant, at=LATE)
    ask, token = SponsorAsk.objects.get(ended_at=None).ref, link_of(missed)

    def told() -> list[bool]:
        others = waits_late("x"), waits_late_for(ask, by=cast.participant)
        return [waits_late(token), waits_late_for(ask, by=cast.sponsor), *others]

    assert told() == [False] * 4
    ref = offer_late(missed, NEW, by=cast.participant, at=LATE, work=work_through)
    assert (page_by_link(token, by=None, at=LATE), told()) == (None, [True, True, False, False])
    take_late_back(ref, by=cast.participant, at=LATE)
    assert (page_by_link(token, by=None, at=LATE) is None, told()) == (False, [False] * 4)


def test_what_was_handed_in_before_the_close_is_not_offered_late(cast, planned) -> None:
    given = hand_in_all(cast, planned, at=INSIDE)

    assert (
        refused(lambda: offer_late(given.script, NEW, by=cast.participant, at=LATE, work=work_through))
        == "handed_in_already"
    )
    assert own_late_page(given.script, by=cast.participant, at=LATE).project is None


def test_parts_that_stand_are_not_offered_and_stand_beside_what_is_accepted(cast, at) -> None:
    made, who, late = make_resuming(cast, at=at), cast.participant, LATE + APART
    allow()
    script = begin_project(made.later.window, by=who, at=AGAIN)
    keep_details(script, DETAILS, by=who, at=AGAIN)
    file = a_word_file("Part 2: see Document 2.")
    assert refused(lambda: keep_account(script, "1", file, by=who, at=late, work=work_through)) == "part_stands"
    keep_account(script, "2", file, by=who, at=late, work=work_through)
    keep_document(script, made.again[0], file, by=who, at=late, work=work_through)
    page = own_late_page(script, by=who, at=late)
    assert (page.project.stops, [each.title for each in page.project.pieces]) == (
        False, [SECOND, "About the project", "Minutes"],
    )  # fmt: skip
    ref = offer_late(script, NEW, by=who, at=late, work=work_through)
    assert project_page(script, by=who, at=late).resumed.keys == ("1",)

    def correct(mark: int, at) -> None:
        settled = SettlementSheet(sheet_for(made.failed, {"1": mark, "2": 0}))
        seen = Settlement.objects.filter(script__ref=made.failed).latest("pk").ref
        correct_result(made.failed, settled, why="Looked at it again.", by=cast.moderator, at=at, seen=seen)

    with atomic():
        correct(0, late)
        accept = partial(
            decide_late, ref, accepts=True, answer=ANSWER, by=cast.quality_lead, at=MARKED_AGAIN, work=work_through
        )
        assert refused(accept) == "others_stand"
        assert state_of(script) is State.BEGUN
        set_rollback(True)

    decide_late(ref, accepts=True, answer=ANSWER, by=cast.quality_lead, at=MARKED_AGAIN, work=work_through)

    version = ScriptVersion.objects.get(script__ref=script)
    assert [each.key for each in version.standing_parts.all()] == ["1"]
    assert (version.script.carries, {each.place for each in version.pieces.all()}) == (
        True, {"2", "details", made.again[0]},
    )  # fmt: skip
