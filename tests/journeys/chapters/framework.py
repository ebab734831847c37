"""Chapter two: the curriculum lead reads the framework document, reviews the reading and publishes it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.journeys.company import Company
from tests.journeys.walking import Walker, press_key
from tests.makers.installation import REPOSITORY

CALLUM = "callum@provider.example"
# Milliseconds; on a busy machine the whole of what a reading may take, and the worker's start.
A_READING = 240_000
MADE = REPOSITORY / "demo" / "framework.txt"


def real_document() -> Path | None:
    """The Department's document as its text was extracted, where it is on this machine."""
    sources = Path(os.environ.get("GOLDENTHREAD_SOURCES", REPOSITORY.parent / "shared" / "sources"))
    place = sources / "npqsl-framework-2020.pdf-text.txt"
    return place if place.exists() else None


def a_framework_is_read_reviewed_and_published(company: Company) -> None:
    document = real_document()
    callum = company(CALLUM)
    callum.goto("/frameworks/").look("frameworks-empty")
    callum.goto("/frameworks/read/").look("read-a-framework")
    callum.fill("Code", "NPQSL").fill("Title", "NPQ: Senior Leadership Framework").fill("Year", "2020")
    callum.fill("Publisher", "Department for Education").fill("Licence", "Open Government Licence v3.0")
    callum.page.get_by_label("The document").set_input_files(str(document or MADE))
    callum.house.stop_worker()
    callum.press(re.compile("Read"))
    callum.sees("Waiting for its turn").wait_for()
    callum.look("a-reading-waits").follow("Check again").sees("Waiting for its turn").wait_for()
    # The worker reads it, and the page goes on by itself when it is ready.
    callum.house.start_worker()
    callum.page.wait_for_url(re.compile(r"/readings/[^/]+/$"), timeout=A_READING)
    callum.sees("Doubts first").wait_for()
    if document:
        callum.sees(re.compile("10 sections, 120 learn that, 34 learn how to, 136 practices"))
    callum.look("review-a-reading")
    callum.follow(re.compile("Check and publish"))
    if callum.page.get_by_text("It cannot be published yet").count():
        callum.follow(re.compile("Back to the review"))
    else:
        callum.page.go_back()
    _settle_every_doubt(company)
    callum.press(re.compile("Accept .* without doubts"))
    callum.follow(re.compile("Check and publish")).look("publish-a-framework").press("Publish")
    callum.sees(re.compile("School Culture" if document else "Setting Direction")).wait_for()
    callum.look("framework-edition")
    callum.page.locator("a[href*='/frameworks/statements/']").first.click()
    callum.look("statement")


def _settle_every_doubt(company: Company) -> None:
    """What the reader doubts is accepted by name, one after the other, as a person does it."""
    settle_by_keys(company(CALLUM))


def settle_by_keys(walker: Walker) -> None:
    """Accept every doubted item by its key, and settle what is doubted of the whole."""
    page = walker.page
    doubted = page.locator("#doubts .gt-read")
    for left in range(doubted.count(), 0, -1):
        doubted.first.focus()
        press_key(page, "a")
        doubted.nth(left - 1).wait_for(state="detached")
    settle = page.get_by_role("button", name=re.compile("I have settled this"))
    for _ in range(settle.count()):
        settle.first.click()
        page.wait_for_load_state()
