"""Marks and figures as spreadsheets that name no participant and run no formula."""

from __future__ import annotations

from goldenthread.assessment.models import CriterionMark
from goldenthread.assessment.queries.estimating import (
    estimate_page,
    finished_markings,
    marker_names,
    readable,
    windows_of,
)
from goldenthread.assessment.types.estimating import Agreed, Between, CriterionFigures, Fit, MarkerFigures
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.ground.rules.tables import as_csv
from goldenthread.people.types import Actor

_AGREED = ("exact", "adjacent", "kappa", "nominal", "ordinal", "interval")
_ENDS = ("", " from", " to")


def marks_as_csv(scope: Scope, *, by: Actor) -> bytes:
    """Every finished mark: the script by its number, the marker by a mark, the seat, the criterion; in four statements.
    Nobody reads their own.

    No marker by name, whoever asks: the file goes to others.

    :raises Window.DoesNotExist: if there is no window of this scope, or it is not theirs to read.
    """
    windows = windows_of(scope, readable(by))
    markings = finished_markings().filter(allocation__script__window__in=[window.pk for window in windows])
    markings = markings.exclude(allocation__script__enrolment__participant_id=by.person_id)
    rows = CriterionMark.objects.filter(marking__in=markings.values("id")).order_by(
        "marking__allocation__script__number", "marking__allocation__seat", "code"
    )
    given = rows.values_list(
        "marking__allocation__script__window",
        "marking__allocation__script__number",
        "marking__allocation__marker",
        "marking__allocation__seat",
        "code",
        "mark",
        "marking__total",
        "marking__outcome",
    )
    found = list(given)
    names = marker_names((window.pk for window in windows), by=None)
    titles = {window.pk: (window.cohort.title, window.brief.brief.title) for window in windows}
    heads = ("Cohort", "Brief", "Script", "Marker", "Seat", "Criterion", "Mark", "Total of the marking", "Result")
    return as_csv(heads, ((*titles[w], number, names[who], *rest) for w, number, who, *rest in found))


def figures_as_csv(scope: Scope, *, by: Actor) -> bytes:
    """Every figure with its interval: over all, of each criterion and of each marker, under a mark and not by name.

    :raises Window.DoesNotExist: if there is no window of this scope, or it is not theirs to read.
    """
    page = estimate_page(scope, by=by)
    names = marker_names((window.pk for window in windows_of(scope, readable(by))), by=None)
    heads = ["Of", "Which", "Scripts marked twice"]
    for what in ("Same mark", "At most one step apart", "Weighted kappa", *(f"Alpha, {m}" for m in _AGREED[3:])):
        heads += [f"{what}{end}" for end in _ENDS]
    heads += [f"Severity or difficulty, logits{end}" for end in _ENDS]
    heads += ["Infit", "Outfit", "Total for the average script", "Total on the pass mark", "Group"]
    known = page.line.figures
    whole = [("All criteria", known.overall), ("Passed or failed", known.result)] if known else []
    return as_csv(
        heads,
        [
            *(("All", what, _scripts(agreed), *_agreement(agreed), *[""] * 8) for what, agreed in whole),
            *(_criterion(line.figures) for line in page.criteria),
            *(_marker(line.figures, names[line.figures.marker]) for line in page.markers),
        ],
    )


def _criterion(c: CriterionFigures) -> tuple[object, ...]:
    name, places = f"{c.code} {c.title}", ("", "", "")
    return ("Criterion", name, _scripts(c.agreed), *_agreement(c.agreed), *_ends(c.difficulty), *_fit(c.fit), *places)


def _marker(m: MarkerFigures, name: str) -> tuple[object, ...]:
    places = (_said(m.fair), _said(m.at_pass), m.group + 1)
    return ("Marker", name, m.doubled, *_agreement(m.agreed), *_ends(m.severity), *_fit(m.fit), *places)


def _agreement(agreed: Agreed | None) -> list[object]:
    return [cell for name in _AGREED for cell in _ends(getattr(agreed, name) if agreed else None)]


def _ends(figure: Between | None) -> list[object]:
    return [_said(figure.value), _said(figure.low), _said(figure.high)] if figure else ["", "", ""]


def _fit(fit: Fit | None) -> tuple[object, object]:
    return (_said(fit.infit), _said(fit.outfit)) if fit else ("", "")


def _scripts(agreed: Agreed | None) -> object:
    return agreed.scripts if agreed else ""


def _said(value: float | None) -> object:
    return "" if value is None else round(value, 4)
