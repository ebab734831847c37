"""Put an archive back."""

from __future__ import annotations

from pathlib import Path

import click
from django.core.files.storage import default_storage

from goldenthread.cli.backups.archive import Unfit, read
from goldenthread.cli.backups.databases import DumpFailed, is_empty
from goldenthread.cli.exits import REFUSED, UNUSABLE, stop


@click.command()
@click.argument("place", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(place: Path) -> None:
    """Put the archive at PLACE back into an empty installation: a database without tables, a store without files.

    Every hash is proved before anything is touched, and the rows of every table are counted afterwards. Run
    `goldenthread migrate` next, which brings an older archive up to this version.

    \b
    Examples:
      goldenthread restore /var/backups/goldenthread/goldenthread-2026-11-22T040000Z.tar.gz
    """
    if not is_empty():
        stop(REFUSED, "This installation has a database already. Restore goes into an empty one: make a new database.")
    if not store_is_empty():
        stop(REFUSED, "This installation has files already. Restore goes into an empty store: choose a new folder.")
    try:
        manifest = read(place, tell=click.echo)
    except (Unfit, DumpFailed) as fault:
        stop(UNUSABLE, f"The archive was not restored: {fault}.")
    files = len(manifest.members) - 1
    click.echo(f"Restored {sum(manifest.rows.values())} rows and {files} files as of {manifest.made_at}.")
    click.echo("Now run: goldenthread migrate")


def store_is_empty() -> bool:
    """Whether nothing is kept in the store; a store that was never used is empty."""
    try:
        folders, files = default_storage.listdir("")
    except FileNotFoundError:
        return True
    return not folders and not files
