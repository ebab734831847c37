"""Which kept files belong to somebody alone, found as everything about a person is: by what tables say of themselves.

A file belongs to whoever the rows are about that name it. A table that keeps some of its files after an erasure says
so in ``kept_files``: the name of the field, the relation that has to be there for it to be kept, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

FILES = "ground.StoredFile"
Found = Sequence[tuple[type[Model], list[Any]]]


def files_alone(found: Found) -> tuple[frozenset[UUID], frozenset[UUID], Mapping[str, str]]:
    """Of the rows about one person, by table: the files that are named by no other row and need not be kept; those that
    must be, but not under their names; and for each table that keeps some, why."""
    going: set[UUID] = set()
    nameless: set[UUID] = set()
    staying: set[UUID] = set()
    kept: dict[str, str] = {}
    for model, keys in found:
        for field in _fields(model):
            rows = model._default_manager.filter(pk__in=keys)
            relation, why = getattr(model, "kept_files", {}).get(field, ("", ""))
            held = rows.filter(**{f"{relation}__isnull": False}) if relation else rows.none()
            if getattr(model, "kept_after_erasure", ""):
                held = rows
                staying |= _refs(held, field)
            nameless |= _refs(held, field)
            going |= _refs(rows, field)
            if why and held.exists():
                kept[f"{model._meta.label}.{field}"] = why
    mine = dict(found)
    for model, field in _every():
        others = model._default_manager.filter(**{f"{field}__in": going}).exclude(pk__in=mine.get(model, []))
        staying |= _refs(others, field)
    return frozenset(going - staying - nameless), frozenset(nameless - staying), kept


def _every() -> Iterator[tuple[type[Model], str]]:
    for model in apps.get_models():
        for field in _fields(model):
            yield model, field


def _fields(model: type[Model]) -> list[str]:
    """The fields of a table that name a kept file."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [key.name for key in keys if key.related_model._meta.label == FILES]


def _refs(rows: QuerySet[Any], field: str) -> set[UUID]:
    return set(rows.exclude(**{field: None}).values_list(f"{field}_id", flat=True))
