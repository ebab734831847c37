"""Two markers, one of them by keys alone, a disagreement, and a third person who sees both sides and decides.

The scripts are laid before it; pages are looked at by axe at phone and desktop width.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page

from tests.journeys.company import Company
from tests.journeys.walking import press_key
from tests.makers.installation import Installation

AGNES, BERNARD = "agnes@marking.example", "bernard@marking.example"
MARGUERITE = "marguerite@provider.example"
REASON = "It names the problem and backs it with the figures."
SIDE_BY_SIDE = """() => {
  const panes = [...document.querySelectorAll('.gt-columns--panes .gt-pane')];
  const [script, scheme] = panes.map(e => e.getBoundingClientRect());
  return scheme.left >= script.right;
}"""


def type_words(page: Page, words: str) -> None:
    page.keyboard.type(words)


def test_two_markers_disagree_and_a_third_decides(browser: Browser, house: Installation) -> None:
    house.lay("marking")
    company = Company(browser, house)

    # Given Agnes, who marks without touching the mouse
    agnes = company(AGNES)
    agnes.goto("/assessment/marking/")
    address = agnes.page.locator("main th a[href*='/assessment/marking/']").first.get_attribute("href")
    agnes.goto(str(address))
    page, said = agnes.page, agnes.page.locator("[data-marking-said]")
    criteria = page.locator("[data-criterion]")
    press_key(page, "j")
    press_key(page, "c")
    type_words(page, "Who are they?")
    page.keyboard.press("Escape")
    press_key(page, "b")
    type_words(page, "source")
    page.keyboard.press("Enter")
    assert page.input_value("[name=pin-words]") == "Who are they? Say what the source is."
    for _ in range(12):
        if page.evaluate("document.activeElement.name") == "pin":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said.get_by_text("Your comment is pinned.").wait_for()
    page.get_by_text(re.compile("^Saved at")).wait_for()
    assert page.locator("#p-1 mark").count() == 1
    assert page.locator("#p-1 .gt-script__pin").get_attribute("aria-label") == "Comment 1"
    for _ in range(criteria.count()):
        press_key(page, "3")
        press_key(page, "r")
        type_words(page, REASON)
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.dataset.criterion")
        press_key(page, "n")
    agnes.look("mark-by-keys")
    for width in (820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDE_BY_SIDE), f"at {width} px"
    press_key(page, "?")
    agnes.sees("give that mark")

    # A connection that is cut loses nothing, and keys that are off do nothing
    agnes.context.set_offline(True)
    page.locator("[name=comment]").focus()
    type_words(page, "A clear plan")
    page.get_by_text("Not saved. Check your connection").wait_for()
    agnes.context.set_offline(False)
    page.get_by_text(re.compile("^Saved at")).wait_for()
    page.get_by_role("button", name="Switch the keys off").focus()
    page.keyboard.press("Enter")
    press_key(page, "f")
    page.get_by_role("button", name="Switch the keys on").focus()
    page.keyboard.press("Enter")
    press_key(page, "f")
    page.wait_for_url(re.compile("/finish/$"))

    # Nor does a comment that she forgets to pin: she is asked, and it is back in its field
    page.go_back()
    press_key(page, "j")
    press_key(page, "b")
    type_words(page, "source")
    page.keyboard.press("Enter")
    assert page.input_value("[name=pin-words]") == "Say what the source is."
    assert page.input_value("[name=pin-paragraph]") == "1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.paragraph") == "1"
    press_key(page, "f")
    page.wait_for_url(re.compile("/finish/$"))
    agnes.sees("You have a comment that is not pinned")
    agnes.press("Leave the comment out")
    agnes.sees("A clear plan")
    agnes.look("finish-with-comments")
    page.get_by_role("button", name="Finish marking").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/marking/$"))

    # And Bernard, who sees nothing of it and differs widely
    bernard = company(BERNARD)
    number = page.locator("table").last.locator("th a").first.inner_text()
    bernard.goto("/assessment/marking/").follow(number)
    assert bernard.page.locator(".gt-pin").count() == 0
    for criterion in bernard.page.get_by_role("group", name=re.compile("^Mark for")).all():
        criterion.get_by_label(re.compile("^1 ")).check()
    for reason in bernard.page.get_by_label(re.compile("^Reason for")).all():
        reason.fill("It says what is wrong and not what follows.")
    bernard.press("Check and finish").press(re.compile("Finish and open the next script"))
    bernard.sees("is marked")

    # Then a third person reads both sides and what was pinned, and decides with a reason for each
    marguerite = company(MARGUERITE)
    marguerite.goto("/assessment/moderation/").follow(number)
    marguerite.sees("Say what the source is.")
    marguerite.look("compare-with-comments")
    for criterion in marguerite.page.get_by_role("group", name=re.compile("^Agreed mark for")).all():
        criterion.get_by_label(re.compile("^2 ")).check()
    for reason in marguerite.page.get_by_label(re.compile("^Why this mark for")).all():
        reason.fill("The problem is backed; what follows is thin.")
    marguerite.press("Settle script")
    marguerite.sees("is settled")
