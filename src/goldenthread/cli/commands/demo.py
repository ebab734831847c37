"""Load the demonstration once and serve it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import click

from goldenthread.cli.commands.serve import server
from goldenthread.cli.commands.worker import carrier
from goldenthread.cli.exits import REFUSED, UNUSABLE, stop
from goldenthread.cli.ports import PORT, must_be_free
from goldenthread.cli.processes import Household

REPOSITORY = Path(__file__).resolve().parents[4]
LEAST_MEGABYTES = 200


@click.command()
@click.option("--port", default=8000, show_default=True, type=PORT)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to show it to others on your network.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration's data away first and begin again.")
def command(port: int, host: str, *, fresh: bool) -> None:
    """Load the demonstration once, start web and worker, and say how to enter. Ctrl-C ends everything.

    A second run keeps the data. Everything is in a folder of its own (var/demonstration), apart from any real
    installation; dates are counted from the day it was loaded.

    \b
    Examples:
      goldenthread demo
      goldenthread demo --port 8100
      goldenthread demo --fresh
    """
    place = Path(os.environ.get("GOLDENTHREAD_VAR") or REPOSITORY / "var" / "demonstration")
    _refuse_in_production()
    must_be_free(host, port)
    _must_have_room(place)
    if fresh:
        shutil.rmtree(place, ignore_errors=True)
    os.environ.update(_settings(place, host, port))
    for words in (("migrate",), ("load-demonstration",)):
        _step(*words)
    _serve(host, port, place)


def _refuse_in_production() -> None:
    if os.environ.get("GOLDENTHREAD_PRODUCTION", "").lower() in {"1", "true", "yes", "on"}:
        stop(REFUSED, "This is a production installation (GOLDENTHREAD_PRODUCTION): no demonstration is loaded here.")


def _must_have_room(place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(place).free // 1_000_000
    if free < LEAST_MEGABYTES:
        stop(
            UNUSABLE, f"There is no room: the demonstration needs {LEAST_MEGABYTES} MB in {place}; {free} MB are free."
        )


def _settings(place: Path, host: str, port: int) -> dict[str, str]:
    hosts = "*" if host == "0.0.0.0" else "localhost,127.0.0.1,[::1]"  # noqa: S104  asked for with --host
    return {
        "GOLDENTHREAD_DEMONSTRATION": "true",
        "GOLDENTHREAD_VAR": str(place),
        "GOLDENTHREAD_HOSTS": hosts,
        "GOLDENTHREAD_ADDRESS": f"http://localhost:{port}",
        "GOLDENTHREAD_MAIL_KEPT_IN": str(place / "mail"),
        "GOLDENTHREAD_CLOCK_FILE": str(place / "clock"),
        # Its own SQLite, whatever database a real installation beside it uses.
        "GOLDENTHREAD_DATABASE_URL": "",
    }


def _step(*words: str) -> None:
    """Run one of our own commands to its end; its words are shown when it fails, or when it is slow."""
    done = subprocess.run(
        [sys.executable, "-m", "goldenthread.cli.main", *words],
        check=False,
        stdout=subprocess.PIPE if words == ("migrate",) else None,
        text=True,
    )
    if done.returncode:
        click.echo(done.stdout or "", err=True)
        raise SystemExit(done.returncode)


def _serve(host: str, port: int, place: Path) -> None:
    household = Household()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        household.start("web", server(host=host, port=port, workers=1, threads=4))
        household.start("worker", carrier())
        _wait_until_it_answers(household, port)
        _say_how_to_enter(port, place)
        while (gone := household.ended()) is None:
            time.sleep(0.5)
        stop(UNUSABLE, f"The {gone}. Everything has been stopped.")
    except KeyboardInterrupt:
        click.echo("\nStopping.")
    finally:
        household.end()


def _wait_until_it_answers(household: Household, port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and household.ended() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    stop(UNUSABLE, "The web server did not come up; its last words are above.")


def _say_how_to_enter(port: int, place: Path) -> None:
    try:
        shown = place.relative_to(Path.cwd())
    except ValueError:
        shown = place
    click.echo(
        f"\n  Golden Thread is at   http://localhost:{port}/"
        f"\n  Enter as anybody at   http://localhost:{port}/demo/"
        f"\n  Its e-mails are in    {shown}/mail"
        "\n\n  That page has a button for everybody you can enter as. Ctrl-C ends everything; the data stays.\n"
    )
