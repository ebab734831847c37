"""A browser, and a whole installation to walk through."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.walking import FLAGS, PATIENCE
from tests.makers.installation import Installation

# What a page shows in the end counts, not how soon a busy machine comes to show it.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    place = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert place, "Journeys need Chromium: apt-get install chromium, or set CHROMIUM to one."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation over an empty database."""
    with Installation(tmp_path_factory.mktemp("house")) as installation:
        yield installation
