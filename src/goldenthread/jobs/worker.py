"""Start what the clock asks for and carry what is due, one delivery after the other, until told to stop."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections

from goldenthread.ground.actions.notices import (
    fail_delivery,
    finish_delivery,
    say_alive,
    sort_notices,
    take_delivery,
)
from goldenthread.ground.actions.timing import keep_time
from goldenthread.ground.queries.clock import now
from goldenthread.jobs.notices import LONG, job_named, jobs_after
from goldenthread.jobs.timed import timings

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
SIGN_OF_LIFE = timedelta(seconds=20)
# How often, in seconds by no clock that can be moved, a busy worker looks whether something is due by the clock.
LOOKS = 1.0


class Stop:
    """Whether a worker has been told to stop. Safe to set from a signal's handler, again and again.

    A ``threading.Event`` is not: its lock is taken in the same thread that the handler interrupts, and a second signal
    then waits for the first for ever.
    """

    def __init__(self) -> None:
        self._told = False

    def set(self) -> None:
        """Tell it."""
        self._told = True

    def is_set(self) -> bool:
        """Whether it has been told."""
        return self._told

    def wait(self, seconds: float) -> None:
        """Pause, but not much longer than until it is told."""
        until = time.monotonic() + seconds
        while not self._told and time.monotonic() < until:
            time.sleep(min(0.1, seconds))


def carry_one(clock: Clock = now) -> bool:
    """Deliver one notice that is due, letters before what takes long; whether there was one."""
    sort_notices(jobs_after, long=LONG, at=clock())
    taken = take_delivery(at=clock())
    if taken is None:
        return False
    ref, job, notice = taken
    try:
        job_named(job)(notice, clock())
    except Exception as fault:  # noqa: BLE001  whatever went wrong is written on the delivery, where a person sees it
        log.warning("delivery %s to %s failed: %s", ref, job, fault)
        fail_delivery(ref, error=traceback.format_exc(limit=-3), at=clock())
    else:
        finish_delivery(ref, at=clock())
    return True


def carry_all(clock: Clock = now) -> int:
    """Deliver until nothing is due; how many were delivered or tried."""
    carried = 0
    while carry_one(clock):
        carried += 1
    return carried


def run(stop: Stop, *, pause: float = 1.0) -> None:
    """Carry until ``stop`` is set, looking again after ``pause`` seconds when nothing is due."""
    said_at = None
    looked = -LOOKS
    while not stop.is_set():
        close_old_connections()
        try:
            if said_at is None or now() - said_at > SIGN_OF_LIFE:
                said_at = now()
                say_alive(at=said_at)
            if time.monotonic() - looked >= LOOKS:
                looked = time.monotonic()
                keep_time(timings(), at=now())
            busy = carry_one()
        except Exception:
            log.exception("the worker could not reach its notices")
            busy = False
        if not busy:
            stop.wait(pause)
