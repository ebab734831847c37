"""By when components are due on a cohort."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, OuterRef

from goldenthread.cohorts.models import Cohort, ComponentDue, Session
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.queries.reckoning import Yardstick, measure_of
from goldenthread.cohorts.rules.due import due_days
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.types import DueComponent
from goldenthread.cohorts.types.due import DueLine, DuePage
from goldenthread.ground.models.listing import Listed, moment_of
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.types import DueRule


def due_components(
    cohort: Cohort,
    measure: Yardstick,
    *,
    sessions: Iterable[Session] | None = None,
    by_hand: Mapping[int, date] | None = None,
) -> tuple[DueComponent, ...]:
    """The components of a cohort with the end of their last session and the day they are due, in two statements.

    One less where its ``sessions`` are here already; and one less where ``by_hand`` says which days were set by hand.
    """
    ends: dict[int, datetime] = {}
    bare: dict[int, datetime] = {}
    for row in Session.objects.filter(cohort=cohort) if sessions is None else sessions:
        ends[row.component_id] = max(row.ends_at, ends.get(row.component_id, row.ends_at))
        if not row.is_marked:
            bare[row.component_id] = min(row.ends_at, bare.get(row.component_id, row.ends_at))
    if by_hand is None:
        by_hand = {pk: row.due_on for pk, row in _by_hand(cohort).items() if row.due_on}
    days = _days(cohort, measure, ends, by_hand)
    return tuple(DueComponent(c, ends.get(c.id), days[c.id], bare.get(c.id)) for c in measure.components)


def days_due(cohorts: Iterable[int]) -> Mapping[tuple[int, int], date]:
    """The day on which each component is due on some cohorts, by the ids of both: what every room says alike.

    In one statement, and two for each release that they take on a day of its own. Open to other rooms.
    """
    here = OuterRef("pk")
    held = Session.objects.filter(cohort=here).order_by("ends_at")
    said = ComponentDue.objects.filter(cohort=here).order_by("pk")
    rows = Cohort.objects.filter(pk__in=set(cohorts)).select_related("release", "variant")
    named = rows.annotate(
        held=Listed(held, component="component_id", at="ends_at"),
        said=Listed(said, component="component_id", on="due_on"),
    )
    measures: dict[tuple[int, int | None, date], Yardstick] = {}
    found: dict[tuple[int, int], date] = {}
    for row in named:
        taken = (row.release_id, row.variant_id, row.measured_on)
        measure = measures[taken] = measures.get(taken) or measure_of(row)
        ends = {line["component"]: moment_of(line["at"]) for line in vars(row)["held"]}
        set_ = {line["component"]: line["on"] for line in vars(row)["said"]}
        by_hand = {component: date.fromisoformat(on) for component, on in set_.items() if on}
        found |= {(row.pk, component): on for component, on in _days(row, measure, ends, by_hand).items()}
    return found


def due_page(ref: UUID, *, by: Actor, at: datetime) -> DuePage:
    """When each component is due on a cohort, by which rule, and what was set by hand; in five statements.

    :raises Cohort.DoesNotExist: if there is no such cohort, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme", "variant").get(ref=ref)
    measure = measure_of(row)
    ends = dict(Session.objects.filter(cohort=row).values_list("component_id").annotate(Max("ends_at")))
    by_hand = _by_hand(row)
    ruled = _days(row, measure, ends, {})
    lines = []
    for component in measure.components:
        said = by_hand.get(component.id)
        is_set = bool(said and said.due_on)
        lines.append(
            DueLine(
                component=component,
                due_on=said.due_on if said and said.due_on else ruled[component.id],
                by_rule=ruled[component.id],
                last_session=ends.get(component.id),
                why=said.why if said and is_set else "",
                by=said.by.name if said and is_set else "",
            )
        )
    rule = measure.policy.due if measure.policy else DueRule()
    return DuePage(as_line(row, today=at.date()), rule, tuple(lines), why_not_run(by, row.partner_id))


def _by_hand(cohort: Cohort) -> Mapping[int, ComponentDue]:
    """The newest row about each component, by its id."""
    rows = ComponentDue.objects.filter(cohort=cohort).select_related("by").order_by("pk")
    return {row.component_id: row for row in rows}


def _days(
    cohort: Cohort, measure: Yardstick, ends: Mapping[int, datetime], by_hand: Mapping[int, date]
) -> Mapping[int, date]:
    return due_days(
        measure.components,
        last_on={pk: end.astimezone(LONDON).date() for pk, end in ends.items()},
        by_hand=by_hand,
        rule=measure.policy.due if measure.policy else DueRule(),
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
    )
