"""Chapter three: the curriculum lead builds a programme that covers the framework, and publishes a release."""

from __future__ import annotations

import re

from tests.journeys.company import Company
from tests.journeys.walking import Walker

CALLUM = "callum@provider.example"
PROGRAMME = "Leading across a school"
STUDY = "Study: culture on a wet Tuesday"
# Kind, title, minutes, routes, the section whose first statements it teaches.
COMPONENTS = (
    *(("Event", f"Event {n}", 120, ("Blended",), n) for n in (1, 2, 3, 4)),
    *(("Webinar", f"Live session {n}", 120, ("Online-only",), n) for n in (1, 2)),
    ("Online study", STUDY, 60, ("Blended", "Online-only"), 1),
    ("Coaching", "Coaching meeting", 60, ("Blended", "Online-only"), 2),
)

PAGES = (
    ("What people see you do", "## Attention is a message\n\nPeople notice where a leader's time goes, and *copy it*."),
    ("Words that everybody uses", "Pick **two phrases** with your team.\n\n1. Say them.\n2. Rehearse them."),
)
ASKED = "A colleague says that the policy is not working. What do you do first?"
ANSWERS = """Rewrite the policy | A policy that is not carried out has not been tried yet.
* Find out which part of it is not being done, where and by whom | Look first, then decide.
Buy a training day | That is dear, and may miss the point."""


def a_programme_is_built_and_published(company: Company) -> None:
    callum = company(CALLUM)
    callum.goto("/programmes/qualifications/").look("catalogue")
    callum.goto("/programmes/qualifications/npqsl-2020/").look("qualification")
    callum.goto("/programmes/").follow(re.compile("Build")).fill("Title of the programme", PROGRAMME)
    callum.choose_first("Qualification", "NPQSL").choose_first("Framework").look().press("Begin the programme")
    callum.follow("Add a module").fill("Title of the module", "The whole year").press("Save the module")
    for kind, title, minutes, routes, section in COMPONENTS:
        _add(callum, kind, title, minutes, routes, section)
    callum.follow(re.compile("See the coverage")).look("coverage")
    callum.page.go_back()
    callum.look("programme")
    callum.follow("Check and publish").look("check-and-publish").press(re.compile("Publish release 1"))
    callum.sees("Published")
    _write_the_unit(callum)


def _add(callum: Walker, kind: str, title: str, minutes: int, routes: tuple[str, ...], section: int) -> None:
    release = callum.page.url
    callum.follow(re.compile("Add a component")).choose("Kind", kind).fill("Title", title)
    callum.fill("Time it takes", str(minutes))
    for route in routes:
        callum.choose(route)
    callum.press("Add the component")
    callum.sees("What does it do with which statements?")
    place = callum.page.locator("main details").nth(section - 1)
    place.evaluate("place => { place.open = true }")
    boxes = place.get_by_label("Taught", exact=True)
    for n in range(min(4, boxes.count())):
        boxes.nth(n).check()
    if title == "Event 1":
        callum.look("choose-statements")
    callum.press("Save the statements")
    callum.goto(release)


def _write_the_unit(callum: Walker) -> None:
    callum.follow(STUDY).look("component").follow("Open its unit").press("Begin the unit")
    editor = callum.page.url
    for title, body in PAGES:
        callum.goto(editor).follow("Add a page").fill("Title", title).fill("Text", body).press("Save page")
    callum.goto(editor)
    callum.follow(re.compile("Add a check to Words")).choose("Choose one").fill("Question", ASKED)
    callum.fill("Answers, one a line", ANSWERS).look("write-a-check").press("Save check")
    callum.look("write-a-unit").press(re.compile("Publish version"))
    callum.sees(re.compile("published", re.IGNORECASE))
