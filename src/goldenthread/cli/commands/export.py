"""Write tables to take away."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

import click

from goldenthread.people.queries.acting import actor_by_email
from goldenthread.reporting.queries.exporting import enrolments_csv, outcomes_csv

TABLES: Mapping[str, Callable[..., bytes]] = MappingProxyType({"enrolments": enrolments_csv, "outcomes": outcomes_csv})


@click.command()
@click.argument("what", type=click.Choice(sorted(TABLES)))
@click.option("--as", "email", required=True, help="Whose eyes: only what this person may see is written.")
@click.option("--cohort", type=click.UUID, help="Only this cohort, by its reference.")
@click.option("--to", "place", type=click.Path(dir_okay=False, path_type=Path), help="A file; otherwise it is printed.")
def command(what: str, email: str, cohort: UUID | None, place: Path | None) -> None:
    """Write WHAT as CSV (UTF-8), as far as somebody may see it. It holds personal data.

    Cells that a spreadsheet would run as a formula are written as text.

    \b
    Examples:
      goldenthread export enrolments --as priya@fenland.example --to enrolments.csv
      goldenthread export enrolments --as harriet@harbour.example --cohort 1b4e28ba-2fa1-11d2-883f-0016d3cca427
      goldenthread export outcomes --as priya@fenland.example --to outcomes.csv
    """
    content = TABLES[what](by=actor_by_email(email), cohort=cohort)
    if place is None:
        sys.stdout.buffer.write(content)
        return
    place.write_bytes(content)
    place.chmod(0o600)
    click.echo(f"{place}: {content.count(bytes([10])) - 1} rows.")
