"""Feedback on tasks: what waits, one work, its draft, and sending it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.reviewing import (
    answer_question,
    pass_on,
    reopen_work,
    save_feedback,
    send_feedback,
    take_over,
)
from goldenthread.learning.queries.catching_up import waiting_catch_ups
from goldenthread.learning.queries.reviewing import handed_in_file, review_page, review_queue
from goldenthread.people.types import Duty
from goldenthread.web.learning.task_forms import PassOnForm, RemarkForm, SheetForm, WhyForm
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

REVIEWERS = (Duty.COACH, Duty.FACILITATOR, Duty.PROGRAMME_MANAGER)
READERS = (*REVIEWERS, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)


@admits(*REVIEWERS)
def queue(request: Request) -> HttpResponse:
    """What waits for feedback, what was due first before the others."""
    only_mine = request.GET.get("show") == "mine"
    found = review_queue(by=request.actor, page=page_number(request.GET.get("page")), only_mine=only_mine)
    facts = {
        "queue": found,
        "only_mine": only_mine,
        "catch_ups": waiting_catch_ups(by=request.actor),
        "sees_catch_ups": request.actor.wears(Duty.FACILITATOR, Duty.PROGRAMME_MANAGER),
    }
    return render(request, "learning/reviewing/queue.html", facts)


@admits(*READERS)
def review(request: Request, work: UUID) -> HttpResponse:
    """One work with its history beside the feedback that is being written."""
    page = review_page(work, by=request.actor)
    form = SheetForm(request.POST if request.method == "POST" else None, task=page.task, sheet=page.sheet)
    if form.is_bound and form.is_valid():
        try:
            save_feedback(work, form.sheet(), by=request.actor, at=request.at)
            if "check" in request.POST:
                return see_other("learning:send-feedback", work)
            messages.success(request, "Your draft is saved. Nobody else sees it before you send it.")
            return see_other("learning:review", work)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {
        "page": page,
        "form": form,
        "why": WhyForm(),
        "pass_on": PassOnForm(others=page.others),
        "remark": RemarkForm(),
    }
    return render(request, "learning/reviewing/review.html", facts, status=422 if form.errors else 200)


@admits(*REVIEWERS)
@require_POST
def save(request: Request, work: UUID) -> HttpResponse:
    """Keep the draft while it is typed: 204 when it is kept."""
    page = review_page(work, by=request.actor)
    form = SheetForm(request.POST, task=page.task, sheet=page.sheet)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        save_feedback(work, form.sheet(), by=request.actor, at=request.at)
    except Refused as refused:
        return HttpResponse(str(refused.refusal), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@admits(*REVIEWERS)
def send(request: Request, work: UUID) -> HttpResponse:
    """The feedback as its reader will see it; then send it."""
    page = review_page(work, by=request.actor)
    if request.method == "POST":
        return _done(
            request,
            lambda: send_feedback(work, by=request.actor, at=request.at),
            work,
            f"Your feedback is sent to {page.name}.",
        )
    return render(request, "learning/reviewing/send.html", {"page": page})


@admits(*REVIEWERS)
@require_POST
def take(request: Request, work: UUID) -> HttpResponse:
    """Take work that somebody else has taken."""
    why = _words(WhyForm(request.POST), "why")
    return _done(
        request, lambda: take_over(work, why=why, by=request.actor, at=request.at), work, "You have taken this over."
    )


@admits(*REVIEWERS)
@require_POST
def hand_over(request: Request, work: UUID) -> HttpResponse:
    """Give work to another reviewer."""
    page = review_page(work, by=request.actor)
    form = PassOnForm(request.POST, others=page.others)
    if not form.is_valid():
        messages.error(request, "Choose who reviews it instead, and say why.")
        return see_other("learning:review", work)
    person, why = UUID(form.cleaned_data["person"]), form.cleaned_data["why"]
    done = lambda: pass_on(work, person, why=why, by=request.actor, at=request.at)  # noqa: E731  one deed, said once
    return _done(request, done, work, "It is passed on.")


@admits(*REVIEWERS)
@require_POST
def reopen(request: Request, work: UUID) -> HttpResponse:
    """Take the last answer back."""
    why = _words(WhyForm(request.POST), "why")
    return _done(
        request,
        lambda: reopen_work(work, why=why, by=request.actor, at=request.at),
        work,
        "It waits for feedback again. The participant is told why.",
    )


@admits(*REVIEWERS)
@require_POST
def reply(request: Request, work: UUID, feedback: UUID) -> HttpResponse:
    """Answer a question about feedback."""
    words = _words(RemarkForm(request.POST), "words")
    return _done(
        request,
        lambda: answer_question(feedback, words, by=request.actor, at=request.at),
        work,
        "Your answer is sent.",
    )


@admits(*READERS)
def file(request: Request, work: UUID, file: UUID) -> HttpResponse:
    """A file that was handed in."""
    sent = handed_in_file(work, file, by=request.actor)
    return send_file(sent.content, name=sent.name, media_type=sent.media_type)


def _words(form: WhyForm | RemarkForm, name: str) -> str:
    return str(form.cleaned_data[name]) if form.is_valid() else ""


def _done(request: Request, work: Callable[[], object], ref: UUID, said: str) -> HttpResponse:
    try:
        work()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("learning:review", ref)
