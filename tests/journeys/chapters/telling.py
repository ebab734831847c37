"""What schools are told: a plan that is set once, and letters of three kinds, each opened by its reader."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage

from tests.journeys.chapters.opening import PRIYA, SAMIR, Cohort
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker

HELEN = "helen@castlehill.example"
EVENTS = ("A catch-up was accepted", "Somebody has paused", "Somebody has come back",
          "Somebody has changed route or cohort")  # fmt: skip

# The worker has every timed job of the days that were jumped over to do first.
A_DELIVERY = 60.0
# What the page says of somebody after these words stands in the letter too.
FACTS = ("Done since the last update: ", "Next: ", "How you can help: ")


def a_plan_is_switched_on(company: Company, cohort: Cohort, day: date) -> None:
    """A regular update on one day, and letters when something happens. What it would do is shown first."""
    priya = company(PRIYA)
    priya.goto(cohort.home).follow("Progress updates").follow("When schools are told by themselves")
    priya.choose("On dates of your choice").fill(
        re.compile("^Dates of your choice"), f"{day.day} {day.month} {day.year}"
    )
    for event in EVENTS:
        priya.choose(event)
    priya.look("when-schools-are-told").press("Look at what it would do")
    priya.sees("Check before it holds")
    priya.look("what-the-plan-would-do").press("Switch it on")
    priya.sees("The plan holds from its day.")


def a_letter_says_what_happened(company: Company, about: str, *names: str, to: str = SAMIR) -> None:
    """The letter and the page behind its link say the same, to who holds the letter and nobody else."""
    letter = company.house.post.newest(to, about=about, within=A_DELIVERY)
    _opened(company, letter, *names).close()


def one_letter_brings_all_their_people(company: Company, *names: str) -> None:
    """On the day that the plan named, sponsor and headteacher each get one letter about everybody they support."""
    about = f"How {len(names)} of your people are getting on"
    company.house.post.newest(SAMIR, about=about, within=A_DELIVERY)
    helen = _opened(company, company.house.post.newest(HELEN, about=about, within=A_DELIVERY), *names)
    helen.look("progress-update-of-a-head")
    helen.close()


def a_head_stops_them_by_one_press(company: Company, cohort: Cohort) -> None:
    """As a mailbox does it, without a page; and the letter's own link lets her think again, without an account."""
    letter = company.house.post.newest(HELEN, about="of your people are getting on", within=A_DELIVERY)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip(" <>")
    mailbox = company.stranger(size=PHONE)
    pressed = mailbox.page.request.post(address, form={"List-Unsubscribe": "One-Click"})
    assert (pressed.status, pressed.text()) == (200, "Switched off: Regular updates.")
    mailbox.goto(address).sees("What you are told")
    mailbox.look("what-you-are-told").close()
    priya = company(PRIYA)
    priya.goto(cohort.home).follow("Progress updates").sees(re.compile("get no regular update now: Helen Carter"))
    priya.look("updates-sent").follow("Who was reached, and what came back").look("who-was-reached")


def somebody_reads_what_school_was_told(company: Company, email: str) -> None:
    """The participant reads every update word for word."""
    told = company(email, size=PHONE)
    told.goto("/reporting/told/").look("what-school-is-told")


def _opened(company: Company, letter: EmailMessage, *names: str) -> Walker:
    """The page that a letter leads to, on a phone: every fact of it stands in the plain letter, and in the other."""
    plain = _one_line(letter.get_body(("plain",)).get_content())
    link = re.search(r"http\S+/reporting/updates/[^\s#]+", plain)
    assert link, plain
    assert link[0] in letter.get_body(("html",)).get_content()
    reader = company.stranger(size=PHONE)
    reader.goto(link[0])
    for name in names:
        card = reader.page.locator("main section", has=reader.page.get_by_role("heading", name=name))
        said = [_one_line(line) for line in card.locator("p").all_inner_texts()]
        facts = [line.partition(": ")[2] for line in said if line.startswith(FACTS)]
        facts += [line.removeprefix("Engagement ") for line in said if line.startswith("Engagement ")]
        assert len(facts) >= 2, said
        assert [fact for fact in facts if fact not in plain] == [], plain
    reader.look(f"update-{re.sub('[^a-z]+', '-', str(letter['subject']).lower())[:40].strip('-')}")
    return reader


def _one_line(words: str) -> str:
    return " ".join(words.split())
