"""Carry notices."""

from __future__ import annotations

import os
import sys

import click


@click.command()
def command() -> None:
    """Carry notices until told to stop (SIGTERM or Ctrl-C); the delivery in hand is finished first.

    On PostgreSQL as many workers as you like may run beside one another. A worker that is killed loses nothing: what
    it had in hand is due again after ten minutes.

    \b
    Examples:
      goldenthread worker
    """
    os.execv(sys.executable, carrier())


def carrier() -> list[str]:
    """The worker's own command line."""
    return [sys.executable, "-m", "goldenthread.config.worker"]
