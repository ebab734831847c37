"""One participant's whole journey, from a framework document to a certificate, in a real browser.

It starts from an empty database. Each chapter is what one kind of person does; axe looks at every page at phone and
desktop width. With GOLDENTHREAD_PICTURES set to a folder it leaves the pictures that the guides show.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.chapters import people
from tests.journeys.company import Company
from tests.makers.installation import Installation

CHAPTERS: tuple[tuple[str, Callable[[Company], None]], ...] = (("people", people.everybody_is_brought_in),)


def test_a_participant_goes_from_a_framework_to_a_certificate(browser: Browser, house: Installation) -> None:
    company = Company(browser, house)

    for _, chapter in CHAPTERS:
        chapter(company)
