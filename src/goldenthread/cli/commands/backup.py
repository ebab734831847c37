"""Keep everything in one archive."""

from __future__ import annotations

from pathlib import Path

import click
from django.db.transaction import atomic

from goldenthread.cli.backups.archive import Unfit, write
from goldenthread.cli.backups.databases import DumpFailed
from goldenthread.cli.exits import UNUSABLE, stop
from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.clock import now
from goldenthread.ground.queries.files import file_keys


@click.command()
@click.argument("place", type=click.Path(path_type=Path, dir_okay=True))
def command(place: Path) -> None:
    """Write the database and every kept file to one archive at PLACE (a file, or a folder to name it in).

    The service may go on meanwhile: the archive is the state at one moment. It holds personal data; keep it as you
    keep the database. GOLDENTHREAD_SECRET_KEY is not in it: keep that apart.

    \b
    Examples:
      goldenthread backup /var/backups/goldenthread/
      goldenthread backup /var/backups/before-upgrade.tar.gz
    """
    at = now()
    if place.is_dir():
        place /= f"goldenthread-{at:%Y-%m-%dT%H%M%SZ}.tar.gz"
    if place.exists():
        stop(UNUSABLE, f"{place} is there already, and a backup never overwrites one.")
    unfinished = place.with_name(place.name + ".unfinished")
    try:
        manifest = write(unfinished, keys=file_keys, at=at, tell=click.echo)
        unfinished.replace(place)
    except (Unfit, DumpFailed, OSError) as fault:
        unfinished.unlink(missing_ok=True)
        stop(UNUSABLE, f"No backup was made: {fault}.")
    with atomic():
        audit(by="command line", did="ground.back_up", to=place.name[:80], at=at)
    size = place.stat().st_size / 1_000_000
    files = len(manifest.members) - 1
    click.echo(f"{place}: {sum(manifest.rows.values())} rows and {files} files in {size:.1f} MB.")
