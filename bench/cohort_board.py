"""A cohort board, a provider's whole picture and a participant's home over 50,000 enrolments with 60 credits each.

Limits: at most 15 statements, the same number at every size, and no page over four times the time of an empty page on
the same machine. Two pages may be called empty. The *blank* is the same page before there was anything to show on it;
it is the limit. The *shell* is a page that asks only who is there and shows nothing at all; how many of those a page
costs is said beside it. Costs are what somebody waits, the database's share in it.

Then a register of 30 is taken, and looked for on every page that shows something of it (decision 0071).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from tests.makers.cast import Cast, make_cast

from bench.makers.sixty import Sixty, make_sixty
from bench.makers.whole import COHORT, EACH, PERSON, Lot, grow, rest_of, rows_of_the_ledger
from bench.measuring import Cost, waits_of
from bench.opening import opens
from bench.registering import differs, seen_at_once
from goldenthread.cohorts.actions.enrolling import enrol
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.models import Cohort, Enrolment
from goldenthread.cohorts.types import CohortDetails, NewCohort, NewEnrolment
from goldenthread.programmes.types import Route

SIZES = (500, 5_000, 50_000)
STATEMENTS, TIMES = 15, 4.0
SAMPLE = 40
Addresses = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Line:
    """One page at one size, beside a page shell that was measured in turns with it."""

    page: str
    rows: int
    cost: Cost
    shell: Cost

    @property
    def shells(self) -> float:
        """How many page shells it costs."""
        return self.cost.milliseconds / self.shell.milliseconds


def main(words: list[str]) -> int:
    """Grow, measure, take a register, and say which limit is missed."""
    settings.ROOT_URLCONF = "bench.urls"
    sizes = [int(word) for word in words] or list(SIZES)
    at = datetime.now(UTC)
    cast = make_cast(at=at - timedelta(days=500))
    sixty = make_sixty(cast, at=at - timedelta(days=500))
    print(f"{'page':<18}{'enrolments':>11}{'statements':>11}{'ms':>8}{'× shell':>9}{'× blank':>9}{'kB':>6}")
    blanks = _blanks(cast, sixty, at)
    lot, found, missed = Lot(cast, sixty, at, 0, 0), list[Line](), list[str]()
    for size in sizes:
        lot, began = rest_of(lot, size), time.monotonic()
        grow(lot)
        took = time.monotonic() - began
        print(
            f"-- {size:,} enrolments, {rows_of_the_ledger():,} credits; laying them down took {took:.0f} s", flush=True
        )
        missed += differs(lot, of=SAMPLE)
        found += [_line(cast, page, size, where, blanks) for page, where in _pages(lot).items()]
        missed += seen_at_once(lot)
    missed += misses(found, blanks)
    print("\n".join(missed))
    print(last_line(found, blanks, missed))
    return 1 if missed else 0


def _line(cast: Cast, page: str, rows: int, where: tuple[int, str], blanks: Mapping[str, Line] | None = None) -> Line:
    """Measure one page and print it."""
    shell = opens(cast.programme_manager.person_id, reverse("bench_empty"))
    line = Line(page, rows, *waits_of(opens(*where), shell))
    beside = f"{line.shells / blanks[page].shells:>9.1f}" if blanks else f"{'':>9}"
    print(
        f"{page:<18}{rows:>11,}{line.cost.statements:>11}{line.cost.milliseconds:>8.1f}{line.shells:>9.1f}{beside}"
        f"{line.cost.kilobytes:>6.0f}",
        flush=True,
    )
    return line


def _blanks(cast: Cast, sixty: Sixty, at: datetime) -> dict[str, Line]:
    """The same pages with nothing on them: before there is any cohort, then of one without sessions or people, and a
    record on it."""
    manager = cast.programme_manager.person_id
    bare = {
        "cohort board": (manager, reverse("cohorts:board")),
        "worklist": (manager, reverse("cohorts:worklist")),
        "provider picture": (manager, reverse("reporting:figures")),
        "participant home": (cast.participant.person_id, "/"),
    }
    found = {page: _line(cast, page, 0, where) for page, where in bare.items()}
    day = at.date()
    details = CohortDetails("Nothing yet", day + timedelta(days=30), day + timedelta(days=500), EACH, "")
    ref = open_cohort(NewCohort(sixty.ref, cast.partner.ref, details), by=cast.programme_manager, at=at)
    found["cohort"] = _line(cast, "cohort", 0, (manager, reverse("cohorts:cohort", args=[ref])))
    new = NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED)
    record = enrol(ref, new, by=cast.programme_manager, at=at)
    found["record"] = _line(cast, "record", 0, (manager, reverse("cohorts:record", args=[record])))
    return found


def _pages(lot: Lot) -> Addresses:
    """The pages by name: who opens what."""
    manager = lot.cast.programme_manager.person_id
    cohort = Cohort.objects.get(pk=COHORT + lot.cohorts[0])
    somebody = Enrolment.objects.get(pk=PERSON + lot.first + EACH // 2)
    return {
        "cohort board": (manager, reverse("cohorts:board")),
        "cohort": (manager, reverse("cohorts:cohort", args=[cohort.ref])),
        "worklist": (manager, reverse("cohorts:worklist")),
        "provider picture": (manager, reverse("reporting:figures")),
        "participant home": (somebody.participant_id, "/"),
        "record": (manager, reverse("cohorts:record", args=[somebody.ref])),
    }


def misses(found: list[Line], blanks: Mapping[str, Line]) -> list[str]:
    """What breaks a limit, in words."""
    said = []
    for page in dict.fromkeys(line.page for line in found):
        of_page = [line for line in found if line.page == page]
        statements = sorted({line.cost.statements for line in of_page})
        if len(statements) > 1:
            said.append(f"{page}: the number of statements grows with the rows: {statements}")
        if statements[-1] > STATEMENTS:
            said.append(f"{page}: {statements[-1]} statements; the limit is {STATEMENTS}")
        worst = max(of_page, key=lambda line: line.shells)
        times = worst.shells / blanks[page].shells
        if times > TIMES:
            said.append(f"{page}: {times:.1f} blank pages at {worst.rows:,} enrolments; the limit is {TIMES:.0f}")
    return said


def last_line(found: list[Line], blanks: Mapping[str, Line], missed: list[str]) -> str:
    """The figures in one line."""
    largest = {line.page: line for line in sorted(found, key=lambda line: line.rows)}
    parts = [
        f"{page.replace(' ', '_')}={line.cost.statements}q/{line.shells / blanks[page].shells:.1f}blank"
        f"/{line.shells:.1f}shell@{line.rows}"
        for page, line in largest.items()
    ]
    return f"cohort-board: {' '.join(parts)} missed={len(missed)}"
