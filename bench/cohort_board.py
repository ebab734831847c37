"""A cohort board, a provider's whole picture and a participant's home over 50,000 enrolments with 60 credits each.

Limits: at most 15 statements, the same number at every size, and no page over four times the time of an empty page on
the same machine. Two pages may be called empty, and both are limits. The *blank* is the same page before there was
anything to show on it. The *frame* is what somebody signed in sees of the site with nothing in it; it is held against
the three pages that are named above. The first pages of everybody else are measured beside them. Costs are what
somebody waits, the database's share in it, each in turns with the frame.

The participant who is measured is in the middle of a programme: a coach with meetings, units, tasks, a community, a
window that is open, a review, a survey. Then a register of 30 is taken, and looked for on every page that shows
something of it (decision 0071).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from tests.makers.cast import Cast, make_cast

from bench.makers.full import COACHES, MANAGERS, OF_A_COACH, make_around, surround
from bench.makers.sixty import Sixty, make_sixty
from bench.makers.whole import COHORT, EACH, LEADS, PERSON, SPONSOR, Lot, grow, rest_of, rows_of_the_ledger
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
NAMED = ("cohort board", "provider picture", "participant home")
SAMPLE = 40
# Of a cohort's fifty, one with everything: a mention, a review, work that came back, and a unit begun.
FULL = 15
Addresses = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Line:
    """One page at one size, beside the frame that was measured in turns with it."""

    page: str
    rows: int
    cost: Cost
    frame: Cost

    @property
    def frames(self) -> float:
        """How many frames it costs."""
        return self.cost.milliseconds / self.frame.milliseconds


def main(words: list[str]) -> int:
    """Grow, measure, take a register, and say which limit is missed."""
    settings.ROOT_URLCONF = "bench.urls"
    sizes = [int(word) for word in words] or list(SIZES)
    at = datetime.now(UTC)
    cast = make_cast(at=at - timedelta(days=500))
    sixty = make_sixty(cast, at=at - timedelta(days=500))
    print(f"{'page':<18}{'enrolments':>11}{'statements':>11}{'ms':>8}{'× frame':>9}{'× blank':>9}{'kB':>6}")
    blanks = _blanks(cast, sixty, at)
    lot, found, missed = Lot(cast, sixty, at, 0, 0), list[Line](), list[str]()
    around = make_around(lot)
    for size in sizes:
        lot, began = rest_of(lot, size), time.monotonic()
        grow(lot, beside=lambda added: surround(added, around))
        took = time.monotonic() - began
        print(
            f"-- {size:,} enrolments, {rows_of_the_ledger():,} credits; laying them down took {took:.0f} s", flush=True
        )
        missed += differs(lot, of=SAMPLE)
        found += [_line(page, size, where, blanks) for page, where in _pages(lot).items()]
        missed += seen_at_once(lot)
    missed += misses(found, blanks)
    print("\n".join(missed))
    print(last_line(found, blanks, missed))
    return 1 if missed else 0


def _line(page: str, rows: int, where: tuple[int, str], blanks: Mapping[str, Line] | None = None) -> Line:
    """Measure one page and print it."""
    line = Line(page, rows, *waits_of(opens(*where), opens(where[0], reverse("bench_empty"))))
    beside = f"{line.frames / blanks[page].frames:>9.1f}" if blanks and page in blanks else f"{'':>9}"
    print(
        f"{page:<22}{rows:>7,}{line.cost.statements:>11}{line.cost.milliseconds:>8.1f}{line.frames:>9.1f}{beside}"
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
    found = {page: _line(page, 0, where) for page, where in bare.items()}
    day = at.date()
    details = CohortDetails("Nothing yet", day + timedelta(days=30), day + timedelta(days=500), EACH, "")
    ref = open_cohort(NewCohort(sixty.ref, cast.partner.ref, details), by=cast.programme_manager, at=at)
    found["cohort"] = _line("cohort", 0, (manager, reverse("cohorts:cohort", args=[ref])))
    new = NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED)
    record = enrol(ref, new, by=cast.programme_manager, at=at)
    found["record"] = _line("record", 0, (manager, reverse("cohorts:record", args=[record])))
    return found


def _pages(lot: Lot) -> Addresses:
    """The pages by name: who opens what."""
    cast, manager = lot.cast, lot.cast.programme_manager.person_id
    cohort = Cohort.objects.get(pk=COHORT + lot.cohorts[0])
    somebody = Enrolment.objects.get(pk=PERSON + lot.first + FULL)
    return {
        "cohort board": (manager, reverse("cohorts:board")),
        "cohort": (manager, reverse("cohorts:cohort", args=[cohort.ref])),
        "worklist": (manager, reverse("cohorts:worklist")),
        "provider picture": (manager, reverse("reporting:figures")),
        "participant home": (somebody.participant_id, "/"),
        "record": (manager, reverse("cohorts:record", args=[somebody.ref])),
        "coach home": (COACHES + lot.first // OF_A_COACH, "/"),
        "facilitator home": (LEADS + lot.cohorts[0], "/"),
        "sponsor home": (SPONSOR + lot.schools[0], "/"),
        "partner home": (MANAGERS, "/"),
        "manager home": (manager, "/"),
        "quality home": (cast.quality_lead.person_id, "/"),
        "curriculum home": (cast.curriculum_lead.person_id, "/"),
        "inspector home": (cast.inspector.person_id, "/"),
        "administrator home": (cast.administrator.person_id, "/"),
        "assessor home": (cast.assessor.person_id, "/"),
        "moderator home": (cast.moderator.person_id, "/"),
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
        worst = max(of_page, key=lambda line: line.frames)
        against = {"frames": worst.frames} if page in NAMED else {}
        against |= {"blank pages": worst.frames / blanks[page].frames} if page in blanks else {}
        said += [
            f"{page}: {times:.1f} {what} at {worst.rows:,} enrolments; the limit is {TIMES:.0f}"
            for what, times in against.items()
            if times > TIMES
        ]
    return said


def last_line(found: list[Line], blanks: Mapping[str, Line], missed: list[str]) -> str:
    """The figures in one line."""
    largest = {line.page: line for line in sorted(found, key=lambda line: line.rows)}
    parts = [
        f"{page.replace(' ', '_')}={line.cost.statements}q/{line.frames:.1f}frame"
        f"/{line.frames / blanks[page].frames:.1f}blank@{line.rows}"
        for page, line in largest.items()
        if page in NAMED
    ]
    return f"cohort-board: {' '.join(parts)} missed={len(missed)}"
