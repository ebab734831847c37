"""What an end without an answer means to the person who sent the document in."""

from __future__ import annotations

from goldenthread.ground.types import Refusal
from goldenthread.integrations.reader.messages import Bounds, Ended

_SMALLER = "Upload the framework’s own pages only, or paste its text."


def refusal_for(ended: Ended, bounds: Bounds) -> Refusal:
    """Why there is no reading, and what would change that."""
    if ended is Ended.TOO_SLOW:
        return Refusal(
            "reading_too_slow",
            f"Reading it was stopped: it took longer than {bounds.seconds} seconds, "
            f"or {bounds.processor_seconds} seconds of work, which are the limits here.",
            f"{_SMALLER} Whoever looks after this installation can raise the limits.",
        )
    if ended is Ended.TOO_BIG:
        return Refusal(
            "reading_too_big",
            f"Reading it was stopped: it needed more than {bounds.memory_mb:,} MB of memory, which is the limit here.",
            f"{_SMALLER} Whoever looks after this installation can raise the limit.",
        )
    if ended is Ended.KILLED:
        return Refusal(
            "reading_killed",
            "Reading it was ended from outside before it was finished, perhaps because the machine had no memory left.",
            "Have it read again. If it ends so again, tell whoever looks after this installation.",
        )
    return Refusal(
        "reading_broken",
        "The reader could not make anything of this document: it is damaged, or made in a way we do not know.",
        "Save it again from the original, use another copy, or paste its text.",
    )


def script_refusal_for(ended: Ended, bounds: Bounds) -> Refusal:
    """Why a file that somebody hands in could not be read, and what would change that."""
    if ended is Ended.TOO_SLOW:
        says = f"Reading your file was stopped: it took longer than {bounds.seconds} seconds, which is the limit here."
    elif ended is Ended.TOO_BIG:
        says = f"Reading your file was stopped: it needed more than {bounds.memory_mb:,} MB of memory, the limit here."
    elif ended is Ended.KILLED:
        return Refusal(
            "script_killed",
            "Reading your file was ended before it was finished, perhaps because the machine had no memory left.",
            "Choose the file again. If it ends so again, tell whoever runs your programme.",
        )
    else:
        says = "Your file cannot be read: it is damaged, or made in a way we do not know."
    return Refusal(
        f"script_{ended.value}",
        says,
        "Make its pictures smaller, or save it as a PDF from the program you wrote it in; then choose that file.",
    )


def still_reading() -> Refusal:
    """Another file of the same person is being read."""
    return Refusal(
        "script_still_reading",
        "Another file of yours is still being read.",
        "Wait until it is done, then choose this one again.",
    )


def busy() -> Refusal:
    """So many files are being read that this one would have to wait too long."""
    return Refusal(
        "script_busy",
        "Many files are arriving just now, so yours was not read.",
        "Choose it again in a minute. Until the window closes nothing is lost.",
    )
