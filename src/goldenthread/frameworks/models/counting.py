"""Counts beside a row.

A join with every item and every doubt repeats the row for each pair of them, its source text and all: one review page
of 290 items took more than a gigabyte that way. A count by itself touches an index.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet[Any], *, by: str, of: str = "pk") -> Coalesce:
    """How many of ``rows`` have the outer row as their ``by``, or how many different ``of`` those have; or nought."""
    number = Count(of, distinct=of != "pk")
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(_number=number).values("_number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
