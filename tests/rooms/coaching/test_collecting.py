"""A portfolio: kept, shared entry by entry, taken home."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.coaching.actions.collecting import (
    add_entry,
    attach_to_entry,
    change_entry,
    comment_on_entry,
    detach_from_entry,
    put_entry_back,
    put_file_back,
    share_entry,
    take_entry_away,
    take_portfolio,
    tie_entry,
)
from goldenthread.coaching.actions.pairing import end_pairing
from goldenthread.coaching.models import Entry, EntryComment, EntryFile, EntryVersion
from goldenthread.coaching.queries.collecting import (
    entry_file,
    my_entry,
    my_portfolio,
    my_portfolios,
    new_reader,
    picked_page,
    portfolios_shared,
    shared_portfolio,
)
from goldenthread.coaching.types.collecting import EntryDraft, Reader
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.models import Companion
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.privacy import erase
from goldenthread.people.models import Person
from goldenthread.people.queries.privacy import held_about
from goldenthread.people.types import Duty
from tests.makers.coaching import make_enrolled, make_outside, make_pairing
from tests.makers.counting import statements_of
from tests.makers.leaving import leave

DRAFT = EntryDraft("How we plan together", "We tried the new agenda.", "https://school.example/plan")


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    return make_pairing(cast, place.enrolment, at=at)


@pytest.fixture
def ref(cast, place, at):
    return add_entry(place.enrolment, DRAFT, key=uuid4(), by=cast.participant, at=at)


def test_an_entry_is_kept_once_in_versions_and_read_by_nobody_else(cast, place, pairing, ref, at) -> None:
    who, later = cast.participant, at + timedelta(days=1)
    newer = EntryDraft("How we plan now", "It works.", "")

    assert add_entry(place.enrolment, DRAFT, key=ref, by=who, at=at) == ref
    change_entry(ref, DRAFT, since=1, by=who, at=later)
    change_entry(ref, newer, since=1, by=who, at=later)

    _, line = my_entry(ref, by=who)
    assert [(v.number, v.draft, v.at) for v in line.versions] == [(1, DRAFT, at), (2, newer, later)]
    assert shared_portfolio(place.enrolment, by=cast.coach) == ("Parveen Begum", ())
    assert portfolios_shared(by=cast.coach) == ()
    assert [d.did for d in AuditEntry.objects.filter(to=str(ref)).order_by("id")] == [
        "coaching.add_entry",
        "coaching.change_entry",
    ]


def test_the_key_of_somebody_elses_entry_begins_nothing(cast, place, ref, at) -> None:
    theirs = make_outside(cast, place.built, at=at)

    with pytest.raises(Entry.DoesNotExist):
        add_entry(theirs, DRAFT, key=ref, by=cast.outside_participant, at=at)

    assert Entry.objects.count() == EntryVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("draft", "since", "code"),
    [(EntryDraft(" "), 1, "no_title"), (EntryDraft("Newer"), 0, "changed_meanwhile")],
)
def test_what_cannot_be_saved_changes_nothing(cast, ref, at, draft, since, code) -> None:
    with pytest.raises(Refused) as refused:
        change_entry(ref, draft, since=since, by=cast.participant, at=at)

    assert refused.value.refusal.code == code
    assert EntryVersion.objects.count() == 1


def test_an_entry_without_a_title_is_not_begun(cast, place, at) -> None:
    with pytest.raises(Refused):
        add_entry(place.enrolment, EntryDraft(""), key=uuid4(), by=cast.participant, at=at)

    assert not Entry.objects.exists()


def test_statements_are_chosen_among_those_shown(cast, place, ref, at) -> None:
    who = cast.participant
    whole = picked_page(ref, by=who)
    every = [line.ref for section in whole.sections for line in section.lines]
    one, two, three = every[:3]
    tie_entry(ref, chosen=[one, two], shown=[one, two, three], by=who, at=at)

    tie_entry(ref, chosen=[three, uuid4()], shown=[two, three, uuid4()], by=who, at=at)

    page = picked_page(ref, by=who, find="nothing-says-this-anywhere")
    assert ([line.ref for line in page.chosen], page.sections, page.every) == ([one, three], (), len(every))
    portfolio = my_portfolio(place.enrolment, by=who)
    assert (portfolio.shown, portfolio.statements) == (2, len(every))


def test_a_file_is_checked_kept_once_and_taken_away(cast, place, pairing, ref, at) -> None:
    who = cast.participant
    assert attach_to_entry(ref, b"We planned.", name="plan.txt", by=who, at=at) == ("plan.txt", False)
    assert attach_to_entry(ref, b"We planned.", name="other.pdf", by=who, at=at) == ("plan.txt", True)
    file = EntryFile.objects.get().file_id

    assert entry_file(ref, file, by=who)[1] == b"We planned."
    with pytest.raises(Entry.DoesNotExist):
        entry_file(ref, uuid4(), by=who)
    with pytest.raises(Entry.DoesNotExist):
        entry_file(ref, file, by=cast.coach)
    share_entry(ref, [Reader.COACH], by=who, at=at)
    assert entry_file(ref, file, by=cast.coach)[0].name == "plan.txt"
    with pytest.raises(Refused) as refused:
        attach_to_entry(ref, b"", name="none.txt", by=who, at=at)
    assert refused.value.refusal.code == "file_empty"
    for n in range(4):
        attach_to_entry(ref, f"File {n}.".encode(), name=f"{n}.txt", by=who, at=at)
    with pytest.raises(Refused) as refused:
        attach_to_entry(ref, b"One more.", name="more.txt", by=who, at=at)
    assert refused.value.refusal.code == "enough_files"
    detach_from_entry(ref, file, by=who, at=at)
    line = my_entry(ref, by=who)[1]
    assert (len(line.files), [f.ref for f in line.files_away]) == (4, [file])
    assert entry_file(ref, file, by=who)[1] == b"We planned."
    with pytest.raises(Entry.DoesNotExist):
        entry_file(ref, file, by=cast.coach)
    assert shared_portfolio(place.enrolment, by=cast.coach)[1][0].files_away == ()
    assert attach_to_entry(ref, b"We planned.", name="other.txt", by=who, at=at) == ("plan.txt", False)
    assert [f.ref for f in my_entry(ref, by=who)[1].files_away] == []
    detach_from_entry(ref, file, by=who, at=at)
    for _ in range(2):
        put_file_back(ref, file, by=who, at=at)
    assert my_entry(ref, by=who)[1].files[0].ref == file
    detach_from_entry(ref, file, by=who, at=at)
    attach_to_entry(ref, b"One more.", name="more.txt", by=who, at=at)
    with pytest.raises(Refused) as refused:
        put_file_back(ref, file, by=who, at=at)
    assert refused.value.refusal.code == "enough_files"


def test_who_it_is_shared_with_reads_the_newest_version_and_comments(cast, place, pairing, ref, at) -> None:
    who = cast.participant
    change_entry(ref, EntryDraft("Newer"), since=1, by=who, at=at)
    share_entry(ref, [Reader.COACH, Reader.SPONSOR], by=who, at=at)

    _, (line,) = shared_portfolio(place.enrolment, by=cast.coach)
    assert [v.draft.title for v in line.versions] == ["Newer"]
    assert [(p.participant, p.entries) for p in portfolios_shared(by=cast.coach)] == [("Parveen Begum", 1)]
    for _ in range(2):
        assert comment_on_entry(ref, "Well said.", by=cast.coach, at=at) == (place.enrolment, False)
    assert comment_on_entry(ref, "Thank you.", by=who, at=at) == (place.enrolment, True)
    assert [c.words for c in my_entry(ref, by=who)[1].comments] == ["Well said.", "Thank you."]
    with pytest.raises(Refused):
        comment_on_entry(ref, " ", by=cast.coach, at=at)
    end_pairing(pairing, why="Moves away", by=cast.programme_manager, at=at)
    with pytest.raises(ObjectDoesNotExist):
        shared_portfolio(place.enrolment, by=cast.coach)


def test_taken_away_nobody_else_reads_it_and_it_comes_back_shared_with_nobody(cast, place, pairing, ref, at) -> None:
    who = cast.participant
    share_entry(ref, [Reader.COACH], by=who, at=at)

    take_entry_away(ref, by=who, at=at)

    page = my_portfolio(place.enrolment, by=who)
    assert ([e.ref for e in page.entries], [e.ref for e in page.taken_away]) == ([], [ref])
    put_entry_back(ref, by=who, at=at)
    page = my_portfolio(place.enrolment, by=who)
    assert [(e.ref, e.readers) for e in page.entries] == [(ref, ())]
    assert shared_portfolio(place.enrolment, by=cast.coach)[1] == ()


def test_nobody_else_reaches_it(cast, place, pairing, ref, at) -> None:
    share_entry(ref, list(Reader), by=cast.participant, at=at)
    make_outside(cast, place.built, at=at)

    for other in (cast.outsider, cast.outside_participant, cast.programme_manager, cast.inspector, cast.facilitator):
        with pytest.raises(ObjectDoesNotExist):
            shared_portfolio(place.enrolment, by=other)
        with pytest.raises(ObjectDoesNotExist):
            my_portfolio(place.enrolment, by=other)
        with pytest.raises(ObjectDoesNotExist):
            comment_on_entry(ref, "Seen.", by=other, at=at)
        with pytest.raises(ObjectDoesNotExist):
            change_entry(ref, EntryDraft("Mine"), since=1, by=other, at=at)
    assert EntryComment.objects.count() == 0
    assert my_portfolios(by=cast.coach) == ()
    assert [line.ref for line in my_portfolios(by=cast.participant)] == [place.enrolment]


def test_the_download_holds_a_page_the_same_for_machines_and_the_files(cast, place, ref, at) -> None:
    attach_to_entry(ref, b"We planned.", name="plan.txt", by=cast.participant, at=at)

    archive = zipfile.ZipFile(io.BytesIO(take_portfolio(place.enrolment, by=cast.participant, at=at)))

    assert archive.namelist() == ["index.html", "portfolio.json", "files/1/1-plan.txt"]
    assert archive.read("files/1/1-plan.txt") == b"We planned."
    assert json.loads(archive.read("portfolio.json"))["entries"][0]["ref"] == str(ref)
    assert AuditEntry.objects.filter(did="coaching.take_portfolio").count() == 1


def test_it_is_handed_out_and_erased_with_the_person(cast, place, ref, at) -> None:
    person = Person.objects.get(pk=cast.participant.person_id)
    assert held_about(person)[0]["coaching.EntryVersion"][0]["title"] == "How we plan together"

    erase(cast.participant.person, why="Asked", by=cast.administrator, at=at)

    kept = EntryVersion.objects.get()
    assert (kept.title, kept.words, kept.link) == ("Erased", "Erased", "Erased")


def test_an_entry_has_each_number_once_and_a_version_a_title(cast, ref, at) -> None:
    entry = Entry.objects.get()
    for wrong in ({"number": 1, "title": "Again"}, {"number": 2, "title": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryVersion.objects.create(entry=entry, at=at, **wrong)


def test_pages_take_as_many_statements_with_one_entry_as_with_many(cast, place, pairing, ref, at) -> None:
    who = cast.participant
    tie = picked_page(ref, by=who).sections[0].lines[0].ref

    def fill(entry) -> None:
        tie_entry(entry, chosen=[tie], shown=[tie], by=who, at=at)
        attach_to_entry(entry, b"We planned.", name="plan.txt", by=who, at=at)
        share_entry(entry, [Reader.COACH], by=who, at=at)
        comment_on_entry(entry, "Look.", by=who, at=at)

    def sent() -> list[int]:
        return [
            statements_of(lambda: my_portfolio(place.enrolment, by=who)),
            statements_of(lambda: shared_portfolio(place.enrolment, by=cast.coach)),
            statements_of(lambda: portfolios_shared(by=cast.coach)),
        ]

    fill(ref)
    few = sent()
    for _ in range(3):
        fill(add_entry(place.enrolment, DRAFT, key=uuid4(), by=who, at=at))

    assert sent() == few


def test_a_participant_sees_who_reads_and_hears_of_somebody_new(cast, place, pairing, ref, at) -> None:
    add = {"by": cast.programme_manager, "at": at}
    beside = {name: getattr(cast, name) for name in ("coach", "mentor", "sponsor")}
    for name in ("mentor", "sponsor"):
        add_companion(place.enrolment, beside[name].person, Role(name), **add)
    posted = {row.facts["companion"] for row in NoticeRow.objects.filter(kind="cohorts.companion_added")}
    rows = {row.role: row.ref for row in Companion.objects.all()}
    assert posted == {str(known) for known in rows.values()}
    assert [new_reader(place.enrolment, known) for known in rows.values()] == [None] * 3
    share_entry(ref, frozenset({Reader.COACH, Reader.MENTOR}), by=cast.participant, at=at)

    assert my_portfolio(place.enrolment, by=cast.participant).readers == (
        (Reader.COACH, "Colin Marsh"), (Reader.SPONSOR, "Samir Patel"), (Reader.MENTOR, "Megan Price"),
        (Reader.HEADTEACHER, cast.headteacher.name),
    )  # fmt: skip
    told = new_reader(place.enrolment, rows["mentor"])
    assert (told.address, told.reader, told.role, told.entries) == (
        "parveen@castlehill.example", "Megan Price", Reader.MENTOR, 1,
    )  # fmt: skip
    assert new_reader(place.enrolment, rows["sponsor"]) is None
    assert new_reader(place.enrolment, rows["coach"]).reports == 0
    leave(cast.mentor, Duty.MENTOR, cast, at=at)
    assert new_reader(place.enrolment, rows["mentor"]) is None
    assert len(my_portfolio(place.enrolment, by=cast.participant).readers) == 3
