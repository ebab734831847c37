"""A programme's engagement policies: what is in force, drafts, trying one, adopting one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.cohorts.queries.trying import trial
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.drafting import adopt_draft, draft_policy, drop_draft
from goldenthread.programmes.queries.drafting import draft_page, policy_page
from goldenthread.programmes.types import DraftLine, EngagementKind, PolicyHistory
from goldenthread.web.programmes.policy_forms import AdoptingForm, KindForm, form_for
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.policies import POLICY_NAMES
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day


@admits(*STAFF)
def index(request: Request, ref: UUID) -> HttpResponse:
    """What was in force for a programme and since when, and the drafts for it."""
    page = policy_page(ref, by=request.actor)
    context = {"page": page, "now": page.on(request.at.date()), "form": KindForm(), "names": POLICY_NAMES}
    return render(request, "programmes/policies/index.html", context)


@admits(Duty.CURRICULUM_LEAD)
def write(request: Request, ref: UUID) -> HttpResponse:
    """Draft a new policy of one kind, beginning with what is in force."""
    page = policy_page(ref, by=request.actor)
    asked = request.GET.get("kind")
    kind = EngagementKind(asked) if asked in set(EngagementKind) else EngagementKind.OVERALL_SHARE
    return _write(request, page, None, kind)


@admits(Duty.CURRICULUM_LEAD)
def rewrite(request: Request, ref: UUID) -> HttpResponse:
    """Change a draft."""
    page, draft = draft_page(ref, by=request.actor)
    return _write(request, page, draft, draft.policy.kind)


@admits(Duty.CURRICULUM_LEAD)
def show(request: Request, ref: UUID) -> HttpResponse:
    """A draft as it stands: check it, try it, adopt it."""
    page, draft = draft_page(ref, by=request.actor)
    return render(request, "programmes/policies/draft.html", {"page": page, "draft": draft, "names": POLICY_NAMES})


@admits(Duty.CURRICULUM_LEAD)
def attempt(request: Request, ref: UUID) -> HttpResponse:
    """Who would change side if the draft measured the programme's cohorts."""
    page, draft = draft_page(ref, by=request.actor)
    number = page_number(request.GET.get("page"))
    tried = trial(page.programme, draft.policy, by=request.actor, at=request.at, page=number)
    context = {"page": page, "draft": draft, "trial": tried, "names": POLICY_NAMES}
    return render(request, "programmes/policies/attempt.html", context)


@admits(Duty.CURRICULUM_LEAD)
def adopt(request: Request, ref: UUID) -> HttpResponse:
    """Put a draft in force from a day."""
    page, draft = draft_page(ref, by=request.actor)
    form = AdoptingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            terms = form.terms()
            adopt_draft(ref, terms, by=request.actor, at=request.at)
            messages.success(request, f"The policy is in force from {day(terms.in_force_from)}.")
            return see_other("programmes:policies", page.programme)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "draft": draft, "form": form, "names": POLICY_NAMES}
    return render(request, "programmes/policies/adopt.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def drop(request: Request, ref: UUID) -> HttpResponse:
    """Put a draft away."""
    page, draft = draft_page(ref, by=request.actor)
    drop_draft(ref, by=request.actor, at=request.at)
    messages.success(request, f"The draft “{draft.about}” was put away. Nothing changes for any cohort.")
    return see_other("programmes:policies", page.programme)


def _write(request: Request, page: PolicyHistory, draft: DraftLine | None, kind: EngagementKind) -> HttpResponse:
    standing = page.on(request.at.date())
    policy = draft.policy if draft else standing.policy if standing else None
    form = form_for(kind)(
        request.POST if request.method == "POST" else None, policy=policy, about=draft.about if draft else ""
    )
    if form.is_bound and form.is_valid():
        try:
            ref = draft_policy(
                page.programme,
                form.policy(request.at.date()),
                about=form.cleaned_data["about"],
                by=request.actor,
                at=request.at,
                draft=draft.ref if draft else None,
            )
            return see_other("programmes:draft", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "draft": draft, "form": form, "kind": kind, "names": POLICY_NAMES}
    return render(request, "programmes/policies/write.html", context, status=422 if form.is_bound else 200)
