"""The framework of the story: read, reviewed and published as a curriculum lead does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear, accept_item, settle_doubt
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import About, EditionRef, Kind
from goldenthread.integrations.reader.sync import read_at_once
from goldenthread.people.types import Actor


def publish_the_framework(
    told: Mapping[str, Any], *, folder: Path, by: Actor, at: datetime
) -> tuple[EditionRef, Mapping[str, UUID]]:
    """Publish the document that the story names; gives the edition, and its learn-that statements by number."""
    about = About(told["code"], told["title"], told["publisher"], told["year"])
    content = (folder / told["file"]).read_bytes()
    reading = read_at_once(content, name=told["file"], about=about, by=by, at=at, tell=lambda _: None)
    page = review_page(reading, by=by)
    for doubt in page.doubts:
        settle_doubt(doubt.ref, by=by, at=at)
    for item in page.doubtful:
        accept_item(item.ref, version=item.version, by=by, at=at)
    accept_clear(reading, by=by, at=at)
    edition = publish_reading(reading, by=by, at=at)
    outline = edition_outline(edition, by=by)
    numbered = {
        f"{section.number}.{line.number}": UUID(str(line.ref))
        for section in outline.sections
        for line in section.statements
        if line.kind is Kind.LEARN_THAT
    }
    return edition, numbered
