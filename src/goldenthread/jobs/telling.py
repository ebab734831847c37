"""What schools are told because of what happened, or because its day has come; and surveys after sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.surveying import letter_that_asks
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted
from goldenthread.reporting.actions.bouncing import let_waiting_go
from goldenthread.reporting.actions.planning import tell_as_planned
from goldenthread.reporting.actions.surveying import ask_after_sessions
from goldenthread.reporting.actions.updating import update_about_event
from goldenthread.reporting.queries.surveying import letter_to_ask
from goldenthread.reporting.types import Cause

# What each notice may tell a school. Whether it is told is in the plan that holds for the cohort.
CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        "cohorts.completed": Cause.COMPLETED,
        "cohorts.credited": Cause.CATCH_UP,
        "cohorts.deferred": Cause.DEFERRED,
        "cohorts.resumed": Cause.RESUMED,
        "cohorts.transferred": Cause.ROUTE,
        "cohorts.withdrawn": Cause.WITHDRAWN,
    }
)


def tell_what_happened(notice: Notice, at: datetime) -> None:
    """Tell those who support somebody what happened to them, where the plan says so; a whole register tells nothing."""
    if "enrolment" in notice.facts:
        update_about_event(UUID(notice.facts["enrolment"]), CAUSES[notice.kind], at=at)


def ask_how_it_was(notice: Notice, at: datetime) -> None:
    """Write to somebody that they are asked about a session, unless they have answered or it is closed."""
    asked = letter_to_ask(UUID(notice.facts["asked"]), at=at)
    if not asked.is_needless:
        url = settings.ADDRESS + reverse("reporting:answer", args=[asked.ref])
        send_once(letter_that_asks(asked, url=url), at=at)


def as_planned(at: datetime) -> str:
    """Send the regular updates that are due, and those that waited for a better address."""
    told, waited = tell_as_planned(at=at), let_waiting_go(at=at)
    return ", ".join(
        counted(number, what) for number, what in ((told, "update"), (waited, "update that waited")) if number
    )


def after_sessions(at: datetime) -> str:
    """Ask those who were at sessions how it was."""
    asked = ask_after_sessions(at=at)
    return counted(asked, "letter") if asked else ""
