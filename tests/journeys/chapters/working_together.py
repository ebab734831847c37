"""Study, a meeting with the coach, a community, a task that is done again, and a review by people without accounts."""

from __future__ import annotations

import re
from itertools import cycle

from tests.journeys.chapters.opening import COLIN, Cohort, today
from tests.journeys.chapters.turning_up import PARVEEN, PETER, ROSALIND
from tests.journeys.company import Company
from tests.journeys.walking import PHONE, Walker
from tests.makers.delivering import STUDY, TASK

PROBLEM = "In our school the last lesson on Friday stays hard, although everybody tries. What would you look at first? "
ASKED = "What did you see in the first five minutes, and who was it who had to wait? Was it the same last year? "
RIGHT = "How often fractions come back during the year"
SEVEN = "360 review of the seven leadership behaviours"
RATERS = {"Ines Hall": "Line managers", "Otto Birch": "Peers", "Mina Rao": "Peers", "Piet Smit": "Peers",
          "Jo Farrow": "Peers"}  # fmt: skip
# What is rated, question by question, again and again: 1 is high.
OWN, OTHERS = (1, 1, 2, 2), (2, 2, 1, 1, 2, 2, 3)
FIRST = "In year 8 we teach ratio once, before percentages. I moved it, and colleagues say that it goes better now. "
BETTER = "In year 8 we teach ratio twice. I sat in two lessons, counted, and saw eleven of thirty draw first. "


def somebody_studies(company: Company, cohort: Cohort, name: str = PARVEEN, *, looks: bool = True) -> None:
    """Page by page, with a check that is answered wrongly first."""
    reader = company(cohort.people[name], size=PHONE)
    reader.goto("/learning/").follow(re.compile(STUDY))
    for _ in range(2):
        reader.press("Continue")
    if looks:
        reader.choose("The seating plan").press("Check my answer").sees("Not yet")
        reader.choose(RIGHT).press("Try again")
    else:
        reader.choose(RIGHT).press("Check my answer")
    reader.sees("Right")
    if looks:
        reader.look("study-a-check")
    reader.press("Finish")
    reader.sees(re.compile(r"\d+\s?%"))


def somebody_meets_their_coach(company: Company, cohort: Cohort, name: str = PARVEEN, *, looks: bool = True) -> None:
    colin = company(COLIN)
    colin.goto("/coaching/").follow(re.compile(f"Record a meeting with {name}"))
    colin.fill_moment("When did it begin?", today(company), "12:01am")
    colin.fill("Notes you share", "We looked at one routine.")
    colin.fill("Agreed action 1", "See the routine every day for two weeks").press("Save meeting")
    colin.sees("We looked at one routine.")
    if looks:
        meets = company(cohort.people[name], size=PHONE)
        meets.goto("/coaching/mine/").sees("See the routine every day for two weeks")
        meets.look("coaching-mine")


def a_community_talks_until_it_counts(company: Company, cohort: Cohort) -> None:
    """Two bring a problem; the third brings one, answers both, and that credits the component."""
    thread = ""
    for name in (PETER, ROSALIND, PARVEEN):
        writer = company(cohort.people[name], size=PHONE)
        writer.goto("/learning/communities/")
        if name == PARVEEN:
            writer.look("communities")
        writer.follow(cohort.title).follow("Bring a problem")
        thread = writer.page.url.partition("#")[0]
        writer.fill("Your post", PROBLEM * 3).press("Post")
        writer.sees(name)
    parveen = company(cohort.people[PARVEEN], size=PHONE)
    for name in (PETER, ROSALIND):
        parveen.goto(thread).page.get_by_role("link", name=re.compile(f"Reply to {name}")).first.click()
        parveen.page.wait_for_url(re.compile("/reply/|to="))
        parveen.fill("Your post", ASKED * 3)
        if name == PETER:
            parveen.look("reply-in-a-community")
        parveen.press("Post")
        parveen.page.wait_for_url(lambda url: url.partition("#")[0].partition("?")[0] == thread.partition("?")[0])
    parveen.goto(thread).sees(re.compile("Done and credited"))
    parveen.look("prompt-done")


def a_task_comes_back_and_is_done_again(company: Company, cohort: Cohort) -> None:
    """Handed in, sent back with what to do next, done again, and accepted: both versions stay beside their feedback."""
    parveen = company(cohort.people[PARVEEN], size=PHONE)
    parveen.goto("/learning/tasks/").follow(re.compile(TASK)).look("task")
    _hand_in(parveen, FIRST)
    _review(company, PARVEEN, "Do it again", step="Go into two lessons and count.")
    parveen.goto("/learning/tasks/").follow(re.compile(TASK)).sees("Go into two lessons and count.")
    parveen.look("task-came-back")
    _hand_in(parveen, BETTER)
    _review(company, PARVEEN, "Good enough", looks=True)
    parveen.goto("/learning/tasks/").follow(re.compile(TASK)).sees("This is accepted and credited")
    parveen.look("task-accepted")


def a_task_is_accepted(company: Company, cohort: Cohort, name: str) -> None:
    writer = company(cohort.people[name], size=PHONE)
    writer.goto("/learning/tasks/").follow(re.compile(TASK))
    _hand_in(writer, BETTER)
    _review(company, name, "Good enough")


def _hand_in(writer: Walker, words: str) -> None:
    writer.fill("Your answer", words * 6).press("Check and hand in")
    writer.sees(words[:40])
    writer.press("Hand in")
    writer.sees("You have handed this in")


def _review(company: Company, name: str, verdict: str, *, step: str = "", looks: bool = False) -> None:
    colin = company(COLIN)
    colin.goto("/learning/reviewing/").follow(re.compile(name))
    for group in colin.page.get_by_role("group", name=re.compile("^Where it stands")).all():
        group.locator("input").first.check()
    for comment in colin.page.get_by_label(re.compile("^Comment on")).all():
        comment.fill("You say what was seen.")
    colin.fill("Over all", "A change with a reason.").choose(re.compile(verdict))
    if step:
        colin.fill(re.compile("^What to do next"), step)
    if looks:
        colin.look("give-feedback")
    colin.press("Check and send")
    colin.sees("A change with a reason.")
    colin.press("Send the feedback")
    colin.page.wait_for_url(re.compile("/learning/reviewing/"))


def people_without_accounts_review_somebody(company: Company, cohort: Cohort) -> None:
    """Nobody reads who said what, and nothing is shown before enough have answered.

    One line manager is too few to be shown by themselves.
    """
    parveen = company(cohort.people[PARVEEN], size=PHONE)
    parveen.goto("/coaching/reviews/").look("reviews").press(re.compile(f"Begin {SEVEN}"))
    parveen.follow("Name who is to answer")
    review = parveen.page.url.replace("people/", "")
    for name, group in RATERS.items():
        parveen.fill("Their name", name).fill("Their e-mail address", _address(name))
        parveen.choose("How they know you", group).press("Add this person")
        parveen.sees(_address(name))
    parveen.look("raters").follow("Check and ask them").look().press(re.compile(f"^Send {len(RATERS)} letters"))
    for n, name in enumerate(RATERS):
        if n == 2:
            parveen.goto(review).look("review-too-few-answers")
            assert not parveen.page.get_by_role("link", name="Close it and read the report").count()
        _rate(company, _address(name), looks=n == 0)
    parveen.goto(review).follow("Your own part")
    _answer_all(parveen, OWN)
    parveen.look().press("Send your part")
    parveen.page.wait_for_url(lambda url: "/own/" not in url)
    parveen.goto(review).look("review-answered").follow("Close it and read the report")
    parveen.press("Close it and read the report")
    parveen.sees("All answers")
    shown = parveen.look("review-report").page.locator("main").inner_text()
    assert not any(name in shown for name in RATERS), "a report says who answered"


def _address(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@castlehill.example"


def _rate(company: Company, email: str, *, looks: bool) -> None:
    letter = company.house.post.newest(email, about="asks for your view").get_body(("plain",)).get_content()
    link = re.search(r"http\S+/coaching/rate/\S+", letter)
    assert link, letter
    rater = company.stranger(size=PHONE)
    rater.goto(link[0])
    _answer_all(rater, OTHERS)
    if looks:
        rater.look("rate-somebody")
    rater.press("Send your answers")
    rater.page.get_by_role("heading", name="Thank you").wait_for()
    if looks:
        rater.look()
        rater.page.goto(link[0])
        assert not rater.page.get_by_role("button", name="Send your answers").count(), "a link works once"
    rater.close()


def _answer_all(walker: Walker, values: tuple[int, ...]) -> None:
    groups = walker.page.locator("fieldset").filter(has=walker.page.locator("input[type=radio]"))
    for group, value in zip(groups.all(), cycle(values), strict=False):
        group.get_by_label(re.compile(rf"^{value}\b")).check()
