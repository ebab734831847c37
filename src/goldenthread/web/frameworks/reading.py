"""Take a document in, say what it is, and follow its reading."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.reading import read_again
from goldenthread.frameworks.actions.reviewing import change_about, discard_reading
from goldenthread.frameworks.actions.uploading import upload_document, upload_documents, upload_pasted
from goldenthread.frameworks.queries.reviewing import reading_line, sent_together
from goldenthread.frameworks.types import ReadingLine, ReadingRef, ReadingState, Sent, Stage
from goldenthread.frameworks.types.rereading import RereadingPage
from goldenthread.ground.queries.notices import worker_seen_at
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.reading_forms import LARGEST, AboutForm, UploadForm, WhyForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.uploads import takes_files

# A worker gives a sign of life every 20 seconds, unless it has a long task in hand.
QUIET = timedelta(minutes=1)
ABOUT_WORDS = frozenset({"no_words", "too_long"})
STAGES = MappingProxyType(
    {
        Stage.WAITING: "Waiting",
        Stage.EXTRACTING: "Taking out the words",
        Stage.FINDING: "Finding statements",
        Stage.WRITING: "Laying out for review",
    }
)


@takes_files(largest=LARGEST)
@admits(Duty.CURRICULUM_LEAD)
def upload(request: Request) -> HttpResponse:
    """Choose or paste a document, say what it is, and have it read."""
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        try:
            if len(form.cleaned_data["file"]) > 1:
                sent = upload_documents(form.chosen(), given=form.about(), by=request.actor, at=request.at)
                return _told(request, sent, form)
            return redirect("frameworks:progress", ref=_take_in(request, form))
        except Refused as refused:
            form.add_error(_field_of(refused.refusal, form), str(refused.refusal))
    return _asked(request, form)


def _asked(request: Request, form: UploadForm) -> HttpResponse:
    return render(request, "frameworks/reading/upload.html", {"form": form}, status=422 if form.errors else 200)


def _field_of(refusal: Refusal, form: UploadForm) -> str | None:
    """The field that a refusal is about, where it is about the document."""
    if form.cleaned_data["file"]:
        return "file" if refusal.code.startswith("file_") else None
    return "text" if refusal.code in ABOUT_WORDS else None


def _take_in(request: Request, form: UploadForm) -> ReadingRef:
    chosen = form.chosen()
    if not chosen:
        return upload_pasted(form.cleaned_data["text"], about=form.about(), by=request.actor, at=request.at)
    ((name, content),) = chosen
    return upload_document(content, name=name, about=form.about(), by=request.actor, at=request.at)


def _told(request: Request, sent: Sent, form: UploadForm) -> HttpResponse:
    """Every file that was not taken by name and reason; then on to those that were, if there are any."""
    said = [f"{name}: not taken. {why}" for name, why in sent.refused]
    if not sent.taken:
        for each in said:
            form.add_error("file", each)
        return _asked(request, form)
    for each in said:
        messages.error(request, each)
    return redirect("frameworks:sent", ref=sent.ref)


@admits(Duty.CURRICULUM_LEAD)
def sent(request: Request, ref: UUID) -> HttpResponse:
    """How far each of several documents has come that were sent in together, or why it could not be read."""
    return render(request, "frameworks/reading/sent.html", _together(request, ref))


@admits(Duty.CURRICULUM_LEAD)
def sent_now(request: Request, ref: UUID) -> HttpResponse:
    """The part of that page which changes; once nothing more will, the page as it stays."""
    context = _together(request, ref)
    if not context["waiting"]:
        return HttpResponse(headers={"HX-Redirect": reverse("frameworks:sent", args=[ref])})
    return render(request, "frameworks/reading/lines.html", context)


def _together(request: Request, ref: UUID) -> dict[str, object]:
    lines = sent_together(ref, by=request.actor)
    if not lines:
        raise Http404
    waiting = [line for line in lines if not line.is_settled]
    quiet = {"no_worker": False, "quiet_since": None}
    return {
        "ref": ref, "readings": lines, "waiting": waiting, **(staged(request, waiting[0]) if waiting else quiet),
    }  # fmt: skip


@admits(Duty.CURRICULUM_LEAD)
def progress(request: Request, ref: UUID) -> HttpResponse:
    """How far the reading has come, or why there is none; once there is one, its review."""
    line = reading_line(ref, by=request.actor)
    if line.state is ReadingState.UNREADABLE:
        return render(request, "frameworks/reading/unreadable.html", {"reading": line})
    if line.is_settled:
        return redirect("frameworks:review", ref=ref)
    return render(request, "frameworks/reading/progress.html", staged(request, line))


@admits(Duty.CURRICULUM_LEAD)
def progress_now(request: Request, ref: UUID) -> HttpResponse:
    """The part of that page which changes; once nothing more will, the way on."""
    line = reading_line(ref, by=request.actor)
    if line.is_settled:
        return HttpResponse(headers={"HX-Redirect": reverse("frameworks:progress", args=[ref])})
    return render(request, "frameworks/reading/stage.html", staged(request, line))


def staged(request: Request, line: ReadingLine | RereadingPage) -> dict[str, object]:
    """What a page that waits shows; ``quiet_since`` where no worker has given a sign of life for a while."""
    seen = worker_seen_at()
    is_waiting = line.progress.stage is Stage.WAITING
    return {
        "reading": line,
        "steps": tuple(STAGES.values()),
        "stage": STAGES[line.progress.stage],
        "no_worker": is_waiting and seen is None,
        "quiet_since": seen if is_waiting and seen is not None and request.at - seen > QUIET else None,
    }


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def again(request: Request, ref: UUID) -> HttpResponse:
    """Have a document that could not be read tried once more."""
    try:
        read_again(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect("frameworks:progress", ref=ref)


@admits(Duty.CURRICULUM_LEAD)
def about(request: Request, ref: UUID) -> HttpResponse:
    """Correct what is said about the document, its licence among it."""
    line = reading_line(ref, by=request.actor)
    said = line.about
    start = {name: getattr(said, name) for name in AboutForm.base_fields}
    form = AboutForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            change_about(ref, form.about(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "What you said of the document is saved.")
            return redirect(f"{reverse('frameworks:review', args=[ref])}#doubts")
    context = {"form": form, "reading": line}
    return render(request, "frameworks/reading/about.html", context, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def discard(request: Request, ref: UUID) -> HttpResponse:
    """Put a reading away unpublished."""
    line = reading_line(ref, by=request.actor)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            discard_reading(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "The reading is put away. Its file stays on record.")
            return redirect("frameworks:index")
    context = {"form": form, "reading": line}
    return render(request, "frameworks/reading/discard.html", context, status=422 if form.errors else 200)
