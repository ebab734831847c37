"""The letters about a piece that came after the close."""

from __future__ import annotations

from goldenthread.assessment.types.late import LateState
from goldenthread.ground.types.days import moment
from goldenthread.integrations.mail.messages import Letter
from goldenthread.people.queries.reaching import Reached
from goldenthread.reporting.queries.late_pieces import LateToTell

CLOSING = "You get this letter because you offered a piece after the close of your window."


def letter_that_it_is_here(told: LateToTell, *, url: str) -> Letter:
    """That it is kept, under which receipt, that it is late, and that somebody decides."""
    return Letter(
        key=f"assessment.late_offered:{told.late}",
        kind="assessment.late_offered",
        address=told.address,
        name=told.name,
        subject="Your late piece is here",
        paragraphs=(
            f"You offered a piece for {told.programme} after your window had closed. It is kept as you sent it.",
            "It is late, so it is not handed in. The lead provider decides whether it counts, and you get a letter.",
        ),
        facts=(
            ("Receipt", told.receipt),
            ("Your window closed", moment(told.closed_at)),
            ("It came", moment(told.offered_at)),
        ),
        button="See what you offered",
        url=url,
        closing=CLOSING,
    )


def letter_that_one_waits(told: LateToTell, decider: Reached, *, url: str) -> Letter:
    """That somebody's late piece waits for a decision, and what waits for it."""
    return Letter(
        key=f"assessment.late_offered:{told.late}:{decider.ref}",
        kind="assessment.late_offered",
        address=decider.email,
        name=decider.name,
        subject=f"{told.name} offered a piece late",
        paragraphs=(
            f"{told.name} offered a piece after their window of {told.cohort} had closed, and said why.",
            "Decide whether it counts. Until then it goes to no marker, and no result of the window goes out.",
        ),
        facts=(("Their window closed", moment(told.closed_at)), ("It came", moment(told.offered_at))),
        button="Open the late pieces",
        url=url,
        closing="You get this letter because you run assessment and mark nothing in this window.",
    )


def letter_that_it_is_decided(told: LateToTell, *, url: str) -> Letter:
    """Whether it counts; the reason is on the page only."""
    accepted = told.state is LateState.ACCEPTED
    says = (
        "It was accepted: it counts as handed in, and goes to assessors like everybody else’s. They are not told that "
        "it was late."
        if accepted
        else "It was not accepted, so nothing is handed in for this window. It is kept."
    )
    return Letter(
        key=f"assessment.late_decided:{told.late}",
        kind="assessment.late_decided",
        address=told.address,
        name=told.name,
        subject="Your late piece counts" if accepted else "Your late piece does not count",
        paragraphs=(f"You offered a piece for {told.programme} after the close. {says}", "Your page says why."),
        facts=(("Receipt", told.receipt), ("It came", moment(told.offered_at))),
        button="Read the decision",
        url=url,
        closing=CLOSING,
    )
