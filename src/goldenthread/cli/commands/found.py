"""Open an installation."""

from __future__ import annotations

import click
from django.db.transaction import atomic

from goldenthread.ground.queries.clock import now
from goldenthread.people.actions.founding import found
from goldenthread.programmes.actions.catalogue import load_catalogue


@click.command()
@click.option("--provider", required=True, help="The lead provider's name, as certificates will show it.")
@click.option("--name", required=True, help="The first administrator's name.")
@click.option("--email", required=True, help="The address at which they will get their code to sign in.")
def command(provider: str, name: str, email: str) -> None:
    """Make the lead provider and its first administrator, and load the catalogue; once in an installation's life.

    \b
    Examples:
      goldenthread found --provider "Fenland Leadership Trust" --name "Ada Okafor" --email ada@fenland.example
    """
    at = now()
    with atomic():
        actor = found(provider=provider, name=name, email=email, at=at)
        load_catalogue(by=actor, at=at)
    click.echo(f"{provider} is founded. {actor.name} can sign in as {email} and bring in everybody else.")
