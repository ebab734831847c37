"""What a formative task has to say before participants do it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.learning.types.tasking import Attaching, ExemplarDraft, TaskDraft

LONGEST_TEXT = 20_000
MOST_WORDS = 20_000
MOST_LABELS = 6
LONGEST_LABEL = 60
TASK = "formative_task"


def why_not_open_task(kind: str) -> Refusal | None:
    """Why a component of this kind has no task, or ``None``."""
    if kind == TASK:
        return None
    return Refusal("not_a_task", "This component is not a formative task.", "Choose one of that kind.")


def why_not_keep_task(draft: TaskDraft, *, serves: frozenset[UUID]) -> Refusal | None:
    """Why a task cannot be kept as it is written, or ``None``; ``serves`` are its component's statements."""
    if len(draft.asks) > LONGEST_TEXT:
        return Refusal("too_long", "The task is longer than 20,000 characters.", "Shorten it.")
    if not 0 <= draft.least_words <= MOST_WORDS or not 0 <= draft.most_words <= MOST_WORDS:
        return Refusal("odd_words", "A number of words lies between 0 and 20,000.", "Enter 0 for no limit.")
    if draft.most_words and draft.least_words > draft.most_words:
        return Refusal("crossed_words", "It wants more words at least than at most.", "Change one of the two.")
    if not draft.statements <= serves:
        return Refusal(
            "not_its_statements",
            "Feedback is given against statements that the component serves.",
            "Choose from the list, or tie the component to the statement first.",
        )
    labels = [label.strip() for label in draft.labels]
    if not 2 <= len(labels) <= MOST_LABELS or len({label.lower() for label in labels}) < len(labels):
        return Refusal("odd_labels", "There are between two and six labels, each different.", "One a line.")
    if any(not label or len(label) > LONGEST_LABEL for label in labels):
        return Refusal("odd_label", "A label has between 1 and 60 characters.", "Shorten it.")
    return None


def why_not_show(exemplar: ExemplarDraft, *, statements: frozenset[UUID]) -> Refusal | None:
    """Why an exemplar cannot be kept as it is written, or ``None``; ``statements`` are its task's."""
    if not exemplar.title.strip() or not exemplar.body.strip():
        return Refusal("empty_exemplar", "An exemplar has a title and an answer.", "Write both.")
    if max(map(len, (exemplar.body, exemplar.notes, *exemplar.against.values()))) > LONGEST_TEXT:
        return Refusal("too_long", "The exemplar is longer than 20,000 characters.", "Shorten it.")
    if not set(exemplar.against) <= statements:
        return Refusal("other_statement", "A note is about another statement than the task’s.", "Open the page again.")
    return None


def why_not_publish_task(draft: TaskDraft, *, is_draft: bool, serves: frozenset[UUID]) -> Refusal | None:
    """Why the task cannot be published as it stands, or ``None``."""
    if not is_draft:
        return Refusal("nothing_new", "Nothing has changed since it was published.", "Change it first.")
    if not draft.asks.strip():
        return Refusal("asks_nothing", "The task does not say what to do.", "Write it.")
    if not draft.is_written and draft.attaching is Attaching.NEVER:
        return Refusal("nothing_wanted", "Nothing is written and nothing attached.", "Ask for words or for files.")
    return why_not_keep_task(draft, serves=serves)


def is_after(day: date, due: date | None) -> bool:
    """Whether a day lies after the one by which something was due, if it was due at all."""
    return due is not None and day > due
