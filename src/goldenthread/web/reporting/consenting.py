"""What a school is told about somebody: for the participant, their coach, and those who run the cohort."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.consenting import ask_for_help, decide_parts
from goldenthread.reporting.queries.consenting import about_page, own_enrolment
from goldenthread.reporting.types.consenting import AboutPage
from goldenthread.web.reporting.telling_forms import HelpForm, PartsForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

RUNS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """What one's own school is told."""
    ref = own_enrolment(by=request.actor)
    if ref is None:
        return render(request, "reporting/consenting/nothing.html")
    return see_other("reporting:told_about", ref)


@admits(Duty.PARTICIPANT, Duty.COACH, *RUNS)
def about(request: Request, ref: UUID) -> HttpResponse:
    """Who is told what about one participant, and everything that was told."""
    page = about_page(ref, by=request.actor, at=request.at)
    return _drawn(request, page, _parts_form(page), HelpForm(initial={"words": page.help_words}))


@admits(Duty.PARTICIPANT)
@require_POST
def parts(request: Request, ref: UUID) -> HttpResponse:
    """Decide which parts are told."""
    page = about_page(ref, by=request.actor, at=request.at)
    if not page.is_own:
        raise Http404
    form = _parts_form(page, request.POST)
    if form.is_valid():
        try:
            decide_parts(ref, form.told(), by=request.actor, at=request.at)
            messages.success(request, "Your decision is kept with today’s date. It holds from the next update.")
            return see_other("reporting:told_about", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return _drawn(request, page, form, HelpForm(initial={"words": page.help_words}), status=422)


@admits(Duty.PARTICIPANT, Duty.COACH)
@require_POST
def help_wanted(request: Request, ref: UUID) -> HttpResponse:
    """Say what help is wanted: first shown as it will be read, then kept."""
    page = about_page(ref, by=request.actor, at=request.at)
    if not page.may_write:
        raise Http404
    form = HelpForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        if words and "confirmed" not in request.POST:
            return render(request, "reporting/consenting/check.html", {"page": page, "form": form, "words": words})
        ask_for_help(ref, words, by=request.actor, at=request.at)
        messages.success(request, "It goes with the next update." if words else "Nothing is asked for any more.")
        return see_other("reporting:told_about", ref)
    return _drawn(request, page, _parts_form(page), form, status=422)


def _parts_form(page: AboutPage, data: object = None) -> PartsForm:
    optional = [part for part in page.parts if part.is_optional]
    told = [part.part.value for part in optional if part.is_told]
    offered = {part.part.value: part.words for part in optional}
    return PartsForm(data, offered=offered, initial={"parts": told})


def _drawn(
    request: Request, page: AboutPage, parts_form: PartsForm, help_form: HelpForm, *, status: int = 200
) -> HttpResponse:
    form = help_form if help_form.errors else parts_form
    facts = {"page": page, "form": form, "parts_form": parts_form, "help_form": help_form}
    return render(request, "reporting/consenting/about.html", facts, status=status)
