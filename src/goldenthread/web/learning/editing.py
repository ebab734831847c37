"""Write a unit."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.writing import (
    add_page,
    ask_question,
    change_page,
    change_question,
    move_page,
    open_unit,
    remove_page,
    remove_question,
)
from goldenthread.learning.queries.editing import editor, page_in_editor, question_in_editor, unit_of_component
from goldenthread.learning.queries.library import beside_component
from goldenthread.learning.queries.reading import preview_page
from goldenthread.learning.types import QuestionKind
from goldenthread.people.types import Duty
from goldenthread.web.learning.forms import PageForm, PromptForm, QuestionForm
from goldenthread.web.learning.illustrating import may_be_framed, pieces, shows_videos
from goldenthread.web.learning.studying import form_for
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

SEE_OTHER = 303
READERS = (Duty.CURRICULUM_LEAD, Duty.QUALITY_LEAD, Duty.INSPECTOR, Duty.PROGRAMME_MANAGER)


@admits(*READERS)
def component(request: Request, ref: UUID) -> HttpResponse:
    """The unit of a component; where there is none, the way to begin one."""
    place = unit_of_component(ref, by=request.actor)
    if request.method == "POST":
        return _done(lambda: open_unit(ref, by=request.actor, at=request.at), request, "learning:component", ref)
    if place.unit is not None:
        return redirect("learning:editor", place.unit)
    return render(request, "learning/editing/begin.html", {"place": place})


@admits(*READERS)
def show(request: Request, unit: UUID) -> HttpResponse:
    """The unit, page by page."""
    return render(request, "learning/editing/show.html", {"editor": editor(unit, by=request.actor)})


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def publish(request: Request, unit: UUID) -> HttpResponse:
    """Let participants read it."""
    return _done(
        lambda: publish_unit(unit, by=request.actor, at=request.at),
        request,
        "learning:editor",
        unit,
        "Published. Participants read this version from now on.",
    )


@admits(Duty.CURRICULUM_LEAD)
def add(request: Request, unit: UUID) -> HttpResponse:
    """Add a page."""
    form = PageForm(request.POST) if request.method == "POST" else PageForm()
    if form.is_bound and form.is_valid():
        try:
            page = add_page(unit, **form.page(), by=request.actor, at=request.at)
            return _see(redirect("learning:edit-page", page))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "editor": editor(unit, by=request.actor)}
    return render(request, "learning/editing/page.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def edit(request: Request, page: UUID) -> HttpResponse:
    """Change a page."""
    unit, stands = page_in_editor(page, by=request.actor)
    form = PageForm(request.POST) if request.method == "POST" else PageForm.of(stands)
    if form.is_bound and form.is_valid():
        try:
            change_page(page, **form.page(), by=request.actor, at=request.at)
            messages.success(request, "Saved in the draft.")
            if request.POST.get("then") == "look":
                _, now = page_in_editor(page, by=request.actor)
                return _see(redirect("learning:edit-page", now.ref))
            return _see(redirect("learning:editor", unit))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": stands, "editor": editor(unit, by=request.actor)}
    return render(request, "learning/editing/page.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def move(request: Request, page: UUID) -> HttpResponse:
    """Move a page up or down."""
    unit, _ = page_in_editor(page, by=request.actor)
    up = request.POST.get("to") == "up"
    return _done(lambda: move_page(page, up=up, by=request.actor, at=request.at), request, "learning:editor", unit)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def remove(request: Request, page: UUID) -> HttpResponse:
    """Take a page out."""
    unit, stands = page_in_editor(page, by=request.actor)
    said = f"“{stands.title}” is out of the draft."
    return _done(lambda: remove_page(page, by=request.actor, at=request.at), request, "learning:editor", unit, said)


@admits(Duty.CURRICULUM_LEAD)
def ask(request: Request, page: UUID) -> HttpResponse:
    """Add a check to a page."""
    return _ask(request, page, QuestionForm(request.POST) if request.method == "POST" else QuestionForm())


@admits(Duty.CURRICULUM_LEAD)
def prompt(request: Request, page: UUID) -> HttpResponse:
    """Add a reflection to a page."""
    return _ask(request, page, PromptForm(request.POST) if request.method == "POST" else PromptForm())


def _ask(request: Request, page: UUID, form: QuestionForm | PromptForm) -> HttpResponse:
    unit, stands = page_in_editor(page, by=request.actor)
    if form.is_bound and form.is_valid():
        try:
            ask_question(page, form.draft(), by=request.actor, at=request.at)
            return _see(redirect("learning:editor", unit))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": stands, "unit": unit}
    return render(request, "learning/editing/question.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def reword(request: Request, question: UUID) -> HttpResponse:
    """Change a check."""
    page, line = question_in_editor(question, by=request.actor)
    unit, stands = page_in_editor(page, by=request.actor)
    kind = PromptForm if line.draft.kind is QuestionKind.REFLECTION else QuestionForm
    form = kind(request.POST) if request.method == "POST" else kind.of(line.draft)
    if form.is_bound and form.is_valid():
        try:
            change_question(question, form.draft(), by=request.actor, at=request.at)
            return _see(redirect("learning:editor", unit))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": stands, "unit": unit, "question": question}
    return render(request, "learning/editing/question.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def unask(request: Request, question: UUID) -> HttpResponse:
    """Take a check out."""
    page, _ = question_in_editor(question, by=request.actor)
    unit, _ = page_in_editor(page, by=request.actor)
    return _done(lambda: remove_question(question, by=request.actor, at=request.at), request, "learning:editor", unit)


@admits(*READERS)
@may_be_framed
@shows_videos
def preview(request: Request, unit: UUID, position: int) -> HttpResponse:
    """A page of the newest words as its reader will see it."""
    reader = preview_page(unit, position, by=request.actor)
    facts = {
        "reader": reader,
        "pieces": pieces(reader.body, reader.media),
        "checks": [(question, form_for(question)) for question in reader.questions],
        "beside": beside_component(reader.component),
        "is_framed": "framed" in request.GET,
    }
    return render(request, "learning/reading/page.html", facts)


def _done(work: Callable[[], object], request: Request, name: str, ref: UUID, said: str = "") -> HttpResponse:
    try:
        work()
        if said:
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return _see(redirect(name, ref))


def _see(answer: HttpResponseRedirect) -> HttpResponseRedirect:
    answer.status_code = SEE_OTHER
    return answer
