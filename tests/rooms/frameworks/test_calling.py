"""Documents kept under what they say of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from goldenthread.frameworks.actions.calling import keep_as_it_calls_itself
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.types import About
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.frameworks import a_framework, as_markdown

pytestmark = pytest.mark.django_db
GIVEN = About("", "", "Somebody", 2024)
CONTENT = as_markdown(a_framework(sections=2)).encode()


def test_it_is_kept_with_its_reading(cast: Cast, at: datetime) -> None:
    document = read_content(CONTENT, media_type="text/plain; charset=utf-8", tell=lambda _: None)

    ref, about = keep_as_it_calls_itself(CONTENT, document, name="made.md", given=GIVEN, by=cast.curriculum_lead, at=at)

    row = Reading.objects.get(ref=ref)
    assert (row.code, row.title, row.year) == (about.code, about.title, about.year) == (
        "MADE", document.reading.title, 2024,
    )  # fmt: skip


def test_one_that_says_too_little_or_from_whom_none_is_taken_is_not_kept(cast: Cast, at: datetime) -> None:
    document = read_content(CONTENT, media_type="text/plain; charset=utf-8", tell=lambda _: None)

    for given, by in ((replace(GIVEN, year=0), cast.curriculum_lead), (GIVEN, cast.participant)):
        with pytest.raises(Refused):
            keep_as_it_calls_itself(CONTENT, document, name="made.md", given=given, by=by, at=at)
    assert not Reading.objects.exists()
