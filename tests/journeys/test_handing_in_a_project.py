"""A project: a window is booked, everything is put together, a sponsor signs through a link, and it is handed in whole.

The window and two school terms are laid before it. Nobody but the participant and the sponsor ever meets their names.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker
from tests.makers import open_documents as odt
from tests.makers.documents import docx, paragraph
from tests.makers.installation import Installation

PARVEEN, SAMIRA = "parveen@castlehill.example", "samira@governors.example"
WORD, TEXT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", odt.TYPE
PART_A = "Document 1 shows where pupils were, and Document 2 where they are now. Document 3 says how it was received."
PART_B = "The budget and the project plan stand behind this."
COMMENTS = "Parveen Begum led the team at Castle Hill Primary well, and the team now leads itself."
ROWS = {
    "Budget": {"What it is for": "Books", "How many": "30", "Price of each": "£8.50", "Paid from": "Library"},
    "Project plan": {"Step": "Choose texts", "Who, by role": "Lead", "Begins": "September", "Done by": "October"},
    "Risk register": {"Risk": "Staff leave", "Likelihood": "2", "Impact": "4", "Owner, by role": "Lead"},
}


@pytest.fixture
def company(browser: Browser, house: Installation) -> Company:
    house.lay("projects")
    return Company(browser, house)


def upload(walker: Walker, words: str, name: str, media_type: str = WORD) -> Walker:
    """Choose a file of one paragraph and send it."""
    content = docx(paragraph(words)) if media_type == WORD else odt.odt(odt.paragraph(words))
    file = {"name": name, "mimeType": media_type, "buffer": content}
    walker.page.get_by_label("File", exact=True).set_input_files(file)
    return walker


def test_a_project_is_handed_in_with_its_documents_and_a_sponsor(
    browser: Browser, house: Installation, company: Company
) -> None:
    # Given Parveen, who books the window and begins before it opens
    parveen = company(PARVEEN)
    parveen.goto("/assessment/").look("book-a-window")
    parveen.press("Book this window")
    parveen.sees("The window is booked")
    parveen.press("Begin your project").look("project-begun")
    address = parveen.page.url.removeprefix(house.address)

    # The check says what is missing, and what of it has to be there
    parveen.follow("Check and hand in")
    parveen.sees("9 things missing or to look at")
    parveen.sees("The account of Part A: progress and attainment is missing.")
    parveen.look("project-check-missing")

    # When she says what it is, and uploads its accounts, one of them as an OpenDocument text
    today = house.now().date()
    parveen.goto(address).follow("Describe your project")
    parveen.fill("Title of the project", "Reading in year 8").fill("What it improves", "Pupils read at their age.")
    parveen.fill_day("Begins", today - timedelta(210)).fill_day("Ends", today)
    parveen.press("Save")
    for part, words, name, kind in (
        ("Part A: progress and attainment", PART_A, "Part A.docx", WORD),
        ("Part B: team capability", PART_B, "Part B.odt", TEXT),
    ):
        parveen.follow(re.compile("^Upload (your account|another version)"))
        parveen.choose("What the file holds", part)
        upload(parveen, words, name, kind).press("Upload and count words")
        parveen.sees("The account is kept")

    # And the documents that criteria need: uploaded, or filled in here; any other is refused
    for title, name in (("Raw data analysis", "Raw data.docx"), ("Pupil performance data", "Pupils.docx")):
        parveen.follow(re.compile(title))
        upload(parveen, f"{title} by class.", name).press("Upload")
        parveen.sees("The document is kept")
    parveen.goto(f"{address}documents/1.1.2/")
    parveen.sees("No criterion of your form asks for this document.")
    parveen.goto(address)
    for title, row in ROWS.items():
        parveen.follow(re.compile(f": {title}$"))
        other = parveen.context.new_page()
        other.goto(parveen.page.url)
        first = parveen.page.get_by_role("group", name="Row 1")
        for column, words in row.items():
            first.get_by_label(column).fill(words)
        if title == "Budget":
            expect(parveen.page.locator("#saved-state")).to_have_text(re.compile("^Saved at"))
            parveen.press("Save, with more rows")
            parveen.sees("Total £255.00")
            parveen.look("fill-in-a-budget")
        if title == "Risk register":
            # What another tab saves, which was open before, takes the place of nothing, however often it saves
            expect(parveen.page.locator("#saved-state")).to_have_text(re.compile("^Saved at"))
            for words in ("Head", "Head of year"):
                with other.expect_response(re.compile("/sheet/draft/$")):
                    other.get_by_role("group", name="Row 1").get_by_label("Owner, by role").fill(words)
                expect(other.locator("#saved-state")).to_contain_text("Other words from another tab or device")
            parveen.page.reload()
            expect(parveen.page.get_by_role("group", name="Row 1").get_by_label("Owner, by role")).to_have_value("Lead")
            second = parveen.page.get_by_role("group", name="Row 2").get_by_label("Owner, by role")
            expect(second).to_have_value("Head of year")
            second.fill("")
        parveen.press("Save and make the document")
        parveen.sees("The document is made")
        other.close()

    # And the sponsor, who has no account, writes and signs through the link that came by e-mail
    parveen.follow(re.compile("Sponsor comments")).look("ask-a-sponsor")
    before = len(house.post.inbox)
    parveen.fill("Their name", "Samira Okonkwo").fill("Their e-mail address", SAMIRA).press("Ask for comments")
    letter = house.post.newest(SAMIRA, about="asks for your comments", after=before).get_body(("plain",)).get_content()
    link = re.search(rf"{re.escape(house.address)}(\S+)", letter)
    assert link, letter
    samira = company.stranger(size=PHONE)
    samira.goto(link[1]).look("sponsor-comments")
    samira.fill("Your comments", COMMENTS).press("Sign and send")
    samira.sees("Your comments are signed and kept")
    samira.look("sponsor-signed")

    # Parveen may read them, and has no way to change them
    parveen.page.reload()
    parveen.sees("Signed").page.get_by_text("Read what they wrote").click()
    parveen.sees("the team now leads itself")
    assert parveen.page.locator("main textarea").count() == 0
    parveen.look("sponsor-has-signed")

    # The check names the document that the accounts do not, and then nothing is missing
    parveen.goto(address).look("project-put-together")
    parveen.follow("Check and hand in")
    parveen.sees("Document 6, Risk register, is not named in your account.")
    parveen.follow("Document 6, Risk register, is not named in your account.")
    parveen.choose("What the file holds", "Part B: team capability")
    upload(parveen, f"{PART_B} Document 6 names what could go wrong.", "Part B.odt", TEXT)
    parveen.press("Upload and count words").follow("Check and hand in")
    parveen.sees("Nothing is missing")
    parveen.sees("The window has not opened yet")

    # Then the window opens, she hands in, and the receipt lists everything
    house.come_to(house.now() + timedelta(days=3))
    parveen.page.reload()
    parveen.look("project-hand-in")
    parveen.choose("I declare that this is my own work").press("Hand in")
    parveen.sees("Your project is handed in")
    assert parveen.page.locator(".gt-receipt__print").count() >= 9
    parveen.look("project-receipt")

    # And a marker meets each document beside its criterion, and no name of anybody; the link no longer opens
    house.come_to(house.now() + timedelta(days=9))
    house.command("shell", "-c", "from tests.makers.projects import seat_all; seat_all()")
    agnes = company("agnes@marking.example")
    agnes.goto("/assessment/marking/")
    agnes.page.locator("main th a[href*='/assessment/marking/']").first.click()
    agnes.page.get_by_text("Read: Sponsor comments").click()
    agnes.sees("[name] led the team at [name] well, and the team now leads itself.")
    words = agnes.page.content()
    assert not [name for name in ("Parveen", "Begum", "Castle Hill", "Samira", "Okonkwo") if name in words]
    agnes.look("mark-a-project")
    gone = samira.page.goto(link[1])
    assert gone
    assert gone.status == 404
