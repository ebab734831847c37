"""A real worker as a process of its own, with one more job for trials: it says when it begins, and waits to be let go.

Started by the code in ``START``, which makes Django ready first. In its data folder, the file ``begun`` has a line for
each time the job began; while the file ``hold`` is there the job waits.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from types import MappingProxyType

from django.db import transaction

from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.record import audit_trail
from goldenthread.jobs import notices, worker

START = "import django; django.setup(); from tests.fakes.trial_worker import main; main()"
KIND = "trial.happened"


def carry_out(notice, at) -> None:
    """Do the trial's one deed: a line in the record, once however often the job is run."""
    place = Path(os.environ["GOLDENTHREAD_VAR"])
    with (place / "begun").open("a") as begun:
        begun.write(f"{notice.facts['number']} {os.getpid()}\n")
    while (place / "hold").exists():
        time.sleep(0.02)
    with transaction.atomic():
        if not audit_trail(to=notice.facts["number"], did="trial.done", most=1):
            audit(by="worker", did="trial.done", to=notice.facts["number"], at=at)


def main() -> None:
    notices.AFTER = MappingProxyType({KIND: (carry_out,)})
    stop = worker.Stop()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker.run(stop, pause=0.05)
