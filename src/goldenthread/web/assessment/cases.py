"""Cases for those who judge them: the list, a case with everything in it, and each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions import cases as actions
from goldenthread.assessment.actions.foreseeing import try_case
from goldenthread.assessment.queries.cases import case_file, case_list, case_page
from goldenthread.assessment.types.case_pages import CasePage
from goldenthread.assessment.types.cases import CaseEvent
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.case_forms import (
    DecisionForm,
    DropForm,
    EvidenceForm,
    HearingForm,
    LetterForm,
    NotesForm,
)
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

JUDGES = (Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)


@dataclass(frozen=True)
class Step:
    """One thing that can be done with a case: its form, the action, and the words round it.

    ``event``: the step of the case that it is, if it is one; otherwise it is possible while somebody looks into it.
    """

    title: str
    lead: str
    button: str
    done: str
    form: Callable[..., Any]
    does: Callable[..., None]
    event: CaseEvent | None = None
    tries: Callable[..., None] | None = None
    """Finds out whether it can be done so; a step that has this is checked before it is taken."""
    lead_out: str = ""
    """What is said instead of the lead where the result is out."""

    def can(self, page: CasePage, at: datetime) -> bool:
        """Whether it is possible as the case stands."""
        if page.why_not or page.is_to_look_into or (self.event is CaseEvent.SET_HEARING and page.why_no_hearing):
            return False
        if self.event is CaseEvent.HEAR and to_come(page, at):
            return False
        return self.event in page.can if self.event else page.is_open and CaseEvent.LOOK_INTO not in page.can


def to_come(page: CasePage, at: datetime) -> datetime | None:
    """When a hearing that is set and still to come begins."""
    is_set = CaseEvent.HEAR in page.can and page.hearing_at is not None and at < page.hearing_at
    return page.hearing_at if is_set else None


def named(step: Step, page: CasePage) -> Step:
    """A step in the words for where the case stands: a hearing that is set already is moved, one that was held is
    followed by another."""
    if step.event is not CaseEvent.SET_HEARING or page.hearing_at is None:
        return step
    if CaseEvent.HEAR in page.can:
        done = "The hearing is moved, and the participant is told."
        return replace(step, title="Move the hearing", button="Move it", done=done)
    return replace(step, title="Set another hearing")


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "evidence": Step(
            "Add evidence",
            "For or against. It is kept with your name and the time, and cannot be taken out again.",
            "Add it",
            "It is kept.",
            EvidenceForm,
            actions.add_evidence,
        ),
        "letter": Step(
            "Write to the participant",
            "They get an e-mail that says only that there is something to read. What you write stands on their page, "
            "with the evidence that they are shown.",
            "Send it",
            "The participant is told.",
            LetterForm,
            actions.write_letter,
        ),
        "hearing": Step(
            "Set a hearing",
            "The participant is told. You can move it until it was held.",
            "Set it",
            "The hearing is set, and the participant is told.",
            HearingForm,
            actions.set_hearing,
            CaseEvent.SET_HEARING,
        ),
        "notes": Step(
            "Write down what was said",
            "Once the hearing was held.",
            "Keep it",
            "What was said is kept, and the participant can read it.",
            NotesForm,
            actions.hold_hearing,
            CaseEvent.HEAR,
        ),
        "drop": Step(
            "Drop this case",
            "The result is kept in no longer. Everything in the case is kept.",
            "Drop it",
            "The case is dropped.",
            DropForm,
            actions.drop_case,
            CaseEvent.DROP,
            lead_out="The result is out, and stays as it is. Everything in the case is kept.",
        ),
        "decide": Step(
            "Decide this case",
            "It cannot be changed here afterwards. The participant is told; the result takes it up when it goes out.",
            "Check your decision",
            "The case is decided, and the participant is told.",
            DecisionForm,
            actions.decide_case,
            CaseEvent.DECIDE,
            try_case,
            "It cannot be changed here afterwards. The participant is told. The result is out: it is corrected once "
            "somebody confirms that.",
        ),
    }
)


@admits(*JUDGES)
def cases(request: Request) -> HttpResponse:
    """The cases I may see, open ones first."""
    page = case_list(by=request.actor, page=page_number(request.GET.get("page")))
    return render(request, "assessment/cases/list.html", {"page": page})


@admits(*JUDGES)
def case(request: Request, ref: UUID) -> HttpResponse:
    """Everything in a case, and what can be done now."""
    page = case_page(ref, by=request.actor)
    can = [(name, named(step, page)) for name, step in STEPS.items() if step.can(page, request.at)]
    facts = {"page": page, "steps": can, "to_come": to_come(page, request.at)}
    return render(request, "assessment/cases/case.html", facts)


@admits(*JUDGES)
@require_POST
def look_into(request: Request, ref: UUID) -> HttpResponse:
    """Look into a case, as the first or after others."""
    try:
        actions.look_into(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:case", ref)


@admits(*JUDGES)
def step(request: Request, ref: UUID, name: str) -> HttpResponse:
    """One step of a case: what it needs, then do it; a decision is checked first."""
    page = case_page(ref, by=request.actor)
    if name not in STEPS:
        raise Http404
    asked = named(STEPS[name], page)
    form = asked.form(request.POST, request.FILES, page=page) if request.method == "POST" else asked.form(page=page)
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        value = form.value()
        try:
            if asked.tries and "confirmed" not in request.POST:
                asked.tries(ref, value, by=request.actor, at=request.at)
                return render(request, "assessment/cases/check.html", {"page": page, "form": form, "value": value})
            asked.does(ref, value, by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, asked.done)
            return see_other("assessment:case", ref)
    can, comes = asked.can(page, request.at), to_come(page, request.at)
    facts = {"page": page, "form": form, "step": asked, "can": can, "to_come": comes}
    return render(request, "assessment/cases/step.html", facts, status=422 if form.errors else 200)


@admits(*JUDGES)
def entry_file(request: Request, ref: UUID, entry: UUID) -> HttpResponse:
    """A file of a case."""
    file = case_file(ref, entry, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
