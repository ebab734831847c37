"""Questioning a result: the participant's way from their result, and the reviewers' list and page."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.foreseeing import foresee_review
from goldenthread.assessment.actions.letting_ask import let_ask_late
from goldenthread.assessment.actions.reviewing import ask_for_review, decide_review, take_review, withdraw_review
from goldenthread.assessment.queries.reviewing import (
    my_review,
    question_page,
    review_file,
    review_page,
    reviewed_piece,
    reviewed_script,
    reviews_board,
)
from goldenthread.assessment.types.reviewing import EFFECT_NAMES
from goldenthread.ground.types import Refused
from goldenthread.ground.types.days import deadline
from goldenthread.integrations.reader.sync import reading_for
from goldenthread.people.types import Duty
from goldenthread.web.assessment.briefing import RUNS
from goldenthread.web.assessment.reviewing_forms import DecisionForm, LateAskForm, QuestionForm
from goldenthread.web.assessment.sheets import MARKS_BESIDE
from goldenthread.web.shared.fields.summary import refuse
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

READS = (
    Duty.QUALITY_LEAD,
    Duty.MODERATOR,
    Duty.ADMINISTRATOR,
    Duty.PROGRAMME_MANAGER,
    Duty.INSPECTOR,
    Duty.ASSESSOR,
)
DECIDES = READS[:4] + READS[5:]
# The field beside which a refused question says what to mend.
BESIDE = {
    "no_ground": "grounds",
    "no_statement": "statement",
    "names_somebody": "statement",
    "too_many_files": "attach",
}
LET_BESIDE = {
    "no_such_result": "number",
    "in_time": "kind",
    "not_offered": "kind",
    "one_at_a_time": "kind",
    "decided_already": "kind",
    "stage_before": "kind",
    "no_such_day": "until_on",
    "reason_missing": "why",
}


@admits(Duty.PARTICIPANT)
def question(request: Request, ref: UUID) -> HttpResponse:
    """The ways in which I can have my result looked at again, until when, and what I asked before."""
    page = question_page(ref, by=request.actor, at=request.at)
    return render(request, "assessment/reviewing/question.html", {"page": page})


@admits(Duty.PARTICIPANT)
def ask(request: Request, ref: UUID, kind: str) -> HttpResponse:
    """One of these ways: grounds, what is wrong, and evidence."""
    page = question_page(ref, by=request.actor, at=request.at)
    offer = next((each for each in page.offers if each.kind == kind), None)
    if offer is None:
        raise Http404
    sent = request.method == "POST"
    form = QuestionForm(request.POST if sent else None, request.FILES if sent else None, offer=offer)
    if form.is_bound and form.is_valid():
        try:
            review = ask_for_review(ref, form.value(), by=request.actor, at=request.at, work=reading_for(request.actor))
            messages.success(request, f"{offer.name}: you have asked for it.")
            return see_other("assessment:my_review", review)
        except Refused as refused:
            refuse(form, refused.refusal, BESIDE)
    facts = {"page": page, "offer": offer, "form": form}
    return render(request, "assessment/reviewing/ask.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def mine(request: Request, ref: UUID) -> HttpResponse:
    """What I asked, how it stands, and the decision; withdraw it while it is open."""
    page = my_review(ref, by=request.actor, at=request.at)
    if request.method == "POST":
        try:
            withdraw_review(ref, by=request.actor, at=request.at)
            messages.success(request, "You have withdrawn it. Your result is as it was.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("assessment:my_review", ref)
    return render(request, "assessment/reviewing/mine.html", {"page": page})


@admits(Duty.PARTICIPANT, *READS)
def file(request: Request, ref: UUID, number: int) -> HttpResponse:
    """A file of evidence."""
    found = review_file(ref, number, by=request.actor)
    return send_file(found.content, name=found.name, media_type=found.media_type)


@admits(*READS)
def board(request: Request) -> HttpResponse:
    """What was asked about results, what is due first at the top."""
    rows = reviews_board(by=request.actor, at=request.at)
    may_let = request.actor.wears_for_provider(*RUNS)
    return render(request, "assessment/reviewing/board.html", {"rows": rows, "may_let": may_let})


@admits(*RUNS)
def let_ask(request: Request) -> HttpResponse:
    """Let somebody ask after the last day."""
    form = LateAskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            until = let_ask_late(form.value(), by=request.actor, at=request.at)
            messages.success(request, f"They can ask until {deadline(until)}, and get a letter that says so.")
            return see_other("assessment:reviews")
        except Refused as refused:
            refuse(form, refused.refusal, LET_BESIDE)
    return render(request, "assessment/reviewing/let_ask.html", {"form": form}, status=422 if form.errors else 200)


@admits(*READS)
def review(request: Request, ref: UUID) -> HttpResponse:
    """One question with what is needed to decide it; and the decision, which first shows what it would change."""
    page = review_page(ref, by=request.actor, at=request.at)
    form = DecisionForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        try:
            if "confirmed" not in request.POST:
                foreseen = foresee_review(ref, form.value(), seen=form.seen(), by=request.actor, at=request.at)
                found = {"page": page, "form": form}
                if page.marks_anew:
                    # Whoever marks anew could find what was given before by what would follow.
                    return render(request, "assessment/reviewing/check_anew.html", found)
                found |= {"foreseen": foreseen, "effect_name": EFFECT_NAMES[foreseen.effect]}
                return render(request, "assessment/reviewing/check.html", found)
            effect = decide_review(ref, form.value(), seen=form.seen(), by=request.actor, at=request.at)
            messages.success(request, f"{page.row.name} is decided: {EFFECT_NAMES[effect].lower()}.")
            return see_other("assessment:reviews")
        except Refused as refused:
            refuse(form, refused.refusal, MARKS_BESIDE)
    return render(
        request, "assessment/reviewing/review.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


@admits(*DECIDES)
@require_POST
def take(request: Request, ref: UUID) -> HttpResponse:
    """Begin to look at it, or take it over from whoever the page said has it."""
    seen = request.POST.get("seen", "")
    try:
        happened = int(seen) if re.fullmatch(r"[0-9]{1,4}", seen) else None
        take_review(ref, seen=happened, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        if refused.refusal.code == "taken_by_other":
            return see_other("assessment:reviews")
    return see_other("assessment:review", ref)


@admits(*DECIDES)
def script(request: Request, ref: UUID) -> HttpResponse:
    """The cleaned copy of the script of a review that I have taken."""
    found = reviewed_script(ref, by=request.actor)
    return send_file(found.content, name=found.name, media_type=found.media_type)


@admits(*DECIDES)
def piece_file(request: Request, ref: UUID, number: int) -> HttpResponse:
    """The cleaned copy of one document of the project of a review that I have taken."""
    found = reviewed_piece(ref, number, by=request.actor)
    return send_file(found.content, name=found.name, media_type=found.media_type)
