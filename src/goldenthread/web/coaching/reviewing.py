"""A participant's reviews: what can be begun, one's own part, who is asked, the end, and what the report says."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.rating import keep_own_part, send_own_part
from goldenthread.coaching.actions.reviewing import (
    ask_raters,
    begin_for_cohort,
    begin_review,
    call_off_review,
    close_review,
    name_rater,
    share_report,
    take_name_back,
)
from goldenthread.coaching.queries.reports import report
from goldenthread.coaching.queries.reviews import my_review, my_reviews, reviews_beside_me, reviews_of_cohort
from goldenthread.coaching.types.reviews import Answers
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.answer_forms import AnswerForm, RaterForm
from goldenthread.web.coaching.report_figures import drawn
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

STAFF = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My reviews and reflections."""
    return render(request, "coaching/reviewing/mine.html", {"page": my_reviews(by=request.actor)})


@admits(Duty.PARTICIPANT, Duty.COACH)
@require_POST
def begin(request: Request, enrolment: UUID, instrument: UUID) -> HttpResponse:
    """Begin one for myself, or for somebody I coach."""
    is_own = request.actor.wears(Duty.PARTICIPANT)
    try:
        ref = begin_review(enrolment, instrument, by=request.actor, at=request.at)
        if is_own:
            return see_other("coaching:review", ref)
        messages.success(request, "It is begun. They find it on their home page.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:reviews" if is_own else "coaching:beside")


@admits(Duty.PARTICIPANT)
def review(request: Request, ref: UUID) -> HttpResponse:
    """Where one of my reviews stands, and what to do next."""
    return render(request, "coaching/reviewing/review.html", {"review": my_review(ref, by=request.actor)})


@admits(Duty.PARTICIPANT)
def own(request: Request, ref: UUID) -> HttpResponse:
    """My own part."""
    page = my_review(ref, by=request.actor)
    data = request.POST if request.method == "POST" else None
    is_sent = bool(data) and "send" in request.POST
    form = AnswerForm(
        data, instrument=page.instrument, answers=page.own or Answers({}), of_rater=False, is_sent=is_sent
    )
    if form.is_bound and form.is_valid():
        does = send_own_part if is_sent else keep_own_part
        try:
            does(ref, ratings=form.ratings(), comments=form.comments(), by=request.actor, at=request.at)
            messages.success(
                request, "Your part is sent." if is_sent else "Your answers are saved. Send them when ready."
            )
            only_mine = is_sent and not page.instrument.has_raters
            return see_other("coaching:report" if only_mine else "coaching:review", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"review": page, "form": form}
    return render(request, "coaching/reviewing/own.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@require_POST
def keep_own(request: Request, ref: UUID) -> HttpResponse:
    """Keep my own part while I fill it in: 204 when it is kept."""
    page = my_review(ref, by=request.actor)
    form = AnswerForm(request.POST, instrument=page.instrument, answers=Answers({}), of_rater=False)
    try:
        keep_own_part(ref, ratings=form.ratings(), comments=form.comments(), by=request.actor, at=request.at)
    except Refused as refused:
        return HttpResponse(str(refused.refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@admits(Duty.PARTICIPANT)
def people(request: Request, ref: UUID) -> HttpResponse:
    """Name who is to answer."""
    page = my_review(ref, by=request.actor)
    form = RaterForm(request.POST if request.method == "POST" else None, counts=page.counts)
    if form.is_bound and form.is_valid():
        try:
            name_rater(ref, **form.cleaned_data, by=request.actor, at=request.at)
            sent = " A letter is on its way to them." if page.is_open else ""
            messages.success(request, f"{form.cleaned_data['name']} is named.{sent}")
            return see_other("coaching:people", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"review": page, "form": form}
    return render(request, "coaching/reviewing/people.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@require_POST
def take_back(request: Request, rater: UUID) -> HttpResponse:
    """Take a name back before the letters go out."""
    try:
        ref = take_name_back(rater, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("coaching:reviews")
    messages.success(request, "The name is taken back.")
    return see_other("coaching:people", ref)


@admits(Duty.PARTICIPANT)
def ask(request: Request, ref: UUID) -> HttpResponse:
    """Check whom I ask, then send the letters."""
    if request.method == "POST":
        try:
            asked = ask_raters(ref, by=request.actor, at=request.at)
            messages.success(request, f"{count(asked, 'letter')} on the way. You see here how many have answered.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("coaching:review", ref)
    return render(request, "coaching/reviewing/ask.html", {"review": my_review(ref, by=request.actor)})


@admits(Duty.PARTICIPANT)
def close(request: Request, ref: UUID) -> HttpResponse:
    """Close it before its day."""
    if request.method == "POST":
        try:
            close_review(ref, by=request.actor, at=request.at)
            return see_other("coaching:report", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("coaching:review", ref)
    return render(request, "coaching/reviewing/close.html", {"review": my_review(ref, by=request.actor)})


@admits(Duty.PARTICIPANT)
def call_off(request: Request, ref: UUID) -> HttpResponse:
    """Call it off."""
    if request.method == "POST":
        try:
            call_off_review(ref, by=request.actor, at=request.at)
            messages.success(request, "It is called off. Nothing that was answered is shown to anybody.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("coaching:reviews")
    return render(request, "coaching/reviewing/call_off.html", {"review": my_review(ref, by=request.actor)})


@admits(Duty.PARTICIPANT, Duty.COACH)
def read(request: Request, ref: UUID) -> HttpResponse:
    """What a review came to."""
    told = report(ref, by=request.actor)
    return render(request, "coaching/reviewing/report.html", {"report": told, **drawn(told)})


@admits(Duty.PARTICIPANT)
@require_POST
def share(request: Request, ref: UUID) -> HttpResponse:
    """Let my coach read it, or no longer."""
    is_shared = request.POST.get("shared") == "yes"
    try:
        share_report(ref, is_shared=is_shared, by=request.actor, at=request.at)
        messages.success(request, "Your coach can read it now." if is_shared else "Your coach can no longer read it.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:report", ref)


@admits(Duty.COACH)
def beside(request: Request) -> HttpResponse:
    """The reviews of those I coach: where each stands, and what they have shared."""
    return render(
        request,
        "coaching/reviewing/beside.html",
        {"page": reviews_beside_me(by=request.actor), "columns": ["Name", "Reviews", ("Begin", "hidden")]},
    )


@admits(*STAFF)
def of_cohort(request: Request, ref: UUID) -> HttpResponse:
    """Where the reviews of a cohort stand; a manager may begin one for everybody."""
    page = reviews_of_cohort(ref, by=request.actor)
    if request.method == "POST" and request.actor.wears(Duty.PROGRAMME_MANAGER):
        try:
            instrument = UUID(request.POST.get("instrument", ""))
            begun = begin_for_cohort(ref, instrument, by=request.actor, at=request.at)
            messages.success(request, f"Begun for {count(begun, 'participant')}. They find it on their home pages.")
        except ValueError:
            messages.error(request, "Choose what to begin.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("coaching:cohort_reviews", ref)
    return render(request, "coaching/reviewing/cohort.html", {"page": page, "columns": ["Name", "Reviews"]})
