"""Upload participants."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

import click

from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.queries.uploads import bad_rows_csv, template_csv, upload_page
from goldenthread.cli.exits import NEEDS_ATTENTION
from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.acting import actor_by_email


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cohort", type=click.UUID, help="The cohort's reference: the last part of its page's address.")
@click.option("--as", "email", help="Whose deed it is: a programme manager of the cohort.")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows that came back here.")
@click.option("--template", is_flag=True, help="Print the table to fill in, and do nothing else.")
def command(file: Path | None, cohort: UUID | None, email: str | None, refused: Path | None, *, template: bool) -> None:
    """Enter the good rows of a CSV FILE as applications to a cohort; bad rows come back, each with its reasons.

    The same file for the same cohort enters once. Exit code 1 where any row came back.

    \b
    Examples:
      goldenthread enrol --template > participants.csv
      goldenthread enrol participants.csv --cohort 1b4e28ba-2fa1-11d2-883f-0016d3cca427 --as priya@fenland.example
      goldenthread enrol participants.csv --cohort … --as … --refused mend-these.csv
    """
    if template:
        click.echo(template_csv().decode("utf-8-sig"), nl=False)
        return
    if file is None or cohort is None or email is None:
        raise click.UsageError("A FILE, --cohort and --as are needed. `goldenthread enrol --help` shows examples.")
    by = actor_by_email(email)
    ref = upload(cohort, file.read_bytes(), name=file.name, by=by, at=now())
    page = upload_page(ref, by=by)
    click.echo(f"{page.cohort_title}: {page.entered} of {page.total} rows have been entered.")
    if page.ignored:
        click.echo(f"These columns mean nothing here and were passed over: {', '.join(page.ignored)}.")
    for bad in page.bad:
        click.echo(f"  line {bad.line}: {' '.join(bad.reasons)}", err=True)
    if page.bad and refused:
        refused.write_bytes(bad_rows_csv(ref, by=by))
        click.echo(f"The rows that came back are in {refused}: mend them there and send that file.")
    if page.bad:
        sys.exit(NEEDS_ATTENTION)
