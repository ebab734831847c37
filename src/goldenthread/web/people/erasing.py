"""Erase a person, by an administrator, once they have read what goes and what stays."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.ground.types import Refused
from goldenthread.people.actions.privacy import erase
from goldenthread.people.queries.directory import person_record
from goldenthread.people.types import Duty
from goldenthread.web.people.forms import EraseForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(Duty.ADMINISTRATOR)
def show(request: Request, ref: UUID) -> HttpResponse:
    """Say what erasing does, and do it when they are sure."""
    person = person_record(ref, by=request.actor)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = erase(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            rows, files = sum(done.changed.values()), count(done.files, "file")
            said = f"Erased. {rows} rows no longer say who this was, and {files} left the store."
            messages.success(request, said)
            return redirect("people:record", ref=ref)
    context = {"form": form, "person": person}
    return render(request, "people/erasing/show.html", context, status=422 if form.errors else 200)
