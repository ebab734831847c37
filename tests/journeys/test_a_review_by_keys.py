"""A reading is reviewed without a mouse: what was done is seen and said, and the way on has the focus.

It starts from an empty database, in a real browser; axe looks at the review at phone and desktop width.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page

from tests.journeys.chapters.framework import A_READING
from tests.journeys.chapters.keeping import CALLUM, a_lead_is_brought_in
from tests.journeys.company import Company
from tests.journeys.walking import press_key
from tests.makers.installation import Installation

BULLETS = "".join(f"- Tending the beds of the {n} garden before anybody else comes to see them.\n" for n in range(40))
# The second section has lost its stem, and the whole has lost a section between the two.
DOCUMENT = f"""# Made

## 1. Here

### Learn that…

1. Tools that are cleaned each evening last longer.

### Learn how to…

Tend the beds of a garden, by:

{BULLETS}
## 3. There

### Learn that…

1. Paths that are swept are walked on.

### Learn how to…

- Sweeping the paths before anybody walks on them.
- Edging the beds with stones from the field.
"""
IN_VIEW = """id => {
  const places = [`#${id}`, '.gt-source__line--here', '.gt-source', '[data-said]'];
  const seen = places.map((css) => document.querySelector(css));
  if (seen.includes(null)) return false;  // the page is still being read in
  const [entry, here, source, said] = seen.map((element) => element.getBoundingClientRect());
  return entry.top >= said.bottom && entry.bottom <= innerHeight
    && here.top >= source.top && here.bottom <= source.bottom;
}"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_reading_is_reviewed_by_keys_from_the_first_doubt_to_publishing(
    browser: Browser, house: Installation
) -> None:
    company = Company(browser, house)
    a_lead_is_brought_in(company)
    callum = company(CALLUM)
    page, said = callum.page, callum.page.locator("[data-said]")
    callum.goto("/frameworks/read/").fill("Or paste its text", DOCUMENT)
    callum.fill("Code", "MADE").fill("Title", "A made framework").fill("Year", "2026")
    callum.fill("Publisher", "Nobody").fill("Licence", "Made for tests").press(re.compile("^Read"))
    page.wait_for_url(re.compile(r"/readings/[^/]+/$"), timeout=A_READING)

    # Given a bullet far down, changed by its key: it is before whoever comes back, with its lines of the source
    far = str(page.locator("#section-1 .gt-read").last.get_attribute("id"))
    page.evaluate("id => { const e = document.getElementById(id); e.closest('details').open = true; e.focus(); }", far)
    press_key(page, "c")
    callum.press("Save and accept")
    page.wait_for_url(re.compile(f"#{far}$"))
    page.wait_for_function(IN_VIEW, arg=far)
    assert focused(page) == far
    said.get_by_text("Your correction is saved").wait_for()
    callum.look("a-review-after-a-change")

    # When items are moved among the doubts, it is said where to; what cannot be moved says why
    bullets = page.locator("#doubts .gt-read", has_text="No stem was found")
    moved = str(bullets.first.get_attribute("id"))
    bullets.first.focus()
    press_key(page, "d")
    said.get_by_text("It moved down, after “Edging the beds").wait_for()
    press_key(page, "u")
    said.get_by_text("It moved up, before “Edging the beds").wait_for()
    assert focused(page) == moved
    page.locator("#doubts .gt-read", has_text="About the document").first.focus()
    press_key(page, "u")
    said.get_by_text("This is not moved").wait_for()

    # And every doubt is settled, and every item accepted, until nothing is left
    many = page.locator("#doubts .gt-read").count()
    for left in range(many - 1, 0, -1):
        press_key(page, "a")
        said.get_by_text(f"{left} in doubt.").wait_for()
        assert focused(page).startswith("doubt-")
    press_key(page, "a")
    said.get_by_text(re.compile(r"Nothing is in doubt\. \d+ not accepted\.")).wait_for()
    waiting = page.locator(".gt-section form[data-accept]")
    for left in range(waiting.count() - 1, 0, -1):
        press_key(page, "a")
        said.get_by_text(f"{left} not accepted.").wait_for()
    press_key(page, "a")

    # Then that is said, and the way to publishing has the focus
    said.get_by_text("Everything is accepted, and nothing is in doubt.").wait_for()
    press_key(page, "Enter")
    page.wait_for_url(re.compile("/publish/$"))
    callum.sees("2 practice bullets of section 3 stand under no stem.").click()
    page.wait_for_function(IN_VIEW, arg=moved.replace("doubt-", "item-"))
