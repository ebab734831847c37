"""What was done elsewhere goes into a portfolio; tutors and heads read what is shared with them; somebody is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.coaching.actions.collecting import (
    add_entry,
    change_entry,
    comment_on_entry,
    detach_from_entry,
    share_entry,
    take_entry_away,
)
from goldenthread.coaching.actions.taking_in import take_in
from goldenthread.coaching.models import Entry, EntryComment, EntryFile, EntryVersion
from goldenthread.coaching.queries.collecting import (
    my_entry,
    my_portfolio,
    portfolios_shared,
    shared_portfolio,
    to_take_in,
)
from goldenthread.coaching.queries.letters import letters_about_comment, letters_about_sharing
from goldenthread.coaching.rules.collecting import MOST_ENTRIES, MOST_TOGETHER
from goldenthread.coaching.types.collecting import EntryDraft, Offered, Origin, Reader
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import Refused
from goldenthread.programmes.queries.coverage import statements_asked
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def task(place, at):
    """An accepted task with a file, against the first two statements of the programme."""
    release = Enrolment.objects.get(ref=place.ref).cohort.release_id
    statements = tuple(line.ref for line in statements_asked(release)[:2])
    file = keep_file(b"What I saw.", name="notes.txt", media_type="text/plain", at=at)
    words = "We greet every child. " * 1200
    return Offered(Origin.TASK, uuid4(), "Describe a culture", words, (*statements, uuid4()), (file.ref, uuid4()), at)


def test_what_was_done_is_taken_in_once_with_its_files_and_statements_and_nobody_else_reads_it(
    cast, place, task, at
) -> None:
    who = cast.participant
    assert [line.is_newer for line in to_take_in(place.ref, [task], by=who)] == [False]

    assert [take_in(place.ref, [task], by=who, at=at) for _ in range(2)] == [1, 0]

    (entry,) = my_portfolio(place.ref, by=who).entries
    assert (entry.origin, entry.readers, entry.newest.draft) == (
        Origin.TASK,
        (),
        EntryDraft("Describe a culture", task.words.strip()),
    )
    assert [line.ref for line in entry.statements] == list(task.statements[:2])
    assert [file.ref for file in entry.files] == [task.files[0]]
    assert StoredFile.objects.count() == 1
    assert to_take_in(place.ref, [task], by=who) == ()
    assert [e.facts for e in AuditEntry.objects.filter(did="coaching.take_in").order_by("id")] == [
        {"origin": "task", "of": str(task.ref)}
    ]
    for other in (cast.outside_participant, cast.coach):
        with pytest.raises(ObjectDoesNotExist):
            take_in(place.ref, [task], by=other, at=at)


def test_what_became_newer_is_a_further_version_and_what_was_taken_away_comes_back(cast, place, task, at) -> None:
    who, later = cast.participant, at + timedelta(days=9)
    take_in(place.ref, [task], by=who, at=at)
    ref = Entry.objects.get().ref
    change_entry(ref, EntryDraft("Mine", "My own words."), since=1, by=who, at=at)
    detach_from_entry(ref, task.files[0], by=who, at=at)
    newer = replace(task, words="We do it again, and better.", at=later)
    assert [line.is_newer for line in to_take_in(place.ref, [newer], by=who)] == [True]

    take_in(place.ref, [newer], by=who, at=later)

    line = my_entry(ref, by=who)[1]
    assert [v.draft.title for v in line.versions] == ["Describe a culture", "Mine", "Describe a culture"]
    assert (line.newest.draft.words, line.files, len(line.files_away)) == (newer.words, (), 1)
    take_entry_away(ref, by=who, at=later)
    take_in(place.ref, [newer], by=who, at=later)
    line = my_entry(ref, by=who)[1]
    assert (line.is_taken_away, len(line.versions), line.readers) == (False, 3, ())


@pytest.mark.parametrize(("code", "full"), [("full", "entries"), ("portfolio_full", "files")])
def test_a_full_portfolio_takes_nothing_in(cast, place, task, at, code, full) -> None:
    enrolment = Enrolment.objects.get(ref=place.ref)
    if full == "entries":
        Entry.objects.bulk_create(Entry(enrolment=enrolment, at=at) for _ in range(MOST_ENTRIES))
    else:
        heavy = StoredFile.objects.create(
            key="kept/x", name="x", media_type="x", size=MOST_TOGETHER, sha256="x", kept_at=at
        )
        EntryFile.objects.create(entry=Entry.objects.create(enrolment=enrolment, at=at), file=heavy)

    with pytest.raises(Refused) as refused:
        take_in(place.ref, [task], by=cast.participant, at=at)

    assert refused.value.refusal.code == code
    assert not EntryVersion.objects.exists()


def test_an_entry_says_from_what_it_was_taken_in_or_nothing_of_it(place, at) -> None:
    enrolment = Enrolment.objects.get(ref=place.ref)

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(enrolment=enrolment, at=at, origin="task")


def test_tutors_and_the_head_read_what_is_shared_with_them_and_a_manager_who_sees_them_all_does_not(
    cast, place, at
) -> None:
    ref = add_entry(place.ref, EntryDraft("Our plan"), key=uuid4(), by=cast.participant, at=at)
    share_entry(ref, [Reader.FACILITATOR, Reader.HEADTEACHER], by=cast.participant, at=at)

    for who in (cast.facilitator, cast.headteacher):
        assert [line.entries for line in portfolios_shared(by=who)] == [1]
        assert [line.ref for line in shared_portfolio(place.ref, by=who)[1]] == [ref]
    for who in (cast.programme_manager, cast.outsider, cast.coach, cast.inspector):
        assert portfolios_shared(by=who) == ()
        with pytest.raises(ObjectDoesNotExist):
            shared_portfolio(place.ref, by=who)
    few = statements_of(lambda: portfolios_shared(by=cast.headteacher))
    for n in range(3):
        more = add_entry(place.ref, EntryDraft(f"Plan {n}"), key=uuid4(), by=cast.participant, at=at)
        share_entry(more, [Reader.HEADTEACHER], by=cast.participant, at=at)
    assert statements_of(lambda: portfolios_shared(by=cast.headteacher)) == few


def test_whoever_an_entry_is_newly_shared_with_is_told_once_a_day(cast, place, at) -> None:
    who = cast.participant
    ref = add_entry(place.ref, EntryDraft("Our plan"), key=uuid4(), by=who, at=at)
    share_entry(ref, [Reader.HEADTEACHER], by=who, at=at)
    share_entry(ref, [Reader.HEADTEACHER, Reader.FACILITATOR, Reader.COACH], by=who, at=at)
    share_entry(ref, [Reader.HEADTEACHER], by=who, at=at)

    told = [row.facts for row in NoticeRow.objects.filter(kind="coaching.entry_shared").order_by("id")]

    day = at.date().isoformat()
    assert [facts["readers"] for facts in told] == ["headteacher", "coach,facilitator"]
    (letter,) = letters_about_sharing(ref, ["headteacher", "facilitator"], day=day)
    assert (letter.to, letter.participant, letter.title, letter.said_by, letter.is_own) == (
        "helen@castlehill.example",
        "Parveen Begum",
        "Our plan",
        "",
        False,
    )
    assert letter.key == f"coaching.entry_shared:{place.ref}:{day}:{cast.headteacher.person}"
    share_entry(ref, [Reader.FACILITATOR], by=who, at=at)
    assert [one.to for one in letters_about_sharing(ref, ["facilitator"], day=day)] == ["farah@harbour.example"]
    assert letters_about_sharing(ref, ["headteacher"], day=day) == ()
    take_entry_away(ref, by=who, at=at)
    assert letters_about_sharing(ref, ["facilitator"], day=day) == ()


def test_a_comment_is_told_to_the_others_who_have_to_do_with_the_entry(cast, place, at) -> None:
    who = cast.participant
    ref = add_entry(place.ref, EntryDraft("Our plan"), key=uuid4(), by=who, at=at)
    share_entry(ref, [Reader.HEADTEACHER, Reader.FACILITATOR], by=who, at=at)
    comment_on_entry(ref, "Good.", by=cast.headteacher, at=at)
    comment_on_entry(ref, "I agree.", by=cast.facilitator, at=at)
    comment_on_entry(ref, "Thank you.", by=who, at=at)
    first, second, third = EntryComment.objects.order_by("pk")

    def told(comment):
        return {(one.to.partition("@")[0], one.said_by, one.is_own) for one in letters_about_comment(comment.pk)}

    assert told(first) == {("parveen", "Helen Carter", True)}
    assert told(second) == {("parveen", "Farah Aziz", True), ("helen", "Farah Aziz", False)}
    assert told(third) == {("helen", "Parveen Begum", False), ("farah", "Parveen Begum", False)}
    share_entry(ref, [Reader.HEADTEACHER], by=who, at=at)
    assert told(third) == {("helen", "Parveen Begum", False)}
