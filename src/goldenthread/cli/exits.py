"""What an exit code means, for every command alike."""

from __future__ import annotations

from typing import NoReturn

import click

NEEDS_ATTENTION = 1
NOT_UNDERSTOOD = 2
REFUSED = 3
NOT_THERE = 4
UNUSABLE = 5


def stop(code: int, sentence: str) -> NoReturn:
    """End the command with one sentence on standard error."""
    click.echo(sentence, err=True)
    raise SystemExit(code)
