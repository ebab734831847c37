"""Those who mark: what they take, what they are trained for, when they cannot, and with whom they conflict."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.describing import (
    declare_conflict,
    end_conflict,
    end_training,
    keep_takes,
    record_training,
)
from goldenthread.assessment.actions.dropping_out import end_absence, stop_marking
from goldenthread.assessment.queries.describing import (
    absence_page,
    conflict_page,
    marker_page,
    markers_page,
    training_page,
    windows_to_mark,
)
from goldenthread.ground.types import Refused
from goldenthread.people.queries.schools import delivery_partners
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.catalogue import qualifications
from goldenthread.web.assessment.allocating import RUNS
from goldenthread.web.assessment.describing_forms import ConflictForm, EndForm, StopForm, TakesForm, TrainingForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

THEIRS = (*RUNS, Duty.ASSESSOR)


class Ends(Protocol):
    """An action that ends something recorded."""

    def __call__(self, ref: UUID, /, *, why: str, by: Actor, at: datetime) -> None: ...


@admits(*RUNS)
def markers(request: Request) -> HttpResponse:
    """Everybody who marks, those with the most to do first."""
    return render(
        request, "assessment/describing/markers.html", {"lines": markers_page(by=request.actor, at=request.at)}
    )


@admits(*THEIRS)
def marker(request: Request, ref: UUID) -> HttpResponse:
    """One marker; for assessors, themselves."""
    page = marker_page(ref, by=request.actor, at=request.at)
    return render(request, "assessment/describing/marker.html", {"page": page})


@admits(*THEIRS)
def takes(request: Request, ref: UUID) -> HttpResponse:
    """Record how many scripts somebody takes."""
    page, windows = marker_page(ref, by=request.actor, at=request.at), windows_to_mark(by=request.actor)
    held = page.takes
    initial = {"capacity": held.capacity, "phases": [p.value for p in held.phases]} if held else None
    form = TakesForm(request.POST if request.method == "POST" else None, windows=windows, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            keep_takes(ref, form.takes(), window=form.window(), by=request.actor, at=request.at)
            messages.success(request, "What is taken is kept, and holds for what is handed out from now on.")
            return see_other("assessment:marker", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/describing/takes.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
def train(request: Request, ref: UUID) -> HttpResponse:
    """Record that somebody is trained to mark a qualification."""
    page, cards = marker_page(ref, by=request.actor, at=request.at), qualifications(by=request.actor)
    form = TrainingForm(
        request.POST if request.method == "POST" else None, cards=cards, initial={"from_on": request.at.date()}
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            record_training(
                ref,
                UUID(said["qualification"]),
                from_on=said["from_on"],
                until_on=said["until_on"],
                by=request.actor,
                at=request.at,
            )
            messages.success(request, f"The training of {page.name} is recorded.")
            return see_other("assessment:marker", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/describing/train.html", facts, status=422 if form.errors else 200)


@admits(*THEIRS)
def declare(request: Request, ref: UUID) -> HttpResponse:
    """Declare a conflict of interest."""
    page = marker_page(ref, by=request.actor, at=request.at)
    partners = tuple((str(each), name) for each, _, name in delivery_partners())
    form = ConflictForm(request.POST if request.method == "POST" else None, partners=partners)
    if form.is_bound and form.is_valid():
        try:
            declare_conflict(ref, form.conflict(), by=request.actor, at=request.at)
            # How many scripts it is about would say whose they are, to whoever named one person after another.
            messages.success(
                request,
                "The conflict of interest is declared. It holds from now on. "
                "Where a script that is marked already is concerned, somebody else decides whether its marking stands.",
            )
            return see_other("assessment:marker", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/describing/declare.html", facts, status=422 if form.errors else 200)


@admits(*THEIRS)
def stop(request: Request, ref: UUID) -> HttpResponse:
    """Somebody cannot mark."""
    page = marker_page(ref, by=request.actor, at=request.at)
    form = StopForm(request.POST if request.method == "POST" else None, initial={"from_on": request.at.date()})
    if form.is_bound and form.is_valid():
        try:
            ended = stop_marking(ref, form.absence(), by=request.actor, at=request.at)
            said = f" {count(ended, 'script')} can go to others." if ended else ""
            messages.success(request, f"It is recorded that {page.name} cannot mark.{said}")
            return see_other("assessment:board") if ended and page.runs else see_other("assessment:marker", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/describing/stop.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
def end_conflict_of(request: Request, ref: UUID) -> HttpResponse:
    """End a conflict of interest, with a reason."""
    page, line = conflict_page(ref, by=request.actor, at=request.at)
    what = f"{line.subject}: {line.tie}. It stays in the record, and no script comes back by it."
    return _end(request, ref, page.person, page.name, "A conflict has ended", what, end_conflict)


@admits(*RUNS)
def end_training_of(request: Request, ref: UUID) -> HttpResponse:
    """End a training, with a reason."""
    page, line = training_page(ref, by=request.actor, at=request.at)
    what = f"{line.qualification}. From now on they cannot save marks for it; what they put down is kept."
    return _end(request, ref, page.person, page.name, "A training holds no more", what, end_training)


@admits(*THEIRS)
def end_absence_of(request: Request, ref: UUID) -> HttpResponse:
    """They can mark again."""
    page, _ = absence_page(ref, by=request.actor, at=request.at)
    what = "They can be given scripts again. None comes back by itself."
    return _end(request, ref, page.person, page.name, "They can mark again", what, end_absence)


def _end(request: Request, ref: UUID, person: UUID, name: str, title: str, what: str, end: Ends) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            end(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, f"{title}: kept.")
            return see_other("assessment:marker", person)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "person": person, "name": name, "title": title, "what": what}
    return render(request, "assessment/describing/end.html", facts, status=422 if form.errors else 200)
