"""Take lost second factors off somebody's account, by an administrator who has made sure who is asking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.ground.types import Refused
from goldenthread.people.actions.recovering import reset_second_factors
from goldenthread.people.queries.directory import person_record
from goldenthread.people.types import Duty
from goldenthread.web.people.forms import WhyForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.ADMINISTRATOR)
def show(request: Request, ref: UUID) -> HttpResponse:
    """Say what it does, and do it with a reason."""
    person = person_record(ref, by=request.actor)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reset_second_factors(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, f"{person.name} can sign in with a code by e-mail. A letter tells them.")
            return redirect("people:record", ref=ref)
    context = {"form": form, "person": person}
    return render(request, "people/recovering/show.html", context, status=422 if form.errors else 200)
