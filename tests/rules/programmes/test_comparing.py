"""Two versions of a mark scheme: everything that differs is said once, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.types import Change, EditionRef, Kind, StatementLine, StatementRef
from goldenthread.ground.types.wording import Fate
from goldenthread.programmes.rules.comparing import compare_schemes
from goldenthread.programmes.rules.schemes import NOT_KEPT_YET
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, SchemePart, SchemeState

LEVELS = (LevelDescriptor(0, "Not shown", "None of it."), LevelDescriptor(1, "Secure", "Most of it."))
A, B, C = (Criterion(code, f"Title {code}", 1, 0, LEVELS, "What?") for code in "ABC")
SCHEME = MarkScheme(NOT_KEPT_YET, "NPQX", 1, "A scheme", SchemeState.FROZEN, True, 1, (A, B, C), "The board")


def statement(number: int) -> StatementLine:
    ref = StatementRef(UUID(int=number))
    return StatementLine(
        number, ref, f"X.1.LT.{number}", Kind.LEARN_THAT, number, "Know.", 1, "One", "X", EditionRef(UUID(int=99))
    )


ONE, TWO = statement(1), statement(2)


def changes(after: MarkScheme, **links) -> list[tuple[Change, str]]:
    return [(each.change, each.criterion.code) for each in compare_schemes(SCHEME, after, **links).criteria]


def test_nothing_differs_between_a_scheme_and_its_copy() -> None:
    assert not compare_schemes(SCHEME, replace(SCHEME, version=2, state=SchemeState.DRAFT)).differs


def test_what_a_scheme_says_of_itself_is_compared_word_by_word() -> None:
    after = replace(
        SCHEME,
        title="Our scheme",
        minimum_total=2,
        is_illustrative=False,
        criteria=(replace(A, weight=2), B, C),
        parts=(SchemePart("P", "Two", ("A", "B"), 2, 3),),
    )

    said = {each.name: (each.was, each.now) for each in compare_schemes(SCHEME, after).said}

    assert said == {
        "Title": ("A scheme", "Our scheme"),
        "Illustrative": ("Yes", "No"),
        "Minimum in total": ("1", "2"),
        "Highest total": ("3", "4"),
        "Parts": ("", "P Two: A, B, minimum 2 of 3"),
    }
    title = compare_schemes(SCHEME, after).said[0]
    assert [(run.fate, run.words) for run in title.runs] == [
        (Fate.GONE, "A"),
        (Fate.COME, "Our"),
        (Fate.KEPT, "scheme"),
    ]


def test_criteria_are_added_removed_and_moved() -> None:
    new = replace(B, code="D", title="Wholly new")

    assert changes(replace(SCHEME, criteria=(A, C, new))) == [(Change.ADDED, "D"), (Change.REMOVED, "B")]
    assert changes(replace(SCHEME, criteria=(A, C, B))) == [(Change.MOVED, "C"), (Change.MOVED, "B")]


def test_a_criterion_is_known_again_by_its_code_and_then_by_its_title() -> None:
    renamed = replace(B, code="D")

    [change] = compare_schemes(SCHEME, replace(SCHEME, criteria=(A, renamed, C))).criteria

    assert (change.change, [each.name for each in change.said]) == (Change.REWORDED, ["Code"])


def test_everything_about_a_criterion_is_compared() -> None:
    after = replace(A, title="Other", asks="Why?", weight=3, minimum=1)

    [change] = compare_schemes(SCHEME, replace(SCHEME, criteria=(after, B, C))).criteria

    assert {each.name: each.now for each in change.said} == {
        "Title": "Other",
        "What it asks": "Why?",
        "Weight": "3",
        "Minimum": "1",
    }


def test_levels_are_compared_by_their_marks() -> None:
    levels = (LevelDescriptor(1, "Secure", "Nearly all of it."), LevelDescriptor(2, "Strong", "All."))

    [change] = compare_schemes(SCHEME, replace(SCHEME, criteria=(replace(A, levels=levels), B, C))).criteria

    assert [(each.mark, each.change) for each in change.levels] == [
        (0, Change.REMOVED),
        (1, Change.REWORDED),
        (2, Change.ADDED),
    ]
    [words] = change.levels[1].said
    assert (words.name, words.was, words.now) == ("What it means", "Most of it.", "Nearly all of it.")


def test_links_are_compared_too() -> None:
    links = {"was": {"A": (ONE,), "B": (TWO,)}, "now": {"A": (ONE, TWO)}}

    found = compare_schemes(SCHEME, SCHEME, **links).criteria

    assert [(each.criterion.code, each.linked, each.unlinked) for each in found] == [
        ("A", (TWO,), ()),
        ("B", (), (TWO,)),
    ]
    assert compare_schemes(SCHEME, replace(SCHEME, criteria=(B, C)), **links).criteria[-1].unlinked == (ONE,)
    new = replace(SCHEME, criteria=(A, B, C, replace(C, code="D", title="New")))
    [added] = compare_schemes(SCHEME, new, now={"D": (ONE,)}).criteria
    assert (added.change, added.linked) == (Change.ADDED, (ONE,))


@given(
    order=st.permutations([A, B, C, replace(A, code="D", title="Four"), replace(B, code="E", title="Five")]),
    size=st.integers(1, 5),
)
def test_every_criterion_of_either_is_told_at_most_once_and_what_is_new_or_gone_always(order, size) -> None:
    after = replace(SCHEME, criteria=tuple(order[:size]))

    found = changes(after)

    codes = [code for _, code in found]
    now, was = {each.code for each in after.criteria}, {"A", "B", "C"}
    assert len(codes) == len(set(codes))
    assert {code for change, code in found if change is Change.ADDED} == now - was
    assert {code for change, code in found if change is Change.REMOVED} == was - now
