"""Workers are killed in the middle of what they do, and nothing is lost or done twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.trial_worker import START, START_WITH_THE_CLOCK
from tests.makers.machines import Machine, migrated_machine
from tests.makers.starting import Running, start

POST = """
from django.db import transaction
from goldenthread.ground.actions.record import post
from goldenthread.ground.queries.clock import now
from goldenthread.ground.types import Notice
with transaction.atomic():
    for number in range({count}):
        post(Notice("trial.happened", {{"number": str(number)}}), at=now())
"""
DEEDS = """SELECT count(DISTINCT "to"), count(*) FROM ground_auditentry WHERE did = 'trial.done'"""
PLANNED = "SELECT count(*) FROM ground_timedjob"
RUNS = "SELECT count(*), count(done_at) FROM ground_timedrun"
FINISHED = "SELECT count(*) FROM ground_delivery WHERE state = 'done'"


class Workers:
    """Trial workers on one machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.running: list[Running] = []
        self.environment = machine.environment | {"GOLDENTHREAD_CLOCK_FILE": str(machine.place / "clock")}

    def start(self, how_many: int = 1, *, with_the_clock: bool = False) -> None:
        with (self.machine.place / "worker.log").open("ab") as log:
            for _ in range(how_many):
                words = ["-c", START_WITH_THE_CLOCK if with_the_clock else START]
                self.running.append(start(words, env=self.environment, err=log))

    def kill(self) -> None:
        """kill -9, all of them, wherever they are."""
        for process in self.running:
            process.kill()
            process.wait()
        self.running = []

    def stop(self) -> list[int]:
        """An orderly end; their exit codes."""
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        return [process.wait(20) for process in self.running]

    def later(self, minutes: int) -> None:
        (self.machine.place / "clock").write_text(str(minutes))

    def begun(self) -> list[str]:
        place = self.machine.place / "begun"
        return place.read_text().splitlines() if place.exists() else []

    def record(self) -> tuple[int, int, int]:
        """How many deeds there were, how many lines tell of them, and how many deliveries say that they are done."""
        ((deeds, lines),), ((finished,),) = self.machine.ask(DEEDS), self.machine.ask(FINISHED)
        return deeds, lines, finished


def until(true: Callable[[], bool], *, within: float = 60) -> None:
    """Wait for something to come true."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.1)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    with migrated_machine(tmp_path / "house") as machine:
        found = Workers(machine)
        yield found
        found.kill()


def test_what_a_killed_worker_had_in_hand_is_taken_up_by_another(workers: Workers) -> None:
    (workers.machine.place / "hold").touch()
    workers.machine.python(POST.format(count=1))
    workers.start()
    until(lambda: len(workers.begun()) == 1)

    workers.kill()
    (workers.machine.place / "hold").unlink()
    assert workers.record() == (0, 0, 0)

    workers.later(minutes=11)
    workers.start()
    until(lambda: workers.record() == (1, 1, 1))
    assert len(workers.begun()) == 2


def test_an_orderly_stop_finishes_what_is_in_hand(workers: Workers) -> None:
    (workers.machine.place / "hold").touch()
    workers.machine.python(POST.format(count=2))
    workers.start()
    until(lambda: len(workers.begun()) == 1)

    # Twice, as an impatient person presses Ctrl-C.
    workers.running[0].send_signal(signal.SIGTERM)
    workers.running[0].send_signal(signal.SIGTERM)
    (workers.machine.place / "hold").unlink()

    assert workers.stop() == [0]
    assert workers.record() == (1, 1, 1)


def test_workers_killed_again_and_again_lose_and_repeat_nothing(workers: Workers) -> None:
    workers.machine.python(POST.format(count=90))

    for round_ in range(1, 4):
        workers.start(3)
        already = len(workers.begun())
        until(lambda already=already: len(workers.begun()) >= min(already + 12, 90))
        workers.kill()
        workers.later(minutes=11 * round_)

    workers.start(3)
    until(lambda: workers.record()[2] == 90)
    assert workers.record() == (90, 90, 90)
    # Only what was in hand at a kill was begun again.
    assert 90 <= len(workers.begun()) <= 90 + 3 * 3
    assert len({line.split()[1] for line in workers.begun()}) > 3


def test_workers_side_by_side_never_take_the_same(workers: Workers) -> None:
    workers.machine.python(POST.format(count=100))

    workers.start(3)
    until(lambda: workers.record()[2] == 100)

    assert workers.record() == (100, 100, 100)
    assert len(workers.begun()) == 100
    assert workers.stop() == [0, 0, 0]
    assert os.environ.get("GOLDENTHREAD_DATABASE_URL", "") or "locked" not in log(workers.machine)


def test_of_several_workers_one_starts_what_the_clock_asks_for_and_one_carries_it(workers: Workers) -> None:
    workers.start(3, with_the_clock=True)
    until(lambda: workers.machine.ask(PLANNED) == [(1,)])

    workers.later(minutes=25 * 60)
    until(lambda: workers.record() == (1, 1, 1))
    # Days in which no worker ran, and then all of them at once.
    workers.kill()
    workers.later(minutes=10 * 25 * 60)
    workers.start(3, with_the_clock=True)
    until(lambda: workers.record() == (2, 2, 2))

    assert workers.machine.ask(RUNS) == [(2, 2)]
    assert len(workers.begun()) == 2


def test_a_timed_run_whose_worker_was_killed_is_carried_by_another(workers: Workers) -> None:
    (workers.machine.place / "hold").touch()
    workers.start(with_the_clock=True)
    until(lambda: workers.machine.ask(PLANNED) == [(1,)])
    workers.later(minutes=25 * 60)
    until(lambda: len(workers.begun()) == 1)

    workers.kill()
    (workers.machine.place / "hold").unlink()
    assert workers.machine.ask(RUNS) == [(1, 0)]

    workers.later(minutes=25 * 60 + 11)
    workers.start(2, with_the_clock=True)
    until(lambda: workers.record() == (1, 1, 1))
    assert workers.machine.ask(RUNS) == [(1, 1)]
    assert len(workers.begun()) == 2


def log(machine: Machine) -> str:
    return (machine.place / "worker.log").read_text()
