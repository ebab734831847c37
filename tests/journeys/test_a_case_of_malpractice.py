"""A marker suspects something and marks on; somebody else looks into it, the participant answers and is heard, and what
is decided is told. On the way a passage that gives somebody away is masked.

The scripts are laid before it; pages are looked at by axe at phone and desktop width.
"""

from __future__ import annotations

import re
from datetime import time, timedelta

from playwright.sync_api import Browser

from tests.journeys.chapters.opening import come_to, today
from tests.journeys.company import Company
from tests.journeys.walking import Walker
from tests.makers.installation import Installation

AGNES, QUENTIN = "agnes@marking.example", "quentin@provider.example"
PARVEEN = "parveen@castlehill.example"
GIVES_AWAY = "eleven colleagues"
SAW = "The second paragraph is in another hand than the first."


def seat_with(marker: Walker, words: str) -> str:
    """The seat in this marker's queue whose script holds the words; numbers, and so the order, are chance."""
    links = marker.page.locator("main th a[href*='/assessment/marking/']").all()
    seats = [str(link.get_attribute("href")) for link in links]
    return next(seat for seat in seats if words in marker.goto(seat).page.content())


def test_a_case_of_malpractice(browser: Browser, house: Installation) -> None:
    house.lay("marking")
    company = Company(browser, house)
    now = today(company)

    # Given Agnes, who reports two things and learns of neither what becomes of it
    agnes = company(AGNES)
    agnes.goto("/assessment/marking/")
    seat = seat_with(agnes, GIVES_AWAY)
    agnes.goto(seat).follow("Report a suspicion").look("report-a-suspicion")
    agnes.fill("What did you see?", SAW).press("Report it")
    agnes.sees("It was received")
    agnes.follow("a passage that gives somebody away").look("report-a-passage")
    agnes.fill("Paragraph", "1").fill("Words", GIVES_AWAY).fill("What do they give away?", "A number")
    agnes.press("Report it").sees("It was received")

    # When Quentin masks the passage and looks into the case
    quentin = company(QUENTIN)
    quentin.goto("/assessment/masking/").look("passages-to-mask")
    quentin.press("Mask it").sees("masked in 1 place")
    quentin.goto("/assessment/cases/").look("cases")
    quentin.page.locator("main th a").first.click()
    quentin.press("Look into it").follow("Add evidence").look("add-evidence")
    quentin.fill("What is it?", "The two paragraphs have hardly a word in common.").press("Add it")
    quentin.follow("Write to the participant")
    quentin.fill("What do you tell them?", "We think that the second paragraph is not your own work.")
    quentin.fill_moment("Until when may they answer?", now + timedelta(days=2), "9am")
    quentin.press("Send it").follow("Set a hearing")
    quentin.fill_moment("When?", now + timedelta(days=3), "10am")
    quentin.fill("Where, or by which link?", "Room 2").fill("Who is there?", "Quentin Adeyemi, who decides.")
    quentin.press("Set it").sees("The hearing is set")
    quentin.look("a-case")

    # And Parveen answers
    letter = house.post.newest(PARVEEN, about="Please read this").get_body(("plain",)).get_content()
    assert "second paragraph" not in letter
    parveen = company(PARVEEN)
    parveen.goto("/assessment/").follow(re.compile("read it"))
    parveen.fill("Your answer", "A friend wrote it with me, and I did not say so.")
    parveen.press("Send your answer").sees("Your answer is kept")
    parveen.look("my-case")

    # Then she is heard, and it is decided
    come_to(company, now + timedelta(days=3), time(11))
    case = quentin.page.url
    quentin.goto(case).follow("Write down what was said")
    quentin.fill("What was said?", "She said the same again, and was sorry.").press("Keep it")
    quentin.follow("Decide this case").choose("Malpractice").choose("The whole result is voided")
    quentin.fill("Why?", "Somebody else wrote a part of it, as she says herself.").look("decide-a-case")
    quentin.press("Check your decision").sees("Nothing has changed yet")
    quentin.look("decide-a-case-check")
    quentin.press("Decide").sees("Malpractice: the whole result is voided")
    parveen.goto(parveen.page.url).sees("Your result is voided")

    # And all that Agnes sees of it is a script to mark, with the passage masked
    agnes.goto(seat).sees("[masked]")
    assert GIVES_AWAY not in agnes.page.content()
    assert "voided" not in agnes.page.content()
    for walker in company.walkers.values():
        assert walker.faults == []
