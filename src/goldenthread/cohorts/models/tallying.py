"""How many people stand where, kept up as they come and change, so that no page counts them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, Sum

from goldenthread.cohorts.models.enrolments import Enrolment
from goldenthread.cohorts.types import HAS_A_PLACE, State
from goldenthread.ground.models.keeping import KeptUp

COUNTS = ("placed", "active", "reached", "at_risk")
_ACTIVE = Q(state=State.ACTIVE.value)
# What each count is of.
WHO = {
    "placed": Q(state__in=[s.value for s in HAS_A_PLACE]),
    "active": _ACTIVE,
    "reached": _ACTIVE & Q(engagement__is_met=True),
    "at_risk": _ACTIVE & Q(risk__is_at_risk=True),
}

_PLACED = ", ".join(f"'{state}'" for state in sorted(s.value for s in HAS_A_PLACE))
_LINE = "INSERT INTO cohorts_tally (cohort_id, school_id, route, placed, active, reached, at_risk)"


def _one(row: str, sign: str = "") -> str:
    """A line for one enrolment as the trigger knows it, under ``NEW`` or ``OLD``."""
    active = f"CASE WHEN {row}.state = '{State.ACTIVE.value}' THEN 1 ELSE 0 END"

    def looked_up(column: str, table: str) -> str:
        found = f"SELECT CASE WHEN {column} THEN 1 ELSE 0 END FROM {table} WHERE enrolment_id = {row}.id"  # noqa: S608  our own names
        return f"{sign}{active} * COALESCE(({found}), 0)"

    return (
        f"{_LINE} VALUES ({row}.cohort_id, {row}.school_id, {row}.route, "
        f"{sign}CASE WHEN {row}.state IN ({_PLACED}) THEN 1 ELSE 0 END, {sign}{active}, "
        f"{looked_up('is_met', 'cohorts_engagement')}, {looked_up('is_at_risk', 'cohorts_risk')})"
    )


def _of(column: str, shown: str, before: str) -> str:
    """A line for somebody active whose figure or risk has come or changed."""
    step = f"CASE WHEN NEW.{column} THEN 1 ELSE 0 END{before}"
    reached, at_risk = (step, "0") if shown == "reached" else ("0", step)
    of_active = f"FROM cohorts_enrolment e WHERE e.id = NEW.enrolment_id AND e.state = '{State.ACTIVE.value}'"
    return f"{_LINE} SELECT e.cohort_id, e.school_id, e.route, 0, 0, {reached}, {at_risk} {of_active}"


def _kept(table: str, column: str, shown: str) -> tuple[KeptUp, KeptUp]:
    name, before = f"tally_{shown}", f" - CASE WHEN OLD.{column} THEN 1 ELSE 0 END"
    return (
        KeptUp(f"{name}_when_it_comes", "INSERT", table, _of(column, shown, ""), when=f"NEW.{column}"),
        KeptUp(
            f"{name}_when_it_changes",
            f"UPDATE OF {column}",
            table,
            _of(column, shown, before),
            when=f"NEW.{column} <> OLD.{column}",
        ),
    )


_MOVED = ("cohort_id", "school_id", "route", "state")


class TallySet(models.QuerySet["Tally"]):
    """Lines of the tally."""

    def summed(self, *by: str) -> models.QuerySet[Any, Any]:
        """The counts added up by some columns."""
        return self.order_by().values_list(*by).annotate(**{f"all_{name}": Sum(name) for name in COUNTS})


class Tally(models.Model):
    """A step in how many people of a school stand where on a route of a cohort: what is so now is the sum of the lines.

    A line is added when somebody comes or changes, and none is changed: those who write at once never wait for one
    another. The night puts the lines of a place together.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    kept_up: ClassVar[tuple[KeptUp, ...]] = (
        KeptUp("tally_when_somebody_comes", "INSERT", "cohorts_enrolment", _one("NEW")),
        KeptUp(
            "tally_when_somebody_changes",
            f"UPDATE OF {', '.join(_MOVED)}",
            "cohorts_enrolment",
            f"{_one('OLD', '-')}; {_one('NEW')}",
            when=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in _MOVED),
        ),
        *_kept("cohorts_engagement", "is_met", "reached"),
        *_kept("cohorts_risk", "is_at_risk", "at_risk"),
    )

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.CASCADE, related_name="tally")
    school = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=10)
    placed = models.IntegerField()
    active = models.IntegerField()
    reached = models.IntegerField()
    at_risk = models.IntegerField()

    objects = TallySet.as_manager()


def stands() -> models.QuerySet[Any, Any]:
    """The counts as the enrolments themselves say them, by cohort, school and route."""
    rows = Enrolment.objects.order_by().values_list("cohort_id", "school_id", "route")
    return rows.annotate(**{f"all_{name}": models.Count("pk", filter=who) for name, who in WHO.items()})
