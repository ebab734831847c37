"""Catch up on a missed session, and review who did."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.catching_up import (
    answer_catch_up,
    hand_in_reflection,
    reopen_catch_up,
    save_reflection,
)
from goldenthread.learning.queries.catching_up import catch_up_board, catch_up_review, my_catch_up
from goldenthread.learning.queries.reviewing import waiting_for_feedback
from goldenthread.learning.types.catching_up import MyCatchUp
from goldenthread.people.types import Duty
from goldenthread.web.learning.task_forms import CatchUpAnswerForm, ReflectionForm, WhyForm
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

PARTNER = (Duty.FACILITATOR, Duty.PROGRAMME_MANAGER)


@admits(Duty.PARTICIPANT)
def mine(request: Request, session: UUID) -> HttpResponse:
    """What there is of a session I missed, and my reflection on it."""
    page = my_catch_up(session, by=request.actor, at=request.at)
    form = _form(request.POST if request.method == "POST" else None, page)
    kept = None
    if form.is_bound and form.is_valid():
        try:
            save_reflection(session, form.reflection(), **form.kept_from(), by=request.actor, at=request.at)
            if "check" in request.POST:
                return see_other("learning:check-catch-up", session)
            messages.success(request, "Saved.")
            return see_other("learning:catch-up", session)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            kept = page.reflection if refused.refusal.code == "other_tab" else None
            form.after(page.revision)
    facts = {"page": page, "form": form, "kept": kept}
    return render(request, "learning/catching_up/mine.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@require_POST
def save(request: Request, session: UUID) -> HttpResponse:
    """Keep my reflection while I type: 204 when it is kept, 409 where other words were kept meanwhile."""
    page = my_catch_up(session, by=request.actor, at=request.at)
    form = _form(request.POST, page)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        save_reflection(session, form.reflection(), **form.kept_from(), by=request.actor, at=request.at)
    except Refused as refused:
        words = "These words are open in another tab too, and were saved there. Choose Save to see both."
        said = words if refused.refusal.code == "other_tab" else str(refused.refusal)
        return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@admits(Duty.PARTICIPANT)
def check(request: Request, session: UUID) -> HttpResponse:
    """My reflection once more; then hand it in."""
    page = my_catch_up(session, by=request.actor, at=request.at)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        try:
            number = int(revision) if revision.isdecimal() and len(revision) < 9 else -1
            hand_in_reflection(session, revision=number, by=request.actor, at=request.at)
            messages.success(request, "Your reflection is handed in.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("learning:catch-up", session)
    return render(request, "learning/catching_up/check.html", {"page": page})


@admits(*PARTNER)
def board(request: Request) -> HttpResponse:
    """Who caught up and waits for a review, what was due first before the others."""
    found = catch_up_board(by=request.actor, page=page_number(request.GET.get("page")))
    facts = {"board": found, "tasks": waiting_for_feedback(by=request.actor)}
    return render(request, "learning/catching_up/board.html", facts)


@admits(*PARTNER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
def review(request: Request, ref: UUID) -> HttpResponse:
    """One reflection: answer it, after checking the answer."""
    page = catch_up_review(ref, by=request.actor)
    form = CatchUpAnswerForm(request.POST if request.method == "POST" else None)
    is_checked = False
    if form.is_bound and form.is_valid():
        if "sure" not in request.POST:
            is_checked = True
        else:
            try:
                answer_catch_up(ref, **form.value(), by=request.actor, at=request.at)
                messages.success(request, f"Your answer is sent to {page.name}.")
                return see_other("learning:review-catch-up", ref)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "why": WhyForm(), "is_checked": is_checked}
    return render(request, "learning/catching_up/review.html", facts, status=422 if form.errors else 200)


@admits(*PARTNER)
@require_POST
def reopen(request: Request, ref: UUID) -> HttpResponse:
    """Take an answer back."""
    form = WhyForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        reopen_catch_up(ref, why=why, by=request.actor, at=request.at)
        messages.success(request, "It waits for a review again. The participant is told why.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("learning:review-catch-up", ref)


def _form(data: object, page: MyCatchUp) -> ReflectionForm:
    return ReflectionForm(data, revision=page.revision, reflection=page.reflection, terms=page.terms)
