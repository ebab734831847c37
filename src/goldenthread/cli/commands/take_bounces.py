"""Take in reports of letters that did not arrive."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.ground.queries.clock import now
from goldenthread.integrations.mail.bounces import bounces_in, messages_in
from goldenthread.reporting.actions.bouncing import take_bounces
from goldenthread.reporting.types.bouncing import Bounce


@click.command()
@click.argument("place", type=click.Path(exists=True, path_type=Path))
def command(place: Path) -> None:
    """Read PLACE (a Maildir, an mbox file, a folder of .eml files or one such file) for reports of failed delivery.

    Each report counts once, so the same place can be read again and again. Nothing is moved or deleted. Letters that
    failed stand on the page Who was reached; an address that fails repeatedly rests until it is opened again.

    \b
    Examples:
      goldenthread take-bounces /var/mail/bounces
      goldenthread take-bounces ~/Maildir/.Bounces
    """
    read = 0
    found: list[Bounce] = []
    for content in messages_in(place):
        read += 1
        found += bounces_in(content)
    taken = take_bounces(found, at=now())
    click.echo(
        f"{read} messages read: {taken.failures} new failures, {taken.known} known before, "
        f"{taken.strange} about no letter of ours."
    )
