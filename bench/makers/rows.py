"""Rows laid down by the database itself: one statement puts in as many as a query finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.utils import ProgrammingError

Row = dict[str, str]


def lay(model: type[Model], columns: Row, found: str) -> int:
    """Put in a row of ``model`` for every row that ``found`` (what follows FROM) finds; says how many.

    ``columns`` are expressions of SQL by the name of the field. What they leave out is the field's own default.
    """
    names, expressions, values = [], [], list[Any]()
    for field in model._meta.local_concrete_fields:
        if field.name in columns:
            expression = columns[field.name].replace("%", "%%")
        elif field.primary_key:
            continue
        elif field.unique and field.get_internal_type() == "UUIDField":
            expression = "gen_random_uuid()"
        else:
            default = field.get_default()
            expression, given = ("NULL", []) if default is None else ("%s", [default])
            values += [field.get_db_prep_save(value, connection) for value in given]
        names.append(f'"{field.column}"')
        expressions.append(expression)
    seen = found.replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) SELECT {", ".join(expressions)} FROM {seen}',
            values,
        )
        return int(cursor.rowcount)


def table(model: type[Model]) -> str:
    """The name of a model's table."""
    return f'"{model._meta.db_table}"'


@contextmanager
def unchecked() -> Iterator[None]:
    """Foreign keys are not looked up row by row inside, where the database lets us; three million rows point rightly
    because they were read from the rows that they point to."""
    _say({"session_replication_role": "replica"})
    try:
        yield
    finally:
        _say({"session_replication_role": "origin"})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _say(settings: Mapping[str, str]) -> None:
    with connection.cursor() as cursor:
        for name, value in settings.items():
            try:
                cursor.execute(f"SET {name} = {value}")
            except ProgrammingError:  # only who owns the server may
                return
