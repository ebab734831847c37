"""A participant's answers, written here: saved as they are typed, looked back to, checked and handed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.handing_in import hand_in_answers
from goldenthread.assessment.actions.writing import bring_back, choose, save_answer
from goldenthread.assessment.queries.writing import (
    answer_now,
    answer_page,
    check_page,
    kept_text,
    my_material_file,
    writing_page,
)
from goldenthread.assessment.types.writing import Choice, Kept, SaveTold, WritingPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.forms import SubmitForm
from goldenthread.web.assessment.writing_forms import WritingForm, answered
from goldenthread.web.shared.offline import keeps_offline
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.words import clock, count

BESIDE = (
    "Other words were saved meanwhile, in another tab or on another device. Both texts are kept: choose which stands."
)


@admits(Duty.PARTICIPANT)
@keeps_offline
def write(request: Request, ref: UUID) -> HttpResponse:
    """My answers beside the brief; sent whole where there is no script to send them as I type."""
    page = writing_page(ref, by=request.actor, at=request.at)
    if request.method == "POST":
        return _save_all(request, page)
    return render(request, "assessment/writing/write.html", {"page": page, "form": WritingForm(page)})


def _save_all(request: Request, page: WritingPage) -> HttpResponse:
    told = list[SaveTold]()
    try:
        for each in page.answers:
            sent = answered(request.POST, at=f"-{each.question.place}")
            told.append(save_answer(page.script, each.question.place, sent, by=request.actor, at=request.at))
    except Refused as refused:
        form = WritingForm(page, request.POST)
        form.add_error(None, str(refused.refusal))
        return render(request, "assessment/writing/write.html", {"page": page, "form": form}, status=422)
    if any(each.kept is Kept.BESIDE for each in told):
        messages.warning(request, BESIDE)
        return see_other("assessment:write", page.script)
    if "check" in request.POST:
        return see_other("assessment:check_answers", page.script)
    messages.success(request, f"Saved at {clock(request.at)}.")
    return see_other("assessment:write", page.script)


@admits(Duty.PARTICIPANT)
def save(request: Request, ref: UUID, place: int) -> HttpResponse:
    """Keep one answer while it is typed; asked without words, say how it stands.

    200 where it stands now, 409 where it is kept beside another, 422 with the reason where it is not kept.
    """
    if request.method != "POST":
        now = answer_now(ref, place, by=request.actor)
        return JsonResponse({"text": now.text, "revision": now.revision})
    try:
        told = save_answer(ref, place, answered(request.POST), by=request.actor, at=request.at)
    except Refused as refused:
        return JsonResponse({"says": str(refused.refusal)}, status=422)
    beside = told.kept is Kept.BESIDE
    says = {
        "revision": told.revision,
        "says": BESIDE if beside else f"Saved at {clock(told.at)}",
        "words": count(told.words, "word"),
        "total": f"{told.counted:,} of {count(told.limit, 'word')}",
        "over": told.counted > told.limit,
        "choose": reverse("assessment:answer", args=[ref, place]) if beside else "",
    }
    return JsonResponse(says, status=409 if beside else 200)


@admits(Duty.PARTICIPANT)
def check(request: Request, ref: UUID) -> HttpResponse:
    """Everything as it will be read, its words, and the declaration; then hand in."""
    page = check_page(ref, by=request.actor, at=request.at)
    form = SubmitForm(request.POST if request.method == "POST" else None, declaration=page.declaration)
    if form.is_bound and form.is_valid():
        mark = request.POST.get("mark", "")
        try:
            given = hand_in_answers(
                ref, mark=mark, signed=form.signed(), says=form.says(), by=request.actor, at=request.at
            )
            return see_other("assessment:receipt", given.script, given.version)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/writing/check.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def answer(request: Request, ref: UUID, place: int) -> HttpResponse:
    """One of my answers with every text that is kept of it."""
    page = answer_page(ref, place, by=request.actor, at=request.at)
    return render(request, "assessment/writing/answer.html", {"page": page})


@admits(Duty.PARTICIPANT)
def kept(request: Request, ref: UUID, kept: UUID) -> HttpResponse:
    """An earlier text of an answer, to read and to bring back."""
    if request.method == "POST":
        try:
            place = bring_back(ref, kept, by=request.actor, at=request.at)
            messages.success(
                request, "The earlier text stands again. What stood before is kept among the earlier texts."
            )
            return see_other("assessment:answer", ref, place)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
    return render(
        request, "assessment/writing/kept.html", {"script": ref, "kept": kept_text(ref, kept, by=request.actor)}
    )


@admits(Duty.PARTICIPANT)
@require_POST
def choose_text(request: Request, ref: UUID, kept: UUID) -> HttpResponse:
    """Which of two texts stands."""
    said = request.POST.get("choice", "")
    choice = Choice(said) if said in set(Choice) else Choice.STANDS
    try:
        place = choose(ref, kept, choice, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("assessment:write", ref)
    messages.success(request, "Your choice is kept. The other text stays among the earlier ones.")
    return see_other("assessment:answer", ref, place)


@admits(Duty.PARTICIPANT)
def material(request: Request, ref: UUID, place: int) -> HttpResponse:
    """The file of a material of my brief."""
    file = my_material_file(ref, place, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
