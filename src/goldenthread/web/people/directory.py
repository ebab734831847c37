"""The directory, and the record of one person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.cohorts.queries.leaving import left_open
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import end_membership, give_hat
from goldenthread.people.queries.directory import asked_to_be_erased, hat_to_end, people_page, person_record
from goldenthread.people.queries.places import running_places
from goldenthread.people.types import DUTY_NAMES, Actor, Duty
from goldenthread.web.people.deeds import said
from goldenthread.web.people.forms import DirectoryForm, HatForm, WhyForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

LOOKERS = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD)
GIVERS = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER)


@admits(*LOOKERS)
def directory(request: Request) -> HttpResponse:
    """The people whom this person may see, a page at a time."""
    form = DirectoryForm(request.GET, places=running_places(by=request.actor))
    asked = form.asked()
    found = people_page(by=request.actor, page=request.GET.get("page", "1"), **asked)
    context = {
        "form": form,
        "found": found,
        "narrowed": any(asked.values()),
        "may_add": request.actor.wears(*GIVERS),
        "asked": asked_to_be_erased(by=request.actor),
    }
    return render(request, "people/directory/list.html", context)


@admits(*LOOKERS)
def record(request: Request, ref: UUID) -> HttpResponse:
    """One person: who they are, what they may do for whom, and what has been done to this."""
    person = person_record(ref, by=request.actor)
    context = {
        "person": person,
        "history": [(said(line.did), line) for line in person.history],
        "names": DUTY_NAMES,
        "may_change": request.actor.wears_for_provider(Duty.ADMINISTRATOR) and ref != request.actor.person,
        "may_give": request.actor.wears(*GIVERS),
        "may_erase": request.actor.wears_for_provider(Duty.ADMINISTRATOR),
    }
    return render(request, "people/directory/record.html", context)


@admits(*GIVERS)
def give(request: Request, ref: UUID) -> HttpResponse:
    """Give a known person another hat."""
    person = person_record(ref, by=request.actor)
    form = HatForm(request.POST if request.method == "POST" else None, places=running_places(by=request.actor))
    if form.is_valid() and _given(request, form, ref):
        messages.success(request, f"{person.name} now has this duty.")
        return redirect("people:record", ref=ref)
    context = {"form": form, "person": person}
    return render(request, "people/directory/give.html", context, status=422 if form.errors else 200)


@admits(*GIVERS)
def end(request: Request, ref: UUID) -> HttpResponse:
    """End one hat, with a reason."""
    person, line = hat_to_end(ref, by=request.actor)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_membership(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, f"{person.name} no longer has this duty. What they did under it stays.")
            # Not to their record: with their last hat here gone they may no longer be this person's to see.
            return redirect("people:directory")
    left = left_open(person.ref, ref, at=request.at)
    context = {"form": form, "person": person, "line": line, "duty": DUTY_NAMES[line.duty], "left": left}
    return render(request, "people/directory/end.html", context, status=422 if form.errors else 200)


def _given(request: Request, form: HatForm, ref: UUID) -> bool:
    actor: Actor = request.actor
    given = form.cleaned_data
    try:
        give_hat(ref, duty=Duty(given["duty"]), place=given["place"], urn=given["urn"].strip(), by=actor, at=request.at)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    return True
