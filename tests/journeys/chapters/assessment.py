"""Chapter six: a brief, a window, a script, two blind markings, a settlement and a release."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import docx

from tests.journeys.chapters.cohort import COHORT, PARVEEN, PRIYA, today
from tests.journeys.chapters.studying import AFTER_THE_SESSIONS
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker

AGNES, BERNARD = "agnes@marking.example", "bernard@marking.example"
MARGUERITE = "marguerite@provider.example"
OPENS = AFTER_THE_SESSIONS + 2
BRIEF = "Hartfell School: a case study"
WORDS = "Attendance has fallen for two years, and nine and then eleven colleagues have left. I read these together."
MARKS = {AGNES: ("3", "3", "3", "3"), BERNARD: ("3", "2", "1", "3")}


def a_script_is_written_and_handed_in(company: Company) -> None:
    _brief_and_window(company)
    parveen = company(PARVEEN, size=PHONE)
    parveen.goto("/assessment/").look("assessment-before")
    company.house.move_clock(days=OPENS + 1)
    parveen.goto("/assessment/").look("assessment-open").press("Open the brief")
    parveen.sees("Hand in")
    parveen.look("the-brief")
    script = parveen.page.url
    _hostile_files_are_refused(parveen, company.house.place)
    for words in (WORDS, WORDS * 3):
        parveen.goto(script)
        _upload(parveen, company.house.place, words)
    parveen.goto(script)
    parveen.sees("Version 2 stands")
    parveen.look("script-handed-in")


def the_script_is_marked_settled_and_released(company: Company) -> None:
    company.house.move_clock(days=OPENS + 10)
    priya = company(PRIYA)
    priya.goto("/assessment/windows/").look("windows").follow(COHORT)
    window = priya.look("window").page.url
    priya.follow("Allocate scripts").look("allocate").press("Propose who marks what").look("proposal").press(
        re.compile("Accept: give")
    )
    for marker in (AGNES, BERNARD):
        _mark(company(marker), MARKS[marker])
    marguerite = company(MARGUERITE)
    marguerite.goto("/assessment/moderation/").look("moderation")
    marguerite.page.locator("main a[href*='/assessment/moderation/']").first.click()
    marguerite.look("compare")
    for n, criterion in enumerate(marguerite.page.get_by_role("group", name=re.compile("^Agreed mark for")).all()):
        criterion.locator("input[type=radio]").nth((3, 3, 2, 3)[n]).check()
    for reason in marguerite.page.get_by_label(re.compile("^Why this mark for")).all():
        reason.fill("Both readings hold; the plan for the second year is thin.")
    marguerite.look("settle").press("Settle script")
    marguerite.goto(f"{window}release/").look("release")
    for box in marguerite.page.locator("main input[type=checkbox]").all():
        box.check()
    marguerite.press("Preview the release")
    marguerite.look("release-preview").press(re.compile("Release 1 result"))
    marguerite.goto(f"{window}release/").look()


def _brief_and_window(company: Company) -> None:
    priya = company(PRIYA)
    priya.goto("/assessment/briefs/").look().follow("Write a brief").fill("Title", BRIEF)
    text = "## The school\n\nHartfell is made up.\n\n1. What is the problem?\n2. What would you do?"
    priya.fill("The brief", text).look("write-a-brief").press("Save draft")
    priya.press(re.compile("Publish version 1"))
    priya.goto("/assessment/windows/new/").choose_first("Cohort", COHORT).choose_first("Brief", "Hartfell")
    priya.fill_moment("Opens", today() + timedelta(days=OPENS), "9am").look("plan-a-window").press("Plan window")
    priya.sees(re.compile("Closes"))


def _upload(parveen: Walker, folder: Path, words: str) -> None:
    made = docx.Document()
    made.core_properties.author = "Parveen Begum"
    made.add_paragraph(words)
    stream = io.BytesIO()
    made.save(stream)
    place = folder / "My case study.docx"
    place.write_bytes(stream.getvalue())
    parveen.page.get_by_label("Your script").set_input_files(str(place))
    parveen.press("Upload and count words")
    parveen.sees(re.compile(f"{len(words.split())} words"))
    parveen.look("check-and-hand-in").choose("I declare that this is my own work").press("Hand in")
    parveen.sees(re.compile("Receipt"))
    parveen.look("receipt")


def _hostile_files_are_refused(parveen: Walker, folder: Path) -> None:
    place = folder / "script.docx"
    place.write_bytes(b"MZ this is a programme, whatever it is called")
    parveen.page.get_by_label("Your script").set_input_files(str(place))
    parveen.press("Upload and count words")
    parveen.look("file-refused")


def _mark(marker: Walker, marks: tuple[str, ...]) -> None:
    marker.goto("/assessment/marking/").look("marking-queue")
    marker.page.locator("main th a[href*='/assessment/marking/']").first.click()
    shown = marker.page.locator("body").inner_text()
    assert not re.search("Parveen|Begum|Castle Hill", shown), "a marker was told whose script it is"
    for n, criterion in enumerate(marker.page.get_by_role("group", name=re.compile("^Mark for")).all()):
        criterion.locator("input[type=radio]").nth(int(marks[n])).check()
    for reason in marker.page.get_by_label(re.compile("^Reason for")).all():
        reason.fill("It names the problem and backs it with the figures.")
    marker.look("mark-a-script").press("Check and finish")
    marker.look("finish-marking").press("Finish marking")
