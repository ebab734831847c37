"""Serve the pages and the API."""

from __future__ import annotations

import os
import sys

import click

from goldenthread.cli.ports import PORT, must_be_free


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 for every network.")
@click.option("--port", default=8000, show_default=True, type=PORT)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes: one for each core.")
@click.option(
    "--threads", default=2, show_default=True, type=click.IntRange(1), help="Per process; each is a connection."
)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages and the API until told to stop (SIGTERM or Ctrl-C); requests in hand are finished first.

    \b
    Examples:
      goldenthread serve
      goldenthread serve --host 0.0.0.0 --port 8080 --workers 4
    """
    must_be_free(host, port)
    # The server takes this process's place, so that whoever started us sends its signals to the server itself.
    os.execv(sys.executable, server(host=host, port=port, workers=workers, threads=threads))


def server(*, host: str, port: int, workers: int, threads: int) -> list[str]:
    """The server's own command line."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--respawn-failed-workers", "--log-level", "warning"),
        "goldenthread.config.wsgi:application",
    ]
