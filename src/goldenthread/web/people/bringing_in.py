"""Bring somebody in, and add organisations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.ground.types import Refused
from goldenthread.people.actions.inviting import invite
from goldenthread.people.actions.membership import add_organisation, bring_in
from goldenthread.people.queries.places import organisations_page, place_meant, running_places
from goldenthread.people.types import Duty, OrganisationKind, PersonRef
from goldenthread.web.people.directory import GIVERS, LOOKERS
from goldenthread.web.people.forms import BringInForm, OrganisationForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*GIVERS)
def person(request: Request) -> HttpResponse:
    """Bring in one person with their first duty."""
    form = BringInForm(request.POST if request.method == "POST" else None, places=running_places(by=request.actor))
    ref = _brought_in(request, form) if form.is_valid() else None
    if ref:
        invite(ref, by=request.actor, at=request.at)
        messages.success(request, f"{form.cleaned_data['name']} can now sign in with a code sent to their e-mail.")
        # Who wears a hat at a school only is not a partner's to look at, though its manager may bring them in.
        is_theirs = form.cleaned_data["place"] or request.actor.wears_for_provider(*GIVERS)
        return redirect("people:record", ref=ref) if is_theirs else redirect("people:directory")
    return render(request, "people/bringing_in/person.html", {"form": form}, status=422 if form.errors else 200)


@admits(*LOOKERS)
def organisations(request: Request) -> HttpResponse:
    """The organisations this person may see."""
    words = request.GET.get("words", "").strip()
    found = organisations_page(by=request.actor, words=words, page=request.GET.get("page", "1"))
    context = {"found": found, "words": words, "may_add": request.actor.wears(*GIVERS)}
    return render(request, "people/bringing_in/organisations.html", context)


@admits(*GIVERS)
def organisation(request: Request) -> HttpResponse:
    """Add a delivery partner or a school."""
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            card = add_organisation(
                kind=OrganisationKind(given["kind"]), name=given["name"], urn=given["urn"], by=request.actor,
                at=request.at,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, f"{card.name} is known here.")
            return redirect("people:organisations")
    return render(request, "people/bringing_in/organisation.html", {"form": form}, status=422 if form.errors else 200)


def _brought_in(request: Request, form: BringInForm) -> PersonRef | None:
    given = form.cleaned_data
    try:
        place = place_meant(place=given["place"], urn=given["urn"].strip(), by=request.actor)
        return bring_in(
            name=given["name"], email=given["email"], duty=Duty(given["duty"]), place=place, by=request.actor,
            at=request.at,
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None
