"""An assessor's queue and workspace."""

from __future__ import annotations

import json
import re
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.queries.before_marking import paused_in, round_led_to, why_gone
from goldenthread.assessment.queries.documents import documents_of, marked_piece
from goldenthread.assessment.queries.marking import is_mine, marked_file, marking_page, marking_queue
from goldenthread.assessment.types.standing import Purpose
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.linking import links_among
from goldenthread.web.assessment.pins import PinForm, typed_comment
from goldenthread.web.assessment.sheets import MarkSheetForm
from goldenthread.web.assessment.shut_out import queue_says_why
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


@admits(Duty.ASSESSOR)
def queue(request: Request) -> HttpResponse:
    """Everything I have to mark, a page at a time."""
    found = marking_queue(by=request.actor, page=page_number(request.GET.get("page")))
    facts = {"queue": found, "me": request.actor.person, "paused": paused_in(by=request.actor)}
    return render(request, "assessment/marking/queue.html", facts)


@admits(Duty.ASSESSOR)
@queue_says_why
def mark(request: Request, ref: UUID) -> HttpResponse:
    """One script beside its scheme; what is put down is kept as a draft, then checked."""
    page = marking_page(ref, by=request.actor, at=request.at)
    form = MarkSheetForm(request.POST if request.method == "POST" else None, scheme=page.scheme, sheet=page.sheet)
    if form.is_bound and form.is_valid():
        try:
            save_draft(ref, form.sheet(), seen=form.seen(), by=request.actor, at=request.at)
            if "check" in request.POST:
                return see_other("assessment:finish", ref)
            if "next" in request.POST and page.next_ref:
                messages.success(request, f"Your draft of script {page.number} is saved.")
                return see_other("assessment:mark", page.next_ref)
            messages.success(request, "Your draft is saved.")
            return see_other("assessment:mark", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    pins = PinForm(page=page, begins=typed_comment(request.POST) if form.is_bound else None)
    facts = {"page": page, "form": form, "pins": pins, "errors": form, "pieces": documents_of(page.script)}
    facts["judges"] = links_among([page.scheme.ref]).get(page.scheme.ref)
    answer = render(request, "assessment/marking/mark.html", facts, status=422 if form.errors else 200)
    answer["Speculation-Rules"] = f'"{reverse("assessment:ahead")}"'
    return answer


@admits(Duty.ASSESSOR)
def ahead(request: Request) -> HttpResponse:  # noqa: ARG001  the same for everybody
    """Says to a browser that knows such rules to fetch the next script while this one is marked: it only reads."""
    rules = {"prefetch": [{"where": {"selector_matches": "a[rel~=next]"}, "eagerness": "immediate"}]}
    return HttpResponse(json.dumps(rules), content_type="application/speculationrules+json")


@admits(Duty.ASSESSOR)
@require_POST
def save(request: Request, ref: UUID) -> HttpResponse:
    """Keep the draft while it is typed: 204 when it is kept."""
    try:
        page = marking_page(ref, by=request.actor, at=request.at)
        form = MarkSheetForm(request.POST, scheme=page.scheme, sheet=page.sheet)
        if not form.is_valid():
            return HttpResponse(status=422)
        kept = save_draft(ref, form.sheet(), seen=form.seen(), by=request.actor, at=request.at)
    except Refused as refused:
        return _not_kept(refused.refusal)
    except ObjectDoesNotExist:
        refusal = why_gone(ref, by=request.actor)
        if refusal is None:
            raise
        return _not_kept(refusal)
    answer = HttpResponse(status=204, headers={"X-Draft": str(kept.number)})
    if kept.is_mixed:
        answer["X-Kept-Beside"] = "yes"
    return answer


def _after(ref: UUID, *, by: Actor) -> HttpResponse:
    """Practice leads to what was agreed, a test that is over to what came of it, and everything else to the queue."""
    purpose = round_led_to(ref, by=by)
    if purpose is Purpose.PRACTICE:
        return see_other("assessment:practised", ref)
    return see_other("assessment:before_marking" if purpose else "assessment:queue")


def _not_kept(refusal: Refusal) -> HttpResponse:
    return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")


@admits(Duty.ASSESSOR)
@queue_says_why
def finish(request: Request, ref: UUID) -> HttpResponse:
    """Check the marks once more; then finish for good."""
    page = marking_page(ref, by=request.actor, at=request.at)
    refusal = None
    if request.method == "POST":
        try:
            finish_marking(ref, page.sheet, by=request.actor, at=request.at, seen=_seen(request))
            messages.success(request, f"Script {page.number} is marked.")
            # With a stop the next one is no longer theirs; their queue says so.
            if page.next_ref and "next" in request.POST and is_mine(page.next_ref, by=request.actor):
                return see_other("assessment:mark", page.next_ref)
            return _after(ref, by=request.actor)
        except Refused as refused:
            refusal = refused.refusal
    facts = {"page": page, "refusal": refusal, "has_errors": refusal is not None}
    return render(request, "assessment/marking/finish.html", facts, status=422 if refusal else 200)


def _seen(request: Request) -> int:
    """How often the draft had been saved when this page was drawn; less than never where the form does not say."""
    said = request.POST.get("seen", "")
    return int(said) if re.fullmatch(r"[0-9]{1,9}", said) else -1


@admits(Duty.ASSESSOR)
@queue_says_why
def script_file(request: Request, ref: UUID) -> HttpResponse:
    """The cleaned copy of the script at my seat."""
    file = marked_file(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(Duty.ASSESSOR)
@queue_says_why
def piece_file(request: Request, ref: UUID, number: int) -> HttpResponse:
    """The cleaned copy of one document of the project at my seat."""
    file = marked_piece(ref, number, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
