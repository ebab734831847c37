"""The worker starts what is due by the clock and carries it like every notice."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from goldenthread.ground.actions.timing import keep_time
from goldenthread.ground.models import TimedRun
from goldenthread.ground.queries.notices import deliveries
from goldenthread.ground.queries.timing import timed_jobs
from goldenthread.ground.types import Daily, Notice
from goldenthread.jobs import timed, worker

pytestmark = pytest.mark.django_db
SEVEN = datetime(2026, 1, 6, 7, 0, tzinfo=UTC)
seen: list[datetime] = []


def look(at: datetime) -> str:
    seen.append(at)
    return "Looked once"


def stumble(at: datetime) -> str:
    raise RuntimeError("the clock has stopped")


@pytest.fixture(autouse=True)
def table(monkeypatch):
    seen.clear()
    jobs = {"look": timed.Timed(Daily(time(7, 0)), look), "stumble": timed.Timed(Daily(time(7, 0)), stumble)}
    monkeypatch.setattr(timed, "TIMED", MappingProxyType(jobs))


def test_due_jobs_are_carried_and_one_that_fails_is_seen(at) -> None:
    keep_time(timed.timings(), at=at)
    keep_time(timed.timings(), at=SEVEN)

    worker.carry_all(lambda: SEVEN)

    assert seen == [SEVEN]
    lines = {line.name: line for line in timed_jobs()}
    assert (lines["look"].did, lines["look"].last_at) == ("Looked once", SEVEN)
    assert "the clock has stopped" in lines["stumble"].trouble
    assert [line.kind for line in deliveries(state="waiting")] == ["ground.timed"]


def test_a_second_delivery_of_the_same_run_does_nothing(at) -> None:
    keep_time({"look": Daily(time(7, 0))}, at=at)
    keep_time({"look": Daily(time(7, 0))}, at=SEVEN)
    notice = Notice("ground.timed", {"run": str(TimedRun.objects.get().ref)})

    timed.carry_out(notice, SEVEN)
    timed.carry_out(notice, SEVEN)

    assert seen == [SEVEN]


def test_a_job_that_left_the_table_is_shown_and_not_lost(at) -> None:
    keep_time({"gone": Daily(time(7, 0))}, at=at)
    keep_time({"gone": Daily(time(7, 0))}, at=SEVEN)

    worker.carry_all(lambda: SEVEN)

    assert "No timed job is called gone" in timed_jobs()[0].trouble


def test_a_running_worker_looks_at_the_clock(at, settings, tmp_path, monkeypatch) -> None:
    settings.CLOCK_FILE = tmp_path / "clock"
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    now = timezone.now()
    keep_time(timed.timings(), at=now)
    settings.CLOCK_FILE.write_text(str(25 * 60))
    rounds = iter([False] * 6)

    class Rounds(worker.Stop):
        def is_set(self) -> bool:
            return next(rounds, True)

    worker.run(Rounds(), pause=0)

    assert len(seen) == 1


def test_what_expired_is_cleared_at_night(at, monkeypatch) -> None:
    monkeypatch.undo()
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))

    assert timed.TIMED["clear_what_expired"].does(at) == "1 session"
    assert timed.TIMED["clear_what_expired"].does(at) == ""

    assert [session.session_key for session in Session.objects.all()] == ["new"]
