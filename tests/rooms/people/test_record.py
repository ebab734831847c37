"""Searching the record of what was done, with names in place of references."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from goldenthread.ground.actions.record import audit
from goldenthread.people.actions.clients import make_client
from goldenthread.people.models import ApiClient
from goldenthread.people.queries.record import SOMEBODY, names_behind, record_csv, record_page, record_rows
from goldenthread.people.types import RecordSearch
from tests.makers.counting import statements_of

MINE = "tests."
DO = f"{MINE}do"


@pytest.fixture
def written(cast, at):
    """Three deeds: Colin to Parveen, Farah at the partner, and a command of the machine."""
    with transaction.atomic():
        audit(by=str(cast.coach), did=f"{DO}_one", to=str(cast.participant), at=at)
        later = at + timedelta(days=1)
        audit(by=str(cast.facilitator), did=f"{DO}_two", to="7", at=later, place=str(cast.partner.ref))
        audit(by="the command line", did=f"{DO}_three", to="7", at=at + timedelta(days=2))


def found(**asked) -> list[str]:
    page = record_page(RecordSearch(**({"did": MINE} | asked)))
    return [line.did.removeprefix(f"{DO}_") for line in page.lines]


def test_a_page_of_the_record_names_everybody_its_lines_speak_of(cast, at, written) -> None:
    page = record_page(RecordSearch(did=MINE))

    assert [line.did for line in page.lines] == [f"{DO}_three", f"{DO}_two", f"{DO}_one"]
    assert (page.total, page.number, page.pages) == (3, 1, 1)
    assert page.names == {
        str(cast.coach): "Colin Marsh",
        str(cast.participant): "Parveen Begum",
        str(cast.facilitator): "Farah Aziz",
        str(cast.partner.ref): "Harbour Teaching Hub",
    }


def test_somebody_is_found_by_name_by_address_and_by_reference(cast, written) -> None:
    assert found(who=" colin ") == ["one"]
    assert found(who="FARAH@harbour") == ["two"]
    assert found(who="harbour.example") == ["two", "one"]
    assert found(who=str(cast.coach)) == ["one"]
    assert found(who="the command line") == ["three"]
    assert found(who="nobody at all") == found(who=str(uuid4())) == []


def test_a_name_finds_what_was_done_to_somebody_and_to_what_is_theirs(cast, written) -> None:
    assert found(who="parveen") == ["one"]
    page = record_page(RecordSearch(did=MINE, who="farah"), belongings=lambda _: ("7",))
    assert [line.did for line in page.lines] == [f"{DO}_three", f"{DO}_two"]
    rows = record_rows(RecordSearch(did=MINE, who="farah"), belongings=lambda _: ("7",))
    assert len(list(rows)) == 2


def test_the_record_is_narrowed_to_what_whom_and_days(cast, at, written) -> None:
    tomorrow = (at + timedelta(days=1)).date()

    assert found(to=str(cast.participant)) == ["one"]
    assert found(to="7") == ["three", "two"]
    assert found(did="tests.do_two") == ["two"]
    assert found(did="tests.do_t") == []
    assert found(since=tomorrow) == ["three", "two"]
    assert found(until=tomorrow) == ["two", "one"]


def test_a_long_record_comes_in_pages_of_as_many_statements(cast, at, written) -> None:
    search = RecordSearch(did=MINE)
    few = statements_of(lambda: record_page(search))
    with transaction.atomic():
        for n in range(30):
            audit(by=str(cast.mentor), did=DO, to=str(n), at=at - timedelta(hours=n + 1))

    first, last = record_page(search), record_page(search, page="99")

    assert (len(first.lines), len(last.lines)) == (25, 8)
    assert [(p.total, p.number, p.pages) for p in (first, last)] == [(33, 1, 2), (33, 2, 2)]
    assert statements_of(lambda: record_page(search)) == few == 5
    assert statements_of(lambda: record_page(RecordSearch(did=MINE, who="megan"))) == 6


def test_a_file_of_the_record_has_every_line_with_the_name_of_who_did_it(cast, written) -> None:
    rows = list(record_rows(RecordSearch(did=MINE)))

    assert [(line.did.removeprefix(f"{DO}_"), name) for line, name in rows] == [
        ("three", "the command line"),
        ("two", "Farah Aziz"),
        ("one", "Colin Marsh"),
    ]
    assert len(list(record_rows(RecordSearch(did=MINE), most=2))) == 2
    file = record_csv(("did", "name"), rows, lambda line, name: (line.did, f" ={name}"))
    assert file.decode("utf-8-sig").splitlines()[1] == f"{DO}_three,' =the command line"


def test_what_must_not_lead_to_its_thing_is_told_by_its_day_alone(cast, at) -> None:
    """Neither the moment nor the order says which of a day's deeds was when; and what is nameless names nobody."""
    writers = sorted((cast.coach, cast.mentor, cast.facilitator), key=str)
    with transaction.atomic():
        audit(by="clock", did=f"{DO}_before", to="7", at=at - timedelta(days=1))
        for n, who in enumerate(writers):
            audit(by=str(who), did=f"{DO}_write", to=str(n), at=at + timedelta(minutes=n))
            audit(by=str(who), did=f"{DO}_settle", to=str(n), at=at + timedelta(minutes=n, seconds=1))
        audit(by=str(cast.coach), did=f"{DO}_answer", to="7", at=at - timedelta(days=2))
    kept = {"untied": (f"{DO}_write", f"{DO}_answer"), "nameless": (f"{DO}_answer",)}

    search = RecordSearch(did=MINE)
    rows = list(record_rows(search, **kept))
    said = [(line.did.removeprefix(f"{DO}_"), line.by, line.is_by_day) for line, _ in rows]

    settled = [("settle", str(who), False) for who in reversed(writers)]
    written = [("write", str(who), True) for who in writers]
    assert said == [*written, *settled, ("before", "clock", False), ("answer", SOMEBODY, True)]
    assert {line.at.strftime("%H:%M") for line, _ in rows if line.is_by_day} == {"00:00"}
    assert [line.did for line in record_page(RecordSearch(did=MINE, who="colin"), **kept).lines] == [
        f"{DO}_write",
        f"{DO}_settle",
    ]
    assert statements_of(lambda: record_page(search, **kept)) == 7
    assert record_page(RecordSearch(did="other."), **kept).lines == ()


def test_the_days_of_a_part_are_put_in_order_by_themselves(cast, at) -> None:
    with transaction.atomic():
        for n in range(30):
            audit(by=str(cast.mentor), did=f"{DO}_{n % 3}", to=str(n), at=at - timedelta(hours=5 * n))
    kept = {"untied": (f"{DO}_1",)}

    whole = [line for line, _ in record_rows(RecordSearch(did=MINE), **kept)]
    pages = [record_page(RecordSearch(did=MINE), page=page, **kept).lines for page in ("1", "2")]

    assert [*pages[0], *pages[1]] == whole
    assert len({line.to for line in whole}) == 30


def test_a_client_is_named_like_a_person(cast, at) -> None:
    make_client(name="Timetable screen", place=cast.partner.ref, by=cast.administrator, at=at)
    client = ApiClient.objects.get()
    lines = record_page(RecordSearch(to=str(client.ref))).lines

    assert names_behind(lines)[str(client.ref)] == "Timetable screen"
    assert names_behind(()) == {}
