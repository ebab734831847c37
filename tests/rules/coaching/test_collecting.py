"""What may stand in a portfolio, who reads it, and what is taken home."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from goldenthread.coaching.rules.binding import as_json, as_page
from goldenthread.coaching.rules.collecting import (
    MOST_ENTRIES,
    MOST_FILES,
    MOST_TOGETHER,
    by_statement,
    picked,
    what_is_new,
    why_not_add,
    why_not_attach,
    why_not_change,
    why_not_comment,
    why_not_keep,
)
from goldenthread.coaching.types.collecting import (
    CommentLine,
    EntryDraft,
    EntryLine,
    EntryRef,
    EntryVersionLine,
    Offered,
    Origin,
    PickedPage,
    PortfolioPage,
    Reader,
)
from goldenthread.frameworks.types import EditionRef, Kind, StatementLine, StatementRef
from goldenthread.ground.types import FileRef, KeptFile

AT = datetime(2026, 3, 4, 17, tzinfo=UTC)


def statement(section: int, number: int) -> StatementLine:
    return StatementLine(
        id=section * 10 + number, ref=StatementRef(uuid4()), code=f"MADE.{section}.LT.{number}", kind=Kind.LEARN_THAT,
        number=number, text="Teams <plan> together.", section=section, section_title=f"Part {section}",
        edition="MADE (2020)", edition_ref=EditionRef(uuid4()),
    )  # fmt: skip


def entry(*statements: StatementLine, title: str = "Planning", link: str = "", files=(), comments=()) -> EntryLine:
    versions = (
        EntryVersionLine(1, EntryDraft("First", "Once"), AT),
        EntryVersionLine(2, EntryDraft(title, "We planned.\n\nIt <b>helped</b>.", link), AT),
    )
    return EntryLine(EntryRef(uuid4()), versions, statements, files, (Reader.COACH,), comments)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (EntryDraft("Planning"), None),
        (EntryDraft("Planning", "Words", "https://school.example/plan"), None),
        (EntryDraft("  "), "no_title"),
        (EntryDraft("t" * 201), "too_long"),
        (EntryDraft("Planning", "w" * 20_001), "too_long"),
        (EntryDraft("Planning", "", "https://" + "l" * 600), "too_long"),
        (EntryDraft("Planning", "", "javascript:alert(1)"), "odd_address"),
    ],
)
def test_an_entry_has_a_title_and_only_web_links(draft, code) -> None:
    refusal = why_not_keep(draft)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (why_not_add(entries=MOST_ENTRIES - 1), None),
        (why_not_add(entries=MOST_ENTRIES), "full"),
        (why_not_change(kept=2, since=2), None),
        (why_not_change(kept=3, since=2), "changed_meanwhile"),
        (why_not_attach(files=0, held=0, size=MOST_TOGETHER), None),
        (why_not_attach(files=MOST_FILES, held=0, size=1), "enough_files"),
        (why_not_attach(files=0, held=MOST_TOGETHER, size=1), "portfolio_full"),
        (why_not_comment("Well said."), None),
        (why_not_comment(" "), "nothing_said"),
        (why_not_comment("w" * 20_001), "too_long"),
    ],
)
def test_what_is_refused_says_why(refusal, code) -> None:
    assert (refusal.code if refusal else None) == code


def offered(n: int, at: datetime, origin: Origin = Origin.TASK) -> Offered:
    return Offered(origin, UUID(int=n), f"Task {n}", "Words", (), (), at)


def test_what_is_not_there_yet_or_only_in_an_older_state_can_be_taken_in_newest_first() -> None:
    later = AT + timedelta(days=1)
    same, newer, new = offered(1, AT), offered(2, later), offered(3, AT)
    taken = {(Origin.TASK, UUID(int=1)): AT, (Origin.TASK, UUID(int=2)): AT, (Origin.CATCH_UP, UUID(int=3)): later}

    found = what_is_new([same, newer, new], taken)

    assert [(line.offered, line.is_newer) for line in found] == [(newer, True), (new, False)]
    assert (new.key, new.origin_name) == (f"task:{UUID(int=3)}", "A task that was accepted")


def test_the_chosen_come_first_whatever_is_looked_for_and_the_others_by_section() -> None:
    one, two, three, four = statement(1, 1), statement(1, 2), statement(2, 1), statement(2, 2)

    chosen, sections = picked([one, two, three, four], {two.ref}, {one.ref, two.ref, four.ref})

    assert chosen == (two,)
    assert [(s.number, s.title, s.lines) for s in sections] == [(1, "Part 1", (one,)), (2, "Part 2", (four,))]
    assert PickedPage(EntryRef(UUID(int=1)), "Plan", chosen, sections, 4).found == 2


def test_every_statement_stands_in_its_section_with_its_entries_or_none() -> None:
    one, two, three = statement(1, 1), statement(1, 2), statement(2, 1)
    first, second = entry(one, three), entry(one)

    first_section, second_section = by_statement([one, two, three], [first, second])

    assert [line.entries for line in first_section.lines] == [(first, second), ()]
    assert (first_section.number, first_section.title, first_section.shown) == (1, "Part 1", 1)
    assert [line.entries for line in second_section.lines] == [(first,)]
    assert [line.statement for line in first_section.missing] == [two]


def test_an_entry_says_its_newest_version_and_the_earlier_ones_newest_first() -> None:
    one = entry()

    assert (one.newest.number, [v.number for v in one.earlier], one.shared_with) == (2, [1], "your coach")
    assert (one.origin_name, replace(one, origin=Origin.TASK).origin_name) == ("", "A task that was accepted")


def test_what_is_taken_home_escapes_what_was_written_and_names_every_file_apart() -> None:
    files = tuple(KeptFile(FileRef(UUID(int=n)), "plan.pdf", "application/pdf", 3, "ab", AT) for n in (1, 2))
    said = (CommentLine("Colin <Marsh>", "Good & clear", AT),)
    one, other = statement(1, 1), statement(1, 2)
    full = entry(one, title="<script>", link='https://a.example/"x', files=files, comments=said)
    page = PortfolioPage(uuid4(), "Parveen & co", "NPQ", (full, entry()), (), by_statement([one, other], [full]))

    html, told = as_page(page), json.loads(as_json(page))

    assert "<script>" not in html
    for words in (
        "Parveen &amp; co", "&lt;script&gt;", "It &lt;b&gt;helped&lt;/b&gt;.", 'href="https://a.example/&quot;x"',
        'href="files/1/1-plan.pdf"', 'href="files/1/2-plan.pdf"', "Good &amp; clear", 'href="#entry-1"', "Nothing yet",
    ):  # fmt: skip
        assert words in html
    assert [v["title"] for v in told["entries"][0]["versions"]] == ["First", "<script>"]
    assert [f["path"] for f in told["entries"][0]["files"]] == ["files/1/1-plan.pdf", "files/1/2-plan.pdf"]
    assert told["entries"][0]["statements"] == [{"code": "MADE.1.LT.1", "text": "Teams <plan> together."}]
    assert (page.shown, page.statements) == (1, 2)
