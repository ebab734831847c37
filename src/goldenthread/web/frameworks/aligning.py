"""The golden thread: drawn, as a table, and what is proposed for it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.aligning import confirm_alignments, place_framework, refuse_alignments
from goldenthread.frameworks.queries.aligning import framework_on_thread, proposals_page, thread_page
from goldenthread.frameworks.types import CareerStage, Strand, ThreadFramework
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.aligning_forms import PairsForm, ProposalsForm, StageForm, ThreadForm
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.strands import strand_chart
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits
from goldenthread.web.shared.words import count

PAGE = 25


@admits(SIGNED_IN)
def thread(request: Request) -> HttpResponse:
    """The thread from early career to executive leadership, drawn and as a table."""
    form = ThreadForm(request.GET, frameworks=thread_page(by=request.actor).frameworks)
    page = thread_page(by=request.actor, code=form.code())
    strands = Paginator(page.strands, PAGE).get_page(request.GET.get("page"))
    title = f"{count(len(page.strands), 'statement')} run through more than one framework"
    picture = drawn(title, tuple(strands), page.frameworks)
    context = {"page": page, "form": form, "strands": strands, "picture": picture}
    return render(request, "frameworks/aligning/thread.html", context)


def drawn(title: str, strands: Sequence[Strand], frameworks: Sequence[ThreadFramework]) -> Figure:
    """Strands as lines through the frameworks."""
    return strand_chart(
        title,
        columns=[(each.code, each.stage_name) for each in frameworks],
        rows=[
            (
                strand.words,
                {
                    place: ", ".join(line.place for line in strand.at(each.code))
                    for place, each in enumerate(frameworks)
                    if strand.at(each.code)
                },
            )
            for strand in strands
        ],
    )


def one_drawn(strand: Strand) -> Figure:
    """One strand through the frameworks that it joins."""
    return drawn("Where it stands in other frameworks", [strand], [framework for framework, _ in strand.stops])


@admits(Duty.CURRICULUM_LEAD)
def proposals(request: Request) -> HttpResponse:
    """What may say the same, with the evidence."""
    form = ProposalsForm(request.GET, frameworks=thread_page(by=request.actor).frameworks)
    page = proposals_page(by=request.actor, **form.asked())
    lines = Paginator(page.lines, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "lines": lines, "state": form.asked()["state"]}
    return render(request, "frameworks/aligning/proposals.html", context)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def decide(request: Request) -> HttpResponse:
    """Confirm or refuse one pair, or all on the page."""
    refuses, pairs = request.POST.get("event") == "refuse", PairsForm(request.POST).pairs()
    decided = refuse_alignments if refuses else confirm_alignments
    changed = decided(pairs, by=request.actor, at=request.at)
    messages.success(request, f"{count(changed, 'pair')} {'refused' if refuses else 'confirmed'}.")
    return redirect(f"{reverse('frameworks:proposals')}?{request.POST.get('back', '')[:200]}")


@admits(Duty.CURRICULUM_LEAD)
def place(request: Request, ref: UUID) -> HttpResponse:
    """Say when in a career a framework is met."""
    this = framework_on_thread(ref, by=request.actor)
    form = StageForm(request.POST if request.method == "POST" else None, initial={"stage": this.stage})
    if form.is_valid():
        place_framework(ref, CareerStage(form.cleaned_data["stage"]), by=request.actor, at=request.at)
        return redirect("frameworks:thread")
    context = {"form": form, "framework": this}
    return render(request, "frameworks/aligning/place.html", context, status=422 if form.errors else 200)
