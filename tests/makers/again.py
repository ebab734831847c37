"""An attempt that failed and whose result is out, with a later window that is open now, for those who try again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import Script
from goldenthread.assessment.types.briefing import NewWindow
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import ScriptRef, State
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.queries.schemes import mark_scheme
from tests.makers.assessment import (
    full_sheet,
    hand_in,
    make_brief,
    make_window,
    mark_both,
    seat_both,
    seat_of,
    settle_and_release,
)
from tests.makers.cast import make_cast

AGNES, BERNARD, MARGUERITE = "agnes@marking.example", "bernard@marking.example", "marguerite@provider.example"
OPEN_FOR = timedelta(hours=2)


def lay() -> None:
    """Lay it into an empty database."""
    now = datetime.now(UTC)
    at, first = now - timedelta(days=60), now - timedelta(days=30)
    cast = make_cast(at=at)
    planned = make_window(cast, at=at, opens_at=first, closes_at=first + timedelta(days=8))
    script = hand_in(planned, cast.participant, at=first + timedelta(days=1)).script
    marked = first + timedelta(days=9)
    seat_both(cast, planned, script, at=marked)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, 1, 1, at=marked)
    settle_and_release(cast, planned, script, 1, at=marked + timedelta(days=3))
    brief = make_brief(cast, at=at, title="Harbour Academy")
    window = NewWindow(planned.enrolled.cohort.ref, brief, now - timedelta(hours=1), now + OPEN_FOR)
    plan_window(window, by=cast.programme_manager, at=now - timedelta(days=2))


def mark_what_is_in() -> None:
    """Mark what was handed in meanwhile, agree on it, and release it."""
    at = datetime.now(UTC) + OPEN_FOR + timedelta(minutes=40)
    row = Script.objects.select_related("window").get(state=State.SUBMITTED.value)
    script, markers, moderator = ScriptRef(row.ref), [AGNES, BERNARD], actor_by_email(MARGUERITE)
    people = [actor_by_email(each) for each in markers]
    seats = {(script, seat): who.person for seat, who in enumerate(people, 1)}
    lead = actor_by_email("quentin@provider.example")
    allocate(row.window.ref, seats, by=lead, at=at)
    sheet = full_sheet(mark_scheme(row.window.scheme), 3)
    for who in people:
        finish_marking(seat_of(script, who), sheet, by=who, at=at)
    settle_script(script, SettlementSheet(sheet), by=moderator, at=at)
    release_results(row.window.ref, [script], by=lead, at=at)
