"""When somebody may write and hand in, and what their reviewer is told about it."""

from __future__ import annotations

from goldenthread.ground.types import Refusal
from goldenthread.learning.rules.states import IS_WRITTEN, WorkState
from goldenthread.learning.types.practising import MOST_FILES
from goldenthread.learning.types.tasking import Attaching, TaskDraft

LONGEST_WORDS = 200_000


def words_in(text: str) -> int:
    """How many words a text has: whatever stands between spaces, as the page counts."""
    return len(text.split())


def why_not_write_work(state: WorkState, *, counts: bool) -> Refusal | None:
    """Why nothing can be written now, or ``None``; ``counts``: whether the enrolment still takes evidence."""
    if not counts:
        return Refusal(
            "takes_no_evidence",
            "Your enrolment takes no more work.",
            "Ask your programme manager, if you think that is wrong.",
        )
    if state is WorkState.SUBMITTED:
        return Refusal("handed_in", "You have handed this in.", "You can change it when your feedback has come.")
    if state is WorkState.ACCEPTED:
        return Refusal("accepted", "This is accepted and credited.", "There is nothing more to do.")
    return None


def why_not_save(*, words: str, revision: int, kept: int, is_same_tab: bool = False) -> Refusal | None:
    """Why words cannot replace those that are kept, or ``None``.

    ``revision`` is what the page was made from, ``kept`` what is kept now: words from another tab are never overwritten
    unread. ``is_same_tab``: the last save came from this page, whose answer may have been lost on the way.
    """
    if revision != kept and not is_same_tab:
        return Refusal(
            "other_tab",
            "Words from another tab or device were saved after you opened this page.",
            "Nothing is lost: both stand on this page. Put together what you want to keep, then save.",
        )
    if len(words) > LONGEST_WORDS:
        return Refusal("too_long", "That is longer than 200,000 characters.", "Shorten it, or attach it as a file.")
    return None


def why_not_attach(draft: TaskDraft, *, files: int) -> Refusal | None:
    """Why a file cannot be put beside the work, or ``None``; ``files`` is how many there are."""
    if draft.attaching is Attaching.NEVER:
        return Refusal("no_files", "Nothing is attached to this task.", "Write your answer on the page.")
    if files >= MOST_FILES:
        return Refusal("too_many_files", f"There are {MOST_FILES} files already.", "Remove one first.")
    return None


def why_not_hand_in(draft: TaskDraft, *, words: str, files: int) -> Refusal | None:
    """Why this is not ready to be handed in, or ``None``. The number of words informs and never turns anybody away."""
    if draft.attaching is Attaching.MUST and not files:
        return Refusal("no_file", "This task asks for a file.", "Attach at least one.")
    if not words.strip() and (not files or (draft.is_written and draft.attaching is not Attaching.MUST)):
        return Refusal("no_words", "There is nothing to read yet.", "Write your answer, and save it.")
    return None


def notes_about(draft: TaskDraft, words: str) -> tuple[str, ...]:
    """What the number of words gives reason to say, in sentences."""
    number = words_in(words)
    if draft.least_words and number < draft.least_words:
        return (f"You wrote {number:,} words; the task wants at least {draft.least_words:,}.",)
    if draft.most_words and number > draft.most_words:
        return (f"You wrote {number:,} words; the task wants at most {draft.most_words:,}.",)
    return ()


def is_open(state: WorkState) -> bool:
    """Whether its writer may change it."""
    return state in IS_WRITTEN
