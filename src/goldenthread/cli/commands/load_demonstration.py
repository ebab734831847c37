"""Load the demonstration, once."""

from __future__ import annotations

import click
from django.conf import settings
from django.db.transaction import atomic

from goldenthread.cli.demonstration.loading import load
from goldenthread.cli.exits import REFUSED, stop
from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import DUTY_NAMES


@click.command()
def command() -> None:
    """Load the demonstration where there is none yet, and list the people who can be entered as."""
    if not settings.DEMONSTRATION:
        stop(REFUSED, "This installation does not say that it is a demonstration (GOLDENTHREAD_DEMONSTRATION).")
    if people_on_show():
        click.echo("The demonstration is here already; its data is kept.")
    else:
        click.echo("Loading the demonstration…")
        # Whole or not at all: a second run after an interruption begins again.
        with atomic():
            load(at=now())
    click.echo("\n  Who is here:")
    for duty, people in people_on_show():
        names = ", ".join(f"{person.name} <{person.email}>" for person in people[:2])
        click.echo(f"    {DUTY_NAMES[duty]:<20}{names}")
