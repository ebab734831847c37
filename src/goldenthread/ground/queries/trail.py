"""What the record says of the house itself, and how rooms name the things that its entries were about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value

from goldenthread.ground.models import Delivery, TimedRun
from goldenthread.ground.types import Deed, Thing

# Asked by a kind of thing: the references, and whoever reads (an actor, whom only upper rooms know).
Namer = Callable[[Iterable[str], Any], Mapping[str, Thing]]

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "ground.back_up": Deed("Made a backup", ""),
        "ground.retry_delivery": Deed("Sent a stuck piece of work on its way again", "piece of work"),
    }
)


def things(
    rows: QuerySet[Any], refs: Iterable[str], says: str, *, seen: QuerySet[Any] | None = None, page: str = "ref"
) -> Mapping[str, Thing]:
    """The rows with these references by name, in one statement.

    ``says`` is the name with fields in braces: ``"{participant__name}, {cohort__title}"``. ``page`` is the field that
    the thing's page goes by, given for those among ``seen``; where that is left out, for all of them.
    """
    fields = {field for _, field, _, _ in Formatter().parse(says) if field}
    is_seen = Value(True) if seen is None else Exists(seen.filter(pk=OuterRef("pk")))
    found = rows.filter(ref__in=set(refs)).annotate(is_seen=is_seen).values("ref", "is_seen", page, *fields)
    return {str(row["ref"]): Thing(says.format(**row), str(row[page]) if row["is_seen"] else "") for row in found}


def _deliveries(refs: Iterable[str], by: Any) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Delivery.objects.all(), refs, "{job}")


def _runs(refs: Iterable[str], by: Any) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return {
        ref: Thing(run.name.replace("_", " "))
        for ref, run in things(TimedRun.objects.all(), refs, "{job__name}").items()
    }


NAMERS: Mapping[str, Namer] = MappingProxyType({"piece of work": _deliveries, "timed work": _runs})
