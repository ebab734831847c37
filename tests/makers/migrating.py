"""The tables of a new installation, once in a run of tests.

Accidents, journeys and backups each begin with them; `bin/test` names a place (GOLDENTHREAD_MIGRATED) at which the
process that needs them first leaves them for all. On SQLite our command lays them from the models; ``by_migrations``
makes them one migration after the other, for the test that holds both to be the same.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Field

REPOSITORY = Path(__file__).resolve().parents[2]
DATABASE = "goldenthread.sqlite3"
# Our own commands, with Django's patience spared.
SPARING = """
import sys
from tests.makers.migrating import take_fields_apart_once
take_fields_apart_once()
{main}
sys.argv = {words}
sys.exit(main())
"""
OURS = "from goldenthread.cli.main import main"
DJANGOS = "from django.core.management import execute_from_command_line as main"
SHARED = os.environ.get("GOLDENTHREAD_MIGRATED", "")


@cache
def migrated_once() -> Path:
    """An SQLite database with every table and nothing in them, as migrating leaves it, to be copied."""
    if SHARED:
        place = Path(SHARED)
        place.mkdir(parents=True, exist_ok=True)
    else:
        place = Path(tempfile.mkdtemp(prefix="goldenthread-migrated-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    made = place / DATABASE
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            migrate(place / "making")
            (place / "making" / DATABASE).chmod(0o600)
            (place / "making" / DATABASE).rename(made)
    return made


def by_migrations(place: Path) -> Path:
    """An SQLite database as the migrations leave it, one after the other; it takes a minute of processor and more."""
    _run(place, "-c", SPARING.format(main=DJANGOS, words=["manage.py", "migrate", "--verbosity", "0"]))
    _run(place, "manage.py", "createcachetable")
    return place / DATABASE


def migrate(place: Path, database_url: str = "") -> None:
    """Migrate an empty database by the real command."""
    words = ["goldenthread", "migrate"]
    _run(place, "-c", SPARING.format(main=OURS, words=words), database_url=database_url)


def take_fields_apart_once() -> None:
    """Have Django remember how a field is made, instead of working it out for each of the sixty thousand models that it
    draws on the way through all migrations: half of the time that they took. A field of a drawn model never changes.
    """
    Field.clone = made_as_before


def made_as_before(field: Field[Any, Any]) -> Field[Any, Any]:
    """A field like another, made of what that one was found to be made of when this was first asked."""
    if "_made_of" not in vars(field):
        field._made_of = field.deconstruct()[2:]
    args, named = field._made_of
    return type(field)(*args, **named)


def shape_of(database: Path) -> dict[str, object]:
    """Each table of an SQLite database with its columns, constraints, foreign keys and number of rows, each index and
    each trigger."""
    found: dict[str, object] = {}
    with closing(sqlite3.connect(database)) as here:
        for kind, name, sql in here.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        ):
            if kind == "table":
                columns = {column[1:6] for column in here.execute(f'PRAGMA table_xinfo("{name}")')}
                keys = {key[2:5] for key in here.execute(f'PRAGMA foreign_key_list("{name}")')}
                rows = here.execute(f'SELECT count(*) FROM "{name}"').fetchone()
                found[name] = columns, keys, set(re.findall(r'CONSTRAINT "(\w+)"', sql)), rows
            else:
                found[name] = " ".join(sql.split())
    return found


def _run(place: Path, *words: str, database_url: str = "") -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD_", "COV_"))}
    own = {
        "GOLDENTHREAD_VAR": str(place),
        "GOLDENTHREAD_DATABASE_URL": database_url,
        "GOLDENTHREAD_SECRET_KEY": "only-for-tests-and-nowhere-else-at-all-ever-and-ever",
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, *words],
        env=kept | own,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
