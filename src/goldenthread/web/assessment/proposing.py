"""Ask who should mark what, look at it, and take it or put it away."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.proposing import accept_proposal, ask_proposal, put_proposal_away
from goldenthread.assessment.queries.proposed import proposal_of, proposal_page
from goldenthread.assessment.types.proposing import ProposalPage, Stage
from goldenthread.assessment.types.words import ProposalState
from goldenthread.ground.queries.notices import worker_seen_at
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.allocating import READS, RUNS
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.loads import load_bars
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

QUIET = timedelta(minutes=2)
STAGES = MappingProxyType(
    {
        Stage.WAITING: "Waiting",
        Stage.GATHERING: "Gathering what is known",
        Stage.PLACING: "Working it out",
        Stage.WRITING: "Writing it down",
    }
)


@admits(*RUNS)
@require_POST
def ask(request: Request, ref: UUID) -> HttpResponse:
    """Ask who should mark what in a window."""
    try:
        return see_other("assessment:proposal", ask_proposal(ref, by=request.actor, at=request.at))
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("assessment:allocation", ref)


@admits(*READS)
def proposal(request: Request, ref: UUID) -> HttpResponse:
    """A proposal: what each would have, which scripts, and what stays empty; or how far it has come."""
    line, window = proposal_of(ref, by=request.actor)
    if line.state is ProposalState.ASKED:
        return render(request, "assessment/proposing/progress.html", _progress(request, ref))
    if line.state is not ProposalState.READY:
        words = "accepted" if line.state is ProposalState.ACCEPTED else "put away"
        messages.info(request, f"That proposal was {words}. This is how the window stands.")
        return see_other("assessment:allocation", window)
    page = proposal_page(
        ref, by=request.actor, page=page_number(request.GET.get("page")), marker=_ref(request.GET.get("marker", ""))
    )
    return render(request, "assessment/proposing/proposal.html", {"page": page, "figure": _figure(page)})


@admits(*READS)
def proposal_now(request: Request, ref: UUID) -> HttpResponse:
    """The part of the waiting page which changes; once it is ready, the way to it."""
    facts = _progress(request, ref)
    if not facts["is_waiting"]:
        return HttpResponse(headers={"HX-Redirect": reverse("assessment:proposal", args=[ref])})
    return render(request, "assessment/proposing/stage.html", facts)


@admits(*RUNS)
@require_POST
def accept(request: Request, ref: UUID) -> HttpResponse:
    """Give every seat as it was proposed."""
    _, window = proposal_of(ref, by=request.actor)
    try:
        number = accept_proposal(ref, by=request.actor, at=request.at)
        messages.success(request, f"{count(number, 'seat')} given. Assessors find the scripts in their queue.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:allocation", window)


@admits(*RUNS)
@require_POST
def put_away(request: Request, ref: UUID) -> HttpResponse:
    """Nobody wants this proposal."""
    _, window = proposal_of(ref, by=request.actor)
    try:
        put_proposal_away(ref, by=request.actor, at=request.at)
        messages.success(request, "The proposal is put away. No seat has changed.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:allocation", window)


def _progress(request: Request, ref: UUID) -> dict[str, object]:
    line, window = proposal_of(ref, by=request.actor)
    seen = worker_seen_at()
    return {
        "line": line,
        "window": window,
        "is_waiting": line.state is ProposalState.ASKED,
        "steps": tuple(STAGES.values()),
        "stage": STAGES[line.stage],
        "is_quiet": line.stage is Stage.WAITING and (seen is None or request.at - seen > QUIET),
    }


def _figure(page: ProposalPage) -> Figure | None:
    """What each assessor would have, of what they take."""
    lines = [(line.name, line.before, line.after, line.capacity) for line in page.loads]
    return load_bars("What each assessor would have, of what they take", loads=lines) if lines else None


def _ref(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
