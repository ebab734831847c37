"""Projects: forms, what is missing, where documents are named, names taken out, sheets, and booked windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from goldenthread.assessment.rules import booking
from goldenthread.assessment.rules.gathering import count_accounts, missing_from, pieces_of, rule_of, written_down
from goldenthread.assessment.rules.projects import (
    check,
    longest_run,
    terms_covered,
    why_not_change,
    why_not_hand_in,
    why_not_keep_details,
)
from goldenthread.assessment.rules.referring import mentions_of
from goldenthread.assessment.rules.sponsoring import why_not_ask, why_not_sign
from goldenthread.assessment.types.attempts import PutOffFacts, PutOffKind
from goldenthread.assessment.types.booking import BookedWindow, NewTerms
from goldenthread.assessment.types.counting import Block, PartCount, WordCount
from goldenthread.assessment.types.projects import (
    AccountLine,
    CheckLine,
    DocumentKind,
    DocumentLine,
    FormDocument,
    FormPart,
    Mention,
    Named,
    ProjectDetails,
    Standing,
    TaskForm,
    TermsRun,
    Weight,
)
from goldenthread.assessment.types.words import Part, State
from goldenthread.cohorts.types.terms import Span, SpanKind, TermDates
from goldenthread.ground.types import KeptFile
from goldenthread.programmes.types import OverLimit, PenaltyBand, WordRule
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, a_script, a_window

NOW = datetime(2026, 1, 10, tzinfo=UTC)
FORM = TaskForm(
    slug="made",
    title="Made",
    holds_from=date(2017, 9, 1),
    source="Made for tests",
    is_illustrative=True,
    parts=(FormPart("A", "Part A", ("1", "2")), FormPart("B", "Part B", ("3",))),
    documents=(FormDocument("1", "Raw data"), FormDocument("2", "Sponsor comments", DocumentKind.SPONSOR)),
    limit=100,
    least_terms=2,
    projects=2,
)
DETAILS = ProjectDetails(1, "Reading", "Reading ages", date(2025, 9, 1), date(2026, 3, 1))
FILE = KeptFile(UUID(int=5), "a.docx", "x", 9, "f" * 64, NOW)


def an_account(place: str, words: int, limit: int = 0) -> AccountLine:
    counted = WordCount((PartCount(Part.BODY, words, True),), limit, "reader")
    return AccountLine(UUID(int=1), place, f"Account {place}", FILE, UUID(int=2), counted, (), NOW)


def standing(*accounts: AccountLine, form: TaskForm = FORM, **other) -> Standing:
    words = sum(account.count.counted for account in accounts)
    said = {
        "form": form,
        "projects": (DETAILS,),
        "accounts": accounts,
        "documents": (),
        "sponsor": None,
        "count": WordCount((PartCount(Part.BODY, words, True),), form.most, "reader"),
        "rule": WordRule(limit=form.most),
        "names": Named(()),
    }
    return Standing(**{**said, **other})


def codes(lines: tuple[CheckLine, ...]) -> list[str]:
    return [line.code for line in lines]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("As Document 2 shows", True),
        ("see documents 1, 2 and 3", True),
        ("(doc. 2)", True),
        ("the RAW   data of the year", True),
        ("Document 12 and document 20", False),
        ("rawdata", False),
        ("Document 1 has 2 pages", False),
    ],
)
def test_a_document_is_named_by_its_label_or_its_title(text, is_named) -> None:
    found = mentions_of("Document 2", "Raw data", [("Part A", (Block(Part.BODY, "First."), Block(Part.BODY, text)))])

    assert [(each.account, each.paragraph) for each in found] == ([("Part A", 2)] if is_named else [])


def test_a_long_paragraph_is_quoted_around_the_name() -> None:
    text = "word " * 40 + "Document 1" + " other" * 40

    (found,) = mentions_of("Document 1", "Raw data", [("A", (Block(Part.BODY, text),))])

    assert found.words.startswith("…word")
    assert found.words.endswith("other…")
    assert len(found.words) < 140


def test_a_term_counts_if_half_of_it_is_covered() -> None:
    autumn = Span(SpanKind.TERM, "Autumn", date(2025, 9, 1), date(2025, 12, 19))
    spring = Span(SpanKind.TERM, "Spring", date(2026, 1, 5), date(2026, 3, 27))
    half = Span(SpanKind.HALF_TERM, "Half term", date(2025, 10, 27), date(2025, 10, 31))
    dates = TermDates((autumn, half, spring))

    assert terms_covered(date(2025, 9, 1), date(2026, 3, 1), dates) == TermsRun(2)
    assert terms_covered(date(2025, 9, 1), date(2026, 1, 31), dates) == TermsRun(1)
    assert terms_covered(date(2025, 9, 1), date(2026, 1, 31), TermDates((half,))) is None


def test_whoever_decides_about_a_late_project_reads_what_it_lacks() -> None:
    form = replace(FORM, parts=(FormPart("A", "Part A", ("1",)), FormPart("B", "Part B", ("2",))))
    pieces = pieces_of(standing(an_account("A", 50)))

    assert missing_from(form, written_down(pieces, ())) == (
        "The account of Part B",
        "Raw data, for criterion 1",
        "Sponsor comments, for criterion 2",
    )
    assert missing_from(form, written_down(pieces, ("B",))) == ("Raw data, for criterion 1",)
    whole = written_down(pieces_of(standing(an_account("whole", 50))), ())
    assert missing_from(replace(form, documents=()), whole) == ()


def test_terms_that_nobody_entered_are_not_counted_as_none() -> None:
    autumn = Span(SpanKind.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18))
    later = Span(SpanKind.TERM, "Summer", date(2027, 4, 12), date(2027, 7, 21))
    dates = TermDates((later, autumn))
    cases = [
        (date(2025, 9, 1), date(2026, 11, 30), TermsRun(1, (date(2025, 9, 1), date(2026, 8, 31)))),
        (date(2026, 7, 22), date(2026, 12, 18), TermsRun(1)),
        (date(2026, 9, 1), date(2027, 7, 21), TermsRun(2, (date(2026, 12, 19), date(2027, 4, 11)))),
        (date(2027, 4, 12), date(2027, 12, 17), TermsRun(1, (date(2027, 7, 22), date(2027, 12, 17)))),
    ]
    for starts_on, ends_on, run in cases:
        assert terms_covered(starts_on, ends_on, dates) == run

    runs = [terms_covered(*each[:2], dates) for each in cases]
    assert longest_run(runs) == TermsRun(2, cases[0][2].unentered)
    assert longest_run([None, TermsRun(1)]) == TermsRun(1)
    assert longest_run([None]) is longest_run([]) is None
    account = an_account("whole", 50)
    lines = [check(standing(account), terms=run) for run in (cases[0][2], replace(cases[0][2], number=2))]
    assert [[line.code for line in each if "term" in line.code] for each in lines] == [["terms_not_entered"], []]
    assert any("between 1 September 2025 and 31 August 2026 are not entered" in line.says for line in lines[0])


def test_the_check_says_everything_that_is_missing_the_gravest_first() -> None:
    documents = (
        DocumentLine(FORM.documents[0], "Document 1", "Part A"),
        DocumentLine(FORM.documents[1], "Document 2", "Part A"),
        DocumentLine(FormDocument("3", "Budget", DocumentKind.BUDGET), "Document 3", "Part B"),
    )
    bare = check(standing(projects=(), documents=documents), terms=None)
    assert codes(bare) == ["no_account", "no_account", "no_project", "no_document", "no_document", "no_document"]
    assert [line.mend for line in bare[3:]] == [
        "Upload it.", "Ask your sponsor, or remind them.", "Upload it or fill it in here.",
    ]  # fmt: skip
    there = DocumentLine(FORM.documents[0], "Document 1", "Part A", file=FILE)
    named = replace(there, mentions=(Mention("A", 1, "x"),))
    assert codes(check(standing(an_account("whole", 120), documents=(there, named)), terms=TermsRun(1))) == [
        "too_short", "not_named", "too_many_words",
    ]  # fmt: skip
    assert check(standing(an_account("whole", 50), documents=(named,)), terms=TermsRun(2)) == ()
    assert codes(check(standing(an_account("A", 50), form=replace(FORM, least_terms=0)), terms=None)) == ["no_account"]
    halves = replace(FORM, limit=0, parts=(FormPart("A", "Part A", limit=10), FormPart("B", "Part B", limit=10)))
    over = check(standing(an_account("A", 12, 10), an_account("B", 9, 10), form=halves), terms=TermsRun(2))
    assert [line.says for line in over] == ["Account A is 2 words over its limit of 10."]
    (missing,) = check(standing(an_account("A", 1, 10), form=halves), terms=TermsRun(2))
    assert (missing.mend, halves.most) == ("Upload it.", 20)


@pytest.mark.parametrize(
    ("words", "rule", "untold", "weight", "says"),
    [
        (
            121,
            {"over": OverLimit.STOP},
            False,
            Weight.STOP,
            "121 words count, and at most 100 are allowed: 21 too many.",
        ),
        (101, {"over": OverLimit.STOP}, True, Weight.LOOK, "The account is 1 word over the limit of 100."),
        (100, {"over": OverLimit.STOP}, False, None, ""),
        (101, {"over": OverLimit.PENALTY, "bands": (PenaltyBand(0, 2),)}, False, Weight.LOOK, "2 marks are taken off."),
        (101, {}, False, Weight.LOOK, "The account is 1 word over the limit of 100."),
    ],
)
def test_too_many_words_stop_where_the_policy_stops_them(words, rule, untold, weight, says) -> None:
    account = an_account("whole", words)
    count = WordCount(account.count.parts, 100, "reader", doubts=("Not sure.",) * untold)
    lines = check(standing(account, count=count, rule=WordRule(100, **rule)), terms=TermsRun(2))

    assert [line.weight for line in lines] == [weight] * bool(weight)
    assert says in "".join(line.says for line in lines)
    if weight is Weight.STOP:
        assert lines[0].mend == "Shorten it by 21 words, and upload it again."
        assert why_not_hand_in(lines, knows=True).code == "too_many_words"


def test_handing_in_stops_for_what_is_needed_and_asks_about_the_rest() -> None:
    stop, look = CheckLine("s", Weight.STOP, "S", "M"), CheckLine("l", Weight.LOOK, "L", "M")

    assert why_not_hand_in((stop, look), knows=True).code == "not_whole"
    assert why_not_hand_in((look,), knows=False).code == "not_seen"
    assert why_not_hand_in((look,), knows=True) is None
    assert why_not_hand_in((), knows=False) is None


def test_what_is_not_there_is_no_piece() -> None:
    line = DocumentLine(FORM.documents[0], "Document 1", "Part A")

    assert [piece.place for piece in pieces_of(standing(an_account("A", 1), documents=(line,)))] == ["A", "details"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": 3}, "no_such_project"),
        ({"improves": " "}, "project_unnamed"),
        ({"title": "x" * 201}, "project_too_long"),
        ({"ends_on": date(2025, 9, 1)}, "project_ends_first"),
        ({"ends_on": date(2099, 9, 1)}, "project_runs_long"),
    ],
)
def test_details_that_cannot_be_kept_say_why(change, code) -> None:
    assert why_not_keep_details(replace(DETAILS, **change), FORM).code == code


def test_a_project_changes_until_its_window_closes_or_it_is_marked() -> None:
    assert why_not_change(a_script(State.BEGUN), at=OPENS - timedelta(days=90)) is None
    assert why_not_change(a_script(State.BEGUN), at=CLOSES).code == "window_closed"
    assert why_not_change(a_script(State.ALLOCATED), at=INSIDE).code == "being_marked"
    assert why_not_change(a_script(State.WITHDRAWN), at=INSIDE).code == "taken_out"
    passed = replace(a_script(State.BEGUN), has_passed=True)
    assert why_not_change(passed, at=INSIDE).code == "passed_already"
    assert why_not_change(passed, at=CLOSES, late_days=5).code == "passed_already"


def test_whoever_is_asked_to_comment_is_somebody_else_and_not_asked_for_ever() -> None:
    fine = {"name": "A", "email": "a@b.c", "own_email": "x@y.z", "asks_for_comments": True, "letters": 0, "asked": 0}
    cases = [
        ({}, None),
        ({"asks_for_comments": False}, "no_sponsor_asked"),
        ({"name": " "}, "no_sponsor_name"),
        ({"own_email": "A@B.c"}, "own_sponsor"),
        ({"letters": 5}, "enough_letters"),
        ({"asked": 6}, "enough_asked"),
        ({"name": "Your Bank, see HTTP://x.example"}, "no_name"),
        ({"name": "Go to WWW.x.example"}, "no_name"),
    ]
    found = [why_not_ask(**{**fine, **change}) for change, _ in cases]
    assert [each.code if each else None for each in found] == [code for _, code in cases]
    signed = [("x" * 30, "A"), ("x", "A"), ("x" * 20_001, "A"), ("x" * 30, " "), ("x" * 30, "=A")]
    found = [why_not_sign(text=text, name=name) for text, name in signed]
    assert [each.code if each else None for each in found] == [
        None,
        "no_comment",
        "comment_too_long",
        "not_signed",
        "no_name",
    ]


def test_windows_are_booked_in_time_and_while_there_is_room() -> None:
    window = BookedWindow(a_window().ref, OPENS, CLOSES, OPENS, 2, 1)
    full, free = replace(window, booked=2), replace(window, books_until=None, places=None)

    def book(which: BookedWindow, *, enrolment: str = "active", is_booked: bool = False, at=NOW) -> str:
        found = booking.why_not_book(which, enrolment=enrolment, is_booked=is_booked, at=at)
        return found.code if found else ""

    assert [book(window), book(full), book(free), book(window, is_booked=True), book(window, at=OPENS)] == [
        "", "window_full", "no_booking", "booked_already", "booking_closed",
    ]  # fmt: skip
    assert book(window, enrolment="withdrawn") == "not_taking_part"
    # Its times were changed since: it closes before the day until which it could be booked.
    moved = replace(window, books_until=AFTER)
    assert [book(moved, at=INSIDE), book(moved, at=CLOSES)] == ["", "booking_closed"]
    assert booking.why_not_give_back(moved, has_handed_in=False, at=CLOSES).code == "booking_closed"

    def begin(which: BookedWindow, *, is_booked: bool, at=NOW) -> str:
        found = booking.why_not_begin(which, enrolment="active", is_booked=is_booked, at=at)
        return found.code if found else ""

    assert [begin(window, is_booked=False), begin(window, is_booked=True), begin(free, is_booked=False)] == [
        "not_booked", "", "",
    ]  # fmt: skip
    assert begin(window, is_booked=True, at=CLOSES) == "window_closed"
    back = [
        booking.why_not_give_back(window, has_handed_in=True, at=NOW).code,
        booking.why_not_give_back(free, has_handed_in=False, at=NOW).code,
        booking.why_not_give_back(window, has_handed_in=False, at=NOW),
    ]
    assert back == ["handed_in", "booking_closed", None]


def test_who_was_not_to_be_assessed_did_not_miss_it() -> None:
    def why_not(put_off: PutOffFacts | None = None, *, handed_in: bool = False, at=AFTER) -> str:
        found = booking.why_not_missed(a_window(), has_handed_in=handed_in, put_off=put_off, at=at)
        return found.code if found else ""

    later = PutOffFacts(PutOffKind.DEFERRED, AFTER)
    assert [why_not(), why_not(later), why_not(handed_in=True), why_not(at=NOW)] == [
        "",
        "not_assessed_here",
        "handed_in",
        "window_open",
    ]
    assert [
        booking.put_off_in_words(each)
        for each in (later, PutOffFacts(PutOffKind.DEFERRED, None), PutOffFacts(PutOffKind.WITHDRAWN, None))
    ] == ["Put off to Tuesday 10 February 2026", "Put off", "Withdrawn from this assessment"]


def test_terms_of_a_window_are_such_that_it_can_be_booked() -> None:
    form = UUID(int=1)
    cases = [
        (NewTerms(form), 0, NOW, None),
        (NewTerms(form), 0, AFTER, "window_closed"),
        (NewTerms(form, None, 3), 0, NOW, "places_unbooked"),
        (NewTerms(form, AFTER), 0, NOW, "books_too_long"),
        (NewTerms(form, NOW), 0, NOW, "books_in_past"),
        (NewTerms(form, OPENS, 3), 4, NOW, "too_few_places"),
        (NewTerms(form, OPENS, 0), 0, NOW, "too_few_places"),
    ]

    found = [booking.why_not_set_terms(new, a_window(), booked=booked, at=at) for new, booked, at, _ in cases]

    assert [each.code if each else None for each in found] == [code for *_, code in cases]
    # What is changed after booking has closed need not open it again.
    assert booking.why_not_set_terms(NewTerms(form, NOW, fee="£5"), a_window(), booked=0, at=NOW, before=NOW) is None


def test_limits_come_from_the_form_with_the_allowance_of_the_policy() -> None:
    policy = WordRule(limit=2000, allowance=10)
    assert rule_of(FORM, policy) == WordRule(limit=100, allowance=10)
    assert rule_of(replace(FORM, limit=0), policy) == policy
    split = replace(FORM, limit=0, parts=(FormPart("A", "Part A", limit=60), FormPart("B", "Part B", limit=40)))
    rule = rule_of(split, policy)
    assert rule.limit == 100
    assert [(each.name, each.limit) for each in rule.limits] == [("Part A", 60), ("Part B", 40)]


def test_each_part_is_held_to_its_own_limit_over_its_account() -> None:
    split = replace(FORM, limit=0, parts=(FormPart("A", "Part A", limit=3), FormPart("B", "Part B", limit=9)))
    texts = {"A": "one two three four", "B": "five six"}
    accounts = [
        replace(
            an_account(key, len(text.split())),
            title=f"Part {key}",
            blocks=(Block(Part.BODY, text),),
            untold={Part.TABLES},
        )
        for key, text in texts.items()
    ]
    counted = count_accounts(accounts, rule_of(split, WordRule(limit=5, counts_tables=False)))
    assert (counted.counted, counted.limit, counted.beyond) == (6, 12, 1)
    assert [(each.name, each.counted, each.beyond) for each in counted.pieces] == [("Part A", 4, 1), ("Part B", 2, 0)]
    assert not counted.is_sure
