"""Make a thing once through the actions, and lay its rows down again for every test that wants the same.

Almost every test begins with the cast, and many with a release; made afresh each time they were two thirds of what the
tests of rooms took. What is laid down again is what the actions wrote, row for row; it is used only where every table
stands as it stood when the thing was first made.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.transaction import atomic

from goldenthread.cohorts.models import Tally

T = TypeVar("T")
Standing = tuple[tuple[int, int], ...]
# The lines of the tally come by themselves with the rows that they are about.
OURS = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.") and model is not Tally]
_REMEMBERED: dict[Hashable, tuple[object, list[Model]]] = {}


def remembered(name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` makes, from memory where everything is as it was when ``name`` was made before.

    ``make`` may add rows and change those it has added itself; its value must be one that nobody changes.
    """
    standing = _standing()
    key = (name, standing)
    if key not in _REMEMBERED:
        value = make()
        _REMEMBERED[key] = (value, _added_since(standing))
        return value
    value, rows = _REMEMBERED[key]
    # Together, because rows name rows of tables that come later.
    with atomic():
        for model in OURS:
            of_this = [_fresh(row) for row in rows if type(row) is model]
            if of_this:
                model._default_manager.bulk_create(of_this)
    return value  # type: ignore[return-value]  # the memory holds values of every kind


def _standing() -> Standing:
    """How many rows each table has, and the highest of their keys, in one statement."""
    asked = " UNION ALL ".join(
        f'SELECT {place}, COUNT(*), COALESCE(MAX("{model._meta.pk.column}"), 0) FROM "{model._meta.db_table}"'
        for place, model in enumerate(OURS)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return tuple((number, highest) for _, number, highest in sorted(cursor.fetchall()))


def _added_since(standing: Standing) -> list[Model]:
    return [
        row
        for model, (_, highest) in zip(OURS, standing, strict=True)
        for row in model._default_manager.filter(pk__gt=highest).order_by("pk")
    ]


def _fresh(row: Model) -> Model:
    """The same row, as one that is not in the database yet."""
    again = copy.copy(row)
    again._state = ModelState()
    return again
