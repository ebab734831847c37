"""Deeds for the trial of sudden death: each function sets the scene and gives the deed, which can be done again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from goldenthread.admissions.actions.uploading import upload as send_in
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.reading import lay_out_reading
from goldenthread.frameworks.actions.uploading import upload_pasted
from tests.fakes.dying import Deed
from tests.makers.admissions import good_rows, table
from tests.makers.cast import make_cast
from tests.makers.cohorts import make_cohort, make_enrolment
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


def upload() -> Deed:
    """A programme manager uploads participants."""
    cast = make_cast(at=AT)
    cohort, content = make_cohort(cast, at=AT), table(*good_rows(3))
    return lambda: send_in(cohort.ref, content, name="autumn.csv", by=cast.partner_manager, at=AT) and None
