"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from ninja import Query, Schema

Item = TypeVar("Item")

PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Which page, from 1")]
PageSize = Annotated[int, Query(ge=1, le=200, description="How many items a page holds")]


class Paged(Schema):
    """What every page of a list says beside its items."""

    total: int
    page: int
    pages: int


def part(found: Sequence[Item], *, page: int, size: int) -> tuple[Sequence[Item], dict[str, Any]]:
    """The items of one page, and what is said beside them. A page past the end has none."""
    said = {"total": len(found), "page": page, "pages": max(1, -(-len(found) // size))}
    return found[(page - 1) * size : page * size], said
