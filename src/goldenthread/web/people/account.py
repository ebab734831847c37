"""One's own account: name, ways in, sessions, and what is held."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.actions.account import ask_for_erasure, rename
from goldenthread.people.actions.privacy import take_away
from goldenthread.people.queries.account import own_account
from goldenthread.people.types import DUTY_NAMES
from goldenthread.web.people.forms import ErasureForm, NameForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits


@admits(SIGNED_IN)
def show(request: Request) -> HttpResponse:
    """What a person can see and change about themselves."""
    context = {"account": own_account(by=request.actor), "names": DUTY_NAMES}
    return render(request, "people/account/show.html", context)


@admits(SIGNED_IN)
def name(request: Request) -> HttpResponse:
    """Change one's own name."""
    form = NameForm(request.POST) if request.method == "POST" else NameForm(initial={"name": request.actor.name})
    if form.is_valid():
        try:
            rename(name=form.cleaned_data["name"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error("name", str(refused.refusal))
        else:
            messages.success(request, "Your name is changed.")
            return redirect("people:account")
    return render(request, "people/account/name.html", {"form": form}, status=422 if form.errors else 200)


@admits(SIGNED_IN)
@require_POST
def download(request: Request) -> HttpResponse:
    """Everything held about oneself, in one file."""
    content = take_away(by=request.actor, at=request.at)
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="golden-thread-{request.at:%Y-%m-%d}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@admits(SIGNED_IN)
def erasure(request: Request) -> HttpResponse:
    """Ask to be erased."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask_for_erasure(why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "You have asked to be erased. An administrator will answer you.")
            return redirect("people:account")
    return render(request, "people/account/erasure.html", {"form": form}, status=422 if form.errors else 200)
