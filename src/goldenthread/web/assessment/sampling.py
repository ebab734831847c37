"""Samples for moderation: draw one, look at its scripts, decide about markers, and hand it over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.handing_over import end_guest, hand_over, invite_guest, take_judgements
from goldenthread.assessment.actions.ruling import rule_on_marker
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.actions.supplementing import draw_supplement
from goldenthread.assessment.queries.handing_over import hand_over_page
from goldenthread.assessment.queries.looking import access_ended, guest_page, look_page, looked_file, looked_piece
from goldenthread.assessment.queries.ruling import ruling_page
from goldenthread.assessment.queries.sampling import sample_page
from goldenthread.assessment.types.marking import Mark
from goldenthread.assessment.types.sampling import Decision, LookPage, StratumLine
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.moderating import MODERATES, READS
from goldenthread.web.assessment.sampling_forms import GuestForm, JudgementsForm, LookForm, RulingForm, SeedForm
from goldenthread.web.assessment.sheets import MARKS_BESIDE
from goldenthread.web.assessment.shut_out import typed
from goldenthread.web.shared.fields.summary import refuse
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.loads import sample_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.words import count

# Whoever has access to one sample wears no hat here: which scripts they see is the query's to say.
FIRST_SEED = "1"
LOOKS = "somebody of another organisation may have access to one sample until a day"


@admits(*READS)
def sample(request: Request, ref: UUID) -> HttpResponse:
    """The sample of a window: what a draw would hold, or how far what was drawn is looked at."""
    asked = request.POST if request.method == "POST" else request.GET if "seed" in request.GET else None
    form = SeedForm(asked, initial={"seed": FIRST_SEED})
    seed = form.cleaned_data["seed"] if form.is_bound and form.is_valid() else ""
    if request.method == "POST" and seed:
        try:
            number = draw_sample(ref, seed=seed, by=request.actor, at=request.at)
            messages.success(request, f"The sample is drawn: {count(number, 'script')} to look at.")
            return see_other("assessment:sample", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    page = sample_page(ref, by=request.actor, at=request.at, seed=seed or FIRST_SEED)
    facts = {"page": page, "form": form, "figure": _figure(page.strata, drawn=page.drawn_at is not None)}
    return render(request, "assessment/sampling/sample.html", facts, status=422 if form.errors else 200)


@admits(*MODERATES)
@require_POST
def more(request: Request, ref: UUID) -> HttpResponse:
    """Draw a supplement from what was marked after the sample."""
    try:
        number = draw_supplement(ref, by=request.actor, at=request.at)
        messages.success(request, f"The supplement is drawn: {count(number, 'more script')} to look at.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:sample", ref)


@admits(SIGNED_IN, why=LOOKS)
def look(request: Request, ref: UUID) -> HttpResponse:
    """One script of a sample, and what whoever looks would give it."""
    try:
        page = look_page(ref, by=request.actor, at=request.at)
    except ObjectDoesNotExist:
        return _ended(request, ref)
    form = LookForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            looked = look_at(ref, form.value(), by=request.actor, at=request.at)
            messages.success(request, f"Your judgement of script {page.number} is kept. {looked.says}".strip())
            if page.next_ref and "next" in request.POST:
                return see_other("assessment:look", page.next_ref)
            if page.guest:
                return see_other("assessment:guest_sample", page.guest)
            return see_other("assessment:sample", page.window)
        except Refused as refused:
            refuse(form, refused.refusal, MARKS_BESIDE)
    facts = {"page": page, "form": form, "columns": _columns(page), "rows": _rows(page)}
    return render(request, "assessment/sampling/look.html", facts, status=422 if form.errors else 200)


@admits(SIGNED_IN, why=LOOKS)
def look_file(request: Request, ref: UUID) -> HttpResponse:
    """The cleaned copy of a sampled script."""
    file = looked_file(ref, by=request.actor, at=request.at)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(SIGNED_IN, why=LOOKS)
def look_piece(request: Request, ref: UUID, number: int) -> HttpResponse:
    """The cleaned copy of one document of a sampled project."""
    file = looked_piece(ref, number, by=request.actor, at=request.at)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(SIGNED_IN, why=LOOKS)
def shared(request: Request, ref: UUID) -> HttpResponse:
    """The scripts of the one sample to which somebody outside has access."""
    try:
        page = guest_page(ref, by=request.actor, at=request.at)
    except ObjectDoesNotExist:
        return _ended(request, ref)
    return render(request, "assessment/sampling/shared.html", {"page": page})


def _ended(request: Request, ref: UUID) -> HttpResponse:
    """That somebody's access has ended, with what they had typed; for anybody else nothing is here."""
    ended = access_ended(ref, by=request.actor, at=request.at)
    if ended is None:
        raise Http404
    return render(request, "assessment/sampling/ended.html", {"ended": ended, "typed": typed(request)}, status=404)


@admits(*READS)
def ruling(request: Request, ref: UUID, marker: UUID) -> HttpResponse:
    """What was found of one marker, what a decision would change, and the decision."""
    page = ruling_page(ref, marker, by=request.actor)
    form = RulingForm(request.POST if request.method == "POST" else None, scheme=page.scheme)
    sheet = form.value() if form.is_bound and form.is_valid() else None
    if sheet and "confirmed" in request.POST:
        try:
            changed = rule_on_marker(ref, marker, sheet, by=request.actor, at=request.at)
            said = f" {count(changed, 'script')} changed." if sheet.decision is not Decision.ACCEPT else ""
            messages.success(request, f"It is decided about {page.line.name}.{said}")
            return see_other("assessment:sample", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    elif sheet and "change" not in request.POST:
        page = ruling_page(ref, marker, by=request.actor, sheet=sheet)
        if page.refused is None:
            return render(request, "assessment/sampling/check.html", {"page": page, "form": form, "sheet": sheet})
        form.add_error("reason" if page.refused.code == "reason_missing" else None, str(page.refused))
    facts = {"page": page, "form": form}
    return render(request, "assessment/sampling/ruling.html", facts, status=422 if form.errors else 200)


@admits(*READS)
def outside(request: Request, ref: UUID) -> HttpResponse:
    """What of a sample goes out and comes back, and who outside has access."""
    return _outside(request, ref)


@admits(*MODERATES)
@require_POST
def pack(request: Request, ref: UUID) -> HttpResponse:
    """The sample as one file, for moderators outside."""
    made = hand_over(ref, by=request.actor, at=request.at)
    return send_file(made.content, name=made.name, media_type="application/zip")


@admits(*MODERATES)
@require_POST
def judgements(request: Request, ref: UUID) -> HttpResponse:
    """Take in the judgements of a file."""
    form = JudgementsForm(request.POST, request.FILES)
    if form.is_valid():
        content, source = form.cleaned_data["file"].read(), form.cleaned_data["source"]
        try:
            taken = take_judgements(ref, content, source=source, by=request.actor, at=request.at)
            new = "" if taken.is_again else f"{count(taken.scripts, 'judgement')} taken in. "
            messages.success(request, f"{new}{taken.says}".strip())
            return see_other("assessment:hand_over", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return _outside(request, ref, judgements=form)


@admits(*MODERATES)
@require_POST
def invite(request: Request, ref: UUID) -> HttpResponse:
    """Give somebody outside access to this sample."""
    form = GuestForm(request.POST)
    if form.is_valid():
        try:
            invite_guest(ref, form.value(), by=request.actor, at=request.at)
            messages.success(request, f"{form.cleaned_data['name']} has access, and is written to.")
            return see_other("assessment:hand_over", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return _outside(request, ref, guest=form)


@admits(*MODERATES)
@require_POST
def uninvite(request: Request, ref: UUID) -> HttpResponse:
    """End somebody's access."""
    window = end_guest(ref, by=request.actor, at=request.at)
    messages.success(request, "Their access has ended. What they judged is kept.")
    return see_other("assessment:hand_over", window)


def _outside(
    request: Request, ref: UUID, *, judgements: JudgementsForm | None = None, guest: GuestForm | None = None
) -> HttpResponse:
    page = hand_over_page(ref, by=request.actor, at=request.at)
    sent = judgements or guest
    facts = {"page": page, "judgements": judgements or JudgementsForm(), "guest": guest or GuestForm(), "form": sent}
    return render(request, "assessment/sampling/outside.html", facts, status=422 if sent else 200)


def _figure(strata: tuple[StratumLine, ...], *, drawn: bool) -> Figure | None:
    if not strata:
        return None
    title = "How much of what was drawn is looked at" if drawn else "What would be drawn of each stratum"
    # Where all of them are of one centre, it says nothing.
    many = len({each.centre for each in strata}) > 1
    lines = [
        (
            f"{each.marker}, {each.band}{f', {each.centre}' if many else ''}",
            *((each.looked_at, each.drawn) if drawn else (each.drawn, each.all)),
        )
        for each in strata
    ]
    heads = ("Stratum", "Looked at", "Drawn") if drawn else ("Stratum", "Drawn", "Markings")
    return sample_bars(title, heads, lines)


def _columns(page: LookPage) -> list[str]:
    """The heads of the table of what was given."""
    return ["Criterion", *(f"Seat {side.letter}" for side in page.sides), *(["Moderator"] if page.look else [])]


def _rows(page: LookPage) -> list[dict[str, Any]]:
    """What was given on each criterion, by seat, and what was judged."""
    judged = {code: mark for code, _, mark in page.look.marks} if page.look else {}
    return [
        {
            "criterion": c,
            "marks": [
                *((f"Seat {side.letter}", side.sheet.marks.get(c.code, Mark())) for side in page.sides),
                *([("Moderator", judged[c.code])] if page.look else []),
            ],
        }
        for c in page.scheme.criteria
    ]
