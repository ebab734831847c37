"""Reports, and looking after a community."""

from __future__ import annotations

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import NoSuchStep, Refused
from goldenthread.learning.actions.discussing import edit_post, reply
from goldenthread.learning.actions.gathering import make_group
from goldenthread.learning.actions.moderating import (
    close_thread,
    dismiss_report,
    hide_post,
    move_thread,
    pin_thread,
    reopen_thread,
    report_post,
    restore_post,
)
from goldenthread.learning.models import Attachment, Post, Report, Space, Thread
from goldenthread.learning.queries.communities import search, space_page
from goldenthread.learning.queries.discussing import (
    attached_file,
    one_post,
    places_to_move,
    report_to_answer,
    reports_waiting,
    space_name,
    thread_page,
)
from goldenthread.learning.queries.prompting import waiting
from goldenthread.learning.types.discussing import GivenFile, Words
from goldenthread.people.actions.privacy import erase
from tests.makers.discussing import begin, make_prompt, make_talking, say


@pytest.fixture
def talking(cast, at):
    return make_talking(cast, at=at)


@pytest.fixture
def done(cast, talking, at):
    return begin(talking.home, cast.participant, at=at, text="Words about a pupil")


def test_a_report_reaches_those_who_moderate_and_its_answer_whoever_made_it(cast, talking, done, at) -> None:
    report_post(done.ref, why="It names a pupil.", by=talking.rosa, at=at)

    (line,) = reports_waiting(talking.home, by=cast.facilitator, at=at)
    assert (line.author, line.by, line.why, line.text) == (
        "Parveen Begum", "Rosa Lind", "It names a pupil.", "Words about a pupil",
    )  # fmt: skip
    assert [w.title for w in waiting(by=cast.partner_manager, at=at)] == ["Look at what was reported in Autumn 2025"]
    assert space_page(talking.home, by=cast.facilitator, at=at).reports == 1
    with pytest.raises(Refused, match="already"):
        report_post(done.ref, why="Again", by=talking.rosa, at=at)

    dismiss_report(line.ref, answer="It names nobody.", by=cast.facilitator, at=at)

    report = Report.objects.get()
    assert (report.state, report.answer, report.decided_by_id) == (
        "dismissed", "It names nobody.", cast.facilitator.person_id,
    )  # fmt: skip
    assert NoticeRow.objects.filter(kind="learning.report_answered").count() == 1
    assert report_to_answer(line.ref) == done.ref
    with pytest.raises(NoSuchStep):
        dismiss_report(line.ref, answer="Again", by=cast.facilitator, at=at)
    with pytest.raises(Refused, match="own post"):
        report_post(done.ref, why="Mine", by=cast.participant, at=at)


def test_a_hidden_post_keeps_its_words_for_those_who_moderate(cast, talking, at) -> None:
    done = begin(talking.home, talking.rosa, at=at, text="Words about a pupil")
    file = GivenFile(b"x", "a.txt")
    with_file = reply(done.thread, Words("With a file", done.ref, files=(file,)), by=talking.rosa, at=at)
    say(done.thread, cast.participant, at=at, answers=with_file.ref)
    report_post(with_file.ref, why="It names a pupil.", by=cast.participant, at=at)

    hide_post(with_file.ref, why="A pupil is named.", by=cast.facilitator, at=at)

    seen = thread_page(done.thread, by=cast.participant, at=at).posts
    assert (seen[1].text, seen[1].hidden_by, seen[1].hidden_why, seen[1].files) == (
        "", "Farah Aziz", "A pupil is named.", (),
    )  # fmt: skip
    assert (seen[2].quote, seen[2].answers) == ("", 2)
    assert one_post(with_file.ref, by=cast.facilitator, at=at).line.text == "With a file"
    assert Report.objects.get().state == "upheld"
    assert not search("file", by=cast.participant, at=at).lines
    attachment = Post.objects.get(ref=with_file.ref).attachments.get().ref
    with pytest.raises(Attachment.DoesNotExist):
        attached_file(attachment, by=cast.participant, at=at)
    assert attached_file(attachment, by=talking.rosa, at=at)[1] == b"x"
    with pytest.raises(Refused, match="hidden"):
        edit_post(with_file.ref, "Other", by=talking.rosa, at=at)

    restore_post(with_file.ref, why="It was another pupil’s pet.", by=cast.facilitator, at=at)

    assert thread_page(done.thread, by=cast.participant, at=at).posts[1].text == "With a file"
    assert [(e.did, e.why) for e in AuditEntry.objects.order_by("id")][-2:] == [
        ("learning.hide_post", ""),
        ("learning.restore_post", "It was another pupil’s pet."),
    ]


def test_only_those_who_look_after_it_moderate_and_always_with_a_reason(cast, talking, done, at) -> None:
    before = (Post.objects.get(), Thread.objects.get())
    for act in (hide_post, restore_post):
        with pytest.raises(Refused, match="cannot moderate"):
            act(done.ref, why="Because", by=talking.rosa, at=at)
    with pytest.raises(Refused, match="no reason"):
        hide_post(done.ref, why=" ", by=cast.facilitator, at=at)
    for act in (close_thread, reopen_thread):
        with pytest.raises(Refused, match="cannot moderate"):
            act(done.thread, why="Because", by=cast.coach, at=at)
    with pytest.raises(Thread.DoesNotExist):
        hide_post(done.ref, why="Because", by=cast.outsider, at=at)
    for ask in (reports_waiting,):
        with pytest.raises(Space.DoesNotExist):
            ask(talking.home, by=talking.rosa, at=at)
    wide = begin(talking.wide, cast.outside_participant, at=at)
    with pytest.raises(Refused, match="cannot moderate"):
        hide_post(wide.ref, why="Because", by=cast.partner_manager, at=at)

    report_post(wide.ref, why="Because", by=talking.rosa, at=at)
    assert waiting(by=cast.facilitator, at=at) == ()
    hide_post(wide.ref, why="Because", by=cast.programme_manager, at=at)

    assert (Post.objects.get(ref=done.ref), Thread.objects.get(ref=done.thread)) == before


def test_a_closed_thread_is_read_and_not_written_in(cast, talking, done, at) -> None:
    close_thread(done.thread, why="It has moved on.", by=cast.facilitator, at=at)

    page = thread_page(done.thread, by=talking.rosa, at=at)
    assert (page.closed_why, page.is_closed, bool(page.why_not_post)) == ("It has moved on.", True, True)
    with pytest.raises(Refused, match="closed"):
        say(done.thread, talking.rosa, at=at)
    with pytest.raises(Refused, match="closed"):
        edit_post(done.ref, "Other", by=cast.participant, at=at)

    reopen_thread(done.thread, why="One more question.", by=cast.facilitator, at=at)
    assert say(done.thread, talking.rosa, at=at).number == 2


def test_a_pinned_thread_stands_on_top(cast, talking, done, at) -> None:
    begin(talking.home, talking.rosa, at=at, title="Newer")
    for _ in range(2):
        pin_thread(done.thread, is_pinned=True, why="Everybody asks", by=cast.facilitator, at=at)

    first = space_page(talking.home, by=cast.participant, at=at).lines[0]

    assert (first.title, first.is_pinned) == ("Cover", True)
    assert AuditEntry.objects.filter(did="learning.pin_thread").count() == 1


def test_a_thread_moves_within_its_cohort_and_no_further(cast, talking, done, at) -> None:
    who = list(talking.enrolments.values())[:2]
    group = make_group(talking.cohort.ref, "Six", who, by=cast.facilitator, at=at)

    (place,) = places_to_move(done.thread, by=cast.facilitator, at=at)
    assert (place.ref, place.title) == (group, "Six")
    move_thread(done.thread, to=group, why="It is about you.", by=cast.facilitator, at=at)

    assert space_name(group, by=cast.participant, at=at) == "Six"
    assert thread_page(done.thread, by=talking.rosa, at=at).space == group
    with pytest.raises(Thread.DoesNotExist):
        thread_page(done.thread, by=talking.dan, at=at)
    with pytest.raises(Refused, match="other cohorts"):
        move_thread(done.thread, to=talking.wide, why="Wider", by=cast.programme_manager, at=at)
    wide = begin(talking.wide, cast.outside_participant, at=at)
    assert places_to_move(wide.thread, by=cast.programme_manager, at=at) == ()
    prompted = make_prompt(cast, talking, at=at)
    assert places_to_move(prompted, by=cast.facilitator, at=at) == ()
    with pytest.raises(Refused, match="prompt"):
        move_thread(prompted, to=group, why="There", by=cast.facilitator, at=at)


def test_what_an_erased_person_wrote_is_gone_and_the_thread_can_still_be_read(cast, talking, done, at) -> None:
    say(done.thread, talking.rosa, at=at, answers=done.ref)
    edit_post(done.ref, "Later words", by=cast.participant, at=at)

    erase(cast.participant.person, why="They asked", by=cast.administrator, at=at)

    page = thread_page(done.thread, by=talking.rosa, at=at)
    assert [(p.by, p.is_erased) for p in page.posts] == [("Erased", True), ("Rosa Lind", False)]
    assert page.title == "Erased"
    stored = " ".join(Post.objects.values_list("text", flat=True))
    assert "Later" not in stored
    assert [v.text for v in one_post(done.ref, by=cast.facilitator, at=at).versions] == ["Erased"]
