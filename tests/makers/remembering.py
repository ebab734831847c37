"""Make a thing once through the actions, and lay its rows down again for every test that wants the same.

Almost every test begins with the cast, and many with a release; made afresh each time they were two thirds of what the
tests of rooms took. What is laid down again is what the actions wrote, row for row: rows that came, the columns of
earlier rows that changed, rows that went, and the bytes of kept files. It is used only where nothing but remembered
things has been written since the test began.

Somebody who signed in meanwhile is nothing that a maker would see. Whether anything else was
written is known from watching what is written, not from asking: to count every table took 70 ms on
PostgreSQL, more than all that a test did besides (decision 0082).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Max, Model
from django.db.models.base import ModelState
from django.db.transaction import atomic

from goldenthread.cohorts.models import Tally
from goldenthread.ground.models import StoredFile

T = TypeVar("T")
Statement = tuple[str, Any]
Values = dict[str, Any]
# The lines of the tally come by themselves with the rows that they are about.
OURS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("goldenthread.") and model is not Tally
]
TABLES = {model._meta.db_table: model for model in OURS}
WRITES = ("INSERT", "UPDATE", "DELETE", "ROLLBACK")
WRITES_TO = re.compile(r'(?:UPDATE|DELETE FROM|INSERT(?: OR IGNORE)? INTO) "?(\w+)')
# Signing in says who asks and since when; no maker and nothing that one made hangs on it.
SIGNS_IN = re.compile(
    r'(?:INSERT INTO|UPDATE|DELETE FROM) "(?:django_session|usersessions_usersession)"'
    r'|UPDATE "people_person" SET "last_login" = \S+ WHERE'
)


@dataclass
class Memory:
    """What a maker gave, the rows that it left, and how they are written again, once that was done."""

    value: object
    rows: list[Model] = field(default_factory=list)
    changed: list[tuple[type[Model], int, Values]] = field(default_factory=list)
    gone: list[tuple[type[Model], int]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)


@dataclass
class Ground:
    """What a test stands on: the remembered things laid down so far, and whether anything else was written."""

    is_watched: bool = False
    laid: tuple[Hashable, ...] = ()
    is_touched: bool = False
    is_ours: bool = False


_GROUND = Ground()
_REMEMBERED: dict[Hashable, Memory] = {}


def watch_what_is_written() -> None:
    """From now on know of every statement of this connection that writes."""
    connection.execute_wrappers.append(_watched)
    _GROUND.is_watched = True


def begin_afresh() -> None:
    """A test begins: the tables are empty."""
    _GROUND.laid, _GROUND.is_touched = (), False


def _watched(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not _GROUND.is_ours and not _GROUND.is_touched and sql.startswith(WRITES) and not SIGNS_IN.match(sql):
        _GROUND.is_touched = True
    return execute(sql, params, many, context)


class Before:
    """The database as it was before a maker: of each table that it writes into the highest key, and the rows, if it
    changes any."""

    def __init__(self) -> None:
        self.highest: dict[type[Model], int] = {}
        self.rows: dict[type[Model], dict[int, Values]] = {}

    def keep(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at a table before the first statement that writes into it."""
        written = WRITES_TO.match(sql)
        model = TABLES.get(written[1]) if written else None
        if model is not None:
            if model not in self.highest:
                self.highest[model] = model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0
            if model not in self.rows and (not sql.startswith("INSERT") or "ON CONFLICT" in sql):
                self.rows[model] = self._as_they_are(model)
        return execute(sql, params, many, context)

    def _as_they_are(self, model: type[Model]) -> dict[int, Values]:
        rows = model._base_manager.filter(pk__lte=self.highest[model])
        return {row["pk"]: row for row in rows.values("pk", *(each.attname for each in model._meta.concrete_fields))}

    def remember(self, value: object) -> Memory:
        """What is different now."""
        memory = Memory(value)
        for model in filter(self.highest.__contains__, OURS):
            memory.rows += model._base_manager.filter(pk__gt=self.highest[model]).order_by("pk")
        for model, before in self.rows.items():
            now = self._as_they_are(model)
            memory.gone += [(model, key) for key in before if key not in now]
            for key, after in now.items():
                other = {name: said for name, said in after.items() if before[key][name] != said}
                memory.changed += [(model, key, other)] if other else []
        for row in memory.rows:
            if isinstance(row, StoredFile) and default_storage.exists(row.key):
                with default_storage.open(row.key) as stream:
                    memory.files[row.key] = stream.read()
        return memory


def remembered(name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` makes, from memory where ``name`` was made before over the same remembered things and no others.

    Its value must be one that nobody changes; ``name`` must say all that it hangs on besides what was laid before.
    """
    if _GROUND.is_ours or _GROUND.is_touched or not _GROUND.is_watched:
        return make()
    key = _GROUND.laid = (*_GROUND.laid, name)
    _GROUND.is_ours = True
    try:
        if key not in _REMEMBERED:
            before = Before()
            with connection.execute_wrapper(before.keep):
                value = make()
            _REMEMBERED[key] = before.remember(value)
            return value
        return _laid_again(_REMEMBERED[key])  # type: ignore[return-value]  # the memory holds values of every kind
    except BaseException:
        _GROUND.is_touched = True
        raise
    finally:
        _GROUND.is_ours = False


def _laid_again(memory: Memory) -> object:
    """The rows as they were, all together, because rows name rows of tables that come later."""
    for key, content in memory.files.items():
        if not default_storage.exists(key):
            default_storage.save(key, ContentFile(content))
    with atomic():
        if memory.statements:
            with connection.cursor() as cursor:
                for sql, params in memory.statements:
                    cursor.execute(sql, params)
            return memory.value

        def kept(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(WRITES):
                memory.statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(kept):
            _write(memory)
    return memory.value


def _write(memory: Memory) -> None:
    for model in OURS:
        of_this = [_fresh(row) for row in memory.rows if type(row) is model]
        if of_this:
            model._base_manager.bulk_create(of_this)
    for model, key, values in memory.changed:
        model._base_manager.filter(pk=key).update(**values)
    for model, key in memory.gone:
        model._base_manager.filter(pk=key)._raw_delete(using=connection.alias)


def _fresh(row: Model) -> Model:
    """The same row, as one that is not in the database yet."""
    again = copy.copy(row)
    again._state = ModelState()
    return again
