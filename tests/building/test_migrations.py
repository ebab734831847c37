"""Migrations widen before they narrow, keep schema and data apart, and name what they promise."""

from __future__ import annotations

import re

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.special import RunPython, RunSQL
from django.db.models import Field

from tests.makers.migrating import made_as_before

OURS = sorted(
    (key for key, m in MigrationLoader(None).disk_migrations.items() if m.__module__.startswith("goldenthread.")),
)
LOADER = MigrationLoader(None)
TAKES_AWAY = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel)
# What only adds, or changes rows, cannot make a table be written anew; to have its SQL made took most of the time.
ONLY_ADDS = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    RunPython,
)
IN_WORDS = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)+$")


def migration(key: tuple[str, str]):
    return LOADER.disk_migrations[key]


def operations(key: tuple[str, str]):
    """The operations of a migration, those inside SeparateDatabaseAndState included."""
    for operation in migration(key).operations:
        yield operation
        yield from getattr(operation, "database_operations", ())


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_schema_and_data_are_changed_apart(key) -> None:
    data = [isinstance(op, RunPython | RunSQL) for op in operations(key)]

    assert all(data) or not any(data)


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_a_change_of_data_can_be_taken_back(key) -> None:
    assert [op for op in operations(key) if isinstance(op, RunPython | RunSQL) and not op.reversible] == []


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_nothing_is_taken_away_before_two_releases_have_gone_without_it(key) -> None:
    # A migration that narrows says which widened: ``widened_in = "0003_…"`` on its class.
    narrows = [type(op).__name__ for op in operations(key) if isinstance(op, TAKES_AWAY)]

    assert not narrows or getattr(migration(key), "widened_in", ""), f"{key}: {narrows}"


@pytest.mark.parametrize("key", [k for k in OURS if not migration(k).initial and k[1][:4] != "0001"], ids=".".join)
def test_a_column_added_later_has_a_value_for_the_rows_that_are_there(key) -> None:
    bare = [
        f"{op.model_name}.{op.name}"
        for op in operations(key)
        if isinstance(op, migrations.AddField)
        and not isinstance(op.field, models.ManyToManyField)
        and not (op.field.null or op.field.has_default() or op.field.has_db_default())
        and (key[0], op.model_name) not in made_in(key[0], before=key[1])
    ]

    assert bare == []


def made_in(app: str, *, before: str) -> set[tuple[str, str]]:
    """Tables of a room that this chain makes at or after ``before``: they have no rows yet."""
    return {
        (app, op.name_lower)
        for other in OURS
        if other[0] == app and other[1] >= before
        for op in operations(other)
        if isinstance(op, migrations.CreateModel)
    }


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_constraints_and_indexes_are_named_in_words(key) -> None:
    named = [op.constraint.name for op in operations(key) if isinstance(op, migrations.AddConstraint)]
    named += [op.index.name for op in operations(key) if isinstance(op, migrations.AddIndex)]
    for op in operations(key):
        if isinstance(op, migrations.CreateModel):
            named += [c.name for kind in ("constraints", "indexes") for c in op.options.get(kind, [])]

    assert [name for name in named if not IN_WORDS.match(name)] == []


@pytest.fixture
def fields_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the drawn models, and back again."""
    monkeypatch.setattr(Field, "clone", made_as_before)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite rewrites whole tables; locks are PostgreSQL's matter"
)
@pytest.mark.django_db
@pytest.mark.parametrize(
    "key",
    [k for k in OURS if k[1][:4] != "0001" and not all(type(op) in ONLY_ADDS for op in operations(k))],
    ids=".".join,
)
def test_the_sql_of_a_later_change_holds_no_table_for_long(key, fields_taken_apart_once) -> None:
    state = LOADER.project_state(key, at_end=False)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration(key).apply(state, editor, collect_sql=True)
    sql = "\n".join(editor.collected_sql).upper()

    rewrites = re.findall(r"ALTER COLUMN \S+ TYPE .*", sql)
    assert not rewrites or getattr(migration(key), "rewrites_because", ""), rewrites
