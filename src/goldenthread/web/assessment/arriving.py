"""A file that arrived: where it stands, for whoever sent it and for those who run the window."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.assessment.queries.arriving import arrival_page, arrivals_board, my_arrived_file
from goldenthread.assessment.types.arriving import ArrivalPage, ArrivalState
from goldenthread.people.types import Duty
from goldenthread.web.assessment.briefing import READS
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


@admits(Duty.PARTICIPANT)
def arrival(request: Request, ref: UUID) -> HttpResponse:
    """My file that arrived: it waits, or this leads to what came of it, or says why it cannot be taken."""
    page = arrival_page(ref, by=request.actor, at=request.at)
    onward = _onward(page)
    if onward:
        return see_other(*onward)
    return render(request, "assessment/arriving/arrival.html", {"page": page})


@admits(Duty.PARTICIPANT)
def arrival_now(request: Request, ref: UUID) -> HttpResponse:
    """The part of the waiting page which changes; once it is read, the way to what came of it."""
    page = arrival_page(ref, by=request.actor, at=request.at)
    if not page.is_waiting:
        return HttpResponse(headers={"HX-Redirect": reverse("assessment:arrival", args=[ref])})
    return render(request, "assessment/arriving/stage.html", {"page": page})


@admits(Duty.PARTICIPANT)
def arrived_file(request: Request, ref: UUID) -> HttpResponse:
    """My own file, as it arrived."""
    file = my_arrived_file(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(*READS)
def arrivals(request: Request, ref: UUID) -> HttpResponse:
    """What of a window waits to be read, and what could not be taken."""
    board = arrivals_board(ref, by=request.actor, at=request.at)
    return render(request, "assessment/arriving/board.html", {"board": board})


def _onward(page: ArrivalPage) -> tuple[Any, ...]:
    """Where to go from here: to the receipt, to the count, or nowhere."""
    if page.version:
        return ("assessment:receipt", page.script, page.version)
    if page.line.state is ArrivalState.READ and page.upload:
        return ("assessment:check", page.upload)
    return ()
