"""A cohort is opened, its timetable made from the term dates and put right, its people brought in and given places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.journeys.company import Company
from tests.journeys.walking import UK
from tests.makers.delivering import PROGRAMME

PRIYA, FARAH, COLIN = "priya@provider.example", "farah@harbour.example", "colin@harbour.example"
SAMIR, MAUD = "samir@castlehill.example", "maud@castlehill.example"
HEAD = "Name,Email,TRN,School URN,School name,Route,Sponsor name,Sponsor email\n"
SCHOOL = "100001,Castle Hill Primary School"


@dataclass
class Cohort:
    """What the walkers know of the cohort: its people by name, where it and its sessions are found, and when they are.

    ``others`` has the route of who is not on the cohort's usual one.
    """

    title: str
    route: str
    people: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    sessions: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)

    @property
    def own(self) -> list[str]:
        """The titles of the sessions of its route, in order."""
        kind = "Event" if self.route == "blended" else "Live session"
        return [title for title in self.sessions if title.startswith(kind)]


def today(company: Company) -> date:
    """The day that the installation's clock says."""
    return company.house.now().astimezone(UK).date()


def come_to(company: Company, day: date, at: time) -> None:
    """Let the installation's clock run on to a moment; everybody stays signed in."""
    company.house.come_to(datetime.combine(day, at, UK))


def terms_are_entered(company: Company) -> None:
    priya = company(PRIYA)
    priya.goto("/cohorts/").follow("Term dates").press("Start from illustrative dates")
    priya.look("term-dates")


def it_is_opened_and_planned(company: Company, cohort: Cohort) -> None:
    """The dates are shown before anything is planned, with the reason where one moved; then each is put right."""
    priya = company(PRIYA)
    first = today(company)
    priya.goto("/cohorts/").follow("Open a cohort").choose_first("Programme", PROGRAMME)
    priya.choose_first("Delivery partner", "Harbour").fill("Title", cohort.title)
    priya.fill_day("First day", first).fill_day("Last day", first + timedelta(days=330))
    priya.fill("Places", "30").fill("Usual venue", "Harbour Teaching Hub, Quay Street").press("Open the cohort")
    priya.sees("No sessions yet")
    cohort.home = priya.page.url
    priya.follow("Plan the sessions").fill_day("First session", _a_tuesday(first))
    priya.fill("Weeks from one session to the next", "2").look("plan-the-sessions").press("Show the dates")
    priya.sees("Are these dates right?")
    priya.look("proposed-dates").press(re.compile("^Plan"))
    priya.page.wait_for_url(re.compile("/timetable/$"))
    for row in priya.page.locator("main table tr", has=priya.page.locator("a[href*='/cohorts/sessions/']")).all():
        link = row.get_by_role("link").first
        cohort.sessions[link.inner_text()] = str(link.get_attribute("href"))
        cohort.days[link.inner_text()] = _day(row.inner_text())
    assert len(cohort.own) == 3, cohort.sessions


def its_sessions_are_put_right(company: Company, cohort: Cohort) -> None:
    """Who leads, in which room or behind which link; a second session at the same hour is refused with the reason."""
    priya = company(PRIYA)
    own = cohort.own
    for title in own:
        priya.goto(f"{cohort.sessions[title]}change/").choose_first("Facilitator", "Farah Aziz")
        if cohort.route == "blended":
            priya.fill("Room", "The Hall")
        else:
            priya.fill("Link to join online", "https://meet.example/fenland")
        priya.press("Save the session")
        priya.sees(re.compile("^Farah Aziz"))
    first, second = own[:2]
    priya.goto(f"{cohort.sessions[second]}change/").fill_day("Starts", cohort.days[first]).press("Save the session")
    priya.sees("There is a problem")
    priya.look("a-clash-is-refused")
    priya.goto(cohort.home).follow("The timetable by month, with the terms")
    priya.look("timetable")


def people_come_in(company: Company, cohort: Cohort) -> None:
    """From a file, through their sponsor, to a place and a coach."""
    priya = company(PRIYA)
    table = company.house.place / "participants.csv"
    rows = (
        f"{name},{email},{2_000_001 + n},{SCHOOL},{cohort.others.get(name, cohort.route)},Samir Patel,{SAMIR}\n"
        for n, (name, email) in enumerate(cohort.people.items())
    )
    table.write_text(HEAD + "".join(rows), encoding="utf-8")
    priya.goto(cohort.home).follow("Upload participants")
    priya.page.get_by_label("Table of participants").set_input_files(str(table))
    priya.press("Upload")
    priya.goto(cohort.home).follow("Applications").press(re.compile("Ask 1 sponsor by e-mail"))
    priya.sees("has not answered yet")
    letter = company.house.post.newest(SAMIR, about="Will you sponsor").get_body(("plain",)).get_content()
    for link in re.findall(r"http\S+/admissions/sponsor/\S+", letter):
        samir = company.stranger()
        samir.goto(link).choose("Yes, I will").press("Send your answer")
        samir.sees("Thank you")
        samir.close()
    priya.goto(cohort.home).follow("Applications")
    for name in cohort.people:
        priya.choose(f"Accept {name}")
    priya.press("Accept those chosen")
    company.house.post.newest(next(iter(cohort.people.values())), about="You have a place")
    for name in cohort.people:
        priya.goto(cohort.home).follow("Coaches of this cohort").follow(re.compile(f"coach for {name}"))
        priya.choose_first("Coach", "Colin Marsh").press("Pair with this coach")
        priya.sees("Colin Marsh")
    priya.goto(cohort.home).press(re.compile("^Start")).sees("From which day?")
    priya.press(re.compile("^Start"))
    priya.goto(cohort.home).sees("Active")


def a_mentor_is_named(company: Company, cohort: Cohort, name: str) -> None:
    priya = company(PRIYA)
    priya.goto(cohort.home).follow(name).follow("Name a sponsor or a mentor").choose("Mentor")
    priya.fill("Name", "Maud Perry").fill("E-mail address", MAUD).look().press("Save")
    priya.sees("Maud Perry")


def people_are_seated(company: Company, cohort: Cohort, names: Sequence[str]) -> None:
    """The first session has fewer places than people until there is room: somebody waits, and gets a place."""
    priya = company(PRIYA)
    place = cohort.sessions[cohort.own[0]]
    priya.goto(f"{place}change/").fill("Places", str(len(names) - 1)).press("Save the session")
    priya.follow("Places").look("places")
    everybody = priya.page.get_by_role("button", name="Give everybody a place where there is room")
    if everybody.count():
        everybody.click()
    priya.sees(re.compile("[Ww]aiting")).wait_for()
    priya.look("somebody-waits")
    priya.goto(f"{place}change/").fill("Places", str(len(names))).press("Save the session")
    priya.goto(f"{place}places/")
    for name in names:
        priya.sees(name)


def _a_tuesday(day: date) -> date:
    """The first Tuesday that is at least a week ahead."""
    soon = day + timedelta(days=7)
    return soon + timedelta(days=(1 - soon.weekday()) % 7)


def _day(words: str) -> date:
    """The first day that is named."""
    said = re.search(r"(\d{1,2} \w+ \d{4})", words)
    assert said, words
    return datetime.strptime(said[1], "%d %B %Y").replace(tzinfo=UK).date()
