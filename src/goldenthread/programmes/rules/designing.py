"""What may be changed in a release, and what a component must say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from goldenthread.frameworks.types import EditionLine, EditionState
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ComponentDraft, Direction, ReleaseState, Tie

T = TypeVar("T")
MOST_MINUTES = 6000
MOST_WEIGHT = 1000
LONGEST_TITLE = 200


def why_not_change(state: ReleaseState, *, number: int) -> Refusal | None:
    """Why a release in this state may not be changed, or ``None``."""
    if state is ReleaseState.DRAFT:
        return None
    return Refusal(
        "release_is_fixed",
        f"Release {number} is {state.value}, and a {state.value} release never changes.",
        "Start a new draft from it, change that, and publish it as the next release.",
    )


def why_not_name(title: str, *, of: str) -> Refusal | None:
    """Why this cannot be the title of a programme, module or component, or ``None``."""
    if not title.strip():
        return Refusal("no_title", f"The {of} has no title.", f"Enter a title for the {of}.")
    if len(title.strip()) > LONGEST_TITLE:
        return Refusal("long_title", f"The title of the {of} is too long.", f"Use at most {LONGEST_TITLE} characters.")
    return None


def why_not_build_on(edition: EditionLine) -> Refusal | None:
    """Why a programme cannot be begun on this edition of a framework, or ``None``."""
    if edition.state is EditionState.PUBLISHED:
        return None
    return Refusal(
        "edition_superseded",
        f"{edition.name} has been superseded by a later edition.",
        "Choose the edition that is in force.",
    )


def why_not_tie(ties: Iterable[Tie], known: Container[UUID]) -> Refusal | None:
    """Why these statements cannot be chosen for a component, or ``None``. ``known``: the edition's statements."""
    if all(tie.statement in known for tie in ties):
        return None
    return Refusal(
        "not_of_the_edition",
        "A statement was chosen that is not in the framework of this programme.",
        "Choose from the statements listed.",
    )


def why_not_component(draft: ComponentDraft) -> Refusal | None:
    """Why a component cannot be as drafted, or ``None``."""
    named = why_not_name(draft.title, of="component")
    if named:
        return named
    if not draft.routes:
        return Refusal("no_route", "The component is on no route.", "Choose blended, online-only, or both.")
    if not 1 <= draft.minutes <= MOST_MINUTES:
        return Refusal(
            "odd_minutes", "The time is not possible.", f"Enter a whole number of minutes from 1 to {MOST_MINUTES}."
        )
    if not 1 <= draft.weight <= MOST_WEIGHT:
        return Refusal("odd_weight", "The weight is not possible.", f"Enter a whole number from 1 to {MOST_WEIGHT}.")
    if draft.stands_apart and draft.ties:
        return Refusal(
            "apart_and_tied",
            "The component is marked as serving no statement, and statements are chosen for it.",
            "Clear the mark, or take the statements away first.",
        )
    return None


def moved(order: Sequence[T], what: T, direction: Direction) -> tuple[T, ...]:
    """The order with one thing moved one place; at the end of the line it stays where it is."""
    line = list(order)
    place = line.index(what)
    target = place - 1 if direction is Direction.UP else place + 1
    if 0 <= target < len(line):
        line[place], line[target] = line[target], line[place]
    return tuple(line)
