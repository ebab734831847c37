"""The database in an archive: dumped and put back by its own means, so that nothing is lost in translation.

SQLite by its online backup, PostgreSQL by pg_dump in its custom format under the snapshot in which rows are counted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

MEMBERS: Mapping[str, str] = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class DumpFailed(Exception):  # noqa: N818  an answer for the operator
    """The database's own tool could not do it; carries its words."""


def engine() -> str:
    """``sqlite`` or ``postgresql``."""
    return connection.vendor


def is_empty() -> bool:
    """Whether there is no table at all: only then may an archive be put back."""
    return not connection.introspection.table_names()


def dump(place: Path) -> dict[str, int]:
    """Write the database to ``place``; the rows of each table in the very state that was written."""
    return _dump_sqlite(place) if engine() == "sqlite" else _dump_postgresql(place)


def put_back(place: Path) -> dict[str, int]:
    """Fill the empty database from ``place``; the rows of each table as they are now."""
    if engine() == "sqlite":
        return _put_back_sqlite(place)
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
         "--dbname", connection.settings_dict["NAME"], str(place))  # fmt: skip
    return count_rows()


def count_rows() -> dict[str, int]:
    """The rows of each table, as the connection sees them."""
    with connection.cursor() as cursor:
        return {name: _count(cursor, name) for name in sorted(connection.introspection.table_names(cursor))}


def _dump_sqlite(place: Path) -> dict[str, int]:
    connection.ensure_connection()
    with closing(sqlite3.connect(place)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return _count_in(copy)


def _put_back_sqlite(place: Path) -> dict[str, int]:
    with closing(sqlite3.connect(place)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise DumpFailed("SQLite finds the copy damaged")
        connection.ensure_connection()
        copy.backup(connection.connection)
    # A fresh connection reads the new pages and sets its own journal.
    connection.close()
    return count_rows()


def _count_in(copy: sqlite3.Connection) -> dict[str, int]:
    names = [r[0] for r in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: _count(copy.cursor(), name) for name in names if not name.startswith("sqlite_")}


def _count(cursor: Any, table: str) -> int:
    # The name comes from the database's own catalogue.
    cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  the name comes from the database’s own list of tables
    rows: int = cursor.fetchone()[0]
    return rows


def _dump_postgresql(place: Path) -> dict[str, int]:
    with _snapshot() as name:
        rows = count_rows()
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", "--file", str(place),
             connection.settings_dict["NAME"])  # fmt: skip
    return rows


@contextmanager
def _snapshot() -> Iterator[str]:
    """One unchanging view of the database, shared with pg_dump."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor.fetchone()[0]
        finally:
            cursor.execute("ROLLBACK")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools against our database; the password goes by its environment, never in sight."""
    place = shutil.which(program)
    if place is None:
        raise DumpFailed(f"{program} is not on this machine: install postgresql-client")
    ours = connection.settings_dict
    known = {"PGHOST": ours["HOST"], "PGPORT": ours["PORT"], "PGUSER": ours["USER"], "PGPASSWORD": ours["PASSWORD"]}
    settings = {**os.environ, **{key: str(value) for key, value in known.items() if value}}
    done = subprocess.run([place, *arguments], env=settings, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DumpFailed(done.stderr.strip()[-2000:])
