"""Guides say each thing once, in order, and name what the pages take."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from goldenthread.web.frameworks.reading_forms import UploadForm

GUIDES = sorted((Path(__file__).parents[2] / "docs" / "how-to").glob("*.md"))
CALLED = {
    "PDF": (".pdf",),
    "Word": (".docx",),
    "OpenDocument": (".odt",),
    "saved web page": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
    "text file": (".txt",),
    "CASE package": (".json",),
}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_steps_count_up_and_nothing_is_said_twice(guide: Path) -> None:
    lines = guide.read_text(encoding="utf-8").splitlines()
    steps = [int(found.group(1)) for line in lines if (found := re.match(r"(\d+)\. ", line))]
    begins = Counter(line[:60] for line in lines if len(line) > 60 and not line.startswith(("|", "<")))

    assert [step for before, step in pairwise(steps) if step not in {before + 1, 1} - {before}] == []
    assert {line: times for line, times in begins.items() if times > 1} == {}


def test_the_guide_names_every_kind_of_document_that_the_page_takes() -> None:
    guide = next(guide for guide in GUIDES if guide.stem == "read-a-framework").read_text(encoding="utf-8")
    file = UploadForm.base_fields["file"]
    (step,) = [line for line in guide.splitlines() if line.startswith("1. Open **Frameworks**")]

    assert {ending for endings in CALLED.values() for ending in endings} == set(file.kinds)
    assert [name for name in CALLED if name not in step] == []
    assert [name for name in CALLED if name not in file.help_text] == []
    assert f"up to {file.largest // 1024 // 1024} MB" in step
