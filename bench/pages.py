"""Pages at 100, 1,000 and 10,000 rows.

The limit is the house's own rule: a page takes the same number of statements for one row as for a thousand, so the
number may not differ between sizes. The time limit keeps a page on ten thousand rows within a small multiple of an
empty page; see LIMITS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.makers.cast import Cast, make_cast
from tests.makers.programmes import make_release

from bench.makers.cohorts import Crowd, make_crowd
from bench.makers.scripts import Pile, copy_of, make_pile
from bench.measuring import ROUNDS, Cost, cost_of
from goldenthread.assessment.models import Allocation, ScriptUpload
from goldenthread.people.models import Person
from goldenthread.people.types import Actor

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
SIZES = (100, 1_000, 10_000)
# How many empty pages a page may cost at any size. A list shows one screenful at a time, so rows alone cost nothing.
LIMITS = {"cohort board": 30.0, "participant home": 20.0, "marking queue": 20.0, "submission": 30.0}


@dataclass(frozen=True)
class Scene:
    """One installation at one size."""

    cast: Cast
    crowd: Crowd
    pile: Pile
    rows: int


@dataclass(frozen=True)
class Line:
    """One page at one size, beside an empty page."""

    page: str
    rows: int
    cost: Cost
    empty: Cost

    @property
    def times(self) -> float:
        """How many empty pages it costs."""
        return self.cost.milliseconds / self.empty.milliseconds


def signed_in(person_id: int) -> Client:
    """A browser of somebody who has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=person_id))
    return client


def cohort_board(scene: Scene) -> Callable[[], HttpResponse]:
    """The programme manager opens the cohort."""
    return opens(scene.cast.programme_manager, reverse("cohorts:cohort", args=[scene.crowd.opened.ref]))


def participant_home(scene: Scene) -> Callable[[], HttpResponse]:
    """One participant of the cohort opens their first page."""
    client = signed_in(scene.crowd.enrolments[scene.rows // 2].participant_id)
    return lambda: client.get("/")


def marking_queue(scene: Scene) -> Callable[[], HttpResponse]:
    """An assessor who has all of these scripts opens their queue."""
    return opens(scene.cast.assessor, reverse("assessment:queue"))


def submission(scene: Scene) -> Callable[[], HttpResponse]:
    """One participant hands in, again and again, while everybody else's scripts are there."""
    client = signed_in(scene.pile.writer.person_id)
    one = ScriptUpload.objects.get(script__ref=scene.pile.script)
    ready = iter(ScriptUpload.objects.bulk_create([copy_of(one, one.script) for _ in range(ROUNDS + 2)]))
    return lambda: client.post(reverse("assessment:check", args=[next(ready).ref]), {"declared": "on"})


def opens(actor: Actor, path: str) -> Callable[[], HttpResponse]:
    """Somebody opens a page."""
    client = signed_in(actor.person_id)
    return lambda: client.get(path)


PAGES: dict[str, tuple[Callable[[Scene], Callable[[], HttpResponse]], int]] = {
    "cohort board": (cohort_board, 200),
    "participant home": (participant_home, 200),
    "marking queue": (marking_queue, 200),
    "submission": (submission, 303),
}


def lines(scene: Scene) -> Iterable[Line]:
    """Every page at this size."""
    empty = cost_of(opens(scene.cast.programme_manager, reverse("bench_empty")), rounds=15)
    for name, (page, answers) in PAGES.items():
        yield Line(name, scene.rows, cost_of(page(scene), expect=answers), empty)


def main(words: list[str]) -> int:
    """Measure, print the table, and say which limit is missed."""
    settings.ROOT_URLCONF = "bench.urls"
    sizes = [int(word) for word in words] or list(SIZES)
    cast = make_cast(at=AT)
    built = make_release(cast, at=AT)
    found: list[Line] = []
    print(f"{'page':<20}{'rows':>8}{'statements':>12}{'ms':>9}{'empty ms':>10}{'× empty':>9}{'kB':>8}")
    for rows in sizes:
        crowd = make_crowd(cast, rows, built=built, at=AT)
        # The window is open while the clock on the wall says so: pages ask it, not us.
        pile = make_pile(cast, crowd, at=datetime.now(UTC) - timedelta(minutes=1))
        scene = Scene(cast, crowd, pile, rows)
        for line in lines(scene):
            found.append(line)
            c = line.cost
            print(
                f"{line.page:<20}{line.rows:>8,}{c.statements:>12}{c.milliseconds:>9.1f}"
                f"{line.empty.milliseconds:>10.1f}{line.times:>9.1f}{c.kilobytes:>8.0f}",
                flush=True,
            )
        # The next size begins with an empty desk.
        Allocation.objects.update(ended_at=datetime.now(UTC))
    missed = misses(found)
    print("\n".join(missed))
    print(last_line(found, missed))
    return 1 if missed else 0


def misses(found: list[Line]) -> list[str]:
    """What breaks a limit, in words."""
    said = []
    for page in dict.fromkeys(line.page for line in found):
        of_page = [line for line in found if line.page == page]
        statements = sorted({line.cost.statements for line in of_page})
        if len(statements) > 1:
            said.append(f"{page}: the number of statements grows with the rows: {statements}")
        worst = max(of_page, key=lambda line: line.times)
        if worst.times > LIMITS[page]:
            said.append(
                f"{page}: {worst.times:.1f} empty pages at {worst.rows:,} rows; the limit is {LIMITS[page]:.0f}"
            )
    return said


def last_line(found: list[Line], missed: list[str]) -> str:
    """The figures in one line."""
    largest = {line.page: line for line in sorted(found, key=lambda line: line.rows)}
    parts = [
        f"{page.replace(' ', '_')}={line.cost.statements}q/{line.times:.1f}x@{line.rows}"
        for page, line in largest.items()
    ]
    return f"pages: {' '.join(parts)} missed={len(missed)}"
