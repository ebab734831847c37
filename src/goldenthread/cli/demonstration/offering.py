"""A chapter of its own: one programme is published to everybody, with a cohort that is still to begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.queries.naming import cohort_lines
from goldenthread.cohorts.types import CohortDetails, NewCohort
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ReleaseRef
from goldenthread.reporting.actions.offering import publish_offer
from goldenthread.reporting.actions.yearly import enter_aim
from goldenthread.reporting.queries.offering import offering_page
from goldenthread.reporting.queries.yearly import year_page
from goldenthread.reporting.types.offering import Cost, NewOffer
from goldenthread.reporting.types.yearly import Aim, NewAim

MADE_UP = "Made up for the demonstration"
ABOUT = (
    "For leaders who are ready to look after more than their own team. Everything but the events fits into evenings: "
    "you study in short units, meet your coach every half term, and try things out in your own school."
)
PLACES, COST = 30, 1240


def offer_it(release: ReleaseRef, calendar: Calendar, *, by: Actor, administrator: Actor) -> None:
    """Open the next cohort, enter a year's numbers, and publish the programme with both."""
    now = calendar.moment(0)
    running = next(line for line in cohort_lines(by=by, on=now.date()) if line.title.endswith("Harbour"))
    first = calendar.day(62)
    details = CohortDetails("Spring, Harbour", first, first + timedelta(days=420), PLACES, "Harbour Teaching Hub")
    coming = open_cohort(NewCohort(release, running.partner_ref, details), by=by, at=now)
    page = year_page(None, by=administrator, at=now)
    for what, number in ((Aim.RECRUITS, 10), (Aim.COST, COST), (Aim.DIVERSE, 3), (Aim.DIVERSE_KNOWN, 8)):
        of = page.qualifications[0].qualification
        enter_aim(NewAim(page.year, of, what, number, MADE_UP), by=administrator, at=now)
    shown = offering_page(release, by=by, at=now)
    new = NewOffer(release, ABOUT, Cost(COST, calendar.day(-60), "with its assessment, without VAT", MADE_UP))
    years = frozenset(int(each.value) for each in shown.years)
    variants = frozenset(UUID(each.value) for each in shown.variants)
    publish_offer(replace(new, cohorts=frozenset({coming}), variants=variants, years=years), by=by, at=now)
