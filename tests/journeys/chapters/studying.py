"""Chapter five: the participant studies, the facilitator takes registers, the coach records a meeting."""

from __future__ import annotations

import re

from tests.journeys.chapters.cohort import COHORT, PARVEEN, SESSIONS, today
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker

FARAH, COLIN = "farah@harbour.example", "colin@harbour.example"
AFTER_THE_SESSIONS = 75


def the_participant_studies_and_takes_part(company: Company) -> None:
    parveen = company(PARVEEN, size=PHONE)
    parveen.goto("/").look("participant-home-begins")
    parveen.goto("/cohorts/mine/").look("my-programme")
    _study(parveen)
    company.house.move_clock(days=AFTER_THE_SESSIONS)
    _registers(company)
    _meeting(company)
    parveen.goto("/").look("participant-home")
    parveen.goto("/cohorts/mine/")
    parveen.sees(re.compile(r"100\s?%"))
    parveen.look("engagement-reached")


def _study(parveen: Walker) -> None:
    parveen.goto("/learning/").look("study").follow(re.compile("Study: culture"))
    parveen.look("study-a-page").press("Continue")
    parveen.choose(re.compile("Rewrite the policy")).press("Check my answer")
    parveen.sees("Not yet")
    parveen.choose(re.compile("Find out which part")).press("Try again")
    parveen.sees("Right")
    parveen.look("study-a-check").press("Finish")
    parveen.look("unit-done")


def _registers(company: Company) -> None:
    farah = company(FARAH, size=PHONE)
    farah.goto("/").look("facilitator-home")
    farah.goto("/cohorts/sessions/").look("my-sessions")
    addresses = {a.get_attribute("href") for a in farah.page.locator("main a[href*='/cohorts/sessions/']").all()}
    sessions = sorted({re.sub(r"register/.*$", "", a or "") for a in addresses})
    assert len(sessions) == SESSIONS, sessions
    taken = 0
    for session in sessions:
        farah.goto(f"{session}register/")
        everybody = farah.page.get_by_role("button", name=re.compile("Mark everybody"))
        if not everybody.count():
            continue
        everybody.click()
        if taken == 0:
            farah.look("register")
        farah.press("Save the register")
        farah.sees(re.compile("register is saved"))
        taken += 1
    assert taken == 4, "four events have people of the blended route"


def _meeting(company: Company) -> None:
    colin = company(COLIN)
    colin.goto("/coaching/").look("caseload").follow(re.compile("Record a meeting with Parveen"))
    colin.fill_moment("When did it begin?", today(), "12:01am").fill("Notes you share", "We looked at one routine.")
    colin.fill("Agreed action 1", "See the routine every day for two weeks").look("record-a-meeting")
    colin.press("Save meeting")
    colin.sees("We looked at one routine.")
    colin.look("coaching-record")
    assert COHORT
