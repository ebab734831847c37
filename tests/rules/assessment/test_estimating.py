"""Agreement and severity: known answers, planted values found again, and nothing that hangs on order or names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest

from goldenthread.assessment.rules.estimating import saying
from goldenthread.assessment.rules.estimating.agreeing import alpha, kappa, values_table
from goldenthread.assessment.rules.estimating.figures import estimate, scales_of
from goldenthread.assessment.rules.estimating.fitting import fits, residuals, strange
from goldenthread.assessment.rules.estimating.keeping import kept, read
from goldenthread.assessment.rules.estimating.marks import Marks, groups_of, marks_from, marks_of
from goldenthread.assessment.rules.estimating.reading import marks_of as marks_of_markers
from goldenthread.assessment.rules.estimating.scales import shape_of, spread
from goldenthread.assessment.rules.estimating.severity import fit
from goldenthread.assessment.types.estimating import Agreed, Between, Estimates, Fit, MarkerFigures
from goldenthread.programmes.types import AccuracyRule, Criterion, MarkScheme
from tests.makers.assessment import AFTER, a_criterion, a_scheme
from tests.makers.estimating import planted, the_known_set

RULE = AccuracyRule()
# Krippendorff's example of four observers and twelve units, with what was not observed.
OBSERVED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def scheme_for(marks: Marks, *criteria: Criterion, minimum_total: int = 8) -> MarkScheme:
    made = criteria or tuple(a_criterion(f"C{n}", highest=top) for n, top in enumerate(marks.tops))
    return a_scheme(*made, minimum_total=minimum_total)


def figures(marks: Marks, scheme: MarkScheme | None = None, rule: AccuracyRule = RULE) -> Estimates:
    names = {int(script): (UUID(int=int(script)), f"number {script}") for script in marks.script_ids}
    return estimate(marks, scheme or scheme_for(marks), rule, names=names, tell=lambda _: None)


class TestAgreement:
    @pytest.mark.parametrize(("metric", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
    def test_alpha_of_krippendorffs_example(self, metric: str, expected: float) -> None:
        units = [[None if v is None else v - 1 for v in unit] for unit in zip(*OBSERVED, strict=True)]

        assert float(alpha(values_table(units, 5)[None], metric)) == pytest.approx(expected, abs=0.0005)

    def test_kappa_worked_by_hand(self) -> None:
        # Seen: two one apart and one two apart, weighted 2 + 4 = 6. By chance, from rows 4, 4, 2 and columns 3, 4, 3:
        # (4*4 + 4*(4*3) + 4*3 + 4*3 + 4*(2*3) + 2*4) / 10 = 12.
        table = np.array([[3.0, 0, 1], [0, 3, 1], [0, 1, 1]])

        assert float(kappa(table[None])) == pytest.approx(1 - 6 / 12)

    def test_nothing_to_tell_apart_has_no_meaning(self) -> None:
        table = np.array([[8.0, 0], [0, 0]])

        assert np.isnan(kappa(table[None]))
        assert np.isnan(alpha(table[None], "nominal"))

    def test_two_markers_by_hand(self) -> None:
        # Ten scripts: on the first criterion they agree always, on the second five times, else one apart.
        rows = [(s, m, [s % 3, 1 + (m == 8 and s < 5)]) for s in range(10) for m in (7, 8)]
        found = figures(marks_of(rows, [4, 4]))

        assert found.overall is not None
        assert (found.overall.exact.value, found.overall.adjacent.value) == (0.75, 1.0)
        assert found.overall.exact.low <= 0.75 <= found.overall.exact.high
        first, second = found.criteria
        assert first.agreed is not None
        assert second.agreed is not None
        assert (first.agreed.exact.value, second.agreed.exact.value) == (1.0, 0.5)
        assert found.apart is not None
        assert found.apart.value == 0.5

    def test_a_third_marker_counts_by_pairs_and_nobody_twice(self) -> None:
        rows = [(s, m, [2, 2]) for s in range(10) for m in (1, 2, 3)]
        three = marks_of([*rows, (10, 1, [2, 2])], [4, 4])

        pairs = three.pairs()

        assert len(pairs.first) == 30
        assert set(pairs.weight) == {0.5}
        assert figures(three).doubled == 10


class TestSeverity:
    def test_the_known_set_agrees_with_another_program(self) -> None:
        known = the_known_set()

        found = fit(known.marks, shape_of(known.marks.tops, (0, 0, 0, 0)))

        assert found.is_settled
        assert np.corrcoef(found.severity, known.severities)[0, 1] > 0.999
        assert np.abs(found.severity - known.severities + known.severities.mean()).max() < 0.05
        assert np.abs(found.difficulty - known.difficulties).max() < 0.02
        assert np.abs(np.diff(np.r_[0.0, found.costs[:4]]) - found.difficulty[0] - known.steps).max() < 0.05
        assert np.corrcoef(found.severity, known.planted)[0, 1] > 0.98

    def test_planted_severities_lie_in_their_intervals(self) -> None:
        hits, wide = [], []
        for seed in range(12):
            made = planted(400, 8, seed=seed)
            found = fit(made.marks, shape_of(made.marks.tops, (0, 0, 0, 0)))
            hits += list(np.abs(found.severity - made.severity) < 1.96 * found.errors)
            wide += list(found.errors)

        assert 0.9 <= np.mean(hits) <= 1.0
        assert np.mean(wide) < 0.2

    def test_scripts_by_three_markers_and_by_one_speak_too(self) -> None:
        made = planted(300, 6, seed=3, each=3)
        marks = made.marks
        one = marks_from(np.array([999]), np.array([0]), marks.places[:1], marks.tops)
        more = marks_from(
            np.r_[marks.scripts, one.scripts + 999],
            np.r_[marks.markers, 0],
            np.r_[marks.places, one.places],
            marks.tops,
        )

        found = fit(more, shape_of(more.tops, (0, 0, 0, 0)))

        assert np.corrcoef(found.severity, made.severity)[0, 1] > 0.95
        assert np.abs(found.difficulty - made.difficulty).max() < 0.25

    def test_criteria_with_scales_of_their_own_have_steps_of_their_own(self) -> None:
        made = planted(400, 5, seed=2).marks
        marks = replace(made, places=np.minimum(made.places, [4, 4, 2, 4]), tops=(4, 4, 2, 4))
        scheme = scheme_for(marks)

        found = figures(marks, scheme)

        assert scales_of(scheme) == (0, 0, 1, 0)
        assert [len(c.steps) for c in found.criteria] == [4, 4, 2, 4]
        gaps = [np.diff(c.steps) for c in found.criteria]
        assert np.allclose(gaps[0], gaps[1])
        assert sum(c.difficulty.value for c in found.criteria if c.difficulty) == pytest.approx(0, abs=1e-9)

    def test_somebody_who_gives_the_top_mark_to_everything_has_a_finite_severity(self) -> None:
        made = planted(120, 3, seed=5).marks
        places = made.places.copy()
        places[made.markers == 0] = 4

        found = fit(replace(made, places=places), shape_of(made.tops, (0, 0, 0, 0)))

        assert found.is_settled
        assert found.severity[0] < -2
        assert np.isfinite(found.errors).all()

    def test_weak_scripts_do_not_make_a_marker_severe(self) -> None:
        # All are equally severe; markers 0 and 1 get the weak half, 2 and 3 the strong, and 1 and 2 share some.
        random = np.random.default_rng(4)
        made = planted(600, 4, seed=9, severity=(0, 0, 0, 0)).marks
        weak = np.bincount(made.scripts, made.totals()) < np.median(np.bincount(made.scripts, made.totals()))
        first = np.where(weak, 0, 2)
        who = np.c_[first, first + 1]
        joined = random.random(600) < 0.3
        who[joined] = [1, 2]
        marks = replace(made, markers=who.ravel())

        found = fit(marks, shape_of(marks.tops, (0, 0, 0, 0)))

        assert np.abs(found.severity).max() < 0.3

    def test_markers_who_share_no_script_are_never_compared(self) -> None:
        one, two = planted(60, 3, seed=1), planted(40, 2, seed=2)
        marks = marks_from(
            np.r_[one.marks.scripts, two.marks.scripts + 100],
            np.r_[one.marks.markers, two.marks.markers + 10],
            np.r_[one.marks.places, two.marks.places],
            [4] * 4,
        )

        found = figures(marks)

        assert found.groups == 2
        assert [m.group for m in found.markers] == [0, 0, 0, 1, 1]
        for group in (0, 1):
            inside = [m.severity.value for m in found.markers if m.group == group and m.severity]
            assert sum(inside) == pytest.approx(0, abs=1e-6)
        assert "2 groups that share no script" in " ".join(saying.says_of(found, RULE))

    def test_a_chain_of_markers_is_one_group_and_one_alone_is_another(self) -> None:
        rows = [(s, m, [1]) for s, pair in enumerate(((5, 3), (3, 9), (9, 1), (4, 4))) for m in dict.fromkeys(pair)]

        marks = marks_of(rows, [2])

        assert dict(zip(marks.marker_ids, groups_of(marks, marks.pairs()), strict=True)) == {
            1: 0, 3: 0, 5: 0, 9: 0, 4: 1,
        }  # fmt: skip


class TestWhatDoesNotMatter:
    def test_neither_order_nor_what_markers_are_called(self) -> None:
        made = planted(80, 4, seed=6).marks
        order = np.random.default_rng(1).permutation(len(made.scripts))
        called = np.array([40, 10, 30, 20])

        shuffled = marks_from(made.scripts[order], made.markers[order], made.places[order], made.tops)
        renamed = marks_from(made.scripts, called[made.markers], made.places, made.tops)
        one, two, three = figures(made), figures(shuffled), figures(renamed)

        assert kept(two) == kept(one)
        assert made.digest("x") == shuffled.digest("x") != made.digest("y")
        assert made.digest() != renamed.digest()
        ours = {int(called[m.marker]): kept_marker(m) for m in one.markers}
        assert {m.marker: kept_marker(m) for m in three.markers} == ours
        assert three.overall == one.overall

    def test_what_is_kept_reads_back(self) -> None:
        found = kept(figures(planted(40, 3, seed=8).marks))

        assert kept(read(found)) == found


def kept_marker(marker: MarkerFigures) -> object:
    severity, agreed = marker.severity, marker.agreed
    assert severity is not None
    assert agreed is not None
    assert marker.fit is not None
    assert marker.at_pass is not None
    kappa_ = agreed.kappa.value if agreed.kappa else None
    return tuple(round(v or 0, 6) for v in (severity.value, severity.low, marker.fit.infit, marker.at_pass, kappa_))


class TestFit:
    def test_scatter_is_as_expected_but_where_somebody_throws_dice(self) -> None:
        made = planted(500, 5, seed=11).marks
        places = made.places.copy()
        wild = made.markers == 2
        places[wild] = np.random.default_rng(0).integers(0, 5, (int(wild.sum()), 4))

        found = figures(replace(made, places=places))

        infits = [m.fit.infit for m in found.markers if m.fit]
        assert max(range(5), key=infits.__getitem__) == 2
        assert saying.fits(found.markers[2].fit, RULE) == "Less predictable than expected"

    def test_one_strange_mark_is_found_and_named(self) -> None:
        made = planted(200, 4, seed=12).marks
        places = made.places.copy()
        row = int(np.flatnonzero((places[:, 1:] >= 3).all(axis=1))[0])
        places[row, 0] = 0

        found = figures(replace(made, places=places))

        script = int(made.script_ids[made.scripts[row]])
        named = [(u.number, u.marker, u.code, u.mark) for u in found.unexpected]
        assert (f"number {script}", int(made.marker_ids[made.markers[row]]), "C0", 0) in named
        assert all(abs(u.away) > RULE.unexpected for u in found.unexpected)

    def test_a_mark_that_all_pairs_find_strange_is_listed_once(self) -> None:
        made = planted(100, 4, seed=13, each=3).marks
        shape = shape_of(made.tops, (0, 0, 0, 0))
        fitted = fit(made, shape)
        found = residuals(made, made.pairs(), spread(shape, fitted.costs), fitted.severity)

        listed = strange(found, beyond=1)

        assert listed
        assert len({each[:2] for each in listed}) == len(listed)

    def test_marks_that_could_not_have_been_others_have_no_fit(self) -> None:
        top = marks_of([(s, m, [4, 4]) for s in range(12) for m in (1, 2)], [4, 4])
        shape = shape_of(top.tops, (0, 0))
        fitted = fit(top, shape)
        found = residuals(top, top.pairs(), spread(shape, fitted.costs), fitted.severity)

        assert fits(found, np.zeros(found.spread.shape, dtype=np.int64), 1) == [None]

    def test_nothing_marked_twice_leaves_nothing(self) -> None:
        single = marks_of([(s, 1, [2, 2]) for s in range(12)], [4, 4])
        shape = shape_of(single.tops, (0, 0))
        fitted = fit(single, shape)

        assert len(residuals(single, single.pairs(), spread(shape, fitted.costs), fitted.severity).marking) == 0


class TestFewAndMany:
    def test_too_few_scripts_say_nothing(self) -> None:
        found = figures(planted(9, 3, seed=1).marks)

        assert (found.overall, found.result, found.apart, found.at_pass, found.bars) == (None, None, None, None, ())
        assert all(m.agreed is None and m.severity is None for m in found.markers)
        assert all(c.agreed is None and c.difficulty is None for c in found.criteria)
        assert not found.is_modelled
        assert saying.says_of(found, RULE) == (
            "Too few to say: 9 scripts were marked by two. Figures are shown from 10 scripts on.",
        )

    def test_a_marker_with_too_few_is_left_out_while_others_are_shown(self) -> None:
        made = planted(60, 3, seed=1).marks
        few = made.markers.copy()
        few[(made.markers == 2) & (made.scripts > 8)] = 3
        found = figures(replace(made, markers=few, marker_ids=np.arange(4)))

        shown = {m.marker: m.severity is not None for m in found.markers}
        assert shown == {0: True, 1: True, 2: False, 3: True}

    def test_one_group_of_markers_too_small_to_compare_has_no_range_at_the_pass_mark(self) -> None:
        one = marks_of([(s, m, [1 + (s + m) % 3, 2]) for s in range(10) for m in (1, 2)], [4, 4])

        assert figures(one, rule=replace(RULE, least_scripts=11)).at_pass is None
        assert figures(one, scheme_for(one, minimum_total=0)).at_pass is None

    def test_many_strange_marks_are_counted(self) -> None:
        made = planted(400, 4, seed=15).marks
        found = figures(made, rule=replace(RULE, unexpected=1))

        assert len(found.unexpected) == 50
        assert found.more_unexpected > 0
        away = [abs(u.away) for u in found.unexpected]
        assert away == sorted(away, reverse=True)


SURE = Between(0.5, 0.4, 0.6)
AGREED = Agreed(20, SURE, SURE, None, None, None, None)
KNOWN = MarkerFigures(1, 0, 20, 20, AGREED)


@pytest.mark.parametrize(
    ("severity", "says"),
    [
        (Between(0.5, 0.1, 0.9), "More severe than the middle"),
        (Between(-0.5, -0.9, -0.1), "More lenient than the middle"),
        (Between(0.1, -0.2, 0.4), "Not told apart from the middle"),
    ],
)
def test_severity_is_said_in_words(severity: Between, says: str) -> None:
    marker = replace(KNOWN, severity=severity, at_pass=9.4)

    assert saying.stands(marker, RULE) == says
    told = " ".join(saying.says_to(marker, AGREED, RULE, at_pass=10))
    assert says.split()[1] in told or "cannot be told apart" in told
    assert "would be given 9.4 by you" in told


def test_whoever_has_too_few_is_told_so() -> None:
    assert saying.stands(replace(KNOWN, doubled=1), RULE).startswith("Too few to say: 1 script was")
    assert saying.says_to(replace(KNOWN, agreed=None, doubled=0), None, RULE, at_pass=10) == (
        "Too few to say: No script was marked by two. Figures are shown from 10 scripts on.",
    )
    assert len(saying.says_to(KNOWN, None, RULE, at_pass=10)) == 1
    assert len(saying.says_to(replace(KNOWN, severity=SURE), None, RULE, at_pass=10)) == 2


@pytest.mark.parametrize(
    ("infit", "says"),
    [
        (1.0, "As expected"),
        (1.25, "As expected"),
        (1.4, "Less predictable than expected"),
        (0.5, "More uniform than expected"),
    ],
)
def test_fit_is_said_in_words_where_chance_and_rule_both_speak(infit: float, says: str) -> None:
    assert saying.fits(Fit(infit, infit, 0.8, 1.2), RULE) == says
    assert saying.fits(None, RULE) == ""


def test_markers_who_differ_are_counted_and_those_who_do_not_are_not_said_to() -> None:
    apart = figures(planted(200, 4, seed=1, severity=(-0.8, 0, 0, 0.8)).marks)
    alike = figures(planted(60, 4, seed=2, severity=(0, 0, 0, 0)).marks)

    assert "more than chance explains" in " ".join(saying.says_of(apart, RULE))
    assert "do not differ in severity" in " ".join(saying.says_of(alike, RULE))
    assert "between" in " ".join(saying.says_of(apart, RULE))
    assert "came to no rest" in " ".join(
        saying.says_of(replace(alike, is_modelled=False, separation=None, at_pass=None), RULE)
    )


def test_the_search_that_comes_to_no_rest_leaves_figures_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.assessment.rules.estimating.severity.MOST_ROUNDS", 1)

    found = figures(planted(40, 3, seed=1).marks)
    assert (found.is_modelled, found.overall is None) == (False, False)
    assert all(m.severity is None for m in found.markers)


def test_letters_go_on_after_z_and_say_nothing() -> None:
    called = marks_of_markers({n: (AFTER, UUID(int=1000 - n)) for n in range(30)})

    assert [called[29], called[28], called[4], called[3], called[0]] == [
        "Marker A", "Marker B", "Marker Z", "Marker AA", "Marker AD",
    ]  # fmt: skip


def test_whoever_marks_later_takes_no_letter_from_anybody() -> None:
    known = {1: (AFTER, UUID(int=5)), 2: (AFTER, UUID(int=7))}

    called = marks_of_markers({3: (AFTER + timedelta(days=1), UUID(int=1)), **known})

    assert called == {**marks_of_markers(known), 3: "Marker C"} == {1: "Marker A", 2: "Marker B", 3: "Marker C"}
