"""A hidden script that stops a drifting marker: she reads plainly that it is paused, and a person decides.

The scripts are laid before it. The test does not know which of hers is the hidden one, as little as she does.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.journeys.company import Company
from tests.makers.installation import Installation

AGNES, QUENTIN = "agnes@marking.example", "quentin@provider.example"


def test_a_seed_stops_a_drifting_marker(browser: Browser, house: Installation) -> None:
    house.lay("drifting")
    company = Company(browser, house)

    # Given Agnes, who is cleared, and now gives the lowest marks to whatever comes
    agnes = company(AGNES)
    agnes.goto("/assessment/marking/before/")
    agnes.sees("You can be given live scripts")
    agnes.look("before-you-mark")
    agnes.goto("/assessment/marking/")
    for _ in range(2):
        page = agnes.page
        page.locator("main th a[href*='/assessment/marking/']").first.click()
        for criterion in page.get_by_role("group", name=re.compile("^Mark for")).all():
            criterion.get_by_role("radio").first.check()
        for reason in page.get_by_label(re.compile("^Reason for")).all():
            reason.fill("It says what is wrong and not what follows.")
        agnes.press("Check and finish").press("Finish marking")
        page.wait_for_url(re.compile("/marking/$"))
        if page.get_by_text("Your marking is paused").count():
            break

    # Then her queue says so, without blame, and whom to ask
    agnes.sees("Your marking is paused")
    agnes.sees(re.compile("Nothing you finished or put down is lost"))
    assert not page.get_by_text("Your queue is empty").count()
    agnes.look("marking-paused")

    # And Quentin looks at what was marked, and has others mark what came back
    quentin = company(QUENTIN)
    quentin.goto("/assessment/standards/")
    quentin.sees("1 marker paused")
    quentin.look("standards")
    quentin.follow("Brookside Academy").look("standard")
    quentin.follow(re.compile("^Decide"))
    quentin.sees("0 of 1 script close to what was agreed")
    quentin.look("decide-on-a-stop")
    quentin.choose("Confirm the stop")
    quentin.fill("Why?", "Both of us read it again, and the agreed marks are right.")
    quentin.press("Record the decision")
    quentin.sees("The stop was confirmed")
    quentin.sees(re.compile(r"[12] scripts? can be given to others"))
    agnes.goto("/assessment/marking/before/")
    agnes.sees("You have 2 tries")
