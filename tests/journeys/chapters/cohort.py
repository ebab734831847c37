"""Chapter four: the programme manager opens a cohort, fills it, confirms sponsors and pairs a coach."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.journeys.chapters.programme import PROGRAMME
from tests.journeys.company import Company
from tests.journeys.walking import Walker

PRIYA, SAMIR = "priya@provider.example", "samir@castlehill.example"
PARVEEN, PETER = "parveen@castlehill.example", "peter@castlehill.example"
COHORT = "Autumn, Harbour"
HEAD = "Name,Email,TRN,School URN,School name,Route,Sponsor name,Sponsor email\n"
GOOD = (
    f"Parveen Begum,{PARVEEN},2000001,100001,Castle Hill Primary School,blended,Samir Patel,{SAMIR}\n"
    f"Peter Whitlock,{PETER},2000002,100001,Castle Hill Primary School,blended,Samir Patel,{SAMIR}\n"
)
BAD = "=cmd|' /C calc'!A0,not an address,12,abc,,sideways,,\n"
SESSIONS = 6


def today() -> date:
    """Today in the UK."""
    return datetime.now(UTC).astimezone(ZoneInfo("Europe/London")).date()


def a_cohort_is_opened_and_filled(company: Company) -> None:
    priya = company(PRIYA)
    priya.goto("/cohorts/").look("cohorts-empty").follow("Open a cohort")
    priya.choose_first("Programme", PROGRAMME).choose_first("Delivery partner", "Harbour").fill("Title", COHORT)
    priya.fill_day("First day", today()).fill_day("Last day", today() + timedelta(days=300))
    priya.fill("Places", "30").fill("Usual venue", "Harbour Teaching Hub, Quay Street").look("open-a-cohort")
    priya.press("Open the cohort")
    priya.sees(COHORT)
    home = priya.page.url
    _plan(priya, home)
    _upload(priya, home, company.house.place)
    _sponsors_confirm(company, home)
    _pair(priya, home)
    priya.goto(home).press(re.compile("^Start")).sees("From which day?")
    priya.look("start-the-cohort").press(re.compile("^Start"))
    priya.goto(home).look("cohort")


def _plan(priya: Walker, home: str) -> None:
    priya.follow("Plan the sessions").fill("Weeks from one session to the next", "1").look("plan-sessions")
    priya.press("Show the dates").look("the-dates").press(re.compile("^Plan"))
    priya.page.wait_for_url(re.compile("/timetable/$"))
    links = priya.look("timetable").page.locator("main a[href*='/cohorts/sessions/']").all()
    sessions = list(dict.fromkeys(str(link.get_attribute("href")) for link in links))
    assert len(sessions) == SESSIONS, sessions
    for n, session in enumerate(sessions):
        priya.goto(f"{session}change/").choose_first("Facilitator", "Farah Aziz")
        if n == 0:
            priya.look("change-a-session")
        priya.press("Save the session")
    priya.goto(home)


def _upload(priya: Walker, home: str, folder: Path) -> None:
    table = folder / "participants.csv"
    table.write_text(HEAD + GOOD + BAD, encoding="utf-8")
    priya.follow("Upload participants").look("upload-participants")
    priya.page.get_by_label("Table of participants").set_input_files(str(table))
    priya.press("Upload")
    priya.sees(re.compile("TRN|e-mail", re.IGNORECASE))
    priya.look("uploaded")
    with priya.page.expect_download() as sent:
        priya.follow("Download the rows to mend")
    returned = Path(sent.value.path()).read_text(encoding="utf-8-sig")
    assert "not an address" in returned
    assert "\n=" not in returned, "a formula went out as a formula"


def _sponsors_confirm(company: Company, home: str) -> None:
    priya = company(PRIYA)
    priya.goto(home).follow("Applications").look("applications")
    priya.press(re.compile("Ask 1 sponsor by e-mail"))
    priya.sees("has not answered yet")
    priya.look("sponsors-asked")
    letter = company.house.post.newest(SAMIR, about="Will you sponsor").get_body(("plain",)).get_content()
    links = re.findall(r"http\S+/admissions/sponsor/\S+", letter)
    assert len(links) == 2, letter
    for link in links:
        samir = company.stranger()
        samir.goto(link).look("sponsor-confirms").choose("Yes, I will").press("Send your answer")
        samir.sees("Thank you")
        samir.goto(link).look()
        samir.close()
    priya.goto(home).follow("Applications")
    for name in ("Parveen Begum", "Peter Whitlock"):
        priya.choose(f"Accept {name}")
    priya.look("accept-applications").press("Accept those chosen")
    company.house.post.newest(PARVEEN, about="You have a place")


def _pair(priya: Walker, home: str) -> None:
    for name in ("Parveen Begum", "Peter Whitlock"):
        priya.goto(home).follow("Coaches of this cohort").look("coaches").follow(re.compile(f"coach for {name}"))
        priya.choose_first("Coach", "Colin Marsh").press("Pair with this coach")
        priya.sees("Colin Marsh")
