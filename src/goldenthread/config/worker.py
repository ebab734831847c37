"""The worker as a process: carries notices until it is told to stop."""

from __future__ import annotations

import os
import signal

import django


def main(pause: float = 1.0) -> None:
    """Carry until SIGTERM or Ctrl-C; the delivery in hand is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    from goldenthread.jobs.worker import Stop, run  # noqa: PLC0415  Django must be ready before any table is imported

    stop = Stop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    run(stop, pause=pause)


if __name__ == "__main__":
    main()
