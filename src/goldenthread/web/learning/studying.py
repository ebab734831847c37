"""Study: the list, the pages, the checks, the end."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.reading import answer_check, read_page
from goldenthread.learning.queries.reading import reader_page, unit_done, where_to_resume
from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import QuestionView, Reader
from goldenthread.people.types import Duty
from goldenthread.web.learning.forms import CheckForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

SEE_OTHER = 303


@admits(Duty.PARTICIPANT)
def study(request: Request) -> HttpResponse:
    """Everything I study online, in order."""
    return render(request, "learning/studying/list.html", {"lists": study_lists(by=request.actor)})


@admits(Duty.PARTICIPANT)
def resume(request: Request, unit: UUID) -> HttpResponse:
    """Go to where I left off."""
    return redirect("learning:page", unit, where_to_resume(unit, by=request.actor))


@admits(Duty.PARTICIPANT)
def page(request: Request, unit: UUID, position: int) -> HttpResponse:
    """Read a page; *Continue* remembers that it was read."""
    if request.method == "POST":
        read_page(unit, position, by=request.actor, at=request.at)
        return _after(reader_page(unit, position, by=request.actor))
    reader = reader_page(unit, position, by=request.actor)
    return _show(request, reader, {})


@admits(Duty.PARTICIPANT)
@require_POST
def check(request: Request, unit: UUID, position: int, question: UUID) -> HttpResponse:
    """Answer a check, and see at once what it was worth."""
    reader = reader_page(unit, position, by=request.actor)
    asked = next((q for q in reader.questions if q.ref == question), None)
    if asked is None:
        return redirect("learning:page", unit, position)
    form = CheckForm(request.POST, question=asked)
    if form.is_valid():
        try:
            answer_check(unit, question, form.answer(), by=request.actor, at=request.at)
            here = reverse("learning:page", args=[unit, position])
            return HttpResponseRedirect(f"{here}#check-{asked.ref}", status=SEE_OTHER)
        except Refused as refused:
            form.add_error("answer", str(refused.refusal))
    return _show(request, reader, {asked: form})


@admits(Duty.PARTICIPANT)
def done(request: Request, unit: UUID) -> HttpResponse:
    """The end of a unit: what is left, or what it added to my engagement."""
    facts = unit_done(unit, by=request.actor)
    told = engagement_of(facts.enrolment, by=request.actor, at=request.at)
    return render(request, "learning/studying/done.html", {"done": facts, "engagement": told})


def _show(request: Request, reader: Reader, tried: dict[QuestionView, CheckForm]) -> HttpResponse:
    checks = [(q, tried.get(q) or CheckForm(question=q)) for q in reader.questions]
    facts = {"reader": reader, "checks": checks, "has_errors": bool(tried)}
    return render(request, "learning/reading/page.html", facts, status=422 if tried else 200)


def _after(reader: Reader) -> HttpResponse:
    """The next page; after the last one, the end."""
    following = reader.following
    answer = redirect("learning:page", reader.unit, following) if following else redirect("learning:done", reader.unit)
    answer.status_code = SEE_OTHER
    return answer
