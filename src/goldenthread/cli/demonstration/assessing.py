"""Windows, and the scripts that are handed in; what markers write."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import docx

from goldenthread.assessment.actions.briefing import plan_window, publish_brief, write_brief
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.queries.releasing import release_board
from goldenthread.assessment.queries.submitting import upload_page
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewWindow
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cli.demonstration.joining import Stay, join
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, OrganisationKind
from goldenthread.programmes.types import ReleaseRef

MARKERS = ("agnes@marking.example", "bernard@marking.example")
THIRD, FOURTH = "chidi@marking.example", "delyth@marking.example"
MODERATOR = "marguerite@provider.example"
LEAD = "quentin@provider.example"
CRITERIA = ("A", "B", "C", "D")
WINDOW_DAYS = 8
OTHERS_FROM = "100002"
STYLES = ("Normal", "Heading 1", "Default Paragraph Font")
Reasons = Mapping[str, Sequence[str]]
Scripts = Mapping[UUID, Mapping[str, Any]]
# Below this total all of them say the same over all; every three marks more they say something else.
LOWEST = 5


def write_the_brief(story: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """Write and publish the story's brief."""
    brief = write_brief(BriefText(story["brief"]["title"], story["brief"]["body"]), by=by, at=at)
    publish_brief(brief, by=by, at=at)
    return brief


def assess(
    running: Running, brief: UUID, story: Mapping[str, Any], calendar: Calendar, *, release: ReleaseRef, by: Actor
) -> tuple[UUID, Scripts]:
    """Give one cohort its window, and let everybody hand in who has by today."""
    opens = running.story["window"]["opens_in"]
    asked = NewWindow(running.ref, brief, calendar.moment(opens, time(9, 0)))
    window = plan_window(asked, by=by, at=calendar.moment(opens - 30))
    scripts: dict[UUID, Mapping[str, Any]] = {}
    for n, person in enumerate(p for p in running.people if "script" in p.story):
        at = calendar.moment(opens + 1 + n, time(20, 15))
        script = hand_in(window, person.actor, story["scripts"][person.story["script"]], at=at)
        scripts[script] = person.story
    schools = {place.urn: place.ref for place in organisations(by=by, kind=OrganisationKind.SCHOOL)}
    for n, told in enumerate(running.story.get("others", ())):
        school = schools[OTHERS_FROM]
        who = join(told["name"], Stay(running.ref, school, release, -400, opens - 10), calendar, by=by)
        script = hand_in(window, who, [told["wrote"]], at=calendar.moment(opens + 3 + n, time(18, 5)))
        scripts[script] = told
    return window, scripts


def hand_in(window: UUID, who: Actor, paragraphs: Sequence[str], *, at: datetime) -> UUID:
    """Open the brief, and hand in a Word file of these paragraphs."""
    script = open_brief(window, by=who, at=at)
    file = GivenFile(document(paragraphs, author=who.name, at=at), f"{who.name} case study.docx")
    upload = take_upload(script, file, by=who, at=at, work=work_through)
    declaration = upload_page(upload, by=who, at=at).declaration
    submit(upload, signed=declaration.version if declaration else 0, by=who, at=at)
    return script


def by_number(window: UUID, *, by: Actor, at: datetime) -> Mapping[str, UUID]:
    """The scripts of a window by their numbers, as whoever marks them knows them."""
    return {row.number: row.ref for row in release_board(window, by=by, at=at).rows}


def mark_sheet(marks: Sequence[int], reasons: Reasons) -> MarkSheet:
    """Marks from 1 to 4, each with the reason that this marker gives for it, and what the reasons come to."""
    pairs = zip(CRITERIA, marks, strict=True)
    best = CRITERIA[max(range(len(marks)), key=lambda place: marks[place])]
    return MarkSheet(
        {code: Mark(mark, reasons[code][mark - 1]) for code, mark in pairs},
        f"Strongest on {best}. {reasons['over'][max(sum(marks) - LOWEST, 0) // 3]}",
    )


def document(paragraphs: Sequence[str], *, author: str, at: datetime) -> bytes:
    """A Word file of the paragraphs; its properties name the author, as real ones do."""
    made = docx.Document()
    # Styles that nobody uses are most of the file, and of the time that cleaning takes.
    for style in [each for each in made.styles if each.name not in STYLES]:
        style.delete()
    made.core_properties.author = author
    made.core_properties.created, made.core_properties.modified = at - timedelta(days=4), at - timedelta(hours=1)
    made.add_heading("Case study: Hartfell School", 1)
    for words in paragraphs:
        made.add_paragraph(words)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
