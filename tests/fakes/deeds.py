"""Deeds for the trial of sudden death: each function sets the scene and gives the deed, which can be done again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from goldenthread.admissions.actions.uploading import upload as send_in
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.types import Mark, RegisterSheet
from tests.fakes.dying import Deed
from tests.makers.admissions import good_rows, table
from tests.makers.cast import make_cast
from tests.makers.cohorts import make_cohort, make_enrolment

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


def register() -> Deed:
    """A facilitator takes a register, which credits engagement."""
    cast = make_cast(at=AT)
    enrolled = make_enrolment(cast, at=AT)
    session = enrolled.cohort.session("Event 1")
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT})
    return lambda: take_register(session, sheet, by=cast.facilitator, at=AT) and None


def upload() -> Deed:
    """A programme manager uploads participants."""
    cast = make_cast(at=AT)
    cohort, content = make_cohort(cast, at=AT), table(*good_rows(3))
    return lambda: send_in(cohort.ref, content, name="autumn.csv", by=cast.partner_manager, at=AT) and None
