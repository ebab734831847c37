"""Two cohorts are delivered from timetable to gate, one blended and one online-only, in a real browser.

Participants and facilitators walk on phones, the programme manager at a desk, and schools read what the post brings
them. Each walk opens a cohort on a programme that is there already, and needs nothing of the other. Axe looks at every
page at both sizes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from playwright.sync_api import Browser

from tests.journeys.chapters import changing_course, opening, reaching, telling, turning_up, webinars, working_together
from tests.journeys.chapters.changing_course import NGOZI
from tests.journeys.chapters.opening import MAUD
from tests.journeys.chapters.turning_up import PARVEEN, PETER, ROSALIND
from tests.journeys.chapters.webinars import JOSH, MINA
from tests.journeys.company import Company
from tests.makers.installation import Installation


@pytest.fixture
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with its staff and a published programme, and no cohort."""
    with Installation(tmp_path_factory.mktemp("running")) as installation:
        installation.lay("delivering")
        yield installation


def test_a_blended_cohort_goes_from_timetable_to_gate(browser: Browser, running: Installation) -> None:
    company = Company(browser, running)
    people = {name: f"{name.split()[0].lower()}@castlehill.example" for name in (PARVEEN, PETER, ROSALIND)}
    cohort = opening.Cohort("Spring, Harbour", "blended", people)

    # Given a cohort on its dates, its people seated, and a plan of when schools are told
    opening.terms_are_entered(company)
    opening.it_is_opened_and_planned(company, cohort)
    opening.its_sessions_are_put_right(company, cohort)
    opening.people_come_in(company, cohort)
    opening.a_mentor_is_named(company, cohort, PARVEEN)
    opening.people_are_seated(company, cohort, list(people))
    day = cohort.days[cohort.own[1]] + timedelta(days=1)
    telling.a_plan_is_switched_on(company, cohort, day)

    # When they turn up, or make up for it, study, talk, hand in, meet and are reviewed
    turning_up.a_register_is_taken_on_a_phone(company, cohort)
    turning_up.somebody_catches_up(company, cohort)
    telling.a_letter_says_what_happened(company, f"{PARVEEN} has made up for a missed session", PARVEEN, to=MAUD)
    working_together.somebody_studies(company, cohort)
    working_together.somebody_meets_their_coach(company, cohort)
    working_together.a_community_talks_until_it_counts(company, cohort)
    working_together.a_task_comes_back_and_is_done_again(company, cohort)
    working_together.people_without_accounts_review_somebody(company, cohort)
    turning_up.a_register_is_sent_after_the_connection_was_cut(company, cohort)

    # Then schools hear of it on the day, and the gate is reached on the last
    opening.come_to(company, day, time(12))
    telling.one_letter_brings_all_their_people(company, *people)
    telling.a_head_stops_them_by_one_press(company, cohort)
    telling.somebody_reads_what_school_was_told(company, people[PARVEEN])
    turning_up.somebody_checks_in_by_code(company, cohort)
    reaching.the_gate_is_reached(company, cohort, PARVEEN, of="10 of 10")


def test_an_online_cohort_goes_from_timetable_to_gate(browser: Browser, running: Installation) -> None:
    company = Company(browser, running)
    present = ["Li Wei", JOSH, "Siobhán Kelly", "Grace Okoro", "Amir Haddad"]
    people = {name: f"person{n}@castlehill.example" for n, name in enumerate([*present, MINA, NGOZI])}
    cohort = opening.Cohort("Spring online, Harbour", "online", people, {NGOZI: "blended"})

    # Given a cohort on its dates, with somebody on the other route, and a plan of when schools are told
    opening.terms_are_entered(company)
    opening.it_is_opened_and_planned(company, cohort)
    opening.its_sessions_are_put_right(company, cohort)
    opening.people_come_in(company, cohort)
    _, second, third = cohort.own
    telling.a_plan_is_switched_on(company, cohort, cohort.days[third])

    # When courses change, each school hears of its own
    changing_course.somebody_changes_route(company, cohort)
    telling.a_letter_says_what_happened(company, f"{NGOZI} has changed route or cohort", NGOZI)
    webinars.a_register_is_taken_from_a_file(company, cohort, present)
    webinars.everybody_says_how_it_was(company, cohort, present)
    changing_course.somebody_pauses(company, cohort, JOSH)
    telling.a_letter_says_what_happened(company, f"{JOSH} has paused the programme", JOSH)
    changing_course.somebody_at_risk_is_spoken_with(company, cohort, MINA)
    webinars.a_register_is_taken_by_hand(company, cohort, second, absent=MINA)
    changing_course.somebody_comes_back(company, cohort, JOSH)
    telling.a_letter_says_what_happened(company, f"{JOSH} has come back to the programme", JOSH)

    # Then whoever went on reaches the gate, by as much as it asks for and no more
    working_together.somebody_studies(company, cohort, present[0], looks=False)
    working_together.somebody_meets_their_coach(company, cohort, present[0], looks=False)
    working_together.a_task_is_accepted(company, cohort, present[0])
    webinars.a_register_is_taken_by_hand(company, cohort, third, absent=MINA)
    reaching.the_gate_is_reached(company, cohort, present[0], of="9 of 10")
