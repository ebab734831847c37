"""Every component at both sizes, in the light and in the dark, looked at by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.walking import Walker
from tests.makers.installation import Installation


@pytest.fixture(scope="module")
def showroom(tmp_path_factory: pytest.TempPathFactory):
    """An installation that shows its components."""
    with Installation(tmp_path_factory.mktemp("showroom"), demonstration="true") as installation:
        yield installation


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_can_be_read_and_used(browser: Browser, showroom: Installation, scheme: str) -> None:
    walker = Walker(browser, showroom)
    walker.page.emulate_media(color_scheme=scheme)

    walker.goto("/components/").look(f"components-{scheme}")

    walker.close()


def test_words_are_counted_as_they_are_typed(browser: Browser, showroom: Installation) -> None:
    walker = Walker(browser, showroom).goto("/components/")

    walker.fill("Reasons for this mark", "one re-keyed three")

    walker.sees("9 words left of 12")
    walker.close()
