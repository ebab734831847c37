"""Load the catalogue of qualifications."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.actions.catalogue import OURS, load_catalogue


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="Whose deed it is: an administrator or a curriculum lead.")
def command(folder: Path | None, email: str) -> None:
    """Bring qualifications, policies and mark schemes into line with a FOLDER of .yml files.

    Without a FOLDER, the catalogue that came with this version is loaded. Loading again changes only what the files
    changed; a file with a fault stops everything, and every fault is named.

    \b
    Examples:
      goldenthread load-catalogue --as ada@fenland.example
      goldenthread load-catalogue /srv/our-qualifications --as ada@fenland.example
    """
    done = load_catalogue(by=actor_by_email(email), at=now(), folder=folder or OURS)
    said = (("New", done.new), ("Changed", done.changed), ("Here already, and the same", done.same))
    for words, names in said:
        if names:
            click.echo(f"{words}: {', '.join(names)}")
    if not done.new and not done.changed:
        click.echo("There was nothing to load: everything in these files is here. Founding an installation loads ours.")
