"""Begin programmes, and begin new drafts of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.frameworks.queries.editions import edition_line
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, ComponentStatement, Module, Programme, Qualification, Release
from goldenthread.programmes.rules.designing import why_not_build_on, why_not_name
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.types import ReleaseRef, ReleaseState

COPIED = (
    "position",
    "kind",
    "title",
    "about",
    "minutes",
    "weight",
    "is_blended",
    "is_online",
    "is_required",
    "stands_apart",
    "variant_id",
)


@atomic
def create_programme(*, qualification: UUID, edition: UUID, title: str, by: Actor, at: datetime) -> ReleaseRef:
    """Begin a programme for a qualification on an edition of its framework, with its first, empty draft.

    :raises Refused: if this actor may not, the title is missing or another programme's, or the edition is superseded.
    :raises ObjectDoesNotExist: if there is no such qualification or edition.
    """
    source = Qualification.objects.select_for_update().get(ref=qualification)
    framework = edition_line(edition, by=by)
    refusal = why_not_design(by) or why_not_name(title, of="programme") or why_not_build_on(framework)
    if refusal:
        raise Refused(refusal)
    if Programme.objects.filter(title=title.strip()).exists():
        raise Refused(
            Refusal("title_taken", "Another programme has this title.", "Choose a title that tells them apart.")
        )
    programme = Programme.objects.create(qualification=source, edition_id=framework.id, title=title.strip(), made_at=at)
    draft = Release.objects.create(
        programme=programme, edition_id=framework.id, number=1, state=ReleaseState.DRAFT.value
    )
    audit(
        by=str(by),
        did="programmes.create_programme",
        to=str(programme.ref),
        at=at,
        qualification=str(source.ref),
        edition=str(edition),
    )
    return ReleaseRef(draft.ref)


@atomic
def draft_from(ref: UUID, *, by: Actor, at: datetime) -> ReleaseRef:
    """Begin the next release of a programme as a copy of this one; an open draft of it is given back instead.

    :raises Refused: if this actor may not.
    """
    source = Release.objects.seen_by(by).select_related("programme").get(ref=ref)
    Programme.objects.select_for_update().get(pk=source.programme_id)
    refusal = why_not_design(by)
    if refusal:
        raise Refused(refusal)
    open_draft = open_draft_of(source.programme_id)
    if open_draft is not None:
        return ReleaseRef(open_draft.ref)
    edition = source.edition_id or source.programme.edition_id
    draft, component_for = begin_draft(source, edition=edition)
    ties = ComponentStatement.objects.filter(component__module__release=source)
    ComponentStatement.objects.bulk_create(
        ComponentStatement(component=component_for[tie.component_id], statement_id=tie.statement_id, use=tie.use)
        for tie in ties
    )
    audit(by=str(by), did="programmes.draft_from", to=str(draft.ref), at=at, source=str(source.ref))
    return ReleaseRef(draft.ref)


def open_draft_of(programme: int) -> Release | None:
    """The programme's draft, if it has one."""
    return Release.objects.filter(programme_id=programme, state=ReleaseState.DRAFT.value).first()


def begin_draft(source: Release, *, edition: int) -> tuple[Release, Mapping[int, Component]]:
    """The next release of a programme with the modules and components of this one, but with none of their ties.

    Variants are carried with it: what they add, and what stands for the copies of what it stood for.

    Beside it the new components by the id of the one each is a copy of. In a fixed number of statements.
    """
    last = Release.objects.filter(programme_id=source.programme_id).aggregate(last=Max("number"))["last"]
    draft = Release.objects.create(
        programme_id=source.programme_id,
        edition_id=edition,
        number=last + 1,
        state=ReleaseState.DRAFT.value,
        copied_from=source,
    )
    modules = list(Module.objects.filter(release=source).order_by("position", "id"))
    copies = Module.objects.bulk_create(
        Module(release=draft, position=module.position, title=module.title) for module in modules
    )
    module_for = {old.pk: new for old, new in zip(modules, copies, strict=True)}
    components = list(Component.objects.filter(module__release=source).order_by("position", "id"))
    copy_of: dict[int, Component] = {}
    for olds in ([c for c in components if not c.instead_of_id], [c for c in components if c.instead_of_id]):
        news = Component.objects.bulk_create(
            Component(
                module=module_for[old.module_id],
                instead_of=copy_of[old.instead_of_id] if old.instead_of_id else None,
                **{name: getattr(old, name) for name in COPIED},
            )
            for old in olds
        )
        copy_of |= {old.pk: new for old, new in zip(olds, news, strict=True)}
    return draft, copy_of
