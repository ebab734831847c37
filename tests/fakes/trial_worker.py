"""A real worker as a process of its own, with jobs for trials: each says when it begins, and waits to be let go.

One follows a notice, the other the clock, every day at seven: that one only where the worker was asked for it, since
the trials move the clock, and a day's work that falls due would be counted among the rest.

Started by the code in ``START`` or ``START_WITH_THE_CLOCK``, which makes Django ready first. In its data folder, the
file ``begun`` has a line for each time the job began; while the file ``hold`` is there the job waits.
"""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path
from types import MappingProxyType

from django.db import transaction

from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.record import audit_trail
from goldenthread.ground.types import Daily
from goldenthread.jobs import notices, timed, worker

START = "import django; django.setup(); from tests.fakes.trial_worker import main; main()"
START_WITH_THE_CLOCK = START.replace("main()", "main(timed_jobs=True)")
KIND = "trial.happened"


def carry_out(notice, at) -> None:
    """Do the trial's deed for a notice."""
    do_once(notice.facts["number"], at)


def by_the_clock(at: datetime) -> str:
    """Do the trial's deed for a day."""
    do_once(f"clock:{at.date()}", at)
    return "Done"


def do_once(what: str, at: datetime) -> None:
    """A line in the record, once however often the job is run."""
    place = Path(os.environ["GOLDENTHREAD_VAR"])
    with (place / "begun").open("a") as begun:
        begun.write(f"{what} {os.getpid()}\n")
    while (place / "hold").exists():
        time.sleep(0.02)
    with transaction.atomic():
        if not audit_trail(to=what, did="trial.done", most=1):
            audit(by="worker", did="trial.done", to=what, at=at)


SEVEN = timed.Timed(Daily(time_of_day(7, 0)), by_the_clock)


def main(*, timed_jobs: bool = False) -> None:
    notices.AFTER = MappingProxyType({KIND: (carry_out,), "ground.timed": (timed.carry_out,)})
    timed.TIMED = MappingProxyType({"trial": SEVEN} if timed_jobs else {})
    stop = worker.Stop()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker.run(stop, pause=0.05)
