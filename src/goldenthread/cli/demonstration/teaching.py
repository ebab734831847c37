"""The second chapter: the framework, the programme built on it, and its online units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from goldenthread.cli.demonstration.studying import UnitOfStory
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.writing import add_page, ask_question, open_unit
from goldenthread.learning.types import Choice, QuestionDraft, QuestionKind
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.building import create_programme
from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.designing import add_module
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.actions.varying import make_variant
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.types import (
    ComponentDraft,
    ComponentKind,
    ReleaseRef,
    Route,
    Tie,
    Use,
    VariantDraft,
    VariantKind,
)

Numbers = Mapping[str, UUID]


def build_programme(
    story: Mapping[str, Any], *, edition: UUID, statements: Numbers, by: Actor, at: datetime
) -> tuple[ReleaseRef, Mapping[UUID, UnitOfStory]]:
    """Build and publish the programme of the story; gives the release, and its units by component."""
    told = story["programme"]
    qualification = qualification_page(told["qualification"], by=by).card.ref
    release = create_programme(qualification=qualification, edition=edition, title=told["title"], by=by, at=at)
    variants = {
        variant["key"]: make_variant(
            release, VariantDraft(variant["title"], VariantKind.PHASE, variant["about"]), by=by, at=at
        )
        for variant in told["variants"]
    }
    written: dict[UUID, UnitOfStory] = {}
    for module_told in told["modules"]:
        module = add_module(release, title=module_told["title"], by=by, at=at)
        for component in module_told["components"]:
            variant = variants[component["variant"]] if "variant" in component else None
            ref = add_component(module, _draft(component, statements), variant=variant, by=by, at=at)
            if unit := component.get("unit"):
                written[ref] = _write(ref, story["units"][unit], by=by, at=at)
    publish_release(release, by=by, at=at)
    for unit in written.values():
        publish_unit(unit.ref, by=by, at=at)
    return release, written


def numbers_in(spans: list[str]) -> tuple[str, ...]:
    """``1.3-1.5`` and ``2.1`` as single numbers."""
    found: list[str] = []
    for span in spans:
        first, _, last = span.partition("-")
        section, _, low = first.partition(".")
        high = last.partition(".")[2] or low
        found += [f"{section}.{n}" for n in range(int(low), int(high) + 1)]
    return tuple(found)


def _draft(told: Mapping[str, Any], statements: Numbers) -> ComponentDraft:
    ties = frozenset(Tie(statements[n], Use(told["use"])) for n in numbers_in(told["statements"]))
    return ComponentDraft(
        kind=ComponentKind(told["kind"]),
        title=told["title"],
        minutes=told["minutes"],
        routes=frozenset(Route(r) for r in told["routes"]),
        ties=ties,
    )


def _write(component: UUID, pages: list[Mapping[str, Any]], *, by: Actor, at: datetime) -> UnitOfStory:
    unit = open_unit(component, by=by, at=at)
    for told in pages:
        page = add_page(unit, title=told["title"], body=told["body"], minutes=20, by=by, at=at)
        for question in told.get("questions", ()):
            choices = tuple(
                Choice(words, n == question["right"], question["feedback"])
                for n, words in enumerate(question["options"], 1)
            )
            ask_question(page, QuestionDraft(QuestionKind.CHOICE, question["ask"], choices), by=by, at=at)
    return UnitOfStory(unit, tuple(pages))
