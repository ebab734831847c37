"""A coach leaves one participant or all of them: what is open goes over, looked at before it happens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.handing_over import hand_over, write_note
from goldenthread.coaching.queries.handing_over import (
    hand_over_check,
    handed_over,
    is_done,
    leaving_page,
    note_page,
)
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.handing_over_forms import HandOverForm, NoteForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count


@admits(Duty.PROGRAMME_MANAGER)
def leave(request: Request, coach: UUID, pairing: UUID | None = None) -> HttpResponse:
    """Choose who comes next, check what follows, and do it."""
    is_sent = request.method == "POST"
    try:
        page = leaving_page(coach, pairing=pairing, by=request.actor, at=request.at)
    except ObjectDoesNotExist:
        if is_sent and is_done(coach, pairing=pairing, by=request.actor):
            messages.success(request, "This was handed over already.")
            return see_other("coaching:coaches")
        raise
    form = HandOverForm(request.POST if is_sent else None, page=page)
    if is_sent and form.is_valid():
        decided = form.decided()
        try:
            if request.POST.get("step") == "accept":
                given = hand_over(coach, decided, by=request.actor, at=request.at)
                messages.success(request, _said(given, len(decided.coaches) - given, page.name))
                return see_other("coaching:coaches")
            check = hand_over_check(coach, decided, by=request.actor, at=request.at)
            facts = {"page": check.page, "check": check, "decided": decided, "form": form, "pairing": pairing}
            return render(request, "coaching/handing_over/check.html", facts)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "pairing": pairing}
    return render(request, "coaching/handing_over/leave.html", facts, status=422 if form.errors else 200)


@admits(Duty.COACH)
def note(request: Request, pairing: UUID) -> HttpResponse:
    """Write something for whoever comes next."""
    page = note_page(pairing, by=request.actor)
    initial = {"words": page.note.words} if page.note else None
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            write_note(pairing, form.cleaned_data["words"], by=request.actor, at=request.at)
            messages.success(request, "Kept for the next coach, if ever there is one.")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "coaching/handing_over/note.html", facts, status=422 if form.errors else 200)


@admits(Duty.COACH)
def received(request: Request, pairing: UUID) -> HttpResponse:
    """What the coach before left: what is open, and what they worked on."""
    page = handed_over(pairing, by=request.actor, at=request.at)
    return render(request, "coaching/handing_over/received.html", {"page": page})


def _said(given: int, ended: int, name: str) -> str:
    parts = [f"{count(given, 'participant')} of {name} handed over"] if given else []
    parts += [f"{count(ended, 'pairing')} of {name} ended without another coach"] if ended else []
    return f"{'; '.join(parts)}. Everybody concerned gets a letter."
