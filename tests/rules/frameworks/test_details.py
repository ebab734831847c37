"""Which details say enough, what stands in the way of publishing them, and which web addresses are whole."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.frameworks.rules.details import (
    is_address_uncertain,
    runs_of,
    tidied,
    why_not_publish_details,
    why_not_say,
)
from goldenthread.frameworks.types import DetailFacts, DetailKind, ItemFacts, ItemState, Kind, Saying

SECTIONS = frozenset({1, 2})
POINT = Saying(DetailKind.POINT, "high", figure=1)
PART = Saying(DetailKind.PART, "plans", label="A")


def facts(says: Saying, state: ItemState = ItemState.ACCEPTED, doubts: int = 0) -> DetailFacts:
    return DetailFacts(says, state, doubts)


def criterion(printed: str, part: str = "") -> ItemFacts:
    return ItemFacts(1, Kind.CRITERION, None, "Counts.", ItemState.ACCEPTED, 0, printed, part)


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (POINT, None),
        (PART, None),
        (Saying(DetailKind.WORD_LIMIT), None),
        (Saying(DetailKind.WORD_LIMIT, figure=4500), None),
        (Saying(DetailKind.REFERENCE, "Moss (2019)", section=2), None),
        (Saying(DetailKind.REFERENCE), "says_too_little"),
        (Saying(DetailKind.POINT, "high"), "says_too_little"),
        (Saying(DetailKind.PART, "plans"), "says_too_little"),
        (Saying(DetailKind.LEAST_TERMS, figure=0), "bad_figure"),
        (Saying(DetailKind.WORD_LIMIT, figure=100_001), "bad_figure"),
        (Saying(DetailKind.LEVEL, "All", label="X" * 21), "too_long"),
        (Saying(DetailKind.REFERENCE, "Moss", title="X" * 301), "too_long"),
        (Saying(DetailKind.REFERENCE, "Moss", section=3), "no_section"),
    ],
)
def test_a_detail_says_what_its_kind_cannot_be_without(says: Saying, code: str | None) -> None:
    refusal = why_not_say(says, sections=SECTIONS)

    assert (refusal.code if refusal else None) == code


def test_what_a_kind_does_not_say_and_spaces_that_say_nothing_go() -> None:
    messy = Saying(DetailKind.PART, "  the \n plans ", " A ", "Title", "Sub", " One \n\n Two ", 7, 1)

    assert tidied(messy) == Saying(DetailKind.PART, "the plans", "A", more="One\nTwo")
    assert tidied(Saying(DetailKind.REFERENCE, "x", section=1, figure=3)).section == 1
    assert tidied(Saying(DetailKind.POINT, "x", figure=3)).figure == 3


def test_everything_in_the_way_of_publishing_is_said() -> None:
    details = [
        facts(POINT), facts(POINT), facts(PART), facts(PART, ItemState.WAITING),
        facts(Saying(DetailKind.TASK, "One"), ItemState.WAITING, 1), facts(Saying(DetailKind.TASK, "Two")),
    ]  # fmt: skip
    items = [criterion("1.1.1", "A"), criterion("1.1.1", "C"), criterion("")]

    found = [(refusal.code, refusal.says) for refusal in why_not_publish_details(details, items)]

    assert [code for code, _ in found] == [
        "detail_doubts", "details_waiting", "said_twice", "said_twice", "said_twice", "same_code", "no_code",
        "no_such_part",
    ]  # fmt: skip
    said = " ".join(says for _, says in found)
    for words in ("There is 1 reference or rule", "Assessment task stands", "Part A of the task stands",
                  "The figure 1 stands", "code 1.1.1", "part C"):  # fmt: skip
        assert words in said


def test_what_is_in_the_way_leads_to_the_first_that_it_is_about() -> None:
    refs = [uuid4() for _ in range(4)]
    details = [
        facts(POINT), facts(POINT), facts(PART, ItemState.WAITING),
        facts(Saying(DetailKind.TASK, "One"), ItemState.WAITING, 1),
    ]  # fmt: skip
    items = [replace(criterion("1.1.1", "A"), ref=refs[0]), replace(criterion("1.1.1", "C"), ref=refs[1])]
    named = [replace(one, ref=ref) for one, ref in zip(details, refs, strict=True)]

    found = [(why.code, why.place) for why in why_not_publish_details(named, [*items, criterion("")])]

    assert found == [
        ("detail_doubts", f"doubt-{refs[3]}"),
        ("details_waiting", f"detail-{refs[2]}"),
        ("said_twice", f"detail-{refs[1]}"),
        ("same_code", f"item-{refs[0]}"),
        ("no_code", ""),
        ("no_such_part", f"item-{refs[1]}"),
    ]


def test_several_are_counted_and_nothing_is_said_of_what_is_settled() -> None:
    waiting = [facts(Saying(DetailKind.FOOTNOTE, "x"), ItemState.WAITING)] * 2

    assert why_not_publish_details(waiting, ())[0].says.startswith("There are 2 references or rules")
    assert why_not_publish_details([facts(POINT), facts(PART)], [criterion("1.1.1", "A"), criterion("1.1.2")]) == ()
    assert why_not_publish_details([], [criterion("1.1.1", "C")]) == ()


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Moss (2019) Counting.", []),
        ("Moss (2019). https://a.example/b.", ["https://a.example/b"]),
        ("See (http://a.example/b_(c)) now", ["http://a.example/b_(c)"]),
        ("https://a.example/?q=1&r=2; https://b.example", ["https://a.example/?q=1&r=2", "https://b.example"]),
        ("HTTPS://A.example:8080/x", ["HTTPS://A.example:8080/x"]),
        ("https://a.example/x, https://a.example/x", ["https://a.example/x", "https://a.example/x"]),
    ],
)
def test_whole_web_addresses_lead_somewhere(text: str, addresses: list[str]) -> None:
    runs = runs_of(text)

    assert [run.address for run in runs if run.address] == addresses
    assert "".join(run.text for run in runs) == text
    assert not is_address_uncertain(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/what was_done.pdf",
        "https://a.example/cut-",
        "https://a",
        "https://user@a.example/",
        "https://name:secret@b.example/x",
    ],
)
def test_an_address_that_may_have_lost_letters_leads_nowhere(text: str) -> None:
    assert is_address_uncertain(text)
    assert [run.address for run in runs_of(text)] == [""]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "<a href='x'>y</a>", "ftp://a.example/x"])
def test_nothing_but_web_addresses_leads_anywhere(text: str) -> None:
    assert [run.address for run in runs_of(text)] == [""]
