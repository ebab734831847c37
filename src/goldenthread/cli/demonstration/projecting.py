"""A project of the 2017 suite on its way: a booked window, an account, some documents, and a sponsor who is asked."""

from __future__ import annotations

import io
from datetime import time, timedelta

import docx

from goldenthread.assessment.actions.booking_windows import begin_project, book_window
from goldenthread.assessment.actions.briefing import plan_window, publish_brief, write_brief
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.projects import fill_in, keep_account, keep_details, keep_document, make_document
from goldenthread.assessment.actions.sponsoring import ask_sponsor
from goldenthread.assessment.actions.task_forms import load_forms, set_terms
from goldenthread.assessment.queries.booking import form_choices
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewWindow
from goldenthread.assessment.types.projects import ProjectDetails
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.people.types import Actor

OPENS_IN = 70
SPONSOR = ("Samira Okonkwo", "samira.okonkwo@castlehill.example")
TASK = (
    "## Your project\n\nLead a project of your team over at least two terms. Write an account of it in two parts, and "
    "keep the documents that single criteria need. This brief is made up for the demonstration."
)
ACCOUNT = (
    "We began with the figures (Document 1): one in three pupils in year 8 read below their age.",
    "The project plan set out who would do what, and the budget what it would cost.",
    "Colleagues met each half term. What they tried, and what we changed, is told below.",
)
BUDGET = (
    {"what": "Reading books", "number": "60", "each": "£7.50", "source": "Library"},
    {"what": "Cover for training", "number": "3", "each": "£180", "source": "Professional development"},
)
PLAN = (
    {"step": "Test reading ages", "who": "Project lead", "from": "September", "until": "September", "sign": "A table"},
    {
        "step": "Train the team",
        "who": "Literacy lead",
        "from": "October",
        "until": "November",
        "sign": "Notes of visits",
    },
)


def put_a_project_together(running: Running, calendar: Calendar, *, by: Actor) -> None:
    """Plan a window that is to come, and let the first participant book it and begin."""
    load_forms(by=by, at=calendar.moment(-20))
    at = calendar.moment(-15)
    brief = write_brief(BriefText("A project of your team", TASK), by=by, at=at)
    publish_brief(brief, by=by, at=at)
    opens_at = calendar.moment(OPENS_IN, time(9, 0))
    window = plan_window(NewWindow(running.ref, brief, opens_at), by=by, at=at)
    form = next(each.ref for each in form_choices() if each.form.slug == "npqml-2017")
    set_terms(window, NewTerms(form, opens_at - timedelta(days=14), 20, "Nothing, if you come"), by=by, at=at)
    who, when = running.people[0].actor, calendar.moment(-10, time(18, 0))
    book_window(window, by=who, at=when)
    script = begin_project(window, by=who, at=when)
    starts, ends = calendar.moment(-120).date(), calendar.moment(60).date()
    about = ProjectDetails(1, "Reading in year 8", "Pupils read at their age by the summer.", starts, ends)
    keep_details(script, about, by=who, at=when)
    keep_account(script, "whole", GivenFile(_document(ACCOUNT), "Account.docx"), by=who, at=when, work=work_through)
    figures = GivenFile(_document(("Reading ages in September, by class.",)), "Figures.docx")
    keep_document(script, "1.1.1", figures, by=who, at=when, work=work_through)
    for code, rows in (("5.1.1", BUDGET), ("5.1.2", PLAN)):
        fill_in(script, code, rows, by=who, at=when)
        make_document(script, code, by=who, at=when)
    name, email = SPONSOR
    ask_sponsor(script, name=name, email=email, by=who, at=when)


def _document(paragraphs: tuple[str, ...]) -> bytes:
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
