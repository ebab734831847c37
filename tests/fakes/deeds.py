"""Deeds for the trial of sudden death: each function sets the scene and gives the deed, which can be done again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from goldenthread.admissions.actions.uploading import upload as send_in
from goldenthread.assessment.actions.arriving import keep_arrival, read_arrival
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.types.arriving import Wish
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.reading import lay_out_reading
from goldenthread.frameworks.actions.uploading import upload_pasted
from goldenthread.people.types import Actor
from tests.fakes.dying import Deed
from tests.makers.admissions import good_rows, table
from tests.makers.assessment import AFTER, INSIDE, make_window
from tests.makers.cast import make_cast
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.documents import docx
from tests.makers.frameworks import a_framework, an_about, as_markdown

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


def register() -> Deed:
    """A facilitator takes a register, which credits engagement."""
    cast = make_cast(at=AT)
    enrolled = make_enrolment(cast, at=AT)
    session = enrolled.cohort.session("Event 1")
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT})
    return lambda: take_register(session, sheet, by=cast.facilitator, at=AT) and None


def reading() -> Deed:
    """The worker lays out what was read of a framework of a hundred and more statements."""
    cast = make_cast(at=AT)
    # A numeral is lost in each section, so that there are doubts to write, too.
    text = as_markdown(a_framework(sections=10)).replace("\n3. ", "\n13. ")
    ref = upload_pasted(text, about=an_about(), by=cast.curriculum_lead, at=AT)
    document = read_content(text.encode(), media_type="text/plain; charset=utf-8", tell=lambda _: None)
    return lambda: lay_out_reading(ref, document, at=AT) and None


def arrival() -> Deed:
    """A participant's file arrives in the last hour; a killed web server answers nothing, so they send it again."""
    script, who = _begun()
    file, wish = GivenFile(docx(), "script.docx"), Wish(hands_in=True, signed=1)
    return lambda: keep_arrival(script, file, wish, waits=True, by=who, at=INSIDE) and None


def counting() -> Deed:
    """A worker reads a file that waits, and hands it in as of when it arrived."""
    script, who = _begun()
    file, wish = GivenFile(docx(), "script.docx"), Wish(hands_in=True, signed=1)
    ref = keep_arrival(script, file, wish, waits=True, by=who, at=INSIDE)
    return lambda: read_arrival(ref, at=AFTER, work=work_through) and None


def _begun() -> tuple[UUID, Actor]:
    cast = make_cast(at=AT)
    return open_brief(make_window(cast, at=AT).window, by=cast.participant, at=INSIDE), cast.participant


def upload() -> Deed:
    """A programme manager uploads participants."""
    cast = make_cast(at=AT)
    cohort, content = make_cohort(cast, at=AT), table(*good_rows(3))
    return lambda: send_in(cohort.ref, content, name="autumn.csv", by=cast.partner_manager, at=AT) and None
