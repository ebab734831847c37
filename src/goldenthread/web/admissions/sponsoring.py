"""The page behind a sponsor's link. Whoever holds the link may answer, once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from goldenthread.admissions.actions.sponsoring import answer_by_link
from goldenthread.admissions.queries.applications import sponsor_page
from goldenthread.ground.types import Refused
from goldenthread.web.admissions.forms import SponsorForm
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits


@admits(EVERYONE, why="a sponsor has a link that works once and shows only whom it is about")
@never_cache
@sensitive_variables("token")
def answer(request: Request, token: str) -> HttpResponse:
    """Say whether one will sponsor somebody."""
    page = sponsor_page(token, at=request.at)
    form = SponsorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            answer_by_link(token, **form.told(), at=request.at)
            return see_other("admissions:sponsor", token)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form}
    reply = render(request, "admissions/sponsoring/answer.html", context, status=422 if form.is_bound else 200)
    # The address holds the key: it stays here. Less than this would also hide from us that the answer is our own.
    reply["Referrer-Policy"] = "same-origin"
    return reply
