"""Surveys after sessions: answer one, and read what came back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.surveying import answer_survey, set_form
from goldenthread.reporting.queries.evaluating import GROUPS, results_page, surveys_page
from goldenthread.reporting.queries.surveying import forms_page, survey_to_answer
from goldenthread.reporting.types.surveying import MOST_QUESTIONS, Asks, SurveysPage, Tally
from goldenthread.web.reporting.survey_forms import AnswerForm, SurveyDraftForm
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

READS = (
    Duty.FACILITATOR, Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.CURRICULUM_LEAD,
    Duty.INSPECTOR,
)  # fmt: skip
MOST_BARS = 12


@admits(Duty.PARTICIPANT)
def answer(request: Request, ref: UUID) -> HttpResponse:
    """Say how a session was, on one screen."""
    asked = survey_to_answer(ref, by=request.actor)
    form = AnswerForm(request.POST if request.method == "POST" else None, asked=asked.form)
    if form.is_bound and form.is_valid():
        try:
            answer_survey(ref, form.said(), by=request.actor, at=request.at)
            messages.success(request, "Thank you. Your answers are kept without your name.")
            return see_other("home")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"asked": asked, "form": form}
    return render(request, "reporting/surveying/answer.html", facts, status=422 if form.errors else 200)


@admits(*READS)
def board(request: Request) -> HttpResponse:
    """The surveys of the sessions one may see, and what they say by partner, programme, session or month."""
    compare = request.GET.get("by", "")
    compare = compare if compare in GROUPS else "partner"
    page = surveys_page(by=request.actor, at=request.at, compare=compare, number=page_number(request.GET.get("page")))
    facts = {"page": page, "groups": GROUPS.items(), "figure": _compared(page)}
    return render(request, "reporting/surveying/board.html", facts)


@admits(*READS)
def results(request: Request, ref: UUID) -> HttpResponse:
    """What came of one survey."""
    page = results_page(ref, by=request.actor, at=request.at)
    drawn = [(tally, _drawn(tally)) for tally in page.tallies]
    return render(request, "reporting/surveying/results.html", {"page": page, "drawn": drawn})


@admits(*READS)
def questions(request: Request) -> HttpResponse:
    """What is asked after sessions now, and what was asked before."""
    return render(request, "reporting/surveying/questions.html", {"page": forms_page(by=request.actor)})


@admits(Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD)
def change(request: Request) -> HttpResponse:
    """Ask something else from now on: first looked at as participants will see it."""
    page = forms_page(by=request.actor)
    form = SurveyDraftForm(request.POST if request.method == "POST" else None, now=page.now)
    if form.is_bound and form.is_valid():
        draft = form.form()
        if "confirmed" not in request.POST:
            facts = {"draft": draft, "form": form, "asked": AnswerForm(None, asked=draft)}
            return render(request, "reporting/surveying/check.html", facts)
        try:
            set_form(draft, by=request.actor, at=request.at)
            messages.success(request, "This is asked after every session from now on.")
            return see_other("reporting:questions")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "rows": form.rows(), "most": MOST_QUESTIONS}
    return render(request, "reporting/surveying/change.html", facts, status=422 if form.errors else 200)


def _drawn(tally: Tally) -> Figure | None:
    """The answers to one question as bars; words are no numbers."""
    if tally.question.kind is Asks.TEXT or not tally.answers:
        return None
    label, most = max(tally.counts, key=lambda one: one[1])
    said = f"{most} of {count(tally.answers, 'answer')}: {label}"
    return group_bars(said, groups=[(name, float(number)) for name, number in tally.counts])


def _compared(page: SurveysPage) -> Figure | None:
    if not page.groups:
        return None
    said = f"{page.overall.percent} % satisfied, of {count(page.overall.answers, 'answer')} that may be shown"
    shown = page.groups[-MOST_BARS:]
    return group_bars(said, groups=[(one.name, float(one.percent)) for one in shown], unit="%", highest=100)
