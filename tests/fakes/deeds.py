"""Deeds for the trial of sudden death: each function sets the scene and gives the deed, which can be done again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from goldenthread.admissions.actions.uploading import upload as send_in
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.types import Mark, RegisterSheet
from tests.fakes.dying import Deed
from tests.makers.admissions import good_rows, table
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    SCRIPT,
    full_sheet,
    hand_in,
    make_window,
    mark_both,
    seat_both,
    seat_of,
)
from tests.makers.cast import make_cast
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.documents import docx, paragraph

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


def handing_in() -> Deed:
    """A participant submits what they uploaded, and gets a receipt."""
    cast = make_cast(at=AT)
    planned = make_window(cast, at=AT)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    file = take_upload(script, GivenFile(docx(paragraph(SCRIPT)), "script.docx"), by=cast.participant, at=INSIDE)
    return lambda: submit(file, signed=1, by=cast.participant, at=INSIDE) and None


def marking() -> Deed:
    """An assessor finishes a marking."""
    cast = make_cast(at=AT)
    planned = make_window(cast, at=AT)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    seat, sheet = seat_of(script, cast.assessor), full_sheet(planned.enrolled.cohort.built.scheme)
    return lambda: finish_marking(seat, sheet, by=cast.assessor, at=AFTER) and None


def releasing() -> Deed:
    """A quality lead releases a settled result."""
    cast = make_cast(at=AT)
    planned = make_window(cast, at=AT)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    settled = SettlementSheet(full_sheet(planned.enrolled.cohort.built.scheme))
    settle_script(script, settled, by=cast.moderator, at=AFTER)
    return lambda: release_results(planned.window, [script], by=cast.quality_lead, at=AFTER) and None
