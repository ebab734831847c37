"""Bring forms of project tasks in from files, write new versions, and give one to a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import yaml
from django.db.transaction import atomic

from goldenthread.assessment.models import ProjectForm, ProjectWindow, Script, Window
from goldenthread.assessment.rules.booking import why_not_hold, why_not_on_form, why_not_set_terms
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.task_forms import body_of, form_of, why_not_follow, why_not_keep_form, why_not_unseen
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.assessment.types.projects import FormRef, TaskForm
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme

OURS = Path(__file__).resolve().parents[1] / "forms"


@atomic
def load_forms(*, by: Actor, at: datetime, folder: Path = OURS) -> int:
    """Bring in every form of a folder that is not there yet; how many are new.

    :raises Refused: if this actor may not.
    """
    _refuse(why_not_run(by))
    forms = [form_of(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in sorted(folder.glob("*.yml"))]
    known = set(ProjectForm.objects.values_list("slug", "version"))
    new = [form for form in forms if (form.slug, form.version) not in known]
    for form in new:
        _keep(form, by=by, at=at)
    return len(new)


@atomic
def write_form(ref: UUID, form: TaskForm, *, by: Actor, at: datetime, seen: int | None = None) -> FormRef:
    """Keep a changed form as the next version of the one it was made from; the earlier one stays as it is, and so do
    the windows that have it. ``seen``: the version that was the last one when this was looked at.

    :raises Refused: if this actor may not, the form cannot be kept, changes nothing, or another version came since.
    """
    _refuse(why_not_run(by) or why_not_keep_form(form))
    slug = ProjectForm.objects.get(ref=ref).slug
    # The first version is held, so that two that are written at once come one after the other.
    ProjectForm.objects.select_for_update().filter(slug=slug).order_by("version")[0]
    last = ProjectForm.objects.filter(slug=slug).order_by("-version")[0].as_form()
    fault = why_not_follow(form, last)
    _refuse(why_not_unseen(seen, last.version) or (fault.refusal if fault else None))
    return _keep(replace(form, slug=slug, version=last.version + 1), by=by, at=at)


def _keep(form: TaskForm, *, by: Actor, at: datetime) -> FormRef:
    row = ProjectForm.objects.create(
        slug=form.slug,
        version=form.version,
        holds_from=form.holds_from,
        body=body_of(form),
        written_by_id=by.person_id,
        written_at=at,
    )
    audit(by=str(by), did="assessment.keep_form", to=str(row.ref), at=at, version=str(row.version))
    return FormRef(row.ref)


@atomic
def set_terms(window: UUID, new: NewTerms, *, by: Actor, at: datetime) -> None:
    """Let a window take projects on a form, with places to book or without. The form stays once somebody has begun.

    :raises Refused: if this actor may not, the window has closed, the terms cannot be, or another form is made for its
        mark scheme.
    """
    _refuse(why_not_run(by))
    row = Window.objects.seen_by(by).select_for_update().get(ref=window)
    form = ProjectForm.objects.get(ref=new.form)
    before = ProjectWindow.objects.filter(window=row).first()
    booked = row.bookings.filter(ended_at=None).count()
    until = before.books_until if before else None
    _refuse(why_not_set_terms(new, row.as_facts(), booked=booked, at=at, before=until))
    is_other = before is None or before.form_id != form.pk
    codes = [criterion.code for criterion in mark_scheme(row.scheme).criteria]
    others = [each.as_form() for each in ProjectForm.objects.order_by("pk")] if is_other else []
    _refuse(why_not_on_form(form.as_form(), codes, others))
    _refuse(why_not_hold(form.as_form(), row.opens_at.date()) if is_other else None)
    if is_other and Script.objects.filter(window=row).exists():
        _refuse(
            Refusal(
                "window_begun",
                "Somebody in this window has begun already, so its form stays.",
                "Plan another window for the other form.",
            )
        )

    said = {
        "form": form,
        "books_until": new.books_until,
        "places": new.places,
        "fee": new.fee.strip(),
        "set_by_id": by.person_id,
        "set_at": at,
    }
    ProjectWindow.objects.update_or_create(window=row, defaults=said)
    facts = {"form": f"{form.slug} {form.version}", "places": str(new.places or ""), "fee": new.fee.strip()}
    audit(by=str(by), did="assessment.set_terms", to=str(row.ref), at=at, **facts)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
