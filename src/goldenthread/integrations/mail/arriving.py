"""The letters about files that arrived and were not read at once."""

from __future__ import annotations

from datetime import datetime

from goldenthread.ground.types.days import deadline, moment
from goldenthread.integrations.mail.messages import Letter
from goldenthread.people.queries.reaching import Reached
from goldenthread.reporting.queries.arrivals import ArrivalToTell

_WHY = "You get this letter because you sent a file for an assessment. Keep it."


def letter_that_it_arrived(told: ArrivalToTell, *, url: str) -> Letter:
    """The file is here, whole, and counts from now; its words are still being counted."""
    return Letter(
        key=f"assessment.arrived:{told.arrival}",
        kind="assessment.arrived",
        address=told.address,
        name=told.name,
        subject="We have your file",
        paragraphs=(
            (
                "Your file has arrived whole. Many files are arriving just now, so its words are still being counted. "
                "It is handed in as of the moment below as soon as they are; you need do nothing more."
            ),
            "You get another letter then, or if it cannot be read.",
        ),
        facts=(*_facts(told), ("Fingerprint (SHA-256)", told.sha256)),
        button="See how it stands",
        url=url,
        closing=_WHY,
    )


def letter_about_turning_away(told: ArrivalToTell, *, url: str, at: datetime) -> Letter:
    """It cannot be taken, why, and what can be done."""
    why = told.why_not
    is_over = told.closes_at <= at
    mend = (
        "The window has closed, so you cannot send another one yourself. Your file is kept as it arrived. Tell your "
        "programme manager now: they have been told as well, and decide with you what follows."
        if is_over
        else f"{why.mend if why else ''} The window is open until {deadline(told.closes_at)}."
    )
    return Letter(
        key=f"assessment.file_turned_away:{told.arrival}",
        kind="assessment.file_turned_away",
        address=told.address,
        name=told.name,
        subject="Your file could not be taken",
        paragraphs=(why.says if why else "It could not be read.", mend.strip()),
        facts=_facts(told),
        button="See your file" if is_over else "Send another file",
        url=url,
        closing=_WHY,
    )


def letter_to_manager(told: ArrivalToTell, manager: Reached, *, url: str) -> Letter:
    """Somebody's file came in time and could not be read; the number of their script stands nowhere in it."""
    return Letter(
        key=f"assessment.file_turned_away:{told.arrival}:{manager.ref}",
        kind="assessment.file_turned_away",
        address=manager.email,
        name=manager.name,
        subject=f"A file from {told.name} could not be read",
        paragraphs=(
            (
                f"{told.name} sent a file before the window of {told.cohort} closed. It was read after the close, and "
                f"cannot be taken: {told.why_not.says if told.why_not else ''}"
            ),
            (
                "The file is kept as it arrived, with its fingerprint. They have been told. Agree with them what "
                "follows: a window can be given a later closing time, which everyone in it will have."
            ),
        ),
        facts=(("Arrived", moment(told.arrived_at)), ("Window closed", deadline(told.closes_at))),
        button="Open the window’s arrivals",
        url=url,
        closing="You get this letter because you manage this cohort.",
    )


def _facts(told: ArrivalToTell) -> tuple[tuple[str, str], ...]:
    return (
        ("Receipt", told.receipt),
        ("File", told.file_name),
        ("Arrived", moment(told.arrived_at)),
        ("Window closes", deadline(told.closes_at)),
    )
