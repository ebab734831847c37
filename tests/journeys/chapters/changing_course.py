"""Another route, a pause and a return, and somebody who falls behind: what follows is said before it happens."""

from __future__ import annotations

import re
from datetime import time, timedelta

from tests.journeys.chapters.opening import PRIYA, Cohort, come_to, today
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker

NGOZI = "Ngozi Umeh"


def somebody_changes_route(company: Company, cohort: Cohort) -> None:
    """They came to the event; it counts as the live session that stands in its place, and the record says so."""
    priya = company(PRIYA)
    event = next(title for title in cohort.sessions if title.startswith("Event 1"))
    live = cohort.own[0]
    come_to(company, cohort.days[event], time(19))
    priya.goto(f"{cohort.sessions[event]}register/").press(re.compile("Mark everybody")).press("Save the register")
    priya.sees(re.compile("register is saved"))
    _open(priya, cohort, NGOZI).follow("Move to another cohort or route").look()
    priya.choose("Online-only").press("Show what would follow")
    priya.sees("What would follow")
    counts_as = priya.page.get_by_label(re.compile(rf"^{event}, 100\s% done, counts as"))
    assert live in counts_as.locator("option:checked").inner_text()
    priya.look("change-route").fill("Why do they go there?", "They moved away.").press(f"Move {NGOZI}")
    priya.page.wait_for_url(re.compile(r"/enrolments/[^/]+/$"))
    priya.sees(re.compile(live))
    priya.look("route-changed")
    moved = company(cohort.people[NGOZI], size=PHONE)
    moved.goto("/cohorts/mine/").sees(re.compile("^2 of 10 hours are credited"))


def somebody_pauses(company: Company, cohort: Cohort, name: str) -> None:
    """With one of the Department's reasons, and the day they are expected back."""
    priya = company(PRIYA)
    _open(priya, cohort, name).follow("Defer").look()
    priya.page.get_by_role("group", name="Reason").locator("input").first.check()
    priya.fill_day("Expected back", today(company) + timedelta(days=40)).press("Show what follows")
    priya.page.get_by_role("button", name=f"Defer {name} now").wait_for()
    priya.look("defer").press(f"Defer {name} now")
    priya.page.get_by_role("link", name="Resume").or_(priya.page.get_by_role("button", name="Resume")).first.wait_for()
    priya.look("deferred")
    priya.goto(cohort.home).sees(re.compile("^Expected back"))
    away = company(cohort.people[name], size=PHONE)
    away.goto("/cohorts/mine/").look("my-programme-deferred")


def somebody_comes_back(company: Company, cohort: Cohort, name: str) -> None:
    priya = company(PRIYA)
    _open(priya, cohort, name).follow("Resume").sees("What follows")
    priya.press("Resume")
    priya.page.get_by_role("link", name="Defer").or_(priya.page.get_by_role("button", name="Defer")).first.wait_for()
    priya.look()


def somebody_at_risk_is_spoken_with(company: Company, cohort: Cohort, name: str) -> None:
    """The list says why and what would help; a contact is recorded, and the name leaves until the day to look again."""
    priya = company(PRIYA)
    priya.goto(cohort.home).follow("At risk").sees(name)
    priya.look("people-at-risk").follow(re.compile(f"Record a contact.*{name}"))
    priya.page.get_by_role("group", name="How did you reach them?").locator("input").first.check()
    priya.fill_day("On which day?", today(company)).fill("What was agreed?", "Catches up the first session by Friday.")
    priya.fill_day("When will you look again?", today(company) + timedelta(days=9))
    priya.look("record-a-contact").press("Record it")
    priya.goto(cohort.home).follow("At risk")
    assert not priya.page.get_by_role("link", name=name).count(), "whoever was spoken with waits for the day"
    priya.choose("When to look again", "A later day").press("Show")
    priya.sees(name)


def _open(priya: Walker, cohort: Cohort, name: str) -> Walker:
    return priya.goto(cohort.home).follow(name)
