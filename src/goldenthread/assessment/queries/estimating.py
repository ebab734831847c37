"""How well markers agree: the newest figures, whether they are current, and the markings they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from goldenthread.assessment.models import Allocation, Estimate, Estimating, Marking, Script, Window
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.rules.estimating.figures import STEPS
from goldenthread.assessment.rules.estimating.keeping import read
from goldenthread.assessment.rules.estimating.reading import (
    READS,
    marks_of,
    names_markers,
    why_not_ask,
)
from goldenthread.assessment.rules.estimating.saying import fits, says_of, says_to, stands
from goldenthread.assessment.types.estimating_pages import (
    AccuracyBoard,
    CriterionLine,
    EstimateLine,
    EstimatePage,
    MarkerLine,
    OwnLine,
    OwnPage,
    Scope,
    UnexpectedLine,
    Working,
)
from goldenthread.assessment.types.words import State, WantReason
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.schemes import mark_scheme, mark_schemes
from goldenthread.programmes.types import AccuracyRule, MarkScheme

_DONE = (State.MARKED.value, State.SETTLED.value, State.RELEASED.value)
Tally = tuple[int, int]


@dataclass(frozen=True)
class _Table:
    """What every line is drawn from, by scope: how many markings and the newest, the newest figures, the working."""

    now: Mapping[Scope, Tally]
    kept: Mapping[Scope, Estimate]
    working: Mapping[Scope, Estimating]


def finished_markings() -> QuerySet[Marking]:
    """Markings that count: of scripts that all of their markers have finished, so that nobody learns by a figure what
    another gave to a script that they are still marking."""
    held = Marking.objects.filter(allocation__ended_at=None)
    # A script in which parts stand was marked on some criteria only; a table of marks by all criteria has no such row.
    held = held.filter(allocation__script__carries=False)
    # Whoever read the others before they marked says nothing of how far people agree who did not.
    return held.filter(allocation__script__state__in=_DONE).exclude(met__reason=WantReason.THIRD.value)


def accuracy_board(*, by: Actor) -> AccuracyBoard:
    """Schemes and windows with their figures; in seven statements, or two for whoever reads none."""
    windows = list(readable(by).select_related("cohort", "brief__brief").order_by("-closes_at", "-id"))
    table = _table(windows)
    schemes = mark_schemes({window.scheme for window in windows})
    return AccuracyBoard(
        schemes=tuple(_scheme_line(scheme, table) for scheme in schemes.values() if Scope(scheme.ref) in table.now),
        windows=tuple(_window_line(row, table) for row in windows if Scope(row.scheme, row.ref) in table.now),
        may_ask=why_not_ask(by) is None,
    )


def window_scope(window: UUID, *, by: Actor) -> Scope:
    """The scope of a window. :raises Window.DoesNotExist: if there is none, or it is not theirs to read."""
    row = readable(by).only("ref", "scheme").get(ref=window)
    return Scope(row.scheme, row.ref)


def estimate_page(scope: Scope, *, by: Actor) -> EstimatePage:
    """The newest figures of a scope; in nine statements.

    :raises Window.DoesNotExist: if there is no window of this scope, or it is not theirs to read.
    """
    windows = windows_of(scope, readable(by))
    table = _table(windows)
    scheme = mark_scheme(scope.scheme)
    line = _window_line(windows[0], table) if scope.window else _scheme_line(scheme, table)
    rule = policy_of(windows[0]).accuracy
    names = marker_names((window.pk for window in windows), by=by)
    known = line.figures
    own = set(Script.objects.handed_in_by(by).values_list("ref", flat=True)) if by.wears(Duty.PARTICIPANT) else set()
    unexpected = [each for each in known.unexpected if each.script not in own] if known else []
    return EstimatePage(
        line=line,
        scheme=scheme,
        rule=rule,
        says=says_of(known, rule) if known else (),
        markers=tuple(
            sorted(
                (MarkerLine(names[m.marker], m, stands(m, rule), fits(m.fit, rule)) for m in known.markers),
                key=lambda m: (m.figures.group, m.figures.severity is None, -_severity(m), m.name),
            )
            if known
            else ()
        ),
        criteria=tuple(CriterionLine(c, fits(c.fit, rule)) for c in known.criteria) if known else (),
        unexpected=tuple(UnexpectedLine(each, names[each.marker]) for each in unexpected),
        names_markers=names_markers(by),
        may_ask=why_not_ask(by) is None,
    )


def own_page(*, by: Actor) -> OwnPage:
    """An assessor's own figures under each scheme, and nobody else's; in at most seven statements and one a scheme."""
    if not by.wears(Duty.ASSESSOR):
        return OwnPage(())
    windows = list(Window.objects.filter(scripts__allocations__marker_id=by.person_id).distinct().order_by("-opens_at"))
    mine = {window.scheme: window for window in reversed(windows)}
    kept = _newest(Estimate.objects.filter(window=None, scheme__in=mine))
    schemes = mark_schemes(scope.scheme for scope in kept)
    rules = _rules(mine[scope.scheme].pk for scope in kept)
    lines = [_own(kept[scope], schemes[scope.scheme], rules[scope.scheme], by.person_id) for scope in kept]
    return OwnPage(tuple(line for line in lines if line))


def windows_of(scope: Scope, seen: QuerySet[Window]) -> Sequence[Window]:
    """The windows of a scope, the newest first. :raises Window.DoesNotExist: if there is none."""
    rows = seen.filter(scheme=scope.scheme).select_related("cohort__release", "brief__brief").order_by("-opens_at")
    found = list(rows.filter(ref=scope.window) if scope.window else rows)
    if not found:
        raise Window.DoesNotExist
    return found


def due_scopes() -> tuple[Scope, ...]:
    """Where markings came, or went, since figures were worked out, or figures never were; in three statements."""
    table = _table(list(Window.objects.all()))
    return tuple(scope for scope, tally in table.now.items() if not _is_current(table.kept.get(scope), tally))


def marker_names(windows: Iterable[int], *, by: Actor | None) -> Mapping[int, str]:
    """What this reader calls everybody who was ever given a script of these windows, in one statement: by name where
    they may, else by a mark that stays theirs; ``None`` reads what leaves the house."""
    given = Allocation.objects.filter(script__window__in=list(windows), is_standard=False)
    rows = given.order_by().values_list("marker_id", "marker__ref", "marker__name").annotate(Min("allocated_at"))
    if by is not None and names_markers(by):
        return {person: name for person, _, name, _ in rows}
    return marks_of({person: (first, ref) for person, ref, _, first in rows})


def readable(by: Actor) -> QuerySet[Window]:
    """The windows whose figures this actor reads: all, or none."""
    return Window.objects.all() if by.wears_for_provider(*READS) else Window.objects.none()


def _table(windows: Sequence[Window]) -> _Table:
    """By scope, in three statements."""
    by_id = {window.pk: window for window in windows}
    rows = finished_markings().filter(allocation__script__window__in=by_id).values_list("allocation__script__window")
    now: dict[Scope, Tally] = {}
    for window, count, newest in rows.annotate(Count("id"), Max("id")).order_by():
        row = by_id[window]
        now[Scope(row.scheme, row.ref)] = (count, newest)
        over = now.get(Scope(row.scheme), (0, 0))
        now[Scope(row.scheme)] = (over[0] + count, max(over[1], newest))
    schemes = {window.scheme for window in windows}
    working = Estimating.objects.filter(scheme__in=schemes, ended_at=None).select_related("window")
    return _Table(now, _newest(Estimate.objects.filter(scheme__in=schemes)), {_scope(row): row for row in working})


def _newest(rows: QuerySet[Estimate]) -> Mapping[Scope, Estimate]:
    """The newest figures of each scope, in one statement."""
    newest = rows.values("scheme", "window").annotate(newest_id=Max("id")).values("newest_id").order_by()
    found = Estimate.objects.filter(pk__in=newest).select_related("window").order_by("scheme")
    return {_scope(row): row for row in found}


def _scope(row: Estimate | Estimating) -> Scope:
    return Scope(row.scheme, row.window.ref if row.window else None)


def _is_current(kept: Estimate | None, tally: Tally) -> bool:
    return kept is not None and (kept.markings, kept.newest) == tally


def _scheme_line(scheme: MarkScheme, table: _Table) -> EstimateLine:
    return _line(Scope(scheme.ref), f"{scheme.qualification}, {scheme.title}", "", table)


def _window_line(row: Window, table: _Table) -> EstimateLine:
    return _line(Scope(row.scheme, row.ref), row.cohort.title, row.brief.brief.title, table)


def _line(scope: Scope, title: str, brief: str, table: _Table) -> EstimateLine:
    kept, tally, working = table.kept.get(scope), table.now.get(scope, (0, 0)), table.working.get(scope)
    return EstimateLine(
        scope=scope,
        title=title,
        brief=brief,
        figures=read(kept.figures) if kept else None,
        used=kept.markings if kept else 0,
        now=tally[0],
        made_at=kept.made_at if kept else None,
        working=Working(working.asked_at, working.step, len(STEPS), STEPS[working.step]) if working else None,
        is_current=_is_current(kept, tally),
    )


def _severity(line: MarkerLine) -> float:
    return line.figures.severity.value if line.figures.severity else 0.0


def _rules(windows: Iterable[int]) -> Mapping[UUID, AccuracyRule]:
    rows = Window.objects.filter(pk__in=set(windows)).select_related("cohort__release")
    return {row.scheme: policy_of(row).accuracy for row in rows}


def _own(kept: Estimate, scheme: MarkScheme, rule: AccuracyRule, person: int) -> OwnLine | None:
    figures = read(kept.figures)
    mine = next((marker for marker in figures.markers if marker.marker == person), None)
    if mine is None:
        return None
    return OwnLine(
        title=f"{scheme.qualification}, {scheme.title}",
        figures=mine,
        says=says_to(mine, figures.overall, rule, at_pass=scheme.minimum_total),
        fits=fits(mine.fit, rule),
        made_at=kept.made_at,
        least=rule.least_scripts,
        highest=scheme.highest_total,
        is_illustrative=scheme.is_illustrative,
    )
