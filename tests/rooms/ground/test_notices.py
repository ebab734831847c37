"""Notices reach every job at least once, and a person sees what is stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction

from goldenthread.ground.actions.notices import (
    fail_delivery,
    finish_delivery,
    retry_delivery,
    say_alive,
    sort_notices,
    take_delivery,
)
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.queries.notices import deliveries, delivery_counts, overdue_count, worker_seen_at
from goldenthread.ground.queries.record import audit_trail
from goldenthread.ground.rules.delivering import LEASE, MOST_ATTEMPTS
from goldenthread.ground.types import NoSuchStep, Notice

pytestmark = pytest.mark.django_db


def two_jobs(kind: str) -> tuple[str, ...]:
    return {"thing.happened": ("tell", "count")}.get(kind, ())


@pytest.fixture
def posted(at):
    with transaction.atomic():
        post(Notice("thing.happened", {"thing": "7"}), at=at)
        post(Notice("nobody.cares"), at=at)
    sort_notices(two_jobs, at=at)


def test_each_notice_becomes_one_delivery_per_job(posted, at) -> None:
    assert sort_notices(two_jobs, at=at) == 0
    assert [line.job for line in deliveries(state="waiting")] == ["tell", "count"]


def test_a_delivery_is_taken_by_one_worker(posted, at) -> None:
    first, second = take_delivery(at=at), take_delivery(at=at)

    assert first is not None
    assert second is not None
    assert {first[1], second[1]} == {"tell", "count"}
    assert first[2] == Notice("thing.happened", {"thing": "7"})
    assert take_delivery(at=at) is None


def test_a_delivery_whose_worker_died_is_taken_again(posted, at) -> None:
    ref, *_ = take_delivery(at=at)
    take_delivery(at=at)

    assert take_delivery(at=at + LEASE - timedelta(seconds=1)) is None
    assert take_delivery(at=at + LEASE)[0] == ref


def test_what_takes_long_goes_after_what_came_later(at) -> None:
    later = at + timedelta(minutes=1)
    for moment in (at, later):
        with transaction.atomic():
            post(Notice("thing.happened"), at=moment)
        sort_notices(two_jobs, long={"count"}, at=moment)

    taken = [take_delivery(at=later) for _ in range(4)]

    assert [each[1] for each in taken] == ["tell", "tell", "count", "count"]


def test_a_finished_delivery_stays_finished(posted, at) -> None:
    ref, *_ = take_delivery(at=at)

    finish_delivery(ref, at=at)
    finish_delivery(ref, at=at)

    assert delivery_counts() == {"waiting": 1, "taken": 0, "done": 1, "stuck": 0}


def test_a_failing_delivery_is_tried_again_later_and_at_last_shown_to_a_person(posted, at) -> None:
    now = at
    for _ in range(MOST_ATTEMPTS):
        ref = next(line.ref for line in deliveries(state="waiting") if line.job == "tell")
        while (taken := take_delivery(at=now))[0] != ref:
            finish_delivery(taken[0], at=now)
        fail_delivery(ref, error="no answer", at=now)
        now += timedelta(hours=2)

    (stuck,) = deliveries()
    assert (stuck.job, stuck.attempts, stuck.last_error) == ("tell", MOST_ATTEMPTS, "no answer")
    retry_delivery(stuck.ref, by="ada", at=now)
    assert deliveries() == ()
    assert take_delivery(at=now)[0] == stuck.ref
    with pytest.raises(NoSuchStep):
        retry_delivery(stuck.ref, by="ada", at=now)


@pytest.mark.django_db(transaction=True)
def test_the_record_is_written_only_with_its_deed(at) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit(by="ada", did="thing.do", to="7", at=at)
    with pytest.raises(transaction.TransactionManagementError):
        post(Notice("thing.happened"), at=at)

    assert not AuditEntry.objects.exists()
    assert not NoticeRow.objects.exists()


def test_the_record_is_searched_by_who_what_and_whom(at) -> None:
    with transaction.atomic():
        audit(by="ada", did="thing.make", to="7", at=at)
        audit(by="bob", did="thing.break", to="7", at=at + timedelta(minutes=1), why="by accident")
        audit(by="bob", did="other.make", to="8", at=at + timedelta(minutes=2))

    assert [line.did for line in audit_trail(to="7")] == ["thing.break", "thing.make"]
    assert [line.did for line in audit_trail(by="bob", did="thing.")] == ["thing.break"]
    assert [line.did for line in audit_trail(most=1, skip=1)] == ["thing.break"]


def test_what_waits_too_long_is_counted_whether_sorted_or_not(at) -> None:
    soon = at + timedelta(minutes=1)
    with transaction.atomic():
        post(Notice("thing.happened", {"thing": "7"}), at=at)

    assert (overdue_count(before=at), overdue_count(before=soon)) == (0, 1)
    sort_notices(two_jobs, at=at)
    assert (overdue_count(before=at), overdue_count(before=soon)) == (0, 2)


def test_a_worker_that_was_never_seen_is_said_so(at) -> None:
    cache.clear()

    assert worker_seen_at() is None
    say_alive(at=at)
    assert worker_seen_at() == at
