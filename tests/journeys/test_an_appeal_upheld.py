"""An appeal that is upheld: asked on a phone, decided by somebody who was not involved, and felt in the certificate.

The failed result is laid before it; pages are looked at by axe at phone and desktop width.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.journeys.company import Company
from tests.journeys.walking import PHONE
from tests.makers.installation import Installation

PARVEEN, MARGUERITE, QUENTIN = "parveen@castlehill.example", "marguerite@provider.example", "quentin@provider.example"
WRONG = "The marks for the second question were taken from another script, as the feedback on it shows."
RIGHT = "The feedback on the second question belongs to another script. These are the marks of this one."
LETTER = {
    "name": "answer.txt",
    "mimeType": "text/plain",
    "buffer": b"An answer of 3 March to a question about the feedback.",
}


def test_an_appeal_is_upheld_and_the_result_corrected(browser: Browser, house: Installation) -> None:
    house.lay("again")
    company = Company(browser, house)

    # Given Parveen, who did not pass, and appeals from her phone
    parveen = company(PARVEEN, size=PHONE)
    parveen.goto("/assessment/").follow("Read your result").sees("You did not pass this time")
    parveen.look("result-that-is-questioned")
    result = parveen.page.url.removeprefix(house.address)
    parveen.follow("Question this result").look("question-a-result")
    parveen.follow(re.compile("Appeal, stage 1"))
    parveen.choose("The published rules were not followed")
    parveen.fill("What do you think is wrong, and where?", "I am Parveen. " + WRONG)
    parveen.page.locator("input[type=file]").set_input_files(files=[LETTER])
    parveen.press("Send it").sees("Take the name out.")
    parveen.look("appeal-that-names-somebody")
    parveen.fill("What do you think is wrong, and where?", WRONG)
    parveen.page.locator("input[type=file]").set_input_files(files=[LETTER])
    parveen.press("Send it").sees("Waiting for a reviewer")
    parveen.sees("answer.txt")
    house.post.newest(PARVEEN, about="We have your question")

    # When Marguerite, who settled it, cannot decide, and Quentin, who had nothing to do with it, can
    marguerite = company(MARGUERITE)
    marguerite.goto("/assessment/reviews/").sees("You settled or corrected the marks of this script.")
    quentin = company(QUENTIN)
    quentin.goto("/assessment/reviews/").look("questions-about-results")
    quentin.page.locator("main table th a").first.click()
    quentin.press("Take it").sees(WRONG)
    assert "Parveen" not in quentin.page.locator("main").inner_text()
    quentin.page.get_by_text("The marks, if the result is corrected").click()
    quentin.look("decide-an-appeal")
    quentin.choose("The result is corrected").fill("Reasons", RIGHT)
    for criterion in quentin.page.get_by_role("group", name=re.compile("^Mark for")).all():
        criterion.get_by_label(re.compile("^3 ")).check()
    for reason in quentin.page.get_by_label(re.compile("^Why this mark for")).all():
        reason.fill("It names the problem and backs it with figures.")
    quentin.press("Check your decision").sees("Nothing has changed yet")
    quentin.look("decide-an-appeal-check")
    quentin.press("Decide").sees("the result is corrected")

    # Then the result, its certificate and its record say so
    house.post.newest(PARVEEN, about="Your result was corrected")
    parveen.goto(result).sees("You passed")
    parveen.sees("This result was corrected")
    parveen.sees("Download your certificate")
    parveen.look("result-corrected")
    script = result.split("/")[3]
    quentin.goto(f"/assessment/scripts/{script}/record/").sees(RIGHT)
    quentin.look("decision-record")
