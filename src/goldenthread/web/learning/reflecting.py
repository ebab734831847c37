"""Write a reflection, share it, read what is shared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.reflecting import share_reflection, write_reflection
from goldenthread.learning.queries.places import reading_place
from goldenthread.learning.queries.reading import reader_page
from goldenthread.learning.queries.reflecting import shared_reflections
from goldenthread.learning.types.reflecting import Kept
from goldenthread.people.types import Duty
from goldenthread.web.learning.forms import ReflectForm
from goldenthread.web.learning.studying import SEE_OTHER, shown
from goldenthread.web.shared.offline import offline_key
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count, moment

BESIDE = (
    "Other words were saved from another tab or device on {}, after you opened this page. Nothing is lost: yours are "
    "the newest, and the others stand under Earlier versions. Put together what you want to keep, and save it."
)


@admits(Duty.PARTICIPANT)
@require_POST
def save(request: Request, unit: UUID, question: UUID) -> HttpResponse:
    """Keep what is being written, while it is written."""
    words = request.POST.get("words", "")
    reading_place(unit, by=request.actor)
    if words.strip():
        try:
            kept = _kept(request, unit, question, words)
        except Refused as refused:
            return HttpResponse(str(refused.refusal), status=422)
        if kept.beside is not None:
            return HttpResponse(status=204, headers={"X-Kept-Beside": "yes"})
    return HttpResponse(status=204)


@admits(Duty.PARTICIPANT)
@require_POST
def reflect(request: Request, unit: UUID, position: int, question: UUID) -> HttpResponse:
    """Keep a reflection, and say whether it counts."""
    reader = reader_page(unit, position, by=request.actor)
    asked = next((q for q in reader.questions if q.ref == question), None)
    if asked is None:
        return HttpResponseRedirect(reverse("learning:page", args=[unit, position]))
    form = ReflectForm(request.POST, question=asked)
    if form.is_valid():
        try:
            kept = _kept(request, unit, question, form.cleaned_data["words"])
            if kept.beside is not None:
                messages.warning(request, BESIDE.format(moment(kept.beside)))
            if not kept.is_enough:
                missing = count(kept.least_words - kept.words, "more word")
                messages.info(request, f"Saved. It counts once it has {missing}.")
            return _back(unit, position, question)
        except Refused as refused:
            form.add_error("words", str(refused.refusal))
    return shown(request, reader, {asked: form})


@admits(Duty.PARTICIPANT)
@require_POST
def share(request: Request, unit: UUID, position: int, question: UUID) -> HttpResponse:
    """Let coach and tutor read it, or no longer."""
    is_shared = request.POST.get("share") == "yes"
    share_reflection(unit, question, is_shared=is_shared, by=request.actor, at=request.at)
    return _back(unit, position, question)


@admits(Duty.COACH, Duty.FACILITATOR)
def shared(request: Request) -> HttpResponse:
    """What participants let me read."""
    return render(request, "learning/reflecting/shared.html", {"reflections": shared_reflections(by=request.actor)})


def _kept(request: Request, unit: UUID, question: UUID, words: str) -> Kept:
    page = ReflectForm.page(request.POST)
    return write_reflection(unit, question, words, by=request.actor, at=request.at, key=offline_key(request), page=page)


def _back(unit: UUID, position: int, question: UUID) -> HttpResponseRedirect:
    here = reverse("learning:page", args=[unit, position])
    return HttpResponseRedirect(f"{here}#check-{question}", status=SEE_OTHER)
