"""Writing in communities: who may, what is kept, what counts once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.discussing import (
    edit_post,
    forget_draft,
    mark_seen,
    reply,
    save_draft,
    start_thread,
)
from goldenthread.learning.actions.gathering import leave_groups, make_group
from goldenthread.learning.models import Attachment, Draft, GroupMember, Mention, Post, Space, Thread
from goldenthread.learning.queries.communities import (
    communities,
    entry_to,
    new_thread_page,
    people_named,
    search,
    space_page,
)
from goldenthread.learning.queries.discussing import attached_file, one_post, thread_page
from goldenthread.learning.types.discussing import GivenFile, Order, SpaceKind, StandsAs, Words
from goldenthread.people.actions.membership import give_hat
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Duty
from tests.makers.counting import statements_of
from tests.makers.discussing import begin, make_talking, say
from tests.makers.leaving import leave


@pytest.fixture
def talking(cast, at):
    return make_talking(cast, at=at)


def test_a_community_is_entered_by_its_people_and_by_nobody_else(cast, talking, at) -> None:
    enters = {
        name
        for name in (
            "administrator", "curriculum_lead", "programme_manager", "partner_manager", "quality_lead", "inspector",
            "facilitator", "coach", "assessor", "headteacher", "sponsor", "mentor", "participant", "outsider",
            "outside_participant",
        )
        for line in communities(by=getattr(cast, name), at=at)
        if line.ref == talking.home
    }  # fmt: skip
    wide = [line.title for line in communities(by=cast.outside_participant, at=at)]

    assert enters == {"programme_manager", "partner_manager", "facilitator", "coach", "participant"}
    assert len(wide) == 2
    with pytest.raises(Space.DoesNotExist):
        space_page(talking.home, by=cast.outsider, at=at)
    with pytest.raises(Space.DoesNotExist):
        begin(talking.home, cast.outside_participant, at=at)
    assert not Thread.objects.exists()


def test_a_thread_is_begun_answered_and_read(cast, talking, at) -> None:
    first = begin(talking.home, cast.participant, at=at, text="How do you arrange it, @Rosa Lind?")
    second = say(first.thread, talking.rosa, at=at + timedelta(hours=1), answers=first.ref)

    page = thread_page(first.thread, by=cast.participant, at=at)
    assert [(p.number, p.by, p.stands, p.answers, p.is_new) for p in page.posts] == [
        (1, "Parveen Begum", "Castle Hill Primary", None, False),
        (2, "Rosa Lind", "Castle Hill Primary", 1, True),
    ]
    assert page.posts[1].quote == "How do you arrange it, @Rosa Lind?"
    assert Mention.objects.get().person_id == talking.rosa.person_id
    assert space_page(talking.home, by=cast.participant, at=at).lines[0].unread == 2

    mark_seen(first.thread, 1, by=cast.participant, at=at)
    mark_seen(first.thread, 2, by=cast.participant, at=at)
    mark_seen(first.thread, 1, by=cast.participant, at=at)
    mark_seen(first.thread, 2, by=talking.rosa, at=at)

    assert space_page(talking.home, by=cast.participant, at=at).lines[0].unread == 0
    assert Mention.objects.get().seen_at == at
    assert [e.did for e in AuditEntry.objects.filter(did__startswith="learning.").order_by("id")] == [
        "learning.start_thread", "learning.post", "learning.post",
    ]  # fmt: skip
    assert [n.facts["post"] for n in NoticeRow.objects.filter(kind="learning.posted")] == [
        str(first.ref), str(second.ref),
    ]  # fmt: skip
    assert not Draft.objects.exists()


def test_the_same_form_sent_twice_counts_once_and_with_other_words_it_is_another_post(cast, talking, at) -> None:
    words = Words("Hello all", uuid4(), title="Hello")
    first = start_thread(talking.home, words, by=cast.participant, at=at)
    again = start_thread(talking.home, words, by=cast.participant, at=at)
    answer = Words("Me too", uuid4())

    replies = [reply(first.thread, answer, by=talking.rosa, at=at) for _ in range(2)]
    other = reply(first.thread, Words("From another tab", answer.key), by=talking.rosa, at=at)
    save_draft(talking.home, answer, thread=first.thread, by=talking.rosa, at=at)

    assert again.ref == first.ref
    assert replies[0].ref == replies[1].ref
    assert (Post.objects.count(), other.number) == (3, 3)
    assert not Draft.objects.exists()


def test_what_is_refused_keeps_its_words_and_its_files(cast, talking, at) -> None:
    key, by = uuid4(), cast.participant
    files = (GivenFile(b"Plain words.", "plan.txt"), GivenFile(b"MZ\x00\x01", "plan.exe"), GivenFile(b"More.", "b.txt"))

    with pytest.raises(Refused) as refused:
        start_thread(talking.home, Words("Our plan", key, title="Plan", files=files), by=by, at=at)

    assert "plan.exe" in str(refused.value)
    (draft,) = new_thread_page(talking.home, by=by, at=at).drafts
    assert (draft.title, draft.text, [f.name for f in draft.files]) == ("Plan", "Our plan", ["plan.txt", "b.txt"])
    assert attached_file(draft.files[0].ref, by=by, at=at)[1] == b"Plain words."
    with pytest.raises(Attachment.DoesNotExist):
        attached_file(draft.files[0].ref, by=talking.rosa, at=at)
    with pytest.raises(Refused, match="no title"):
        start_thread(talking.home, Words("Our plan", key, files=files[:1]), by=by, at=at)

    again = Words("Our plan", key, title="Plan", drops=frozenset({draft.files[1].ref}))
    done = start_thread(talking.home, again, by=by, at=at)

    (post,) = thread_page(done.thread, by=talking.rosa, at=at).posts
    assert [file.name for file in post.files] == ["plan.txt"]
    assert attached_file(post.files[0].ref, by=talking.rosa, at=at)[0].name == "plan.txt"
    assert attached_file(draft.files[1].ref, by=by, at=at)[1] == b"More."
    with pytest.raises(Attachment.DoesNotExist):
        attached_file(post.files[0].ref, by=cast.outsider, at=at)


def test_drafts_are_kept_found_again_and_thrown_away(cast, talking, at) -> None:
    done, by = begin(talking.home, talking.rosa, at=at), cast.participant
    keys = [uuid4(), uuid4()]
    for n, key in enumerate(keys):
        words = Words(f"Half a thought {n}", key, answers=done.ref)
        save_draft(talking.home, words, thread=done.thread, by=by, at=at + timedelta(minutes=n))
    save_draft(talking.home, Words("", uuid4(), title="Later"), by=by, at=at)
    six = tuple(GivenFile(b"x", f"{n}.txt") for n in range(6))
    with pytest.raises(Refused, match="5 files"):
        save_draft(talking.home, Words("Many", uuid4(), files=six), by=by, at=at)

    with pytest.raises(Refused, match="5 files"):
        reply(done.thread, Words("Many", uuid4(), files=six), by=talking.rosa, at=at)

    page = thread_page(done.thread, by=by, at=at)
    assert [d.text for d in page.drafts] == ["Half a thought 1", "Half a thought 0"]
    assert page.drafts[0].answers == done.ref
    assert space_page(talking.home, by=by, at=at).drafts == 2

    save_draft(talking.home, Words("Half", keys[0], files=six[:1]), thread=done.thread, by=by, at=at)
    save_draft(talking.home, Words("Half", keys[0], files=six[:1]), thread=done.thread, by=by, at=at)
    brought = Attachment.objects.filter(draft__key=keys[0])
    assert brought.count() == StoredFile.objects.filter(ref__in=brought.values("file")).count() == 1
    (left_out,) = brought.values_list("pk", flat=True)
    forget_draft(keys[0], by=by)
    with pytest.raises(Draft.DoesNotExist):
        forget_draft(keys[1], by=talking.rosa)
    assert [d.key for d in thread_page(done.thread, by=by, at=at).drafts] == [keys[1]]
    # An erasure finds the file by this row, whether the file was left out or the draft thrown away.
    assert Attachment.objects.filter(pk=left_out, draft=None, post=None, person=by.person_id).exists()


def test_an_edit_is_seen_and_what_was_said_before_is_for_those_who_moderate(cast, talking, at) -> None:
    done = begin(talking.home, cast.participant, at=at, text="First words")
    edit_post(done.ref, "Other words for @Dan Lind", by=cast.participant, at=at + timedelta(hours=1))
    edit_post(done.ref, "Other words for @Dan Lind", by=cast.participant, at=at + timedelta(hours=2))

    mine = one_post(done.ref, by=cast.participant, at=at)
    theirs = one_post(done.ref, by=cast.facilitator, at=at)

    assert (mine.line.edited_at, mine.versions) == (at + timedelta(hours=1), ())
    assert [v.text for v in theirs.versions] == ["First words"]
    assert theirs.line.stands == "Castle Hill Primary"
    assert Mention.objects.get().person_id == talking.dan.person_id
    with pytest.raises(Refused, match="Only its author"):
        edit_post(done.ref, "Mine", by=talking.rosa, at=at)
    with pytest.raises(Refused, match="no words"):
        edit_post(done.ref, " ", by=cast.participant, at=at)
    assert Post.objects.get().text == "Other words for @Dan Lind"


def test_somebody_is_mentioned_from_the_list_and_found_by_how_their_name_begins(cast, talking, at) -> None:
    page = new_thread_page(talking.home, by=cast.participant, at=at)
    rosa = next(who for who in page.people if who.name == "Rosa Lind")
    words = Words("Ask her", uuid4(), title="Who knows?", mentions=frozenset({rosa.ref, uuid4()}))
    start_thread(talking.home, words, by=cast.participant, at=at)

    names = {who.name: who.stands for who in page.people}
    assert names == {
        "Rosa Lind": "Castle Hill Primary", "Dan Lind": "Castle Hill Primary", "Farah Aziz": "Facilitator",
        "Colin Marsh": "Coach",
    }  # fmt: skip
    assert Mention.objects.get().person_id == talking.rosa.person_id
    assert [w.name for w in people_named(talking.home, " lin", by=cast.coach, at=at)] == ["Dan Lind", "Rosa Lind"]
    assert people_named(talking.home, "", by=cast.coach, at=at) == ()
    leave(cast.coach, Duty.COACH, cast, at=at)
    leave(cast.facilitator, Duty.FACILITATOR, cast, at=at)
    assert {w.name for w in new_thread_page(talking.home, by=cast.participant, at=at).people} == {
        "Rosa Lind", "Dan Lind",
    }  # fmt: skip


def test_where_partners_meet_only_those_who_wrote_are_named_to_others(cast, talking, at) -> None:
    assert new_thread_page(talking.wide, by=talking.rosa, at=at).people == ()
    asked = Words("@Rosa Lind, are you here?", uuid4(), title="Hello")
    first = start_thread(talking.wide, asked, by=cast.outside_participant, at=at)
    for who in (cast.facilitator, cast.coach):
        say(first.thread, who, at=at)

    assert not Mention.objects.exists()
    known = {"Olga Novak", "Farah Aziz", "Colin Marsh"}
    assert {w.name for w in new_thread_page(talking.wide, by=talking.rosa, at=at).people} == known
    assert people_named(talking.wide, "dan", by=cast.outside_participant, at=at) == ()
    assert [w.name for w in people_named(talking.wide, "olga", by=talking.rosa, at=at)] == ["Olga Novak"]
    say(first.thread, cast.facilitator, at=at, text="Yes, @Olga Novak")
    assert [m.person_id for m in Mention.objects.all()] == [cast.outside_participant.person_id]


def test_a_group_is_for_those_on_its_cohort(cast, talking, at) -> None:
    """Whoever is moved to another partner is out at once, and so is who coaches them there."""
    members = list(talking.enrolments.values())
    group = make_group(talking.cohort.ref, "Phonics", members, by=cast.partner_manager, at=at)
    far = Space.objects.get(ref=talking.other).cohort
    give_hat(
        cast.coach.person, duty=Duty.COACH, place=str(cast.other_partner.ref), urn="", by=cast.administrator, at=at
    )
    coach = actor_for(cast.coach.person_id)
    assert entry_to(group, by=coach, at=at).stands_as is StandsAs.COACH
    Enrolment.objects.filter(ref=talking.enrolments["participant"]).update(cohort=far)

    for actor in (coach, cast.participant):
        with pytest.raises(Space.DoesNotExist):
            entry_to(group, by=actor, at=at)
    assert entry_to(talking.other, by=coach, at=at).stands_as is StandsAs.COACH
    assert {w.name for w in new_thread_page(group, by=talking.rosa, at=at).people} == {"Dan Lind", "Farah Aziz"}
    assert leave_groups(talking.enrolments["rosa"], at=at) == 0
    assert leave_groups(talking.enrolments["participant"], at=at) == 1
    assert leave_groups(talking.enrolments["participant"], at=at) == 0
    assert GroupMember.objects.get(enrolment__ref=talking.enrolments["participant"]).left_at == at
    assert AuditEntry.objects.get(did="learning.leave_group").to == str(group)
    Enrolment.objects.filter(ref=talking.enrolments["dan"]).update(state="withdrawn")
    assert leave_groups(talking.enrolments["dan"], at=at) == 1


def test_of_a_large_community_the_list_has_those_who_wrote(cast, talking, at, monkeypatch) -> None:
    monkeypatch.setattr("goldenthread.learning.queries.communities.MOST_PEOPLE", 2)
    done = begin(talking.home, talking.rosa, at=at)
    say(done.thread, cast.partner_manager, at=at)

    page = thread_page(done.thread, by=cast.participant, at=at)

    assert ([w.name for w in page.people], page.are_all_people) == (["Rosa Lind"], False)
    assert page.posts[1].stands == "Programme manager"


def test_posts_are_found_by_their_words_where_one_may_read_them(cast, talking, at) -> None:
    begin(talking.home, cast.participant, at=at, title="Cover for events", text="We swap with Year 2.")
    begin(talking.wide, cast.outside_participant, at=at, title="Hello", text="Who swaps rooms?")

    def found(words: str, **more):
        return [line.title for line in search(words, by=talking.rosa, at=at, **more).lines]

    assert found("SWAP") == ["Hello", "Cover for events"]
    assert found("swap cover") == ["Cover for events"]
    assert found("swap", space=talking.wide) == ["Hello"]
    assert found("nothing of this") == found("") == []
    assert [line.title for line in search("swap", by=cast.outside_participant, at=at).lines] == ["Hello"]


def test_threads_are_listed_latest_first_or_unanswered_page_by_page(cast, talking, at) -> None:
    for n in range(22):
        begin(talking.home, cast.participant, at=at + timedelta(minutes=n), title=f"Thread {n:02}")
    answered = Thread.objects.get(title="Thread 03")
    say(answered.ref, cast.participant, at=at + timedelta(hours=1))
    say(answered.ref, talking.rosa, at=at + timedelta(hours=2))

    latest = space_page(talking.home, by=talking.dan, at=at)
    last = space_page(talking.home, page=9, by=talking.dan, at=at)
    unanswered = space_page(talking.home, order=Order.UNANSWERED, by=talking.dan, at=at)

    assert ([line.title for line in latest.lines[:2]], latest.pages) == (["Thread 03", "Thread 21"], 2)
    assert ([line.title for line in last.lines], last.number) == (["Thread 01", "Thread 00"], 2)
    assert (unanswered.total, unanswered.lines[0].title) == (21, "Thread 21")


def test_pages_take_the_same_number_of_statements_for_many_rows(cast, talking, at) -> None:
    done = begin(talking.home, cast.participant, at=at)
    by = talking.rosa
    mark_seen(done.thread, 1, by=by, at=at)

    def asked():
        return [
            statements_of(lambda: communities(by=by, at=at)),
            statements_of(lambda: space_page(talking.home, by=by, at=at)),
            statements_of(lambda: thread_page(done.thread, by=by, at=at)),
            statements_of(lambda: new_thread_page(talking.home, by=by, at=at)),
            statements_of(lambda: search("it", by=by, at=at)),
            statements_of(lambda: people_named(talking.home, "lind", by=by, at=at)),
        ]

    few = asked()
    for n in range(25):
        words = Words(f"Post {n} with it", uuid4(), answers=done.ref, files=(GivenFile(b"x", f"{n}.txt"),))
        reply(done.thread, words, by=cast.participant, at=at)
        begin(talking.home, talking.dan, at=at, text="Like it?")

    page = thread_page(done.thread, by=by, at=at)
    assert (page.number, page.pages, len(page.posts)) == (1, 2, 20)
    assert thread_page(done.thread, page=2, by=by, at=at).posts[-1].number == 26
    assert asked() == few
    assert max(few) <= 17


def test_a_community_of_a_programme_is_for_running_cohorts(cast, talking, at) -> None:
    after = at + timedelta(days=365 * 3)

    kinds = [line.kind for line in communities(by=cast.participant, at=after)]

    assert kinds == [SpaceKind.COHORT]
    assert [line.kind for line in communities(by=cast.programme_manager, at=after)].count(SpaceKind.PROGRAMME) == 1
