"""An empty machine: a data folder and a database of its own, of the kind that this test run is about."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests.makers.migrating import DATABASE, REPOSITORY, migrate, migrated_once
from tests.makers.starting import run

CLUSTER = os.environ.get("GOLDENTHREAD_DATABASE_URL", "")


@dataclass(frozen=True)
class Machine:
    """Where an installation could be; ``run`` runs the command line there, as a process."""

    place: Path
    database_url: str

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        own = {f"GOLDENTHREAD_{k.upper()}": v for k, v in settings.items()}
        return run(["-m", "goldenthread.cli.main", *words], env=self.environment | own)

    def python(self, code: str) -> str:
        """What a few lines of Python print there, with Django set up."""
        done = run(["-c", f"import django; django.setup()\n{code}"], env=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """The answer of its database, without any code of ours in between."""
        if self.database_url:
            with psycopg.connect(self.database_url) as there:
                return there.execute(sql).fetchall()
        with closing(sqlite3.connect(self.place / DATABASE, timeout=20)) as here:
            return here.execute(sql).fetchall()

    @property
    def environment(self) -> dict[str, str]:
        """What processes on this machine see."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD_", "COV_"))}
        return kept | {
            "GOLDENTHREAD_VAR": str(self.place),
            "GOLDENTHREAD_DATABASE_URL": self.database_url,
            "GOLDENTHREAD_SECRET_KEY": "only-for-tests-and-nowhere-else-at-all-ever-and-ever",
            "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
            "PYTHONPATH": str(REPOSITORY / "src"),
        }


@contextmanager
def empty_machine(place: Path) -> Iterator[Machine]:
    """A machine with nothing on it. A PostgreSQL database is made in the cluster of this run, and dropped again."""
    with _machine(place, copied_from="") as machine:
        yield machine


@contextmanager
def migrated_machine(place: Path) -> Iterator[Machine]:
    """A machine with the tables and nothing in them: migrated once in a run of tests, copied from then on."""
    with _machine(place, copied_from=_template() if CLUSTER else "") as machine:
        if not CLUSTER:
            shutil.copy2(migrated_once(), place / DATABASE)
        yield machine


@contextmanager
def _machine(place: Path, *, copied_from: str) -> Iterator[Machine]:
    place.mkdir(parents=True, exist_ok=True)
    if not CLUSTER:
        yield Machine(place, "")
        return
    name = f"machine_{uuid4().hex}"
    with psycopg.connect(CLUSTER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {copied_from}" if copied_from else ""))
        try:
            yield Machine(place, urlunsplit(urlsplit(CLUSTER)._replace(path=f"/{name}")))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _template() -> str:
    """The name of a PostgreSQL database that was migrated by the real command; dropped when the run of tests ends."""
    name = f"template_{uuid4().hex}"
    with psycopg.connect(CLUSTER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    atexit.register(_drop, name)
    with tempfile.TemporaryDirectory(prefix="goldenthread-template-") as place:
        migrate(Path(place), urlunsplit(urlsplit(CLUSTER)._replace(path=f"/{name}")))
    return name


def _drop(name: str) -> None:
    with psycopg.connect(CLUSTER, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
