"""A moderation sample that grows: drawn by a seed, looked at, grown, decided on, and seen by a moderator from outside.

The scripts are laid before it; pages are looked at by axe at phone and desktop width.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from playwright.sync_api import Browser

from tests.journeys.company import Company
from tests.journeys.walking import UK, Walker
from tests.makers.installation import Installation

MARGUERITE = "marguerite@provider.example"
GWEN = "gwen@otherprovider.example"
WHY = "What follows from the figures is not said."


def judge_low(who: Walker) -> None:
    """Give the lowest mark everywhere, with a reason for each."""
    who.page.get_by_label("I give the marks below").check()
    for criterion in who.page.get_by_role("group", name=re.compile("^Your mark for")).all():
        criterion.get_by_role("radio").first.check()
    for reason in who.page.get_by_label(re.compile("^Why this mark for")).all():
        reason.fill(WHY)


def test_a_sample_grows_until_somebody_decides(browser: Browser, house: Installation) -> None:
    house.lay("sampled")
    company = Company(browser, house)

    # Given a moderator who sees what a seed would draw, and draws it
    marguerite = company(MARGUERITE)
    marguerite.goto("/assessment/windows/").page.locator("main td a, main th a").first.click()
    marguerite.follow("Sample for moderation")
    marguerite.fill("Seed", "spring 2026").press("Show what it would hold")
    marguerite.sees("it would hold 1 script")
    marguerite.look("sample-preview")
    marguerite.press("Draw this sample")
    marguerite.sees("The sample is drawn: 1 script to look at.")
    window = marguerite.page.url

    # When her judgement differs widely, the sample grows in the same moment and says so
    marguerite.page.locator("main th a[href*='/sampled/']").first.click()
    marguerite.look("look")
    judge_low(marguerite)
    marguerite.press(re.compile("^Keep judgement"))
    marguerite.sees("so the sample grows:")
    marguerite.sees(re.compile("1 of [2-6] scripts looked at"))
    marguerite.look("sample-grown")

    # And a moderator of another provider is given access to it, and to nothing else
    marguerite.follow("Hand it over to a moderator outside")
    marguerite.fill("Name", "Gwen Abara").fill("E-mail address", GWEN).fill("Organisation", "Otherwise Education")
    marguerite.fill_day("Last day of their access", datetime.now(UK).date() + timedelta(days=7))
    marguerite.press("Give access")
    marguerite.sees("Gwen Abara has access, and is written to.")
    marguerite.look("hand-over")
    letter = house.post.newest(GWEN, about="moderate a sample", after=0).get_body(("plain",)).get_content()
    address = re.search(r"https?://\S+(/assessment/samples/\S+/)", letter)
    assert address, letter
    gwen = company(GWEN)
    gwen.goto(address[1]).look("guest-sample")
    while True:
        waiting = gwen.page.locator("main tr", has_text="Not yet").locator("a")
        if not waiting.count():
            break
        waiting.first.click()
        gwen.page.get_by_label("Seat A’s marks are right").check()
        gwen.press(re.compile("^Keep judgement"))
        gwen.sees("is kept.")
    assert gwen.page.goto(window).status == 404

    # Then the moderator decides about each marker, and sees before what it changes
    for _ in range(2):
        marguerite.goto(window)
        marguerite.page.locator("main tr", has_text="To be decided").locator("a").first.click()
        marguerite.choose("Correct the marks that are not settled").fill("By how many marks?", "-1").fill("Why?", WHY)
        marguerite.press("Check what it would change").sees("Nothing has changed yet.")
        marguerite.look("ruling-check")
        marguerite.press("Decide")
        marguerite.sees(re.compile("^It is decided about Marker"))
    marguerite.sees("Everything is looked at and decided.")
    marguerite.look("sample-whole")
