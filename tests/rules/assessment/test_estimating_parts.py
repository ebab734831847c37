"""Results of markings agree or differ by the parts of a scheme too."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.assessment.rules.estimating.marks import marks_of
from goldenthread.programmes.types import SchemePart
from tests.rules.assessment.test_estimating import figures, scheme_for


def test_results_differ_where_one_marker_leaves_a_part_below_its_minimum() -> None:
    rows = [(s, m, [s % 3 + 1, 1 + (m == 8 and s < 5)]) for s in range(10) for m in (7, 8)]
    marks = marks_of(rows, [4, 4])
    scheme = scheme_for(marks, minimum_total=0)
    parted = replace(scheme, parts=(SchemePart("P", "Second", (scheme.criteria[1].code,), minimum=2, highest=4),))

    whole, found = figures(marks, scheme).result, figures(marks, parted).result

    assert whole is not None
    assert found is not None
    assert (whole.exact.value, found.exact.value) == (1.0, 0.5)
