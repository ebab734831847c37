"""Online: a register from the platform's file, with a name that nobody guesses, and what people say of the session."""

from __future__ import annotations

import re
from datetime import time

from tests.journeys.chapters.opening import FARAH, Cohort, come_to
from tests.journeys.chapters.telling import A_DELIVERY
from tests.journeys.company import Company
from tests.journeys.walking import PHONE

JOSH, MINA = "Josh Tran", "Mina Rao"
UNSURE, GUEST = "J Tran", "Wandering Guest"
COLUMNS = "Name,Email,Duration (minutes)\n"
SAID = ("Very good", "Good", "Good", "Very good", "Poor")


def a_register_is_taken_from_a_file(company: Company, cohort: Cohort, present: list[str]) -> None:
    """Who is found by e-mail is known; an initial is asked about; whoever is not in the file is not made absent."""
    session = cohort.own[0]
    come_to(company, cohort.days[session], time(19))
    farah = company(FARAH, size=PHONE)
    rows = [f"{name},{cohort.people[name]},118" for name in present if name != JOSH]
    file = company.house.place / "attendance.csv"
    file.write_text(COLUMNS + "\n".join([*rows, f"{UNSURE},,112", f"{GUEST},,95"]) + "\n", encoding="utf-8")
    register = f"{cohort.sessions[session]}register/"
    farah.goto(register).follow(re.compile("ake it from a webinar’s attendance file")).look()
    farah.page.get_by_label("Attendance report").set_input_files(str(file))
    farah.press("Read the file")
    farah.sees("Whose names are these?")
    farah.look("whose-names-are-these")
    farah.page.get_by_role("group", name=UNSURE).get_by_label(JOSH).check()
    farah.press("Continue")
    farah.sees(f"{len(present)} people will be marked")
    farah.look("who-will-be-marked").press(re.compile("^Mark "))
    farah.sees(re.compile(f"{len(present)} people marked"))
    farah.page.get_by_role("group", name=MINA).get_by_label("Absent").check()
    farah.press("Save the register")
    farah.sees(re.compile("register is saved"))


def everybody_says_how_it_was(company: Company, cohort: Cohort, present: list[str]) -> None:
    """Each who was there is asked once; results are drawn when all have answered, and say nobody's name."""
    session = cohort.own[0]
    come_to(company, cohort.days[session], time(19, 15))
    for place, (name, said) in enumerate(zip(present, SAID, strict=True)):
        company.house.post.newest(cohort.people[name], about=f"How was {session}?", within=A_DELIVERY)
        answers = company(cohort.people[name], size=PHONE)
        answers.goto("/").follow(f"Say how {session} was")
        answers.choose(said).choose("About right")
        answers.fill("What should we keep, and what should we change?", "The pairs were the best part.")
        if place == 0:
            answers.look("how-was-it")
        answers.press("Send my answers")
        answers.sees(re.compile("Thank you"))
    farah = company(FARAH, size=PHONE)
    farah.goto("/reporting/surveys/").follow(re.compile(session))
    farah.sees("Overall, how good was this session?")
    farah.page.locator("main svg").first.wait_for()
    shown = farah.look("feedback-results").page.locator("main").inner_text()
    assert not any(name in shown for name in present), "results say who answered"


def a_register_is_taken_by_hand(company: Company, cohort: Cohort, session: str, *, absent: str) -> None:
    """A register by hand, on the evening of the webinar."""
    come_to(company, cohort.days[session], time(19))
    farah = company(FARAH, size=PHONE)
    farah.goto(f"{cohort.sessions[session]}register/").press(re.compile("Mark everybody"))
    farah.page.get_by_role("group", name=absent).get_by_label("Absent").check()
    farah.press("Save the register")
    farah.sees(re.compile("register is saved"))
