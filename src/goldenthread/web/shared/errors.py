"""What is said when something is not there, not understood, or broken."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from goldenthread.web.shared.uploads import what_is_too_large


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """Not there, or not yours: the same words for both."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not understood; a file that is too large says so."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", what_is_too_large(request, exception), status=413)
    return render(request, "400.html", status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """The form was open for too long, or came from somewhere else."""
    return render(request, "403.html", status=403)


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """Ours: drawn without asking the database anything."""
    return HttpResponse(get_template("500.html").render(), status=500)
