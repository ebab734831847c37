"""The board of cohorts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.queries.board import cohort_board
from goldenthread.cohorts.types import Stage
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import OrganisationKind
from goldenthread.web.cohorts.forms import BoardFilter
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

STAGE_NAMES = {Stage.RUNNING: "Running", Stage.COMING: "To come", Stage.ENDED: "Ended"}


@admits(*RUNS, *LOOKS_ON, *LEADS)
def board(request: Request) -> HttpResponse:
    """The cohorts I may see, those that need something first."""
    partners = organisations(by=request.actor, kind=OrganisationKind.DELIVERY_PARTNER)
    form = BoardFilter(request.GET, partners=partners, stages=STAGE_NAMES)
    stage, partner = form.chosen()
    page = page_number(request.GET.get("page"))
    context = {
        "board": cohort_board(by=request.actor, at=request.at, stage=stage, partner=partner, page=page),
        "form": form,
        "names": STAGE_NAMES,
        "hides": _hides(stage, partner),
        "may_open": request.actor.wears(*RUNS),
        "may_settle": request.actor.wears(*RUNS, *LEADS),
    }
    return render(request, "cohorts/boarding/board.html", context)


def _hides(stage: Stage | None, partner: UUID | None) -> str:
    """What the filters leave out, in words; empty where they leave out nothing."""
    parts = [f"cohorts that are not {STAGE_NAMES[stage].lower()}"] if stage else []
    parts += ["other partners’ cohorts"] if partner else []
    return f"Hidden: {' and '.join(parts)}." if parts else ""
