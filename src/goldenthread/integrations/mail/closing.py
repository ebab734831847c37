"""The letters about answers that were left when a window closed."""

from __future__ import annotations

from goldenthread.ground.types.days import moment
from goldenthread.integrations.mail.messages import Letter
from goldenthread.people.queries.reaching import Reached
from goldenthread.reporting.queries.receipts import DraftsToTell, DraftToTell


def letter_to_writer(left: DraftToTell, *, url: str) -> Letter:
    """Nothing was handed in, what was written is kept, and whom to ask."""
    return Letter(
        key=f"assessment.draft_left:{left.script}",
        kind="assessment.draft_left",
        address=left.address,
        name=left.name,
        subject="Your answers were not handed in",
        paragraphs=(
            (
                f"The window of {left.programme} has closed. Your answers were saved but not handed in, so they are "
                "not marked."
            ),
            "They are kept, and you can still read them. If something went wrong, tell your programme manager.",
        ),
        facts=(("Window closed", moment(left.closed_at)),),
        button="Read your answers",
        url=url,
        closing="You get this letter because you opened the brief of an assessment.",
    )


def letter_to_manager(left: DraftsToTell, manager: Reached, *, url: str) -> Letter:
    """Who of a window left answers, in one letter; no number of a script stands in it."""
    one = len(left.names) == 1
    told = f"{left.names[0]} had" if one else f"{len(left.names):,} people had"
    return Letter(
        key=f"assessment.drafts_left:{left.window}:{left.found_at.isoformat()}:{manager.ref}",
        kind="assessment.drafts_left",
        address=manager.email,
        name=manager.name,
        subject=f"{left.names[0] if one else f'{len(left.names):,} people'} did not hand in",
        paragraphs=(
            (
                f"{told} written answers and not handed them in when the window of {left.cohort} closed for them. They "
                "have been told."
            ),
            "What was written is kept. Ask them what happened, and agree with them what follows.",
        ),
        facts=tuple(("Not handed in", name) for name in left.names),
        button="Open the window",
        url=url,
        closing="You get this letter because you manage this cohort.",
    )
