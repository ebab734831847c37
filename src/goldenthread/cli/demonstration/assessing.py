"""The last chapter: windows, scripts, markings, and the first results."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

import docx

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import plan_window, publish_brief, write_brief
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.queries.submitting import upload_page
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewWindow
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

MARKERS = ("agnes@marking.example", "bernard@marking.example")
MODERATOR = "marguerite@provider.example"
CRITERIA = ("A", "B", "C", "D")
WINDOW_DAYS = 8
STYLES = ("Normal", "Heading 1", "Default Paragraph Font")
Reasons = Mapping[str, Sequence[str]]


def write_the_brief(story: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """Write and publish the story's brief."""
    brief = write_brief(BriefText(story["brief"]["title"], story["brief"]["body"]), by=by, at=at)
    publish_brief(brief, by=by, at=at)
    return brief


def assess(running: Running, brief: UUID, story: Mapping[str, Any], calendar: Calendar, *, by: Actor) -> None:
    """Give one cohort its window, and let happen in it what has happened by today."""
    opens = running.story["window"]["opens_in"]
    asked = NewWindow(running.ref, brief, calendar.moment(opens, time(9, 0)))
    window = plan_window(asked, by=by, at=calendar.moment(opens - 30))
    scripts: dict[UUID, Mapping[str, Any]] = {}
    for n, person in enumerate(p for p in running.people if "script" in p.story):
        at = calendar.moment(opens + 1 + n, time(20, 15))
        script = hand_in(window, person.actor, story["scripts"][person.story["script"]], at=at)
        scripts[script] = person.story
    if scripts and calendar.is_past(opens + WINDOW_DAYS):
        _mark(window, scripts, calendar, opens, reasons=story["reasons"], by=by)


def hand_in(window: UUID, who: Actor, paragraphs: Sequence[str], *, at: datetime) -> UUID:
    """Open the brief, and hand in a Word file of these paragraphs."""
    script = open_brief(window, by=who, at=at)
    file = GivenFile(document(paragraphs, author=who.name), f"{who.name} case study.docx")
    upload = take_upload(script, file, by=who, at=at)
    declaration = upload_page(upload, by=who, at=at).declaration
    submit(upload, signed=declaration.version if declaration else 0, by=who, at=at)
    return script


def _mark(
    window: UUID,
    scripts: Mapping[UUID, Mapping[str, Any]],
    calendar: Calendar,
    opens: int,
    *,
    reasons: Sequence[Reasons],
    by: Actor,
) -> None:
    """Two markers for each script, as far as the story has come; then settle and release what it says is settled."""
    at = calendar.moment(opens + WINDOW_DAYS + 1)
    markers = [actor_by_email(email) for email in MARKERS]
    seats = {(script, seat): marker.person for script in scripts for seat, marker in enumerate(markers, 1)}
    allocate(window, seats, by=by, at=at)
    for seat, marker in enumerate(markers):
        for row in marking_queue(by=marker).rows:
            given = scripts[marking_page(row.ref, by=marker, at=at).script].get("marks", ())
            if seat < len(given):
                sheet = mark_sheet(given[seat], reasons[seat])
                finish_marking(row.ref, sheet, by=marker, at=calendar.moment(opens + WINDOW_DAYS + 3))
    moderator = actor_by_email(MODERATOR)
    settled = [script for script, told in scripts.items() if told.get("settled")]
    for script in settled:
        # What both said over all goes to the participant.
        agreed = SettlementSheet(MarkSheet(mark_sheet(scripts[script]["marks"][0], reasons[0]).marks))
        settle_script(script, agreed, by=moderator, at=calendar.moment(opens + WINDOW_DAYS + 5))
    release_results(window, settled, by=moderator, at=calendar.moment(opens + WINDOW_DAYS + 7))


def mark_sheet(marks: Sequence[int], reasons: Reasons) -> MarkSheet:
    """Marks from 1 to 4, each with the reason that this marker gives for it, and what the reasons come to."""
    pairs = zip(CRITERIA, marks, strict=True)
    best = CRITERIA[max(range(len(marks)), key=lambda place: marks[place])]
    return MarkSheet(
        {code: Mark(mark, reasons[code][mark - 1]) for code, mark in pairs},
        f"Strongest on {best}. Marked for the demonstration.",
    )


def document(paragraphs: Sequence[str], *, author: str) -> bytes:
    """A Word file of the paragraphs; its properties name the author, as real ones do."""
    made = docx.Document()
    # Styles that nobody uses are most of the file, and of the time that cleaning takes.
    for style in [each for each in made.styles if each.name not in STYLES]:
        style.delete()
    made.core_properties.author = author
    made.add_heading("Case study: Hartfell School", 1)
    for words in paragraphs:
        made.add_paragraph(words)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
