"""What is written once stays as it was written, whoever asks the database.

A table says so itself: ``written_once`` names the columns that never change after a row is made, ``frozen_after`` the
column, its own or reached over foreign keys, and the one value of it while which a row may still change. Triggers hold
both. They are laid down anew after every migration, because SQLite makes a table again to change it, and loses its
triggers.

What is kept of other rows, so that nobody has to count them, is kept up in the same way: ``kept_up`` says what is
written when a row comes or changes, in the same transaction, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Field, ForeignKey, Model

POSTGRESQL = "postgresql"
REFUSE = """
CREATE OR REPLACE FUNCTION goldenthread_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


@dataclass(frozen=True)
class KeptUp:
    """One thing to write (``does``, in words of SQL that both databases know) after a row of ``table`` came or changed.

    ``after``: ``INSERT``, or ``UPDATE OF`` some columns; ``when``: only for rows of which this is so.
    """

    name: str
    after: str
    table: str
    does: str
    when: str = ""


def lay_down_triggers(*, using: str) -> None:
    """Make every trigger that the tables ask for, in place of those there are."""
    connection = connections[using]
    is_postgresql = connection.vendor == POSTGRESQL
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(REFUSE)
        for model in apps.get_models():
            for line in _for_postgresql(model) if is_postgresql else _for_sqlite(model):
                cursor.execute(line)


def _for_sqlite(model: type[Model]) -> Iterator[str]:
    for name, columns, when in _promises(model, differs="IS NOT"):
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE UPDATE{columns} ON "{model._meta.db_table}" WHEN {when} '
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
    for kept in model.__dict__.get("kept_up", ()):
        yield f'DROP TRIGGER IF EXISTS "{kept.name}"'
        when = f"WHEN {kept.when} " if kept.when else ""
        yield f'CREATE TRIGGER "{kept.name}" AFTER {kept.after} ON "{kept.table}" {when}BEGIN {kept.does}; END'


def _for_postgresql(model: type[Model]) -> Iterator[str]:
    table = model._meta.db_table
    for name, columns, when in _promises(model, differs="IS DISTINCT FROM"):
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        if "SELECT" not in when:
            yield (
                f'CREATE TRIGGER "{name}" BEFORE UPDATE{columns} ON "{table}" FOR EACH ROW WHEN ({when}) '
                "EXECUTE FUNCTION goldenthread_refuse()"
            )
            continue
        # A trigger's own condition cannot look into other tables here; a function's can.
        yield (
            f'CREATE OR REPLACE FUNCTION "{name}_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {when} THEN RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END $$"
        )
        yield f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}_refuse"()'
    for kept in model.__dict__.get("kept_up", ()):
        yield f'DROP TRIGGER IF EXISTS "{kept.name}" ON "{kept.table}"'
        when = f"WHEN ({kept.when}) " if kept.when else ""
        yield (
            f'CREATE OR REPLACE FUNCTION "{kept.name}_keep"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN {kept.does}; RETURN NULL; END $$"
        )
        yield (
            f'CREATE TRIGGER "{kept.name}" AFTER {kept.after} ON "{kept.table}" FOR EACH ROW {when}'
            f'EXECUTE FUNCTION "{kept.name}_keep"()'
        )


def _promises(model: type[Model], *, differs: str) -> Iterator[tuple[str, str, str]]:
    """The name of each promise of a table, the columns it is about, and when it is broken."""
    table, own = model._meta.db_table, model.__dict__
    if "written_once" in own:
        columns = [_column(model, name).column for name in own["written_once"]]
        changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
        yield f"{table}_is_written_once", " OF " + ", ".join(f'"{column}"' for column in columns), changed
    if "frozen_after" in own:
        path, open_value = own["frozen_after"]
        yield f"{table}_is_frozen", "", f"({_value_at(model, path.split('__'))}) <> '{open_value}'"


def _value_at(model: type[Model], path: list[str]) -> str:
    """The value at the end of a path of foreign keys from the old row, as one select inside another."""
    inner = f'OLD."{_column(model, path[0]).column}"'
    here = _beyond(model, path[0]) if len(path) > 1 else model
    for place, step in enumerate(path[1:], start=2):
        table = here._meta.db_table
        inner = f'SELECT "{_column(here, step).column}" FROM "{table}" WHERE "id" = ({inner})'  # noqa: S608  our own names
        here = _beyond(here, step) if place < len(path) else here
    return inner


def _beyond(model: type[Model], name: str) -> type[Model]:
    key = _column(model, name)
    if not isinstance(key, ForeignKey):
        raise TypeError(f"{model._meta.label}: a path to what freezes a row goes over foreign keys, not {name}")
    return key.related_model


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    found = model._meta.get_field(name)
    if not isinstance(found, Field):
        raise TypeError(f"{model._meta.label} has no column for {name}")
    return found
