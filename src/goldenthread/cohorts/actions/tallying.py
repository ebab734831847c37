"""Put the lines of the tally together, and right whatever they should not say."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Value
from django.db.transaction import atomic

from goldenthread.cohorts.models import Tally
from goldenthread.cohorts.models.tallying import COUNTS, stands

_PLACE = ("cohort_id", "school_id", "route")
NOTHING = (0, 0, 0, 0)


@atomic
def put_tallies_together() -> int:
    """Make one line of all lines of a place; says how many fewer there are. What they sum up to stays."""
    rows = list(Tally.objects.select_for_update().values_list("pk", *_PLACE, *COUNTS))
    sums: defaultdict[tuple[int, int, str], tuple[int, ...]] = defaultdict(lambda: NOTHING)
    for _, cohort, school, route, *counts in rows:
        place = (cohort, school, route)
        sums[place] = tuple(map(sum, zip(sums[place], counts, strict=True)))
    kept = [_line(place, counts) for place, counts in sorted(sums.items()) if any(counts)]
    if len(kept) < len(rows):
        Tally.objects.filter(pk__in=[pk for pk, *_ in rows]).delete()
        Tally.objects.bulk_create(kept, batch_size=500)
    return len(rows) - len(kept)


@atomic
def right_tallies() -> int:
    """Reckon the tally anew from the enrolments; says at how many places it said something else, which is none unless
    somebody wrote past the database's own triggers.

    One statement reads both, so that whatever is written at the same time is in both or in neither.
    """
    both = stands().annotate(sign=Value(1)).union(Tally.objects.summed(*_PLACE).annotate(sign=Value(-1)), all=True)
    off: defaultdict[tuple[int, int, str], tuple[int, ...]] = defaultdict(lambda: NOTHING)
    for cohort, school, route, *counts, sign in both:
        place = (cohort, school, route)
        off[place] = tuple(before + sign * n for before, n in zip(off[place], counts, strict=True))
    missing = [_line(place, counts) for place, counts in sorted(off.items()) if any(counts)]
    Tally.objects.bulk_create(missing, batch_size=500)
    return len(missing)


def _line(place: tuple[int, int, str], counts: tuple[int, ...]) -> Tally:
    cohort, school, route = place
    return Tally(cohort_id=cohort, school_id=school, route=route, **dict(zip(COUNTS, counts, strict=True)))
