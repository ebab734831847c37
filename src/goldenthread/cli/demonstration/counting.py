"""A script that is longer than its limit, and a count that a person put right."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import docx

from goldenthread.assessment.actions.counting import recount
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.queries.counting import count_board, recount_page
from goldenthread.assessment.queries.submitting import my_windows, upload_page
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

WRITES, COUNTS = "imogen@torview.example", "quentin@provider.example"
FIGURES = (
    ("Year", "Attendance", "Staff who left"),
    ("2023", "94.1 %", "5"),
    ("2024", "92.6 %", "9"),
    ("2025", "91.2 %", "11"),
)
REASON = "Twelve words of the heading were the school’s printed address, which the template put there."


def count_words(running: Running, story: Mapping[str, Any], calendar: Calendar) -> None:
    """In an open window somebody hands in too many words; in a closed one a quality lead counts one script again."""
    writer = next((each.actor for each in running.people if each.story["email"] == WRITES), None)
    if writer is not None:
        _hand_in(writer, story["scripts"]["strong"], calendar)
        return
    opens = running.story["window"]["opens_in"]
    lead = actor_by_email(COUNTS)
    window = my_windows(by=running.people[0].actor, at=calendar.moment(opens + 1))[0].ref
    rows = count_board(window, by=lead).rows
    row = next(each for each in rows if recount_page(each.ref, by=lead).why_not is None)
    at = calendar.moment(opens + 9)
    recount(row.ref, row.count.read - 12, reason=REASON, version=row.version, by=lead, at=at)


def _hand_in(writer: Actor, paragraphs: Sequence[str], calendar: Calendar) -> None:
    at = calendar.moment(-1, time(21, 40))
    (window,) = my_windows(by=writer, at=at)
    script = open_brief(window.ref, by=writer, at=at)
    file = GivenFile(_long(paragraphs, author=writer.name), f"{writer.name} case study.docx")
    upload = take_upload(script, file, by=writer, at=at, work=work_through)
    declaration = upload_page(upload, by=writer, at=at).declaration
    submit(upload, signed=declaration.version if declaration else 0, by=writer, at=at)


def _long(paragraphs: Sequence[str], *, author: str) -> bytes:
    """Some two hundred words more than the limit, with a table, references and an annex."""
    made = docx.Document()
    made.core_properties.author = author
    for n in range(1, 8):
        made.add_heading(f"Question {n}", 1)
        for words in paragraphs:
            made.add_paragraph(words)
    table = made.add_table(len(FIGURES), len(FIGURES[0]))
    for row, cells in zip(table.rows, FIGURES, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    made.add_paragraph("Table 1: Attendance and staff", style="Caption")
    made.add_heading("References", 1)
    made.add_paragraph("Hartfell School (2025) Figures that came with the brief.")
    made.add_heading("Annex A: What we asked", 1)
    made.add_paragraph("Which lessons begin as we agreed? What helps you to come every day?")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
