"""A failed attempt, a meeting about what to do next, and a resubmission that passes; one incident gives time for it.

The failed attempt is laid before it; pages are looked at by axe at phone and desktop width.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.company import Company
from tests.makers.again import OPEN_FOR
from tests.makers.documents import docx, paragraph
from tests.makers.installation import Installation

PARVEEN, PRIYA = "parveen@castlehill.example", "priya@provider.example"


def test_a_failed_attempt_help_and_a_resubmission_that_passes(
    browser: Browser, house: Installation, tmp_path: Path
) -> None:
    house.lay("again")
    company = Company(browser, house)

    # Given Parveen, who did not pass, and reads what comes next
    parveen = company(PARVEEN)
    parveen.goto("/assessment/attempts/")
    parveen.sees("1 of 2 attempts used")
    parveen.sees("A meeting about what to do next")
    parveen.look("attempts-before-help")
    address = parveen.page.url.removeprefix(house.address)
    parveen.goto("/assessment/").sees("Before the next attempt you get support")

    # When her programme manager has met her and records what they agreed
    priya = company(PRIYA)
    priya.goto(address)
    priya.fill("What did you agree?", "Begin with the budget, and come to the clinic on Tuesday.")
    priya.look("attempts-record-help").press("Record it")
    priya.sees("It is recorded")

    # And an incident gives everybody in the window more time
    priya.goto("/assessment/windows/").follow("Autumn 2025").follow("Times of single people")
    priya.look("own-times").follow("Record a technical incident")
    now = datetime.now(UTC)
    priya.fill("What happened?", "The site could not be reached for a few minutes.")
    for label, moment in (("From when?", now - timedelta(minutes=20)), ("Until when?", now - timedelta(minutes=10))):
        priya.fill_moment(label, moment.date(), f"{moment:%H:%M}")
    priya.fill("Minutes that each of them gets", "30")
    priya.choose("Everybody who takes part in this window").press("Show who is affected")
    priya.sees("1 person would get more time")
    priya.look("incident-preview").press("Record it and give the time")
    priya.sees("More time for 1 person")

    # Then she opens the brief, hands in after everybody's window has closed, and passes
    parveen.goto("/assessment/").press("Open the brief")
    house.come_to(now + OPEN_FOR + timedelta(minutes=10))
    file = tmp_path / "second.docx"
    file.write_bytes(docx(paragraph("We would begin with the budget of the second year.")))
    parveen.page.reload()
    parveen.page.locator("input[type=file]").set_input_files(str(file))
    parveen.press("Upload and count words")
    parveen.page.locator("main input[type=checkbox]").first.check()
    parveen.press("Hand in").sees("R-")
    house.come_to(now + OPEN_FOR + timedelta(hours=1))
    house.command("shell", "-c", "from tests.makers.again import mark_what_is_in; mark_what_is_in()")
    parveen.goto("/assessment/attempts/").sees("Passed.")
    parveen.sees("Begin with the budget")
    parveen.look("attempts-passed")
