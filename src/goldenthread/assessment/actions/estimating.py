"""Work out how well markers agree, keep what came of it, and do so again when markings come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.db.transaction import atomic

from goldenthread.assessment.models import CriterionMark, Estimate, Estimating, Window
from goldenthread.assessment.queries.estimating import due_scopes, finished_markings, windows_of
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.rules.estimating.figures import STEPS, estimate
from goldenthread.assessment.rules.estimating.keeping import WAY, kept
from goldenthread.assessment.rules.estimating.marks import Marks, marks_of
from goldenthread.assessment.rules.estimating.reading import why_not_ask
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme


@atomic
def ask_for_estimate(scope: Scope, *, by: Actor, at: datetime) -> None:
    """Have figures worked out again, by the worker; a second time while one waits nothing more happens.

    :raises Refused: if this actor does not moderate.
    :raises Window.DoesNotExist: if there is no window of this scope.
    """
    refusal = why_not_ask(by)
    if refusal:
        raise Refused(refusal)
    window = _window_of(scope)
    row, is_new = Estimating.objects.select_for_update().get_or_create(
        scheme=scope.scheme, window=window, defaults={"asked_at": at}
    )
    if not is_new and row.ended_at is None:
        return

    Estimating.objects.filter(pk=row.pk).update(asked_at=at, step=0, ended_at=None)
    audit(by=str(by), did="assessment.ask_for_estimate", to=str(scope.window or scope.scheme), at=at)
    facts = {"scheme": str(scope.scheme), "window": str(scope.window or "")}
    post(Notice("assessment.estimate_asked", facts), at=at)


def make_estimate(scope: Scope, *, at: datetime) -> bool:
    """Work out the figures of a scope and keep them; whether any were kept.

    The working takes long, so that it holds no transaction: each step is told by itself, and what came of it is
    written in one. The same markings under the same rule are never kept twice in a row.

    :raises Window.DoesNotExist: if there is no window of this scope.
    """
    window = _window_of(scope)
    _begin(scope, window, at=at)
    scheme = mark_scheme(scope.scheme)
    rule = policy_of(windows_of(scope, Window.objects.all())[0]).accuracy
    marks, names, newest = _read(scope, scheme)
    inputs = marks.digest(WAY, str(scheme.ref), repr(rule))
    before = Estimate.objects.filter(scheme=scope.scheme, window=window).order_by("-id").first()
    if not len(marks.scripts) or (before and before.inputs == inputs):
        _working(scope, window).update(ended_at=at)
        return False
    figures = estimate(marks, scheme, rule, names=names, tell=_teller(scope, window))
    with atomic():
        row = Estimate.objects.create(
            scheme=scope.scheme,
            window=window,
            inputs=inputs,
            markings=len(marks.scripts),
            newest=newest,
            figures=kept(figures),
            made_at=at,
        )
        _working(scope, window).update(step=len(STEPS) - 1, ended_at=at)
        to = str(scope.window or scope.scheme)
        audit(by="clock", did="assessment.make_estimate", to=to, at=at, markings=str(row.markings))
    return True


def keep_estimates(*, at: datetime) -> int:
    """Work out every scope to which markings came; how many were kept."""
    return sum(make_estimate(scope, at=at) for scope in due_scopes())


def _window_of(scope: Scope) -> Window | None:
    newest = windows_of(scope, Window.objects.all())[0]
    return newest if scope.window else None


def _working(scope: Scope, window: Window | None) -> QuerySet[Estimating]:
    return Estimating.objects.filter(scheme=scope.scheme, window=window)


@atomic
def _begin(scope: Scope, window: Window | None, *, at: datetime) -> None:
    Estimating.objects.update_or_create(
        scheme=scope.scheme,
        window=window,
        defaults={"step": 0, "ended_at": None},
        create_defaults={"asked_at": at},
    )


def _teller(scope: Scope, window: Window | None) -> Callable[[int], None]:
    def tell(step: int) -> None:
        _working(scope, window).update(step=step)

    return tell


def _read(scope: Scope, scheme: MarkScheme) -> tuple[Marks, dict[int, tuple[ScriptRef, str]], int]:
    """The markings of a scope, whose they are, and the newest; in two statements, whatever their number."""
    where = {"allocation__script__window__scheme": scope.scheme}
    if scope.window:
        where["allocation__script__window__ref"] = scope.window
    rows = finished_markings().filter(**where)
    heads = list(
        rows.values_list(
            "id", "allocation__script", "allocation__marker", "allocation__script__ref", "allocation__script__number"
        )
    )
    known = {marking: (script, marker) for marking, script, marker, _, _ in heads}
    names = {script: (ScriptRef(ref), number) for _, script, _, ref, number in heads}
    at = {criterion.code: place for place, criterion in enumerate(scheme.criteria)}
    place_of = {criterion.code: {m: p for p, m in enumerate(criterion.marks)} for criterion in scheme.criteria}
    places = {marking: [0] * len(at) for marking in known}
    # A marking that is finished meanwhile is not in what was read first, and waits for the next time.
    given = CriterionMark.objects.filter(marking__in=rows.values("id"))
    each = given.values_list("marking", "code", "mark").iterator(chunk_size=10_000)
    for marking, code, mark in (row for row in each if row[0] in places):
        places[marking][at[code]] = place_of[code][mark]
    markings = [(*known[marking], places[marking]) for marking in known]
    tops = [len(criterion.marks) - 1 for criterion in scheme.criteria]
    return marks_of(markings, tops), names, max(known, default=0)
