"""The rules of assessment of a programme: what holds, what held, and setting another one from a day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.ruling import set_rule
from goldenthread.programmes.queries.ruling import as_it_would_be, coming, rules_page, stands_in
from goldenthread.programmes.types import REVIEW_NAMES, RULE_NAMES, RuleAbout
from goldenthread.programmes.types.granting import GRANT_NAMES
from goldenthread.web.programmes.rule_pages import PAGES
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day

NAMES = {"reviews": REVIEW_NAMES, "grants": GRANT_NAMES}


@admits(*STAFF)
def index(request: Request, ref: UUID) -> HttpResponse:
    """Every rule as it holds today, and what is to come."""
    page = rules_page(ref, by=request.actor)
    now = page.on(request.at.date())
    rules = [(about, name, bool(now and stands_in(now.policy, about))) for about, name in RULE_NAMES.items()]
    ahead = coming(page, on=request.at.date())
    context = {"page": page, "now": now, "rules": rules, "names": NAMES, "coming": ahead, "titles": RULE_NAMES}
    return render(request, "programmes/ruling/index.html", context)


@admits(*STAFF)
def show(request: Request, ref: UUID, about: str) -> HttpResponse:
    """One rule: what holds today, and over time."""
    rule, page = _about(about), rules_page(ref, by=request.actor)
    now = page.on(request.at.date())
    told = {
        "now": now,
        "is_illustrative": bool(now and stands_in(now.policy, rule)),
        "texts": PAGES[rule],
        "names": NAMES,
    }
    return render(request, "programmes/ruling/show.html", {"page": page, "about": rule.value, **told})


@admits(Duty.CURRICULUM_LEAD)
def write(request: Request, ref: UUID, about: str) -> HttpResponse:
    """Set another rule; what was typed is first shown as it will be applied."""
    rule, page = _about(about), rules_page(ref, by=request.actor)
    now = page.on(request.at.date())
    form = PAGES[rule].form(request.POST if request.method == "POST" else None, policy=now.policy if now else None)
    context = {"page": page, "about": rule.value, "texts": PAGES[rule], "form": form, "names": NAMES}
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        change, terms = form.change(), form.terms()
        try:
            policy = as_it_would_be(page, change, terms, on=request.at.date())
            if "confirmed" not in request.POST:
                return render(request, "programmes/ruling/check.html", {**context, "policy": policy, "terms": terms})
            set_rule(ref, change, terms, by=request.actor, at=request.at)
            messages.success(request, f"The rule holds for windows that open from {day(terms.in_force_from)}.")
            return see_other("programmes:rule", page.programme, rule.value)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, "programmes/ruling/write.html", context, status=422 if form.errors else 200)


def _about(word: str) -> RuleAbout:
    """The rule of an address. :raises Http404: where there is none of that name."""
    try:
        return RuleAbout(word)
    except ValueError as unknown:
        raise Http404 from unknown
