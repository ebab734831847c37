"""The gate: the figure is reached, and explains itself to the participant and to the manager alike."""

from __future__ import annotations

import re

from tests.journeys.chapters.opening import PRIYA, Cohort
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker


def the_gate_is_reached(company: Company, cohort: Cohort, name: str, *, of: str) -> None:
    """So many of the hours of their route; each component that counts is named, for both."""
    reader = company(cohort.people[name], size=PHONE)
    reader.goto("/").look(f"home-at-the-gate-{cohort.route}")
    reader.goto("/cohorts/mine/")
    _explained(reader, cohort, of)
    reader.look(f"engagement-{cohort.route}")
    priya = company(PRIYA)
    priya.goto(cohort.home).follow(name)
    _explained(priya, cohort, of)
    priya.look(f"record-at-the-gate-{cohort.route}")


def _explained(walker: Walker, cohort: Cohort, of: str) -> None:
    """The same words for everybody: the figure, that it is reached, and what counts."""
    walker.sees(re.compile(rf"^{of} hours are credited"))
    walker.sees(re.compile("That is reached"))
    walker.page.locator("main summary", has_text="What counts").first.click()
    for component in cohort.own:
        walker.sees(re.compile(component))
