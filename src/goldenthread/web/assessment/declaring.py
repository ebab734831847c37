"""The texts that participants sign, for those who run assessment."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.declaring import write_declaration
from goldenthread.assessment.queries.declarations import declarations
from goldenthread.assessment.types.submitting import DeclarationLine
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.web.assessment.cases import JUDGES
from goldenthread.web.assessment.forms import DeclarationForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(*JUDGES)
def declaration(request: Request) -> HttpResponse:
    """What is signed now, another text to sign, and every text before."""
    lines = _lines(request.actor)
    form = DeclarationForm(request.POST if request.method == "POST" else None, stands=lines[0].text)
    if form.is_bound and form.is_valid():
        try:
            number = write_declaration(form.value(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, f"Version {number} is signed from now on. What was signed before stays as it is.")
            return see_other("assessment:declaration")
    facts = {"lines": lines, "form": form}
    return render(request, "assessment/declaring/declaration.html", facts, status=422 if form.errors else 200)


def _lines(by: Actor) -> tuple[DeclarationLine, ...]:
    """For those who do not run assessment there are none."""
    try:
        return declarations(by=by)
    except Refused:
        raise Http404 from None
