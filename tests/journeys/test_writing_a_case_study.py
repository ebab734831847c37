"""A case study written on a phone: the connection is cut, a tab follows, a laptop writes too; nothing is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.company import Company
from tests.journeys.walking import DESK, PHONE, Walker
from tests.makers.installation import Installation

PARVEEN = "parveen@castlehill.example"
SAVED = re.compile(r"Saved at (\d+(:\d\d)?[ap]m|midday|midnight)")
KEPT = "Kept on this device, will be sent when there is a connection"


@pytest.fixture
def begun(browser: Browser, house: Installation) -> Walker:
    house.lay("writing")
    walker = Company(browser, house)(PARVEEN, size=PHONE)
    walker.goto("/assessment/").press("Open the brief")
    walker.follow("Write your answers here")
    return walker


def box(page: Page, name: str = "The problem"):
    return page.get_by_role("textbox", name=name)


def state(page: Page):
    return page.locator("#saved-state")


def test_a_case_study_is_written_on_a_phone_with_the_connection_cut(
    browser: Browser, house: Installation, begun: Walker
) -> None:
    page, address = begun.page, begun.page.url
    begun.look("writing")

    # Given words that are saved as they are typed
    box(page).fill("Fewer come each year.")
    expect(state(page)).to_have_text(SAVED)
    expect(page.locator("[data-answer='1'] [data-count]")).to_have_text("4 words")

    # When the connection is cut, words stay on the phone, also through a closed tab
    begun.context.set_offline(True)
    box(page).fill("Fewer come each year. Nobody rang the families.")
    expect(state(page)).to_have_text(KEPT)
    page.close()
    begun.context.set_offline(False)
    page = begun.page = begun.context.new_page()
    page.goto(address)
    expect(box(page)).to_have_value("Fewer come each year. Nobody rang the families.")
    expect(state(page)).to_have_text(SAVED)

    # A second tab is told, follows, and may take the pen
    second = begun.context.new_page()
    second.goto(address)
    expect(second.get_by_text("These answers are open in another tab")).to_be_visible()
    box(page, "The plan").fill("We ring them.")
    expect(box(second, "The plan")).to_have_value("We ring them.")
    second.get_by_role("button", name="Write here instead").click()
    expect(box(page)).not_to_be_editable()
    box(second, "The plan").fill("We ring them in September.")
    expect(state(second)).to_have_text(SAVED)
    expect(box(page, "The plan")).to_have_value("We ring them in September.")
    second.close()
    expect(box(page)).to_be_editable()

    # A laptop that had not seen what the phone saved: both texts are kept, and she chooses
    laptop = Company(browser, house)(PARVEEN, size=DESK)
    laptop.goto(address.removeprefix(house.address))
    laptop.context.set_offline(True)
    box(laptop.page).fill("Written in the train.")
    expect(state(laptop.page)).to_have_text(KEPT)
    box(page).fill("Fewer come each year, and nobody rang.")
    expect(state(page)).to_have_text(SAVED)
    laptop.context.set_offline(False)
    laptop.page.get_by_role("link", name="See both and choose").click(timeout=90_000)
    laptop.faults.clear()
    laptop.look("two-texts")
    laptop.press("Put the other below what stands")

    # Then the phone is brought up to date, and everything is checked and handed in
    page.reload()
    expect(box(page)).to_have_value("Fewer come each year, and nobody rang.\n\nWritten in the train.")
    begun.press("Check and hand in")
    begun.sees("Check your answers")
    begun.faults.clear()
    begun.look("check-answers")
    begun.choose("I declare that this is my own work").press("Hand in")
    begun.sees("Your script is handed in")
