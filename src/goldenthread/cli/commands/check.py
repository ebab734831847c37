"""Say whether this installation is fit to serve."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from goldenthread.cli.exits import NEEDS_ATTENTION
from goldenthread.cli.fitness import Finding, Grade, findings

MARKS = {Grade.GOOD: "ok  ", Grade.WARN: "warn", Grade.BAD: "BAD "}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list, for a monitor.")
def command(*, as_json: bool) -> None:
    """Look at settings, database, worker, deliveries, files, e-mail and backups, and say what to do about each.

    Exit code 1 where something is bad; warnings alone leave it at 0.

    \b
    Examples:
      goldenthread check
      goldenthread check --json
    """
    found = findings()
    click.echo(json.dumps([asdict(f) for f in found], indent=1) if as_json else "\n".join(map(_line, found)))
    if any(f.grade is Grade.BAD for f in found):
        sys.exit(NEEDS_ATTENTION)


def _line(finding: Finding) -> str:
    return f"{MARKS[finding.grade]}  {finding.about}: {finding.says}"
