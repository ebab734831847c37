"""What stands beside the statements of a new edition, beside what stood there in the last."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.rules.beside import changes_beside, turned_round
from goldenthread.frameworks.types import (
    Beside,
    BesideChanges,
    BesideLine,
    Change,
    DetailKind,
    EditionRef,
    Fate,
    Kind,
    Run,
    Saying,
    SectionOutline,
    Stands,
    StatementLine,
    StatementRef,
)

SECTIONS = (SectionOutline(1, "Plans", "How plans are made.", ()), SectionOutline(2, "Rooms", "", ()))
MOSS = "Moss, A. (2019) Counting what was done in five schools. Available from: https://counting.example/done.pdf"
REED = "Reed, B. (2020) Sharing out tasks among new colleagues. Rooms, 2(1), 5-9."
WOOD = "Wood, C. (2018) Before all of them. Made Press."


def entry(text: str, section: int | None = 1, heading: str = "Plans") -> Saying:
    return Saying(DetailKind.REFERENCE, text, title=heading, section=section)


def point(figure: int, means: str) -> Saying:
    return Saying(DetailKind.POINT, means, figure=figure)


def stands(*details: Saying, sections: tuple[SectionOutline, ...] = SECTIONS) -> Stands:
    return Stands(sections, details)


def between(old: Stands, new: Stands) -> BesideChanges:
    return changes_beside(old, new, ())


def of(beside: Beside, found: BesideChanges) -> tuple[BesideLine, ...]:
    return next((group.lines for group in found.groups if group.beside is beside), ())


def marked(line: BesideLine) -> dict[str, str]:
    """What it says, what has gone in brackets and what has come in braces."""
    around = {Fate.KEPT: "{}", Fate.GONE: "[{}]", Fate.COME: "{{{}}}"}
    return {name: " ".join(around[run.fate].format(run.words) for run in runs) for name, runs in line.said}


def a_criterion(code: str = "1.1.2", part: str = "", documents: tuple[str, ...] = ()) -> StatementLine:
    return StatementLine(
        1, StatementRef(UUID(int=7)), "MQB.1.AC.2", Kind.CRITERION, 2, "Changes a plan", 1, "Plans", "MQB (2026)",
        EditionRef(uuid4()), printed=code, part=part, documents=documents,
    )  # fmt: skip


ALL = stands(
    Saying(DetailKind.LEVEL, "Those who sit at one.", "MQB", "Made Qualification for Beginners", "Leading a table"),
    Saying(DetailKind.TASK, "Leading a made project", title="Made Assessment Task"),
    Saying(DetailKind.WORD_LIMIT, "both parts", figure=2500, more="the tally sheets"),
    Saying(DetailKind.LEAST_TERMS, figure=3),
    Saying(DetailKind.PART, "the plans of a team", "A", more="Plans\nRooms"),
    Saying(DetailKind.PARTICIPANTS_MUST, "Lead a project of at least 3 terms"),
    Saying(DetailKind.PROVIDERS_MUST, "Read what is handed in with care"),
    Saying(DetailKind.FOOTNOTE, "where there are no rooms, a yard will do."),
    point(1, "high"),
    point(4, "low"),
    Saying(DetailKind.COMMENT, "Comment"),
    entry(MOSS),
    entry(REED, 2, "Rooms"),
    entry(WOOD, None, ""),
)


def test_an_edition_beside_itself_has_only_the_same_and_everything_is_counted() -> None:
    found = between(ALL, ALL)

    assert found.counts == dict.fromkeys(Change, 0) | {Change.SAME: len(ALL.sections) + len(ALL.details)}
    assert (found.changed, found.total, found.turned) == (0, 16, "")
    assert [group.beside for group in found.groups] == [b for b in Beside if b is not Beside.MARK]
    assert found.unchanged == found.groups
    assert [group.tally for group in found.groups] == ["2 same", "1 same", "7 same", "3 same", "3 same"]


def test_nothing_beside_nothing_is_nothing() -> None:
    assert between(Stands(), Stands()) == BesideChanges()


references = st.lists(
    st.builds(entry, st.sampled_from([MOSS, REED, WOOD]), st.sampled_from([1, 2, None]), st.just("Plans")), max_size=8
)


@given(references, references, st.randoms(use_true_random=False))
def test_nothing_is_lost_used_twice_or_changed_by_the_order(
    old: list[Saying], new: list[Saying], chance: random.Random
) -> None:
    found = between(stands(*old), stands(*new))

    counts = Counter(line.change for line in of(Beside.REFERENCE, found))
    assert counts.total() - counts[Change.ADDED] == len(old)
    assert counts.total() - counts[Change.REMOVED] == len(new)
    shuffled = between(stands(*old), stands(*chance.sample(new, len(new))))
    assert Counter(line.change for line in of(Beside.REFERENCE, shuffled)) == counts


def test_references_are_told_section_by_section() -> None:
    old = stands(entry(WOOD), entry(REED), entry(MOSS, 2, "Rooms"))
    worded = MOSS.replace("five", "six")
    late = "Hill, D. (2025) On arriving last. Made Press."

    found = between(old, stands(entry(late, 2, "Rooms"), entry(worded, 2, "Rooms"), entry(REED, 2, "Rooms")))

    lines = of(Beside.REFERENCE, found)
    assert [(line.name, line.change, line.was, line.stands) for line in lines] == [
        ("1. Plans", Change.REMOVED, "Section 1", ""),
        ("2. Rooms", Change.ADDED, "", "Section 2"),
        ("2. Rooms", Change.REWORDED, "Section 2", "Section 2"),
        ("2. Rooms", Change.MOVED, "Section 1", "Section 2"),
    ]
    assert [marked(line)["Entry"] for line in lines] == [WOOD, late, MOSS.replace("five", "[five] {six}"), REED]
    assert found.groups[-1].tally == "1 reworded, 1 removed, 1 added, 1 moved"


def test_a_reference_whose_web_address_is_another_is_the_same_work() -> None:
    elsewhere = MOSS.replace("https://counting.example/done.pdf", "https://press.example/moss/2019/a-b-c-d-e-f")
    other = MOSS.replace("Counting what was done in five schools", "Asking who was there").replace("2019", "2020")

    assert [line.change for line in of(Beside.REFERENCE, between(stands(entry(MOSS)), stands(entry(elsewhere))))] == [
        Change.REWORDED
    ]
    assert {line.change for line in of(Beside.REFERENCE, between(stands(entry(MOSS)), stands(entry(other))))} == {
        Change.ADDED,
        Change.REMOVED,
    }


@pytest.mark.parametrize(
    ("old", "new", "was", "is_", "name"),
    [
        (entry(WOOD, 1, "Plans"), entry(WOOD, 1, "Of plans"), "Plans", "Of plans", "1. Plans"),
        (entry(WOOD, 1, ""), entry(WOOD, 1, "Plans"), "Section 1", "Plans", "1. Plans"),
        (entry(WOOD, None, "Books"), entry(WOOD, None, "Papers"), "Books", "Papers", "Papers"),
        (entry(WOOD, None, ""), entry(WOOD, 2, "Rooms"), "", "Section 2", "2. Rooms"),
    ],
)
def test_a_reference_under_another_heading_has_moved(old: Saying, new: Saying, was: str, is_: str, name: str) -> None:
    (line,) = of(Beside.REFERENCE, between(stands(old), stands(new)))

    assert (line.change, line.was, line.stands, line.name) == (Change.MOVED, was, is_, name)


def test_a_reference_without_section_and_heading_says_so() -> None:
    (line,) = of(Beside.REFERENCE, between(stands(), stands(entry(WOOD, None, ""))))

    assert (line.name, line.change) == ("No section is named", Change.ADDED)


def test_sections_are_known_by_their_titles() -> None:
    new = (
        SectionOutline(1, "Money", "", ()),
        SectionOutline(2, "Plans", "How plans are kept.", ()),
        SectionOutline(3, "Rooms", "", ()),
    )

    lines = of(Beside.SECTION, between(stands(), stands(sections=new)))

    assert [(line.name, line.change, line.was, line.stands) for line in lines] == [
        ("Money", Change.ADDED, "", "Section 1"),
        ("Plans", Change.REWORDED, "Section 1", "Section 2"),
        ("Rooms", Change.MOVED, "Section 2", "Section 3"),
    ]
    assert marked(lines[1]) == {"Introduction": "How plans are [made.] {kept.}"}


CASES = {
    "whom a qualification is for": (
        Saying(DetailKind.LEVEL, "Those who sit.", "MQB", "Beginners", "A table"),
        Saying(DetailKind.LEVEL, "Those who stand.", "MQB", "Beginners", "A table", "Those\nwho lean"),
        ("Qualification MQB", {"Who it is for": "Those who [sit.] {stand.}", "Who that includes": "{Those who lean}"}),
    ),
    "the task": (
        Saying(DetailKind.TASK, "Leading a project"),
        Saying(DetailKind.TASK, "Writing about yourself"),
        ("Assessment task", {"Task": "[Leading a project] {Writing about yourself}"}),
    ),
    "the word limit": (
        Saying(DetailKind.WORD_LIMIT, figure=2500),
        Saying(DetailKind.WORD_LIMIT, figure=3000),
        ("Word limit", {"Words": "[2,500] {3,000}"}),
    ),
    "a word limit that was not found before": (
        Saying(DetailKind.WORD_LIMIT),
        Saying(DetailKind.WORD_LIMIT, figure=3000),
        ("Word limit", {"Words": "{3,000}"}),
    ),
    "the least length": (
        Saying(DetailKind.LEAST_TERMS, figure=3),
        Saying(DetailKind.LEAST_TERMS, figure=2),
        ("Least length", {"Terms": "[3] {2}"}),
    ),
    "the areas of a part": (
        Saying(DetailKind.PART, "plans", "A", more="Plans\nRooms"),
        Saying(DetailKind.PART, "plans", "A", more="Plans\nMoney"),
        ("Part A of the task", {"Content areas": "Plans; [Rooms] {Money}"}),
    ),
    "a rule": (
        Saying(DetailKind.PARTICIPANTS_MUST, "Lead a project of at least 3 terms"),
        Saying(DetailKind.PARTICIPANTS_MUST, "Lead a project of at least 2 terms"),
        ("Participants must", {"What participants must do": "Lead a project of at least [3] {2} terms"}),
    ),
    "what a point means": (
        point(1, "high"),
        point(1, "outstanding"),
        ("Point of the rating scale", {"What it means": "[high] {outstanding}"}),
    ),
}


@pytest.mark.parametrize(("old", "new", "wanted"), CASES.values(), ids=CASES)
def test_what_differs_is_marked(old: Saying, new: Saying, wanted: tuple[str, dict[str, str]]) -> None:
    found = between(stands(old), stands(new))

    (line,) = (line for group in found.groups for line in group.changed)
    assert (line.change, line.name, marked(line)) == (Change.REWORDED, *wanted)


def test_parts_that_exchange_their_letters_have_moved_and_another_rule_is_another_rule() -> None:
    old = stands(
        Saying(DetailKind.PART, "the plans of a team", "A"),
        Saying(DetailKind.PART, "the rooms of a school", "B"),
        Saying(DetailKind.PROVIDERS_MUST, "Read what is handed in with care"),
    )
    new = stands(
        replace(old.details[0], label="B"),
        replace(old.details[1], label="A"),
        Saying(DetailKind.PROVIDERS_MUST, "Answer within ten days"),
    )

    lines = of(Beside.TASK, between(old, new))

    assert [(line.change, line.was, line.stands) for line in lines] == [
        (Change.MOVED, "A", "B"),
        (Change.MOVED, "B", "A"),
        (Change.ADDED, "", ""),
        (Change.REMOVED, "", ""),
    ]


def test_a_rating_scale_that_was_turned_round_is_said_in_words() -> None:
    old, new = stands(point(1, "high"), point(4, "low")), stands(point(1, "Low"), point(5, "High"))

    found = between(old, new)

    assert found.turned == "Before, 1 meant “high” and 4 meant “low”. Now 5 means “High” and 1 means “Low”."
    same = between(old, stands(point(1, "low"), point(4, "high")))
    assert [(line.change, line.was, line.stands) for line in of(Beside.SCALE, same)] == [
        (Change.MOVED, "4", "1"),
        (Change.MOVED, "1", "4"),
    ]


@pytest.mark.parametrize(
    "new",
    [
        (point(1, "high"), point(5, "low")),
        (point(1, "low"), point(4, "very good")),
        (),
    ],
)
def test_a_scale_is_turned_round_only_if_two_meanings_say_so(new: tuple[Saying, ...]) -> None:
    assert turned_round((point(1, "high"), point(4, "low"), Saying(DetailKind.COMMENT, "low")), new) == ""


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (a_criterion(part="A"), a_criterion(part="A"), {("Part of the task", Change.SAME): "A"}),
        (a_criterion(part="A"), a_criterion(part="B"), {("Part of the task", Change.MOVED): "[A] {B}"}),
        (a_criterion(), a_criterion(part="B"), {("Part of the task", Change.ADDED): "B"}),
        (a_criterion(part="A"), a_criterion(), {("Part of the task", Change.REMOVED): "A"}),
        (a_criterion(), a_criterion(documents=("Rota",)), {("Documents to hand in", Change.ADDED): "Rota"}),
        (
            a_criterion(documents=("Tally sheet", "Rota")),
            a_criterion(documents=("Tally sheet", "Plan")),
            {("Documents to hand in", Change.REWORDED): "Tally sheet; [Rota] {Plan}"},
        ),
    ],
)
def test_what_stands_beside_a_criterion_is_compared_though_its_words_are_the_same(
    old: StatementLine, new: StatementLine, wanted: dict[tuple[str, Change], str]
) -> None:
    lines = of(Beside.MARK, changes_beside(Stands(), Stands(), [(old, new)]))

    told = {(name, line.change): words for line in lines for name, words in marked(line).items()}
    assert told == {("Code in the document", Change.SAME): "1.1.2"} | wanted
    assert {(line.name, line.statement) for line in lines} == {("Criterion 1.1.2", new.ref)}


def test_the_part_says_where_it_was_and_is() -> None:
    *_, line = of(Beside.MARK, changes_beside(Stands(), Stands(), [(a_criterion(), a_criterion(part="B"))]))

    assert (line.was, line.stands) == ("", "Part B")
    assert line.said == (("Part of the task", (Run(Fate.KEPT, "B"),)),)


def test_a_behaviours_name_and_a_bullets_code_are_told_by_who_has_them() -> None:
    old = replace(a_criterion(), kind=Kind.BEHAVIOUR, printed="", title="Patience")
    bullet = replace(a_criterion("a"), kind=Kind.PRACTICE)
    both = [(old, replace(old, title="Calm")), (bullet, replace(bullet, printed="b"))]

    lines = of(Beside.MARK, changes_beside(Stands(), Stands(), both))

    assert [(line.name, line.change) for line in lines] == [
        ("Behaviour: Calm", Change.REWORDED),
        ("MQB.1.AC.2", Change.REWORDED),
    ]
