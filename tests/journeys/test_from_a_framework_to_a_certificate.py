"""One participant's whole journey, from a framework document to a certificate, in a real browser.

It starts from an empty database. Each chapter is what one kind of person does; axe looks at every page at phone and
desktop width. With GOLDENTHREAD_PICTURES set to a folder it leaves the pictures that the guides show.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.chapters import assessment, award, cohort, framework, people, programme, studying
from tests.journeys.company import Company
from tests.makers.installation import Installation

CHAPTERS: tuple[tuple[str, Callable[[Company], None]], ...] = (
    ("people", people.everybody_is_brought_in),
    ("framework", framework.a_framework_is_read_reviewed_and_published),
    ("programme", programme.a_programme_is_built_and_published),
    ("cohort", cohort.a_cohort_is_opened_and_filled),
    ("studying", studying.the_participant_studies_and_takes_part),
    ("script", assessment.a_script_is_written_and_handed_in),
    ("marking", assessment.the_script_is_marked_settled_and_released),
    ("award", award.the_result_is_read_and_the_certificate_verified),
    ("school", award.school_was_told_along_the_way),
    ("outsider", award.an_outsider_finds_nothing),
)


def test_a_participant_goes_from_a_framework_to_a_certificate(browser: Browser, house: Installation) -> None:
    company = Company(browser, house)

    for _, chapter in CHAPTERS:
        chapter(company)
