"""One's own awards and certificate, and the staff's list of outcomes."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.awards.actions.awarding import issue_again, revoke_certificate
from goldenthread.awards.queries.certificates import award_board, certificate_copy, certificate_line, my_awards
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.awards.forms import AgainForm, RevokeForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

STAFF = (Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR, Duty.INSPECTOR)


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My outcomes and certificates."""
    return render(request, "awards/certificates/mine.html", {"awards": my_awards(by=request.actor)})


@admits(Duty.PARTICIPANT, *STAFF)
def download(request: Request, ref: UUID) -> HttpResponse:
    """The certificate as a PDF; one that was revoked says so across it."""
    file = certificate_copy(ref, verify_at=settings.ADDRESS + reverse("verify"), by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(*STAFF)
def outcomes(request: Request) -> HttpResponse:
    """The newest outcomes."""
    return render(request, "awards/certificates/outcomes.html", {"lines": award_board(by=request.actor)})


@admits(Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
def revoke(request: Request, ref: UUID) -> HttpResponse:
    """Say for good that a certificate no longer stands."""
    line = certificate_line(ref, by=request.actor)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            revoke_certificate(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(
                request, f"Certificate {line.number} is revoked. Its public page says so, and the holder is told."
            )
            return see_other("awards:outcomes")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "line": line}
    return render(request, "awards/certificates/revoke.html", facts, status=422 if form.errors else 200)


@admits(Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
def again(request: Request, ref: UUID) -> HttpResponse:
    """Make another certificate in place of a revoked one."""
    line = certificate_line(ref, by=request.actor)
    form = AgainForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        why, verify_at = form.cleaned_data["why"], settings.ADDRESS + reverse("verify")
        try:
            made = issue_again(ref, why=why, verify_at=verify_at, by=request.actor, at=request.at)
            number = certificate_line(made, by=request.actor).number
            messages.success(request, f"Certificate {number} is made. {line.name} is told.")
            return see_other("awards:outcomes")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "line": line}
    return render(request, "awards/certificates/again.html", facts, status=422 if form.errors else 200)
