"""Units as their authors see them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.learning.models import Page, Question, Unit, Version
from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.writing import may_read_drafts, may_write, why_not_open, why_not_publish, why_not_write
from goldenthread.learning.types import (
    ComponentPlace,
    EditedPage,
    Editor,
    PageRef,
    QuestionLine,
    QuestionRef,
    UnitRef,
)
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref


def editor(unit: UUID, *, by: Actor) -> Editor:
    """A unit with its newest words, in five statements.

    :raises Unit.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = (
        Unit.objects.seen_by(by)
        .select_related("component__module__release")
        .prefetch_related(Prefetch("versions", queryset=Version.objects.order_by("-number")))
        .get(ref=unit)
    )
    versions = list(row.versions.all())
    newest = versions[0]
    published = next((v for v in versions if v.state == State.PUBLISHED.value), None)
    pages = pages_of(newest.pk)
    is_draft = newest.state == State.DRAFT.value
    refusal = why_not_publish(pages, is_draft=is_draft)
    return Editor(
        unit=UnitRef(row.ref),
        component=row.component.ref,
        release=row.component.module.release.ref,
        component_title=row.component.title,
        module=row.component.module.title,
        version=newest.number,
        is_draft=is_draft,
        published_version=published.number if published else None,
        published_at=published.published_at if published else None,
        pages=pages,
        why_not_publish=str(refusal) if refusal else "",
        may_write=may_write(by),
        media=tuple(one.as_view() for one in row.media.select_related("file").order_by("number")),
    )


def page_in_editor(page: UUID, *, by: Actor) -> tuple[UnitRef, EditedPage]:
    """One page with its unit. An old version's address shows that page as it stands now.

    :raises Page.DoesNotExist: if there is none, it was removed, or it is not theirs to see.
    """
    seen = Page.objects.select_related("version__unit").get(ref=page, version__unit__in=Unit.objects.seen_by(by))
    newest = (
        Page.objects.filter(version__unit=seen.version.unit, key=seen.key)
        .prefetch_related(questions_in_order())
        .order_by("-version__number")[0]
    )
    return UnitRef(seen.version.unit.ref), newest.as_edited()


def question_in_editor(question: UUID, *, by: Actor) -> tuple[PageRef, QuestionLine]:
    """One check with the page it stands on.

    :raises Question.DoesNotExist: if there is none, or it is not theirs to see.
    """
    units = Unit.objects.seen_by(by)
    row = Question.objects.select_related("page").get(ref=question, page__version__unit__in=units)
    return PageRef(row.page.ref), QuestionLine(QuestionRef(row.ref), row.as_draft())


def pages_of(version: int) -> tuple[EditedPage, ...]:
    """The pages of one version with their checks, in order, in two statements."""
    rows = Page.objects.filter(version_id=version).prefetch_related(questions_in_order()).order_by("position", "id")
    return tuple(row.as_edited() for row in rows)


def units_of_release(release: UUID) -> Mapping[UUID, UnitRef]:
    """The units of a release by the reference of their component, in one statement."""
    rows = Unit.objects.filter(component__module__release__ref=release).values_list("component__ref", "ref")
    return {component: UnitRef(unit) for component, unit in rows}


def questions_in_order() -> Prefetch[str]:
    return Prefetch("questions", queryset=Question.objects.order_by("position", "id"))


def unit_of_component(component: UUID, *, by: Actor) -> ComponentPlace:
    """A component and its unit, if it has one, in two statements.

    :raises Unit.DoesNotExist: if this actor may not see units.
    """
    if not may_read_drafts(by):
        raise Unit.DoesNotExist
    facts = component_by_ref(component)
    unit = Unit.objects.seen_by(by).filter(component_id=facts.id).values_list("ref", flat=True).first()
    refusal = why_not_write(by) or why_not_open(facts.kind.value)
    return ComponentPlace(
        component=facts.ref,
        title=facts.title,
        module=facts.module,
        unit=UnitRef(unit) if unit else None,
        why_not_open=str(refusal) if refusal else "",
    )
