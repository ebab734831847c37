"""A curriculum lead keeps frameworks: two editions, a thread, a programme that moves, a gap closed, a package shared.

It starts from an empty database, in a real browser; axe looks at every page at phone and desktop width.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.chapters import keeping
from tests.journeys.company import Company
from tests.makers.installation import Installation

CHAPTERS: tuple[Callable[[Company], None], ...] = (
    keeping.a_lead_is_brought_in,
    keeping.a_reading_is_corrected_in_three_places,
    keeping.statements_shared_with_another_framework_are_threaded,
    keeping.a_programme_is_built_on_the_first_edition,
    keeping.a_second_edition_is_compared_with_the_first,
    keeping.the_programme_moves_in_one_reviewed_step,
    keeping.a_gap_in_the_coverage_is_found_and_closed,
    keeping.an_edition_is_opened_taken_away_and_taken_in_again,
)


def test_a_curriculum_lead_keeps_frameworks_over_the_years(browser: Browser, house: Installation) -> None:
    company = Company(browser, house)

    for chapter in CHAPTERS:
        chapter(company)
