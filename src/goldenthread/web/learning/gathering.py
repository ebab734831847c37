"""Groups and prompts: for those who look after a cohort, and for curriculum leads."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.gathering import change_group, make_group
from goldenthread.learning.actions.prompting import (
    change_prompt,
    withdraw_prompt,
    write_prompt,
    write_prompt_for_cohort,
)
from goldenthread.learning.queries.gathering import group_page
from goldenthread.learning.queries.prompting import cohort_community, prompt_to_change, prompts_of_component
from goldenthread.learning.types.discussing import PromptText
from goldenthread.learning.types.talking import GroupPage
from goldenthread.people.types import Duty
from goldenthread.web.learning.discussing_forms import GroupForm, PromptForm
from goldenthread.web.learning.moderating import MODERATORS
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

WRITERS = (*MODERATORS, Duty.CURRICULUM_LEAD)


@admits(*MODERATORS)
def cohort(request: Request, ref: UUID) -> HttpResponse:
    """The communities of a cohort, its groups and its prompts."""
    facts = {"page": cohort_community(ref, by=request.actor, at=request.at)}
    return render(request, "learning/gathering/cohort.html", facts)


@admits(*MODERATORS)
def gather(request: Request, ref: UUID) -> HttpResponse:
    """Make a group."""
    page = group_page(cohort=ref, by=request.actor, at=request.at)

    def keep(form: GroupForm) -> None:
        title = form.cleaned_data["title"]
        make_group(ref, title, form.members_chosen(), by=request.actor, at=request.at)

    return _group(request, page, keep, "The group is made. Its members find it among their communities.")


@admits(*MODERATORS)
def regroup(request: Request, ref: UUID) -> HttpResponse:
    """Change a group."""
    page = group_page(space=ref, by=request.actor, at=request.at)

    def keep(form: GroupForm) -> None:
        title = form.cleaned_data["title"]
        change_group(ref, title, form.members_chosen(), by=request.actor, at=request.at)

    return _group(request, page, keep, "The group is changed.")


@admits(Duty.CURRICULUM_LEAD)
def component(request: Request, ref: UUID) -> HttpResponse:
    """The prompts of a component."""
    return render(request, "learning/gathering/component.html", {"page": prompts_of_component(ref, by=request.actor)})


@admits(Duty.CURRICULUM_LEAD)
def prompt(request: Request, ref: UUID) -> HttpResponse:
    """Write a prompt for everybody who does a component."""
    page = prompts_of_component(ref, by=request.actor)
    form = PromptForm(request.POST if request.method == "POST" else None, is_of_cohort=False)

    def keep(told: PromptText) -> None:
        write_prompt(ref, told, by=request.actor, at=request.at)

    return _prompt(request, form, keep, back=("learning:component-prompts", ref), caption=page.title)


@admits(*MODERATORS)
def prompt_of_cohort(request: Request, ref: UUID) -> HttpResponse:
    """Write a prompt for one cohort."""
    page = cohort_community(ref, by=request.actor, at=request.at)
    data = request.POST if request.method == "POST" else None
    form = PromptForm(data, is_of_cohort=True, components=page.components)

    def keep(told: PromptText) -> None:
        chosen = UUID(form.cleaned_data["component"])
        write_prompt_for_cohort(ref, chosen, told, by=request.actor, at=request.at)

    return _prompt(request, form, keep, back=("learning:cohort-community", ref), caption=page.title)


@admits(*WRITERS)
def reprompt(request: Request, ref: UUID) -> HttpResponse:
    """Change a prompt that has not opened."""
    line, of_component, of_cohort = prompt_to_change(ref, by=request.actor, at=request.at)
    data = request.POST if request.method == "POST" else None
    form = PromptForm(data, told=line.text, is_of_cohort=of_cohort is not None)

    def keep(told: PromptText) -> None:
        change_prompt(ref, told, by=request.actor, at=request.at)

    return _prompt(request, form, keep, back=_home(of_component, of_cohort), caption=line.component, prompt=ref)


@admits(*WRITERS)
@require_POST
def withdraw(request: Request, ref: UUID) -> HttpResponse:
    """Take back a prompt that has not opened."""
    _, of_component, of_cohort = prompt_to_change(ref, by=request.actor, at=request.at)
    try:
        withdraw_prompt(ref, by=request.actor, at=request.at)
        messages.success(request, "The prompt is taken back. Nobody has seen it.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other(*_home(of_component, of_cohort))


def _group(request: Request, page: GroupPage, keep: Callable[[GroupForm], None], said: str) -> HttpResponse:
    form = GroupForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            keep(form)
            messages.success(request, said)
            return see_other("learning:cohort-community", page.cohort)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page}
    return render(request, "learning/gathering/group.html", facts, status=422 if form.errors else 200)


def _prompt(
    request: Request,
    form: PromptForm,
    keep: Callable[[PromptText], None],
    *,
    back: tuple[str, UUID],
    caption: str,
    prompt: UUID | None = None,
) -> HttpResponse:
    """Write it, check it as people will see it, and only then keep it."""
    told = form.told() if form.is_bound and form.is_valid() else None
    if told is not None and "checked" in request.POST:
        try:
            keep(told)
            messages.success(request, "The prompt is kept. It opens its threads on its day.")
            return see_other(*back)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            told = None
    is_check = told is not None and "back" not in request.POST
    facts = {"form": form, "told": told if is_check else None, "back": back, "caption": caption, "prompt": prompt}
    return render(request, "learning/gathering/prompt.html", facts, status=422 if form.errors else 200)


def _home(component: UUID, cohort: UUID | None) -> tuple[str, UUID]:
    if cohort is not None:
        return "learning:cohort-community", cohort
    return "learning:component-prompts", component
