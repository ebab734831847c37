"""Study: the list, the pages, the checks, the end."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.cohorts.queries.engagement import engagement_of, my_enrolment
from goldenthread.cohorts.types import MyEnrolment, State
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.reading import answer_check, read_page
from goldenthread.learning.queries.library import beside_component
from goldenthread.learning.queries.reading import reader_page, unit_done, where_to_resume
from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import QuestionKind, QuestionView, Reader
from goldenthread.people.types import Actor, Duty
from goldenthread.web.learning.forms import CheckForm, ReflectForm
from goldenthread.web.learning.illustrating import pieces, shows_videos
from goldenthread.web.shared.offline import keeps_offline, offline_key
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

SEE_OTHER = 303


@admits(Duty.PARTICIPANT)
@keeps_offline
def study(request: Request) -> HttpResponse:
    """Everything I study online, in order."""
    lists = study_lists(by=request.actor)
    facts = {"lists": lists, "left": None if lists else left_by(request.actor)}
    return render(request, "learning/studying/list.html", facts)


def left_by(actor: Actor) -> MyEnrolment | None:
    """What somebody has left, where there is nothing else that they are on."""
    own = my_enrolment(by=actor)
    return own if own and own.state is State.WITHDRAWN else None


@admits(Duty.PARTICIPANT)
def resume(request: Request, unit: UUID) -> HttpResponse:
    """Go to where I left off."""
    return redirect("learning:page", unit, where_to_resume(unit, by=request.actor))


@admits(Duty.PARTICIPANT)
@keeps_offline
@shows_videos
def page(request: Request, unit: UUID, position: int) -> HttpResponse:
    """Read a page; *Continue* remembers that it was read."""
    if request.method == "POST":
        read_page(unit, position, by=request.actor, at=request.at)
        return _after(reader_page(unit, position, by=request.actor))
    reader = reader_page(unit, position, by=request.actor)
    return shown(request, reader, {})


@admits(Duty.PARTICIPANT)
@require_POST
def check(request: Request, unit: UUID, position: int, question: UUID) -> HttpResponse:
    """Answer a check, and see at once what it was worth."""
    reader = reader_page(unit, position, by=request.actor)
    asked = next((q for q in reader.questions if q.ref == question), None)
    if asked is None:
        return redirect("learning:page", unit, position)
    form = CheckForm(request.POST, question=asked)
    if form.is_valid():
        try:
            answer_check(unit, question, form.answer(), by=request.actor, at=request.at, key=offline_key(request))
            here = reverse("learning:page", args=[unit, position])
            return HttpResponseRedirect(f"{here}#check-{asked.ref}", status=SEE_OTHER)
        except Refused as refused:
            form.add_error(None if form.is_placed else "answer", str(refused.refusal))
    return shown(request, reader, {asked: form})


@admits(Duty.PARTICIPANT)
def done(request: Request, unit: UUID) -> HttpResponse:
    """The end of a unit: what is left, or what it added to my engagement."""
    facts = unit_done(unit, by=request.actor)
    told = engagement_of(facts.enrolment, by=request.actor, at=request.at)
    return render(request, "learning/studying/done.html", {"done": facts, "engagement": told})


def shown(request: Request, reader: Reader, tried: Mapping[QuestionView, Form]) -> HttpResponse:
    """The page on its reader's screen, with what is wrong with what was sent."""
    facts = {
        "reader": reader,
        "pieces": pieces(reader.body, reader.media),
        "checks": [(q, tried.get(q) or form_for(q)) for q in reader.questions],
        "has_errors": bool(tried),
        "beside": beside_component(reader.component),
        "keeps": [reverse("learning:study"), *_addresses(reader)],
    }
    return render(request, "learning/reading/page.html", facts, status=422 if tried else 200)


def form_for(question: QuestionView) -> Form:
    """The form in which a check is answered or a reflection written."""
    return (ReflectForm if question.kind is QuestionKind.REFLECTION else CheckForm)(question=question)


def _addresses(reader: Reader) -> list[str]:
    """The pages of the unit, this one first."""
    positions = sorted((line.position for line in reader.contents), key=lambda n: n != reader.page.position)
    return [reverse("learning:page", args=[reader.unit, n]) for n in positions]


def _after(reader: Reader) -> HttpResponse:
    """The next page; after the last one, the end."""
    following = reader.following
    answer = redirect("learning:page", reader.unit, following) if following else redirect("learning:done", reader.unit)
    answer.status_code = SEE_OTHER
    return answer
