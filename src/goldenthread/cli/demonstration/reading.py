"""The frameworks of the story: read, reviewed, published and threaded as a curriculum lead does it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.frameworks.actions.aligning import confirm_alignments, place_framework, propose_alignments
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear, accept_item, settle_doubt
from goldenthread.frameworks.queries.aligning import proposals_page, thread_page
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import About, CareerStage, EditionRef, Kind, ReadingRef
from goldenthread.integrations.reader.sync import read_at_once
from goldenthread.people.types import Actor


def publish_the_framework(
    told: Mapping[str, Any], *, folder: Path, by: Actor, calendar: Calendar, day: int
) -> tuple[EditionRef, Mapping[str, UUID]]:
    """Publish the document that the story names; gives the edition, and its learn-that statements by number."""
    reading = _read(told, folder=folder, by=by, calendar=calendar, day=day)
    edition = _publish(reading, told, by=by, calendar=calendar, day=day)
    outline = edition_outline(edition, by=by)
    numbered = {
        f"{section.number}.{line.number}": UUID(str(line.ref))
        for section in outline.sections
        for line in section.statements
        if line.kind is Kind.LEARN_THAT
    }
    return edition, numbered


def keep_frameworks(told: list[Mapping[str, Any]], *, folder: Path, by: Actor, calendar: Calendar) -> None:
    """What was done about frameworks since: published, threaded with the others, or left for review."""
    for each in told:
        day = each["day"]
        reading = _read(each, folder=folder, by=by, calendar=calendar, day=day)
        if each["then"] == "review":
            continue
        edition = _publish(reading, each, by=by, calendar=calendar, day=day)
        propose_alignments(edition, at=calendar.moment(day))
        if each["then"] == "thread":
            pairs = proposals_page(by=by).lines
            confirm_alignments([pair.ref for pair in pairs], by=by, at=calendar.moment(day))


def _read(told: Mapping[str, Any], *, folder: Path, by: Actor, calendar: Calendar, day: int) -> ReadingRef:
    about = About(told["code"], told["title"], told["publisher"], told["year"], attribution=told["publisher"])
    content = (folder / told["file"]).read_bytes()
    at = calendar.moment(day)
    return read_at_once(content, name=told["file"], about=about, by=by, at=at, tell=lambda _: None)


def _publish(reading: ReadingRef, told: Mapping[str, Any], *, by: Actor, calendar: Calendar, day: int) -> EditionRef:
    at = calendar.moment(day)
    page = review_page(reading, by=by)
    for doubt in page.doubts:
        settle_doubt(doubt.ref, by=by, at=at)
    for item in page.doubtful:
        accept_item(item.ref, version=item.version, by=by, at=at)
    accept_clear(reading, by=by, at=at)
    edition = publish_reading(reading, by=by, at=at)
    (placed,) = (each for each in thread_page(by=by).frameworks if each.code == told["code"])
    place_framework(placed.ref, CareerStage(told["stage"]), by=by, at=at)
    return edition
