"""What a programme allows to somebody who is late, in difficult circumstances, or tries again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.allowing import set_allowances
from goldenthread.programmes.queries.limiting import limit_page
from goldenthread.programmes.types.again import SUPPORT_NAMES
from goldenthread.programmes.types.granting import GRANT_NAMES
from goldenthread.web.programmes.allow_forms import AllowancesForm
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day

NAMES = {"grants": GRANT_NAMES, "support": SUPPORT_NAMES}


@admits(*STAFF)
def index(request: Request, ref: UUID) -> HttpResponse:
    """What holds for a programme, and what held over time."""
    page = limit_page(ref, by=request.actor)
    context = {"page": page, "now": page.on(request.at.date()), "names": NAMES}
    return render(request, "programmes/allowing/index.html", context)


@admits(Duty.CURRICULUM_LEAD)
def write(request: Request, ref: UUID) -> HttpResponse:
    """Set something else; what was typed is first shown as it will be applied."""
    page = limit_page(ref, by=request.actor)
    now = page.on(request.at.date())
    form = AllowancesForm(request.POST if request.method == "POST" else None, policy=now.policy if now else None)
    if form.is_bound and form.is_valid():
        rule, terms = form.rule(), form.terms()
        if "confirmed" not in request.POST and "change" not in request.POST:
            context = {"page": page, "form": form, "rule": rule, "terms": terms, "names": NAMES}
            return render(request, "programmes/allowing/check.html", context)
        if "confirmed" in request.POST:
            try:
                set_allowances(ref, rule, terms, by=request.actor, at=request.at)
                messages.success(request, f"It holds for windows that open from {day(terms.in_force_from)}.")
                return see_other("programmes:allowances", page.programme)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
    context = {"page": page, "now": now, "form": form}
    return render(request, "programmes/allowing/write.html", context, status=422 if form.errors else 200)
