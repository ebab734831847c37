"""What a curriculum lead does with frameworks over the years: correct, publish, compare, move, thread, cover."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from tests.journeys.chapters.framework import A_READING, settle_by_keys
from tests.journeys.company import Company
from tests.journeys.walking import Walker, press_key
from tests.makers.frameworks import a_framework, as_markdown, revised

ADA, CALLUM = "ada@provider.example", "callum@provider.example"
PROGRAMME = "Leading learning"
FIRST = a_framework(sections=2, seed=5)
SECOND = revised(FIRST)
# A framework of an earlier stage, which shares its second section's statements with the first.
EARLIER = replace(FIRST, title="Illustrative Framework for New Teachers", sections=(FIRST.sections[1],))
ADDED = SECOND.sections[0].learn_that[-1]


def a_lead_is_brought_in(company: Company) -> None:
    company.house.goldenthread(
        "found", "--provider", "Fenland Leadership Trust", "--name", "Ada Okafor", "--email", ADA
    )
    ada = company(ADA)
    ada.goto("/people/bring-in/").fill("Name", "Callum Reid").fill("E-mail address", CALLUM)
    ada.choose("Duty", "Curriculum lead").choose("Lead provider or delivery partner", "Fenland Leadership Trust")
    ada.press("Bring in").sees("Callum Reid")


def a_reading_is_corrected_in_three_places(company: Company) -> None:
    """A slip in a statement, two bullets on one line, and a slip in a section's title."""
    callum = company(CALLUM)
    _, second, *_ = FIRST.sections[0].learn_that
    bullets = FIRST.sections[0].stems[0][1]
    title = FIRST.sections[0].title
    spoilt = as_markdown(FIRST).replace(second, second.replace("pupils", "pupels", 1).replace("more", "mroe", 1), 1)
    spoilt = spoilt.replace(f"- {bullets[0]}\n- {bullets[1]}", f"- {bullets[0]} {bullets[1]}", 1)
    spoilt = spoilt.replace(f"1. {title}", f"1. {title} and", 1)
    _read(callum, spoilt, code="MADE", title=FIRST.title, year="2025")

    _open_item(callum, _spoilt_in(spoilt, second))
    callum.look("change-an-item").fill("Words", second).press("Save and accept")
    _open_item(callum, f"{bullets[0]} {bullets[1]}")
    callum.fill("Put an empty line where the second item begins", f"{bullets[0]}\n\n{bullets[1]}").press("Split")
    _section_open(callum)
    callum.page.get_by_role("link", name="Correct the title of section 1").click()
    callum.fill("Title of the section", title).press(re.compile("Save"))
    _look_through_by_keys(callum)
    for words in (second, *bullets[:2]):
        _section_open(callum)
        callum.page.locator(".gt-read__text", has_text=re.compile(f"^{re.escape(words)}$")).first.wait_for()
    _publish(callum)
    callum.sees(second).wait_for()
    callum.look("edition-after-review")


def _look_through_by_keys(callum: Walker) -> None:
    """From item to item without the mouse, and back."""
    page = callum.page
    _section_open(callum)
    here = "document.activeElement.id"
    page.locator("#section-1 .gt-read").first.focus()
    first = page.evaluate(here)
    press_key(page, "j")
    second = page.evaluate(here)
    press_key(page, "k")
    assert second.startswith("item-")
    assert second != first
    assert page.evaluate(here) == first


def _spoilt_in(text: str, whole: str) -> str:
    """The line of a text that stands where the whole statement should."""
    number = FIRST.sections[0].learn_that.index(whole) + 1
    return next(line for line in text.split("\n") if line.startswith(f"{number}. ")).partition(". ")[2]


def statements_shared_with_another_framework_are_threaded(company: Company) -> None:
    callum = company(CALLUM)
    _read(callum, as_markdown(EARLIER), code="EARLY", title=EARLIER.title, year="2025")
    _publish(callum)
    # The worker compares the two; until then nothing is proposed.
    for _ in range(60):
        callum.goto("/frameworks/thread/proposals/")
        if callum.page.get_by_role("button", name=re.compile("Confirm the")).count():
            break
        callum.page.wait_for_timeout(500)
    callum.look("proposed-pairs").press(re.compile("Confirm the"))
    callum.goto("/frameworks/thread/")
    # The drawing has the same words in a table of its own, folded away.
    shared = callum.page.locator("main th:visible").filter(has_text=EARLIER.sections[0].learn_that[0])
    shared.first.wait_for()
    callum.look("golden-thread")


def a_programme_is_built_on_the_first_edition(company: Company) -> None:
    callum = company(CALLUM)
    callum.goto("/programmes/").follow(re.compile("Build")).fill("Title of the programme", PROGRAMME)
    callum.choose_first("Qualification", "NPQSL").choose_first("Framework", "MADE").press("Begin the programme")
    # It is no framework of senior leadership by its name, so the page asks.
    callum.choose("Yes, build it on this framework").press("Begin the programme")
    callum.follow("Add a module").fill("Title of the module", "The whole year").press("Save the module")
    release = callum.page.url
    for title, kind, routes, section in (
        ("Event 1", "Event", ("Blended",), 0),
        ("Live session 1", "Webinar", ("Online-only",), 0),
        ("Study: the second half", "Online study", ("Blended", "Online-only"), 1),
    ):
        callum.goto(release).follow(re.compile("Add a component")).choose("Kind", kind).fill("Title", title)
        callum.fill("Time it takes", "120")
        for route in routes:
            callum.choose(route)
        callum.press("Add the component").sees("What does it do with which statements?")
        _tick_all(callum, section)
        callum.press("Save the statements")
    callum.goto(release).follow(re.compile("See the coverage")).sees("Every statement is taught at least once.")
    callum.goto(release).follow("Check and publish").press(re.compile("Publish release 1"))
    callum.sees("Published").wait_for()


def _tick_all(callum: Walker, section: int) -> None:
    place = callum.page.locator("main details").nth(section)
    place.evaluate("place => { place.open = true }")
    for box in place.get_by_label("Taught", exact=True).all():
        box.check()


def a_second_edition_is_compared_with_the_first(company: Company) -> None:
    callum = company(CALLUM)
    _read(callum, as_markdown(SECOND), code="MADE", title=SECOND.title, year="2026")
    _publish(callum)
    callum.follow("What changed in this edition").sees("Removed").wait_for()
    callum.look("what-changed").press(re.compile("^Confirm 1 rewording"))
    callum.sees(re.compile("Confirmed by Callum Reid")).wait_for()


def the_programme_moves_in_one_reviewed_step(company: Company) -> None:
    callum = company(CALLUM)
    callum.goto("/programmes/").follow(re.compile("^Release 1")).look("a-new-edition-is-told")
    callum.follow(re.compile("move over")).sees("For you to decide").wait_for()
    callum.press(re.compile("^Start the next draft")).sees("There is a problem").wait_for()
    callum.choose_first("What becomes of the ties to 1.LT.2?", "Let").look("move-to-an-edition").press(
        re.compile("^Start the next draft")
    )
    callum.page.wait_for_url(re.compile(r"/releases/[^/]+/$"))
    callum.sees(re.compile(r"Built on MADE \(2026\)")).wait_for()


def a_gap_in_the_coverage_is_found_and_closed(company: Company) -> None:
    callum = company(CALLUM)
    draft = callum.page.url
    callum.follow(re.compile("See the coverage"))
    gaps = callum.page.locator("main section, main details").filter(has_text=ADDED)
    assert gaps.count(), "the statement that the new edition added is a gap"
    callum.look("a-gap-in-the-coverage")
    for component in ("Event 1", "Live session 1"):
        callum.goto(draft).follow(component).follow("Choose its statements")
        callum.sees("What does it do with which statements?")
        _tick_all(callum, 0)
        callum.press("Save the statements")
    callum.goto(draft).follow(re.compile("See the coverage")).sees("Every statement is taught at least once.")
    callum.goto(draft).follow("Check and publish").press(re.compile("Publish release 2"))
    callum.sees("Published").wait_for()


def an_edition_is_opened_taken_away_and_taken_in_again(company: Company) -> None:
    """Its CASE package is the same tree when it comes back, under a code of its own."""
    callum = company(CALLUM)
    callum.goto("/frameworks/").follow(re.compile(r"^MADE \(2026\)"))
    edition = callum.page.url.rstrip("/").rpartition("/")[2]
    callum.follow("Open it to everybody").look("open-an-edition").press("Open it to everybody")
    callum.sees("Everybody can read it now.").wait_for()
    callum.look("an-open-edition")
    with callum.page.expect_download() as spreadsheet:
        callum.page.get_by_role("link", name="spreadsheet").click()
    assert spreadsheet.value.suggested_filename == "MADE-2026.xlsx"

    stranger = company.stranger()
    stranger.goto("/frameworks/open/").look("open-frameworks").follow(SECOND.title)
    stranger.sees(ADDED).wait_for()
    stranger.look("an-open-edition-to-a-stranger")
    package = stranger.page.request.get(f"/ims/case/v1p1/CFPackages/{edition}")
    assert package.ok

    callum.goto("/frameworks/read/").fill("Code", "COPY").fill("Title", "Copied").fill("Year", "2026")
    file = {"name": "made.json", "mimeType": "application/json", "buffer": package.body()}
    callum.page.get_by_label("The document").set_input_files([file])
    callum.press(re.compile("Read"))
    callum.page.wait_for_url(re.compile(r"/readings/[^/]+/$"), timeout=A_READING)
    callum.look("review-a-package")
    _publish(callum)
    copy = callum.page.url.rstrip("/").rpartition("/")[2]
    callum.follow("Open it to everybody").press("Open it to everybody")
    again = stranger.page.request.get(f"/ims/case/v1p1/CFPackages/{copy}")
    assert _tree(again.json()) == _tree(package.json())
    assert len(_tree(package.json())) == sum(
        1 + len(section.learn_that) + sum(1 + len(bullets) for _, bullets in section.stems)
        for section in SECOND.sections
    )


def _tree(package: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each item of a package, what kind it is, and what it stands under; in the order of the framework."""
    words = {item["identifier"]: item["fullStatement"] for item in package["CFItems"]}
    types = {item["identifier"]: item.get("CFItemType", "") for item in package["CFItems"]}
    links = [
        (link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"], link["sequenceNumber"])
        for link in package["CFAssociations"]
        if link["associationType"] == "isChildOf"
    ]
    return sorted((words.get(above, ""), f"{place:05} {types[one]}", words[one]) for one, above, place in links)


def _read(callum: Walker, text: str, *, code: str, title: str, year: str) -> None:
    callum.goto("/frameworks/read/").fill("Or paste its text", text)
    callum.fill("Code", code).fill("Title", title).fill("Year", year)
    callum.fill("Publisher", "Nobody").fill("Licence", "Made for tests").press(re.compile("Read"))
    callum.page.wait_for_url(re.compile(r"/readings/[^/]+/$"), timeout=A_READING)


def _section_open(callum: Walker) -> None:
    for section in callum.page.locator("details.gt-section").all():
        section.evaluate("section => { section.open = true }")


def _open_item(callum: Walker, words: str) -> None:
    """Open the item that says this, wherever it is listed."""
    review = re.compile(r"/readings/[^/]+/")
    if not review.search(callum.page.url):
        callum.page.go_back()
    _section_open(callum)
    entry = callum.page.locator(".gt-read", has=callum.page.get_by_text(words, exact=True)).first
    entry.get_by_role("link", name=re.compile("^Change")).click()
    callum.sees("Correct it").wait_for()


def _publish(callum: Walker) -> None:
    """Settle what is doubted, accept the rest, and publish."""
    page = callum.page
    settle_by_keys(callum)
    rest = page.get_by_role("button", name=re.compile("Accept .* without doubts"))
    if rest.count():
        rest.click()
    callum.follow(re.compile("Check and publish")).press("Publish")
    page.wait_for_url(re.compile("/frameworks/editions/"))
