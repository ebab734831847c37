"""The marking board over 100 and over 10,000 scripts, and how the next script opens.

The limits are the issue's: at most 12 statements, no more than twice the time of a board of 100, and the next script in
the same number of statements whatever waits.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from tests.makers.cast import Cast, make_cast
from tests.makers.handing import an_assessor
from tests.makers.programmes import make_release

from bench.makers.cohorts import BATCH, make_crowd
from bench.makers.scripts import make_pile
from bench.measuring import Cost, cost_of
from bench.pages import opens
from goldenthread.assessment.models import Allocation, Script
from goldenthread.people.types import Actor

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
SIZES = (100, 10_000)
STATEMENTS, TIMES, MARKERS, ROUNDS = 12, 2.0, 20, 15


def main(words: list[str]) -> int:
    """Measure both sizes, print the ratio, and say which limit is missed."""
    settings.ROOT_URLCONF = "bench.urls"
    sizes = [int(word) for word in words] or list(SIZES)
    cast = make_cast(at=AT)
    built = make_release(cast, at=AT)
    markers = [cast.assessor, cast.second_assessor, *(an_assessor(cast, f"Marker {n}") for n in range(MARKERS - 2))]
    boards, nexts = [], []
    print(f"{'scripts':>8}  {'page':<12}{'statements':>12}{'ms':>9}{'kB':>8}")
    for rows in sizes:
        crowd = make_crowd(cast, rows, built=built, at=AT)
        pile = make_pile(cast, crowd, at=datetime.now(UTC) - timedelta(minutes=1))
        _share_out(cast, markers, pile.window)
        board = cost_of(opens(cast.quality_lead, reverse("assessment:board")), rounds=ROUNDS)
        seat = Allocation.objects.current().filter(marker_id=cast.assessor.person_id).order_by("pk").first()
        assert seat is not None, "the assessor has a script"
        following = cost_of(opens(cast.assessor, reverse("assessment:mark", args=[seat.ref])), rounds=ROUNDS)
        boards.append(board)
        nexts.append(following)
        for name, cost in (("board", board), ("next script", following)):
            print(
                f"{rows:>8,}  {name:<12}{cost.statements:>12}{cost.milliseconds:>9.1f}{cost.kilobytes:>8.0f}",
                flush=True,
            )
    ratio = boards[-1].milliseconds / boards[0].milliseconds
    missed = list(_misses(boards, nexts, ratio))
    print("\n".join(missed))
    print(
        f"board of {sizes[-1]:,} takes {ratio:.2f} times a board of {sizes[0]:,}, in {boards[-1].statements} statements"
    )
    return int(bool(missed))


def _misses(boards: list[Cost], nexts: list[Cost], ratio: float) -> list[str]:
    said = []
    if max(board.statements for board in boards) > STATEMENTS:
        said.append(f"the board takes more than {STATEMENTS} statements")
    if len({board.statements for board in boards}) > 1:
        said.append("the board’s statements grow with the scripts")
    if len({each.statements for each in nexts}) > 1:
        said.append("the next script’s statements grow with the scripts")
    if ratio > TIMES:
        said.append(f"the board of many takes {ratio:.2f} times the board of few; the limit is {TIMES}")
    return said


def _share_out(cast: Cast, markers: list[Actor], window: object) -> None:
    """Two markers for each script, in turns."""
    scripts = list(Script.objects.filter(window__ref=window).order_by("pk"))
    first = list(Allocation.objects.filter(script__window__ref=window))
    places = {script.pk: place for place, script in enumerate(scripts)}
    for row in first:
        row.marker_id = markers[places[row.script_id] % MARKERS].person_id
    Allocation.objects.bulk_update(first, ["marker_id"], batch_size=BATCH)
    Allocation.objects.bulk_create(
        [
            Allocation(
                script_id=row.script_id,
                marker_id=markers[(places[row.script_id] + 7) % MARKERS].person_id,
                seat=2,
                allocated_by_id=cast.quality_lead.person_id,
                allocated_at=AT,
            )
            for row in first
        ],
        batch_size=BATCH,
    )
