"""Registers: with marks of every kind, without a connection, by a code; and a session that is made up for."""

from __future__ import annotations

import re
from datetime import time

from tests.journeys.chapters.opening import FARAH, Cohort, come_to
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker

PARVEEN, PETER, ROSALIND = "Parveen Begum", "Peter Whitlock", "Rosalind Achebe"
LEARNT = "I would begin with one routine, seen every day, and say to my team what I saw and what I did not. "


def a_register_is_taken_on_a_phone(company: Company, cohort: Cohort) -> None:
    """One is absent, one excused, everybody else was there; the figure of each follows at once."""
    event = cohort.own[0]
    come_to(company, cohort.days[event], time(12))
    farah = company(FARAH, size=PHONE)
    farah.goto("/").look("facilitator-home")
    farah.goto("/cohorts/sessions/").look("my-sessions").goto(f"{cohort.sessions[event]}register/")
    farah.press(re.compile("Mark everybody"))
    _mark(farah, PARVEEN, "Absent")
    _mark(farah, PETER, "Excused")
    farah.look("register-with-an-absence").press("Save the register")
    farah.sees(re.compile("register is saved"))
    farah.look("register-taken")


def somebody_catches_up(company: Company, cohort: Cohort) -> None:
    """The recording is put beside the session; a reflection that cites research is written, answered and credited."""
    event = cohort.own[0]
    farah, parveen = company(FARAH, size=PHONE), company(cohort.people[PARVEEN], size=PHONE)
    farah.goto(cohort.sessions[event]).follow("Recording and materials").look()
    farah.choose(re.compile("^Recording")).fill("Title", "The morning, with slides")
    farah.fill(re.compile("^Link"), "https://video.example/event-1").press("Add it")
    farah.sees("The morning, with slides")
    parveen.goto("/learning/tasks/").look("tasks-and-catch-up").follow(re.compile(event))
    parveen.sees("The morning, with slides")
    parveen.fill("Your reflection", "I missed it. ").press("Check and hand in")
    parveen.sees("It cannot be handed in yet")
    parveen.follow("Go back")
    parveen.fill("Your reflection", LEARNT * 10).fill(re.compile("^Research"), "A made-up study of routines, 2019")
    parveen.look("catch-up").press("Check and hand in")
    parveen.sees("A made-up study of routines, 2019")
    parveen.look().press("Hand in")
    parveen.sees("You have handed this in")
    farah.goto("/learning/reviewing/catch-up/").look("catch-up-to-review").follow(re.compile(PARVEEN))
    farah.choose("Accept it").press("Check and send")
    farah.look().press("Send it")
    parveen.goto("/learning/tasks/").follow(re.compile(event)).sees("You have caught up")


def a_register_is_sent_after_the_connection_was_cut(company: Company, cohort: Cohort) -> None:
    """What is marked without a connection is kept on the phone, said to be, and sent when there is one."""
    event = cohort.own[1]
    come_to(company, cohort.days[event], time(12))
    farah = company(FARAH, size=PHONE)
    farah.goto(f"{cohort.sessions[event]}register/")
    farah.page.locator("body.js-enabled").wait_for(state="attached")
    farah.context.set_offline(True)
    farah.press(re.compile("Mark everybody")).press("Save the register")
    farah.page.get_by_text(re.compile("Kept on this phone, not sent yet")).first.wait_for()
    farah.look("register-kept-on-the-phone")
    farah.context.set_offline(False)
    farah.sees(re.compile("register is saved"))
    farah.sees(re.compile("Sent at"))
    farah.goto(f"{cohort.sessions[event]}register/").sees(re.compile("^Present"))


def somebody_checks_in_by_code(company: Company, cohort: Cohort) -> None:
    """On the day of the event a code is shown to the room; a participant types it, and it counts once it is saved."""
    event = cohort.own[2]
    come_to(company, cohort.days[event], time(9, 25))
    farah, parveen = company(FARAH, size=PHONE), company(cohort.people[PARVEEN], size=PHONE)
    register = f"{cohort.sessions[event]}register/"
    farah.goto(register).follow("Let people check in by a code").look().press("Show the code")
    code = farah.page.locator(".gt-projected__code").inner_text()
    farah.look("check-in-code")
    parveen.goto(cohort.sessions[event]).follow("Check in").fill("The code on the screen", "000000").press("I am here")
    parveen.sees("There is a problem")
    parveen.look().fill("The code on the screen", code).press("I am here")
    parveen.sees(re.compile("You are checked in"))
    parveen.look("checked-in")
    farah.goto(register).sees(re.compile("[Cc]hecked in"))
    farah.press(re.compile("Mark everybody")).press("Save the register")
    farah.sees(re.compile("register is saved"))
    farah.look()


def _mark(walker: Walker, name: str, mark: str) -> None:
    walker.page.get_by_role("group", name=name).get_by_label(mark).check()
