"""The provider’s figures, and the evidence pack of a cohort."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.people.types import Duty
from goldenthread.reporting.queries.figures import evidence_pack, provider_figures
from goldenthread.reporting.queries.tables import PARTS, figures_as_csv, pack_as_csv
from goldenthread.reporting.types import Figures
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

STAFF = (
    Duty.PROGRAMME_MANAGER,
    Duty.ADMINISTRATOR,
    Duty.QUALITY_LEAD,
    Duty.CURRICULUM_LEAD,
    Duty.INSPECTOR,
)
PAGE = 50
INSPECTS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*STAFF)
def figures(request: Request) -> HttpResponse:
    """Every cohort in numbers; as a spreadsheet with ``?as=csv``."""
    facts = provider_figures(by=request.actor)
    if request.GET.get("as") == "csv":
        return spreadsheet(figures_as_csv(facts), "cohorts")
    lines = Paginator(facts.cohorts, PAGE).get_page(request.GET.get("page"))
    context = {"figures": facts, "figure": _drawn(facts), "lines": lines}
    return render(request, "reporting/figures/figures.html", context)


@admits(*STAFF)
def pack(request: Request, ref: UUID) -> HttpResponse:
    """The evidence pack of one cohort; a part of it as a spreadsheet with ``?as=``."""
    facts = evidence_pack(ref, by=request.actor, at=request.at)
    part = request.GET.get("as", "")
    if part in PARTS:
        return spreadsheet(pack_as_csv(facts, part), part)
    if part:
        raise Http404
    return render(request, "reporting/figures/pack.html", {"pack": facts, "parts": PARTS})


def _drawn(facts: Figures) -> Figure | None:
    if not facts.active:
        return None
    groups = [(f"{n * 10} to {n * 10 + (10 if n == 9 else 9)} %", float(many)) for n, many in enumerate(facts.spread)]
    said = f"{count(facts.met)} of {count(facts.active, 'active participant')} have reached their policy’s figure"
    return group_bars(said, groups=groups)


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """A CSV to take away."""
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
