"""In whatever order things happen, no result goes out while it is held, and two corrections never pass one another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import permutations
from random import Random

import pytest
from django.db import connection
from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.counting import recount
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.planning_release import carry_releases_out, plan_release
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import Correction, Result, Script
from goldenthread.assessment.queries import readiness
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.readiness import Hold
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, full_sheet, mark_both, settle_and_release

MOMENT = AFTER.replace(hour=10, minute=5, second=0, microsecond=0) + timedelta(days=1)
WHY = "The marks were recorded wrongly."
# All 720 orders were tried once; two dozen of them, always the same, are tried each time.
EVENTS = ("hold", "lift", "settle", "recount", "release", "carry")


class Order:
    """One script and what can happen to it; ``is_held`` is what something outside says of it."""

    def __init__(self, cast, planned, script, scheme) -> None:
        self.cast, self.planned, self.script, self.scheme = cast, planned, script, scheme
        self.is_held = False

    def check(self, *_: object) -> tuple[Hold, ...]:
        held = Hold(Script.objects.get(ref=self.script).pk, "open_case", "A case is open.", "Wait for its decision.")
        return (held,) if self.is_held else ()

    def hold(self) -> None:
        self.is_held = True

    def lift(self) -> None:
        self.is_held = False

    def settle(self) -> None:
        last = Script.objects.get(ref=self.script).settlements.order_by("-pk").first()
        sheet = SettlementSheet(full_sheet(self.scheme))
        settle_script(self.script, sheet, by=self.cast.moderator, at=AFTER, seen=last.ref if last else None)

    def recount(self) -> None:
        recount(self.script, 9000, reason="A table was left out.", version=1, by=self.cast.quality_lead, at=AFTER)

    def release(self) -> None:
        release_results(self.planned.window, [self.script], by=self.cast.quality_lead, at=AFTER)

    def carry(self) -> None:
        plan_release(self.planned.window, MOMENT, by=self.cast.quality_lead, at=AFTER)
        carry_releases_out(at=MOMENT)


def test_no_order_of_events_releases_what_is_held(cast, planned, marked, scheme, monkeypatch) -> None:
    every, released = list(permutations(EVENTS)), 0
    for events in Random(96).sample(every, 24):
        order = Order(cast, planned, marked, scheme)
        monkeypatch.setattr(readiness, "CHECKS", (readiness.holds_of_state, order.check))
        with atomic():
            for event in events:
                was_out = Result.objects.exists()
                with suppress(Refused), atomic():
                    getattr(order, event)()
                if Result.objects.exists() and not was_out:
                    released += 1
                    assert not order.is_held, events
                    assert "settle" in events[: events.index(event)], events
            set_rollback(True)
    assert released


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time in any case")
def test_of_two_corrections_at_once_the_second_is_told_what_came_between(cast, planned, seated, scheme) -> None:
    mark_both(cast, seated, scheme, at=AFTER)
    settle_and_release(cast, planned, seated, 0, at=AFTER)
    seen = Result.objects.get().settlement.ref

    def correct(mark: int) -> str:
        sheet, who = SettlementSheet(full_sheet(scheme, mark)), (cast.quality_lead, cast.moderator)[mark - 2]
        try:
            correct_result(seated, sheet, why=WHY, by=who, at=MOMENT, seen=seen)
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()
        return "corrected"

    with ThreadPoolExecutor(2) as people:
        came = sorted(people.map(correct, (2, 3)))

    assert came == ["corrected", "corrected_meanwhile"]
    assert Correction.objects.count() == 1
