"""Samples: the same from the same seed, only ever growing, and ending in the same place whatever the order of looks."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.judgements import Handed, read_judgements, seat_letter
from goldenthread.assessment.rules.looking import judgement, why_not_look
from goldenthread.assessment.rules.sampling import (
    apart_on,
    band_name,
    band_of,
    centre_code,
    draw,
    exceeds,
    is_apart,
    is_due,
    lineage,
    needs_ruling,
    says_grown,
    says_of,
    step_reached,
    supplement,
    why_not_draw,
    why_not_supplement,
)
from goldenthread.assessment.types.marking import Mark, Marker, MarkSheet
from goldenthread.assessment.types.sampling import LookSheet, Markable, Verdict
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import SamplingRule
from tests.makers.assessment import REASON, a_scheme, a_script, a_sheet

SCHEME = a_scheme()
EVERYTHING = (
    "Line 2: 9 is not a mark of A Criterion A, which has 0, 1, 2, 3 or 4. Line 3: there is no script “999” in this "
    "sample. Line 4: script 100: B Criterion B: not every marker gave 0, and the reason is too short: write at least "
    "10 letters. Line 5: script 100: C Criterion C has no agreed mark."
)
RULE = SamplingRule(share=20, bands=2, each_marker=2, borderline=None, first_share=20)


def markings(number: int = 40, *, total: int = 9, marker: int = 1, **other) -> list[Markable]:
    return [
        Markable(
            marker * 1000 + n, UUID(int=n), marker, total, other.get("centre", "Centre A"), other.get("first", False)
        )
        for n in range(number)
    ]


def first(drawn) -> set[int]:
    return {each.key for each in drawn if each.step == 0}


class TestDrawing:
    """What comes in, and why."""

    def test_the_same_seed_draws_the_same_whatever_the_order_and_another_seed_something_else(self) -> None:
        found = markings()

        drawn = draw(found, RULE, SCHEME, seed="a")

        assert draw(reversed(found), RULE, SCHEME, seed="a") == drawn
        assert first(draw(found, RULE, SCHEME, seed="b")) != first(drawn)
        assert len(first(drawn)) == 8

    def test_each_stratum_gives_its_share_and_each_marker_the_least(self) -> None:
        found = [*markings(10, total=2), *markings(4, marker=2), *markings(10, marker=3, first=True)]
        found += [Markable(9000 + n, UUID(int=900 + n), 1, 12, "Centre B", False) for n in range(5)]

        drawn = draw(found, RULE, SCHEME, seed="a")

        like = "of its marker in this band of marks and from this centre"
        by = dict.fromkeys(((d.marker, d.band, d.centre) for d in drawn), 0)
        for each in drawn:
            by[each.marker, each.band, each.centre] += each.step == 0
        assert by[1, 0, "Centre A"] >= 2
        assert by[1, 1, "Centre B"] >= 1
        assert by[2, 1, "Centre A"] == 2
        assert by[3, 1, "Centre A"] == 4
        assert {d.why for d in drawn if d.marker == 3 and d.step == 0} == {
            f"4 of the 10 {like} are taken. Its marker marks for the first time."
        }
        assert [d.why for d in draw(found[:1], RULE, SCHEME, seed="a")] == [f"It is the only one {like}."]
        whole = draw(found[:2], SamplingRule(share=100, borderline=None), SCHEME, seed="a")
        assert {d.why for d in whole} == {f"All 2 {like} are taken."}
        assert "It is among the first 2 of its marker." in {d.why for d in drawn if d.marker == 2}

    @pytest.mark.parametrize(
        ("total", "why"), [(6, "Its total is the pass total."), (5, "Its total is 1 from the pass total.")]
    )
    def test_whatever_is_near_the_pass_total_is_in(self, total: int, why: str) -> None:
        rule = SamplingRule(share=1, each_marker=0, borderline=1)

        drawn = draw([*markings(30, total=total), *markings(30, total=8, marker=2)], rule, SCHEME, seed="a")

        assert {d.why for d in drawn if d.marker == 1} == {why}
        assert len([d for d in drawn if d.step == 0 and d.marker == 2]) == 1

    def test_everything_comes_in_at_the_last_step(self) -> None:
        drawn = draw(markings(), RULE, SCHEME, seed="a")

        assert [sum(d.step == step for d in drawn) for step in range(RULE.last_step + 1)] == [8, 8, 24]
        assert {d.why for d in drawn if d.step == 2} == {"All of its marker’s are taken."}

    @given(
        st.integers(1, 60), st.integers(1, 100), st.integers(0, 4), st.integers(0, 3), st.text(min_size=1, max_size=8)
    )
    def test_who_else_marks_changes_nothing_of_a_markers_own(self, number, share, least, doublings, seed) -> None:
        rule = SamplingRule(share=share, each_marker=least, doublings=doublings, borderline=None)
        own = markings(number)

        alone = draw(own, rule, SCHEME, seed=seed)
        beside = draw([*markings(7, marker=2), *own], rule, SCHEME, seed=seed)

        assert alone == tuple(d for d in beside if d.marker == 1)
        assert all(0 <= d.step <= rule.last_step for d in alone)
        assert first(alone)

    def test_bands_are_equal_parts_and_centres_are_codes(self) -> None:
        assert [band_of(total, RULE, highest=12) for total in (0, 6, 7, 12)] == [0, 0, 1, 1]
        assert [band_name(band, RULE, highest=12) for band in (0, 1)] == ["0 to 6", "7 to 12"]
        assert band_name(1, SamplingRule(bands=4), highest=1) == "None"
        partner = UUID(int=5)
        assert centre_code("a", partner) == centre_code("a", partner) != centre_code("b", partner)

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({}, None),
            ({"is_drawn": True}, "drawn_already"),
            ({"rule": SamplingRule()}, "no_sample_wanted"),
            ({"is_closed": False}, "window_open"),
            ({"waiting": 2}, "not_marked"),
            ({"markings": 0}, "not_marked"),
            ({"seed": " "}, "no_seed"),
            ({"seed": "x" * 41}, "no_seed"),
        ],
    )
    def test_when_it_cannot_be_drawn(self, other: dict, code: str | None) -> None:
        usual = {"rule": RULE, "is_closed": True, "is_drawn": False, "waiting": 0, "markings": 9, "seed": "a"} | other

        refusal = why_not_draw(usual.pop("rule"), **usual)

        assert (refusal.code if refusal else None) == code


class TestGrowing:
    """How far looks let a sample grow."""

    @given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=40), st.randoms())
    def test_looks_in_any_order_end_in_the_same_place_and_never_take_anything_out(
        self, entries: list[tuple[int, bool]], order: random.Random
    ) -> None:
        rule = SamplingRule(share=10, most_apart=20)

        def ends(look_order: list[int]) -> int:
            known: dict[int, bool] = {}
            step = 0
            waiting = list(look_order)
            while True:
                now = next((n for n in waiting if entries[n][0] <= step), None)
                if now is None:
                    return step
                waiting.remove(now)
                known[now] = entries[now][1]
                reached = step_reached([Verdict(s, known.get(n)) for n, (s, _) in enumerate(entries)], rule)
                assert reached >= step
                step = reached

        places = list(range(len(entries)))
        shuffled = list(places)
        order.shuffle(shuffled)
        assert ends(places) == ends(shuffled) == step_reached([Verdict(*each) for each in entries], rule)

    def test_it_grows_where_more_than_the_rule_allows_are_apart(self) -> None:
        rule = SamplingRule(share=10, most_apart=20)
        five = [Verdict(0, None)] * 4

        assert step_reached([*five, Verdict(0, True)], rule) == 0
        grown = [*five[:3], Verdict(0, True), Verdict(0, True), *[Verdict(1, None)] * 5]
        assert (step_reached(grown, rule), needs_ruling(grown, rule)) == (1, True)
        assert not exceeds(grown, rule, step=1)
        said = says_of([five], rule, "Marker A")
        assert said == "Marker A: 0 of 4 looked at, 0 further apart than the rule allows."
        assert says_of([[*grown, Verdict(2, None)]], rule, "Marker A").endswith(
            "The sample grew to 10, because more than 20\u00a0% were."
        )
        assert "to all of theirs" in says_of([grown], rule, "Marker A")
        assert step_reached([Verdict(0, True)], rule) == rule.last_step

    def test_it_says_by_how_much_it_grew(self) -> None:
        assert says_grown(1, 0).endswith(
            "one marker’s markings differ by more than the rule allows, so the sample grows: "
            "every script of theirs is in it already."
        )
        assert says_grown(2, 1).endswith("one more script to look at.")
        assert "the markings of 2 markers" in says_grown(2, 5)

    def test_apart_is_beyond_the_distance_on_a_criterion_or_in_total(self) -> None:
        rule = SamplingRule(each_criterion=1, total=2)
        given_, one, two = a_sheet(), a_sheet({"A": 3, "B": 3, "C": 2}), a_sheet({"A": 4, "B": 2, "C": 2})

        assert not is_apart(given_, one, rule, SCHEME)
        assert is_apart(given_, two, rule, SCHEME)
        assert apart_on(given_, two, rule, SCHEME) == ("A",)
        assert is_apart(given_, a_sheet({"A": 3, "B": 3, "C": 3}), rule, SCHEME)


class TestSupplement:
    """What is drawn from markings that were finished after the sample."""

    @given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 3), st.text("abc", min_size=1, max_size=4))
    def test_it_is_the_same_for_everybody_and_takes_no_script_twice(self, old, late, number, seed) -> None:
        known = frozenset(UUID(int=n) for n in range(old))
        found = markings(max(old, late))

        drawn = supplement(found, RULE, SCHEME, seed=seed, number=number, sampled=known)

        again = supplement(reversed(found), RULE, SCHEME, seed=seed, number=number, sampled=known)
        new = [each for each in found if each.script not in known]
        assert drawn == again == draw(new, RULE, SCHEME, seed=f"{seed}+{number}")
        assert {each.key for each in drawn} == {each.key for each in new}

    def test_each_draws_by_a_seed_of_its_own_that_follows_from_the_samples(self) -> None:
        found = markings()

        one, two = (first(supplement(found, RULE, SCHEME, seed="a", number=n)) for n in (1, 2))

        assert (lineage("a", 0), lineage("a", 2)) == ("a", "a+2")
        assert len(one) == len(two) == 8
        assert one != two

    @pytest.mark.parametrize(
        ("late", "waiting", "lets", "due"), [(0, 0, 0, False), (1, 0, 0, True), (2, 0, 2, False), (3, 1, 2, False)]
    )
    def test_when_it_is_drawn_by_itself(self, late: int, waiting: int, lets: int, due: bool) -> None:
        assert is_due(SamplingRule(share=20, unsampled=lets), late=late, waiting=waiting) is due
        assert (why_not_supplement(late=late) is None) is (late > 0)


class TestLooking:
    """Who looks, and what a look is."""

    @pytest.mark.parametrize(
        ("who", "other", "code"),
        [
            (1, {}, None),
            (1, {"is_looked_at": True}, "looked_already"),
            (1, {"is_released": True}, "already_released"),
            (5, {}, "own_marking"),
            (41, {}, "conflict_of_interest"),
            (61, {}, None),
        ],
    )
    def test_who_may_not(self, who: int, other: dict, code: str | None) -> None:
        usual = {"marker_ids": frozenset({5}), "is_looked_at": False, "is_released": False} | other

        refusal = why_not_look(a_script(), Marker(who), **usual)

        assert (refusal.code if refusal else None) == code

    def test_one_seats_marks_are_right_or_own_marks_have_reasons(self) -> None:
        given_ = {1: a_sheet(), 2: a_sheet({"A": 3, "B": 2, "C": 2})}

        right = judgement(LookSheet(2, MarkSheet({}, " Fine ")), given_, SCHEME)
        own = judgement(LookSheet(None, a_sheet({"A": 1, "B": 2, "C": 2}, reason=f" {REASON} ")), given_, SCHEME)

        assert (right.given, right.comment) == ({"A": 3, "B": 2, "C": 2}, "Fine")
        assert own.marks["A"] == Mark(1, REASON)
        for look, code in (
            (LookSheet(3), "no_such_seat"),
            (LookSheet(), "mark_missing"),
            (LookSheet(None, a_sheet({"A": 1, "B": 2, "C": 2}, reason="")), "reason_missing"),
        ):
            with pytest.raises(Refused) as refused:
                judgement(look, given_, SCHEME)
            assert refused.value.refusal.code == code


class TestJudgements:
    """What comes back in a file."""

    HEAD = (1, ["script", "criterion", "title", "mark", "reason"])
    HANDED = {"100": Handed((a_sheet(),), is_looked_at=False), "200": Handed((a_sheet(),), is_looked_at=True)}

    def lines(self, *rows: tuple[str, str, str, str], start: int = 2) -> list:
        return [self.HEAD, *((n, [s, c, "", m, r]) for n, (s, c, m, r) in enumerate(rows, start))]

    def test_a_filled_script_is_taken_and_an_empty_one_left_out(self) -> None:
        rows = [
            ("100", "A", "3", "'=it is backed well"),
            ("100", "B", "2", ""),
            ("100", "C", "2", ""),
            ("", "", "", ""),
        ]
        rows += [("200", "A", "", "")]

        found = read_judgements(self.lines(*rows), SCHEME, self.HANDED)

        assert found == {"100": MarkSheet({"A": Mark(3, "=it is backed well"), "B": Mark(2), "C": Mark(2)})}
        assert [seat_letter(seat) for seat in (1, 2)] == ["A", "B"]

    @pytest.mark.parametrize(
        ("rows", "says"),
        [
            ([("100", "A", "3", "It is backed well.")], "Script 100: B Criterion B has no agreed mark."),
            ([("100", "A", "", "Only a reason here.")], "A Criterion A has no agreed mark."),
            ([("999", "A", "3", "")], "Line 2: there is no script “999” in this sample."),
            ([("100", "Z", "3", "")], "there is no criterion “Z”."),
            ([("100", "A", "3", ""), ("100", "A", "3", "")], "Line 3: A of script 100 stands twice."),
            ([("100", "A", "three", "")], "Line 2: “three” is not a mark. A has 0, 1, 2, 3 or 4."),
            ([("100", "A", "3.5", "")], "“3.5” is not a mark."),
            (
                [("100", "A", "9", ""), ("999", "A", "1", ""), ("100", "B", "0", "No."), ("100", "C", "", "")],
                EVERYTHING,
            ),
            ([("200", "A", "3", "")], "Script 200 has been looked at already"),
            ([("100", "A", "", "")], "No line of the file is filled in."),
            ([("999", "A", "3", "")] * 14, "And 2 more."),
        ],
    )
    def test_whatever_is_wrong_is_said_by_line_and_nothing_is_taken(self, rows, says: str) -> None:
        with pytest.raises(Refused) as refused:
            read_judgements(self.lines(*rows), SCHEME, self.HANDED)

        assert says in refused.value.refusal.says

    def test_a_table_without_its_header_is_none(self) -> None:
        for table in ([], [(1, ["a", "b"])]):
            with pytest.raises(Refused) as refused:
                read_judgements(table, SCHEME, self.HANDED)
            assert refused.value.refusal.code == "no_header"
