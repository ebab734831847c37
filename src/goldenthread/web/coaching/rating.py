"""The pages behind a rater's link. Whoever holds it may answer, once; to everybody else nothing is there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.rating import decline, keep_answers, send_answers
from goldenthread.coaching.queries.raters import rating_page
from goldenthread.web.coaching.answer_forms import AnswerForm, DeclineForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.seeing_other import see_other

BY_LINK = "a rater has a link that opens one form and works once"


@admits(EVERYONE, why=BY_LINK)
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def rate(request: Request, token: str) -> HttpResponse:
    """How it stays confidential, and the questions."""
    page = rating_page(token)
    if page is None:
        return _nothing(request)
    data = request.POST if request.method == "POST" else None
    is_sent = bool(data) and "send" in request.POST
    form = AnswerForm(data, instrument=page.instrument, answers=page.answers, of_rater=True, is_sent=is_sent)
    if form.is_bound:
        sends = is_sent and form.is_valid()
        still_opens = (send_answers if sends else keep_answers)(
            token, ratings=form.ratings(), comments=form.comments(), at=request.at
        )
        if not still_opens:
            return _nothing(request)
        if form.is_valid():
            return see_other("coaching:thanks") if sends else see_other("coaching:rate", token)
    facts = {"page": page, "form": form, "token": token}
    return _private(render(request, "coaching/rating/rate.html", facts, status=422 if form.errors else 200))


@admits(EVERYONE, why=BY_LINK)
@require_POST
@sensitive_post_parameters()
@sensitive_variables("token")
def keep(request: Request, token: str) -> HttpResponse:
    """Keep the answers while they are given: 204 when they are kept."""
    page = rating_page(token)
    if page is None:
        return _nothing(request)
    form = AnswerForm(request.POST, instrument=page.instrument, answers=page.answers, of_rater=True)
    keep_answers(token, ratings=form.ratings(), comments=form.comments(), at=request.at)
    return HttpResponse(status=204)


@admits(EVERYONE, why=BY_LINK)
@never_cache
@sensitive_variables("token")
def say_no(request: Request, token: str) -> HttpResponse:
    """Decline, and perhaps ask for no more letters."""
    page = rating_page(token)
    if page is None:
        return _nothing(request)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        decline(token, no_more=form.cleaned_data["no_more"], at=request.at)
        return see_other("coaching:thanks")
    return _private(render(request, "coaching/rating/decline.html", {"page": page, "form": form, "token": token}))


@admits(EVERYONE, why="it says thank you, and nothing else")
def thanks(request: Request) -> HttpResponse:
    """What happens now."""
    return render(request, "coaching/rating/thanks.html")


def _nothing(request: Request) -> HttpResponse:
    """Used, expired and unknown links look alike, and so do links of reviews that are over. They are not counted: a
    link is 256 bits of chance, so nobody finds one by trying, and a school is one address.
    """
    return _private(render(request, "coaching/rating/nothing.html", status=404))


def _private(reply: HttpResponse) -> HttpResponse:
    # The address holds the key: it stays here.
    reply["Referrer-Policy"] = "same-origin"
    return reply
