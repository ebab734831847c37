"""Exemplars of projects: what they are made of, and among which projects one cannot be told from the rest."""

from __future__ import annotations

import re
from collections.abc import Collection

from goldenthread.assessment.types.projects import DETAILS, WHOLE, WHOLE_TITLE, DocumentKind, TaskForm
from goldenthread.assessment.types.standardising import ExemplarPlace
from goldenthread.assessment.types.standing import ExemplarState, Purpose
from goldenthread.ground.types import Refusal

_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
# As handing in writes it: whatever is written otherwise would be known for what it is.
_ABOUT = re.compile(rf"Project 1: \S.* \({_DAY} to {_DAY}\)\n\n\S")
_SIGNED = re.compile(rf"\S.*\n\nSigned by the sponsor on {_DAY}\.$", re.DOTALL)


def asks_alike(one: TaskForm, other: TaskForm) -> bool:
    """Whether two forms ask for the same pieces, so that a project on one looks like a project on the other."""
    return (one.parts, one.documents) == (other.parts, other.documents)


def fits(form: TaskForm | None, taken: TaskForm | None, purpose: Purpose) -> bool:
    """Whether an exemplar made for ``form`` can be marked in a window that takes projects on ``taken``; ``None``: a
    text by itself, and a window that takes no projects. A text is practised and tested with anywhere, and hidden only
    among texts."""
    if form is None:
        return taken is None or purpose is not Purpose.SEED
    return taken is not None and asks_alike(form, taken)


def first_account(form: TaskForm) -> str:
    """The place of the account that an exemplar begins with."""
    return form.parts[0].key if form.has_limits_of_parts else WHOLE


def places_of(form: TaskForm, there: Collection[str] = ()) -> tuple[ExemplarPlace, ...]:
    """Everything that a project on this form is made of, in the order in which it is handed in. ``there``: what an
    exemplar has already, which says whether its account is in one file or in parts."""
    parts = [
        ExemplarPlace(each.key, "Account", each.title, is_needed=True, is_first=n == 0)
        for n, each in enumerate(form.parts)
    ]
    in_parts = form.has_limits_of_parts or any(each.place in there for each in parts)
    accounts = parts if in_parts else [ExemplarPlace(WHOLE, "Account", WHOLE_TITLE, is_needed=True, is_first=True)]
    documents = [
        ExemplarPlace(each.criterion, form.label(each.criterion), each.title, is_text=each.kind is DocumentKind.SPONSOR)
        for each in form.documents
    ]
    return (*accounts, ExemplarPlace(DETAILS, "", "About the project", is_text=True, is_needed=True), *documents)


def why_not_change_piece(state: ExemplarState, *, has_marks: bool) -> Refusal | None:
    """Why nothing of an exemplar changes now: marks are agreed for what was read."""
    if state is not ExemplarState.DRAFT or has_marks:
        return Refusal(
            "marks_are_for_this",
            "Marks were put forward for it as it is.",
            "Withdraw it and take it in anew to change what it is made of.",
        )
    return None


def why_not_at(place: ExemplarPlace | None, *, is_text: bool) -> Refusal | None:
    """Why nothing of this kind is kept at this place of an exemplar."""
    if place is None or place.is_text is not is_text:
        return Refusal("no_such_place", "The form has no such place.", "Choose one of its places.")
    if place.is_first:
        return Refusal("account_stays", "It was begun with this account.", "Take another exemplar in instead.")
    return None


def why_not_so_written(place: str, text: str) -> Refusal | None:
    """Why words are not as they are in a project that was handed in, by which a marker would know them."""
    if place == DETAILS and not _ABOUT.match(text):
        return Refusal(
            "not_as_handed_in",
            "It is not written as projects are when they are handed in.",
            "Begin with “Project 1: its title (8 September 2025 to 6 February 2026)”, then an empty line, then what it "
            "improves.",
        )
    if place != DETAILS and not _SIGNED.match(text):
        return Refusal(
            "not_as_handed_in",
            "It does not end as sponsors’ comments do.",
            "After the comments leave an empty line, and end with “Signed by the sponsor on 3 February 2026.”",
        )
    return None


def why_not_whole(form: TaskForm | None, there: Collection[str]) -> Refusal | None:
    """Why an exemplar of a project cannot be used yet: something is missing without which nobody hands in."""
    missing = [each for each in (places_of(form, there) if form else ()) if each.is_needed and each.place not in there]
    if not missing:
        return None
    return Refusal("exemplar_not_whole", f"“{missing[0].title}” is missing.", "Add it on the page of its pieces.")
