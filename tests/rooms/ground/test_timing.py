"""The clock starts each timed job once, and everybody can see what it did."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from goldenthread.ground.actions.notices import fail_delivery, sort_notices, take_delivery
from goldenthread.ground.actions.timing import KEPT, finish_run, forget_runs, keep_time
from goldenthread.ground.models import NoticeRow, TimedJob, TimedRun
from goldenthread.ground.queries.notices import delivery_counts
from goldenthread.ground.queries.record import audit_trail
from goldenthread.ground.queries.timing import timed_jobs, timed_run
from goldenthread.ground.rules.delivering import MOST_ATTEMPTS
from goldenthread.ground.types import Daily, Every
from tests.makers.counting import statements_of

pytestmark = pytest.mark.django_db

DAILY = {"water_the_plants": Daily(time(7, 0))}
SEVEN = datetime(2026, 1, 6, 7, 0, tzinfo=UTC)


@pytest.fixture
def started(at) -> TimedRun:
    keep_time(DAILY, at=at)
    keep_time(DAILY, at=SEVEN)
    return TimedRun.objects.get()


def carry(kind: str) -> tuple[str, ...]:
    return ("carry_out",) if kind == "ground.timed" else ()


def stick(at: datetime) -> None:
    for _ in range(MOST_ATTEMPTS):
        ref, *_ = take_delivery(at=at)
        fail_delivery(ref, error="no water", at=at)
        at += timedelta(hours=1)


def test_a_job_waits_for_its_time_and_then_starts_once(at) -> None:
    assert keep_time(DAILY, at=at) == ()
    assert keep_time(DAILY, at=SEVEN - timedelta(seconds=1)) == ()

    assert keep_time(DAILY, at=SEVEN) == ("water_the_plants",)
    assert keep_time(DAILY, at=SEVEN) == ()

    run = TimedRun.objects.get()
    assert (run.due_at, run.begun_at, run.done_at, run.did) == (SEVEN, SEVEN, None, "")
    assert NoticeRow.objects.get().facts == {"run": str(run.ref)}
    assert TimedJob.objects.get().next_at == SEVEN + timedelta(days=1)


def test_a_time_that_was_missed_is_made_up_once(at) -> None:
    keep_time(DAILY, at=at)
    back = SEVEN + timedelta(days=9, hours=3)

    assert keep_time(DAILY, at=back) == ("water_the_plants",)

    run = TimedRun.objects.get()
    assert (run.due_at, run.begun_at) == (SEVEN, back)
    assert TimedJob.objects.get().next_at == SEVEN + timedelta(days=10)


def test_where_another_worker_was_first_nothing_is_started(at, monkeypatch) -> None:
    keep_time(DAILY, at=at)
    kept = TimedJob.objects.get()
    real = TimedJob.objects.values_list

    def stale(*fields: str):
        found = list(real(*fields))
        TimedJob.objects.update(next_at=SEVEN + timedelta(days=1))
        return found

    monkeypatch.setattr(TimedJob.objects, "values_list", stale)
    assert keep_time(DAILY, at=SEVEN) == ()

    assert TimedRun.objects.count() == 0
    assert kept.next_at == SEVEN


def test_nothing_due_costs_one_look(at) -> None:
    keep_time(DAILY, at=at)

    assert statements_of(lambda: keep_time(DAILY, at=at)) == 1


def test_a_clock_that_was_put_back_leaves_no_job_waiting_for_a_year(at) -> None:
    keep_time(DAILY, at=at + timedelta(days=365))

    assert keep_time(DAILY, at=at) == ()
    assert TimedJob.objects.get().next_at == SEVEN


def test_another_rhythm_is_kept_from_the_next_turn(started) -> None:
    keep_time({"water_the_plants": Every(10)}, at=SEVEN + timedelta(minutes=1))

    job = TimedJob.objects.get()
    assert (job.rhythm, job.next_at) == ("Every 10 minutes", SEVEN + timedelta(minutes=10))


def test_a_run_says_what_it_did_once(started) -> None:
    assert not timed_run(started.ref).is_done

    finish_run(started.ref, did="3 plants", at=SEVEN + timedelta(minutes=1))
    finish_run(started.ref, did="4 plants", at=SEVEN + timedelta(minutes=2))

    started.refresh_from_db()
    assert (started.did, started.done_at) == ("3 plants", SEVEN + timedelta(minutes=1))
    assert timed_run(started.ref).is_done
    [line] = audit_trail(to=str(started.ref))
    assert (line.by, line.did, line.facts) == ("clock", "clock.water_the_plants", {"what": "3 plants"})


def test_a_run_with_nothing_to_do_is_kept_but_not_in_the_record(started) -> None:
    finish_run(started.ref, did="", at=SEVEN)

    assert timed_run(started.ref).is_done
    assert audit_trail(to=str(started.ref)) == ()


def test_an_unknown_run_is_not_there() -> None:
    with pytest.raises(TimedRun.DoesNotExist):
        timed_run(uuid4())


def test_while_a_run_is_not_finished_no_other_begins(started) -> None:
    sort_notices(carry, at=SEVEN)

    assert keep_time(DAILY, at=SEVEN + timedelta(days=1)) == ()

    assert TimedRun.objects.count() == 1
    assert delivery_counts()["waiting"] == 1


def test_a_run_that_is_stuck_is_tried_again_when_it_is_due_again(started) -> None:
    sort_notices(carry, at=SEVEN)
    stick(SEVEN)
    [line] = timed_jobs()
    assert (line.is_stuck, line.attempts, line.trouble) == (True, MOST_ATTEMPTS, "no water")

    keep_time(DAILY, at=SEVEN + timedelta(days=1))

    assert delivery_counts()["stuck"] == 0
    [line] = timed_jobs()
    assert (line.is_stuck, line.attempts, line.trouble) == (False, 0, "no water")


def test_staff_see_each_job_in_a_fixed_number_of_statements(started, at) -> None:
    finish_run(started.ref, did="3 plants", at=SEVEN)

    [line] = timed_jobs()

    assert (line.title, line.rhythm, line.did) == ("Water the plants", "Every day at 7am", "3 plants")
    assert (line.last_at, line.next_at, line.since) == (SEVEN, SEVEN + timedelta(days=1), None)
    one = statements_of(timed_jobs)
    keep_time({**DAILY, "wind_the_clock": Every(30), "fetch_the_post": Every(60)}, at=SEVEN)
    keep_time({"wind_the_clock": Every(30), "fetch_the_post": Every(60)}, at=SEVEN + timedelta(hours=1))
    assert statements_of(timed_jobs) == one
    assert [line.since for line in timed_jobs() if line.name != "water_the_plants"] == [SEVEN + timedelta(hours=1)] * 2


def test_runs_of_long_ago_are_forgotten_but_the_last_of_each_job(started) -> None:
    finish_run(started.ref, did="3 plants", at=SEVEN)
    later = SEVEN + timedelta(days=1)
    keep_time(DAILY, at=later)
    second = TimedRun.objects.get(done_at=None)
    finish_run(second.ref, did="", at=later)

    assert forget_runs(at=later + KEPT) == 1
    assert forget_runs(at=later + KEPT + timedelta(days=9)) == 0

    assert [run.ref for run in TimedRun.objects.all()] == [second.ref]
    assert NoticeRow.objects.count() == 1
