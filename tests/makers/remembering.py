"""Make a thing once through the actions, and lay its rows down again for every test that wants the same.

Almost every test begins with the cast, and many with a release; made afresh each time they were two thirds of what the
tests of rooms took. What is laid down again is what the actions wrote, row for row; it is used only where nothing but
remembered things has been written since the test began.

Whether that is so is known from watching what is written, not from asking: to count every table took 70 ms on
PostgreSQL, more than all that a test did besides (decision 0082).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.transaction import atomic

from goldenthread.cohorts.models import Tally

T = TypeVar("T")
Statement = tuple[str, Any]
# The lines of the tally come by themselves with the rows that they are about.
OURS = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.") and model is not Tally]
WRITES = ("INSERT", "UPDATE", "DELETE", "ROLLBACK")


@dataclass
class Memory:
    """What a maker gave, the rows that it left, and how they are written again, once that was done."""

    value: object
    rows: list[Model]
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
    if not _GROUND.is_ours and sql.startswith(WRITES):
        _GROUND.is_touched = True
    return execute(sql, params, many, context)


def remembered(name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` makes, from memory where ``name`` was made before over the same remembered things and no others.

    ``make`` may add rows and change those it has added itself; its value must be one that nobody changes.
    """
    if _GROUND.is_ours or _GROUND.is_touched or not _GROUND.is_watched:
        return make()
    key = _GROUND.laid = (*_GROUND.laid, name)
    _GROUND.is_ours = True
    try:
        if key not in _REMEMBERED:
            highest = _highest()
            value = make()
            _REMEMBERED[key] = Memory(value, _added_since(highest))
            return value
        return _laid_again(_REMEMBERED[key])  # type: ignore[return-value]  # the memory holds values of every kind
    except BaseException:
        _GROUND.is_touched = True
        raise
    finally:
        _GROUND.is_ours = False


def _laid_again(memory: Memory) -> object:
    """The rows as they were, all together, because rows name rows of tables that come later."""
    with atomic():
        if memory.statements:
            with connection.cursor() as cursor:
                for sql, params in memory.statements:
                    cursor.execute(sql, params)
            return memory.value

        def kept(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith("INSERT"):
                memory.statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(kept):
            for model in OURS:
                of_this = [_fresh(row) for row in memory.rows if type(row) is model]
                if of_this:
                    model._default_manager.bulk_create(of_this)
    return memory.value


def _highest() -> tuple[int, ...]:
    """The highest key of each table, in one statement."""
    asked = " UNION ALL ".join(
        f'SELECT {place}, COALESCE(MAX("{model._meta.pk.column}"), 0) FROM "{model._meta.db_table}"'
        for place, model in enumerate(OURS)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return tuple(highest for _, highest in sorted(cursor.fetchall()))


def _added_since(highest: tuple[int, ...]) -> list[Model]:
    return [
        row
        for model, key in zip(OURS, highest, strict=True)
        for row in model._default_manager.filter(pk__gt=key).order_by("pk")
    ]


def _fresh(row: Model) -> Model:
    """The same row, as one that is not in the database yet."""
    again = copy.copy(row)
    again._state = ModelState()
    return again
