"""A framework that is another qualification's is asked about."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from goldenthread.frameworks.types import EditionLine, EditionRef, EditionState
from goldenthread.programmes.rules.fitting import why_ask
from goldenthread.programmes.types import AssessmentKind, Level, QualificationFacts

FACTS = QualificationFacts(
    "NPQEL", 2020, "Executive leadership", Level.EXECUTIVE, "Leaders", AssessmentKind.CASE_STUDY, (), (), ()
)


@pytest.mark.parametrize(
    ("code", "title", "asks"),
    [
        ("NPQEL", "Anything", False),
        ("npqel", "Anything", False),
        ("OURS", "Our Executive-Leadership framework", False),
        ("OURS", "Leading as a head", True),
        ("NPQH", "Headship", True),
        ("OURS", "Executive leaderships", True),
    ],
)
def test_code_or_title_agree_or_it_is_asked(code, title, asks) -> None:
    edition = EditionLine(
        1,
        EditionRef(uuid4()),
        code,
        title,
        "2026",
        "Us",
        "Ours",
        "",
        EditionState.PUBLISHED,
        datetime(2026, 1, 1, tzinfo=UTC),
    )

    why = why_ask(FACTS, edition)

    assert (why is not None) is asks
    if why:
        assert why.says == (
            f"NPQEL (2020) is Executive leadership in the catalogue, and {code} (2026) is called “{title}”: "
            "neither their codes nor their titles agree."
        )
