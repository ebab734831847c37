"""Bring the database up to date."""

from __future__ import annotations

import click
from django.conf import settings
from django.core.management import call_command

from goldenthread.cli.laying import lay_tables, may_lay


@click.command()
def command() -> None:
    """Bring the database, the shared cache and the static files up to date with this version.

    Safe to run again. Make a backup first (`goldenthread backup`).

    \b
    Examples:
      goldenthread migrate
    """
    settings.VAR.mkdir(parents=True, exist_ok=True)
    settings.VAR.chmod(0o700)
    if may_lay():
        lay_tables()
    call_command("migrate", interactive=False, verbosity=1)
    call_command("createcachetable")
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=1)
    click.echo("Up to date.")
