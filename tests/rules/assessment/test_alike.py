"""Passages that two scripts share: found for certain, whichever way round, and never the brief's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.assessment.rules.alike.aligning import is_worth_showing, shared
from goldenthread.assessment.rules.alike.briefs import text_blocks, without_brief, workbook_blocks
from goldenthread.assessment.rules.alike.finding import (
    CROWD,
    Batch,
    common_words,
    crowded,
    meet,
    stand_together,
    to_compare,
    with_beside,
)
from goldenthread.assessment.rules.alike.judging import sentence
from goldenthread.assessment.rules.alike.prints import PROMISED, REACH, Prints, prints_of
from goldenthread.assessment.rules.alike.showing import shown
from goldenthread.assessment.rules.alike.words import places_of, plain_word, stem, text_of
from goldenthread.assessment.types.alike import Likeness, Piece, Shared, Span
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part
from tests.makers.alike import ANOTHER, ORIGINAL, REWORDED, a_text, made_words, workbook

FEW = st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven"]), max_size=120)
MANY = st.lists(st.integers(0, 400).map(lambda n: f"word{n}"), max_size=120)
COPIED = st.lists(st.integers(0, 60).map(lambda n: f"said{n}"), min_size=PROMISED, max_size=PROMISED)


def a_batch(*prints: Prints, first_writer: int = 1) -> Batch:
    """Prints of as many scripts, each by somebody else; scripts are numbered from 1."""
    numbers = range(1, len(prints) + 1)
    return Batch(
        np.array(numbers, np.int64),
        np.array([first_writer - 1 + n for n in numbers], np.int64),
        np.array([len(each.numbers) for each in prints], np.int64),
        np.concatenate([each.numbers for each in prints]),
    )


class TestThePromise:
    """Twenty-five words are enough, wherever they stand."""

    @settings(max_examples=30, deadline=None)
    @given(st.one_of(FEW, MANY), st.one_of(FEW, MANY), st.one_of(FEW, MANY), st.one_of(FEW, MANY), COPIED | FEW)
    def test_a_copied_passage_of_25_words_is_always_found(self, a, b, c, d, copied) -> None:
        passage = (copied * PROMISED or ["only"] * PROMISED)[:PROMISED]
        one, other = a_text([*a, *passage, *b]), a_text([*c, *passage, *d])

        met = meet(prints_of(one), [a_batch(prints_of(other))])
        found = shared(one, other)

        assert to_compare(prints_of(one), met, np.zeros(len(prints_of(one).numbers), np.bool_)).certain == {1}
        assert is_worth_showing(found)
        assert max(passage.same for passage in found.passages) >= PROMISED

    @settings(max_examples=20, deadline=None)
    @given(st.one_of(FEW, MANY), st.one_of(FEW, MANY), st.one_of(FEW, MANY))
    def test_either_way_round_it_is_the_same(self, a, b, both) -> None:
        one, other = a_text([*a, *both]), a_text([*both, *b])

        assert shared(one, other).strength == shared(other, one).strength
        if len(one) != len(other):
            assert shared(one, other) == shared(other, one).turned()

    def test_what_is_found_does_not_depend_on_who_came_first(self) -> None:
        texts = [a_text(made_words(200, n), ORIGINAL if n % 2 else ANOTHER, made_words(100, 50 + n)) for n in range(6)]
        prints = [prints_of(text) for text in texts]

        def pairs(order: list[int]) -> set[tuple[int, ...]]:
            """Each compared when it comes, with those that came before it."""
            found = set()
            for place, new in enumerate(order[1:], 1):
                met = meet(prints[new], [a_batch(*(prints[old] for old in order[:place]))])
                none = np.zeros(len(prints[new].numbers), np.bool_)
                found |= {tuple(sorted((new, order[n - 1]))) for n in to_compare(prints[new], met, none).certain}
            return found

        assert pairs([0, 1, 2, 3, 4, 5]) == pairs([5, 3, 1, 4, 0, 2]) == {
            (1, 3), (1, 5), (3, 5), (0, 2), (0, 4), (2, 4),
        }  # fmt: skip


class TestPassages:
    """What is a passage, and what is chance."""

    def test_a_copy_is_found_word_for_word_with_its_place(self) -> None:
        found = shared(a_text(made_words(50, 1), ORIGINAL), a_text(made_words(20, 2), ORIGINAL, made_words(30, 3)))

        (passage,) = found.passages
        assert (passage.likeness, passage.first, passage.second) == (Likeness.EXACT, Span(50, 110), Span(20, 80))
        assert found.same == 60
        assert found.strength == pytest.approx(60 / 110)
        assert sentence(found) == "1 passage, 60 words the same; the longest has 60 words, word for word."

    def test_a_rewording_is_found_and_says_so(self) -> None:
        found = shared(a_text(made_words(50, 1), ORIGINAL), a_text(REWORDED, made_words(90, 2)))

        assert is_worth_showing(found)
        assert found.passages[0].likeness is Likeness.REWORDED
        assert 25 < found.same < 60
        assert sentence(found).endswith("reworded.")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param(ORIGINAL, ANOTHER, id="two people on two subjects"),
            pytest.param(" ".join(made_words(800, 1)), " ".join(made_words(800, 2)), id="words by chance"),
            pytest.param("", ORIGINAL, id="nothing at all"),
            pytest.param("Attendance.", "Attendance.", id="one word"),
            pytest.param("It is not what they had been and so we do. " * 3, "What they do is not so. " * 3, id="small"),
        ],
    )
    def test_chance_is_no_passage(self, one, other) -> None:
        assert not is_worth_showing(shared(a_text(one), a_text(other)))

    def test_nobody_else_is_nothing(self) -> None:
        assert Shared((), (0, 0)).strength == 0

    def test_the_same_passage_is_told_once_however_often_it_comes(self) -> None:
        found = shared(a_text(ORIGINAL, made_words(40, 1)), a_text(ORIGINAL, made_words(40, 2), ORIGINAL))

        assert [passage.same for passage in found.passages] == [60]

    def test_disguise_hides_nothing(self) -> None:
        # A soft hyphen, letters of another alphabet, an accent, typographic apostrophes and capitals.
        disguised = ORIGINAL.replace("absence", "ab\u00adsence").replace("a", "а").replace("Mondays", "MÓNDAYS")

        found = shared(a_text(made_words(9, 1), ORIGINAL), a_text(disguised, made_words(9, 2)))

        assert [(p.likeness, p.same) for p in found.passages] == [(Likeness.EXACT, 60)]
        assert plain_word("Pupil’s") == plain_word("pupil's") == "pupils"

    def test_words_of_one_family_meet(self) -> None:
        assert stem("assessments") == stem("assessing") == stem("assessed")
        assert stem("is") == "is"


class TestWhatIsNobodys:
    """The brief's words, lists of references, and what everybody has."""

    def test_the_brief_counts_for_nothing_quoted_or_reworded(self) -> None:
        brief = a_text(ORIGINAL)
        one = without_brief(a_text(ORIGINAL, made_words(50, 1)), brief)
        other = without_brief(a_text(made_words(60, 2), ORIGINAL), brief)
        third = without_brief(a_text(REWORDED, ANOTHER), brief)

        assert shared(one, other).passages == ()
        assert one.own == 50
        assert not is_worth_showing(shared(one, third))
        assert is_worth_showing(shared(third, a_text(ANOTHER)))
        assert set(prints_of(one).numbers.tolist()) & set(prints_of(other).numbers.tolist()) == set()

    def test_a_short_quotation_from_the_brief_is_the_briefs_too(self) -> None:
        text = without_brief(a_text(made_words(9, 1), "before half past nine, and to record"), a_text(ORIGINAL))

        assert text.own == 9

    def test_without_a_brief_everything_counts(self) -> None:
        text = a_text(ORIGINAL)

        assert without_brief(text, a_text()) is text

    def test_lists_of_references_are_not_compared(self) -> None:
        found = shared(a_text(ORIGINAL, part=Part.REFERENCES), a_text(ORIGINAL))

        assert found.passages == ()

    def test_a_brief_is_read_from_text_and_from_a_workbook(self) -> None:
        assert text_blocks("One.\n\nTwo.") == (Block(Part.BODY, "One."), Block(Part.BODY, "Two."))
        assert [block.text for block in workbook_blocks(workbook([["Year group", "Attendance"], [2025, 91.2]]))] == [
            "Year group",
            "Attendance",
        ]
        assert workbook_blocks(workbook([[1, 2]])) == ()

    def test_what_a_crowd_has_is_common_wording(self) -> None:
        text = a_text(made_words(40, 0), ORIGINAL, made_words(40, 99))
        others = [prints_of(a_text(ORIGINAL, made_words(40, n))) for n in range(1, CROWD + 1)]
        prints = prints_of(text)

        few = meet(prints, [a_batch(*others[:-1], first_writer=2)])
        many = meet(prints, [a_batch(*others[:7], first_writer=2), a_batch(*others[7:], first_writer=9)])

        assert not crowded(prints, few, writer=1).any()
        common = crowded(prints, many, writer=1)
        marks = common_words(text, prints.numbers[common & prints.is_exact])
        assert to_compare(prints, many, with_beside(common, prints, marks)).certain == frozenset()
        assert marks[40:100].all()
        assert not marks[: 40 - REACH].any()
        assert not marks[100 + REACH :].any()
        assert not common_words(text, prints.numbers[:0]).any()

    def test_one_persons_many_attempts_are_no_crowd(self) -> None:
        prints = prints_of(a_text(ORIGINAL))
        batch = a_batch(*[prints] * 30)

        by_one = Batch(batch.scripts, np.ones(30, np.int64), batch.counts, batch.numbers)

        assert not crowded(prints, meet(prints, [by_one]), writer=2).any()


class TestFinding:
    """Who is worth laying beside whom."""

    def test_a_rewording_stands_close_together_and_chance_does_not(self) -> None:
        one = prints_of(a_text(made_words(300, 1), ORIGINAL))
        other = prints_of(a_text(REWORDED, made_words(300, 2)))

        found = to_compare(one, meet(one, [a_batch(other)]), np.zeros(len(one.numbers), np.bool_))

        assert found.certain == frozenset()
        assert stand_together(one, found.shared[1], other)
        far = Prints(other.numbers, (np.arange(len(other.numbers)) * 100).astype(np.uint16))
        assert not stand_together(one, found.shared[1], far)

    def test_a_text_without_words_meets_nobody(self) -> None:
        nothing = prints_of(a_text(""))

        met = meet(nothing, [a_batch(prints_of(a_text(ORIGINAL)))])

        assert (len(met.which), len(meet(nothing, []).which)) == (0, 0)
        assert to_compare(nothing, met, np.zeros(0, np.bool_)).certain == frozenset()
        assert not with_beside(np.zeros(0, np.bool_), nothing, np.zeros(0, np.bool_)).any()


class TestShowing:
    """The passages in the text that people read."""

    def test_passages_are_marked_by_number_over_paragraphs(self) -> None:
        blocks = (Block(Part.HEADINGS, "A plan"), Block(Part.BODY, "“We begin, with families”, I said."))

        first, second = shown(blocks, [Span(1, 4), Span(5, 6)])

        assert first.pieces == (Piece("A "), Piece("plan", 1, True))
        assert second.pieces == (
            Piece("“"),
            Piece("We begin", 1),
            Piece(", with "),
            Piece("families", 2, True),
            Piece("”, I said."),
        )
        assert len(places_of(blocks)) == len(text_of(blocks))

    def test_where_two_passages_overlap_the_first_stands(self) -> None:
        (block,) = shown((Block(Part.BODY, "one two three"),), [Span(1, 3), Span(0, 2)])

        assert block.pieces == (Piece("one", 2, True), Piece(" "), Piece("two three", 1, True))


def test_of_two_files_that_are_the_same_all_is_shared_even_where_paragraphs_repeat() -> None:
    one, other = made_words(60, seed=1), made_words(60, seed=2)
    whole = a_text(*[one, other, one] * 5)
    found = shared(whole, whole)
    assert (len(found.passages), found.same) == (1, len(whole))
    longer = a_text("Words of its own.", *[one, other, one] * 5)
    assert shared(longer, whole).passages[0].same == len(whole)
