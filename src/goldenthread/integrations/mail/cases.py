"""The letter that says that there is something to read about one's assessment. What it is stands on the page alone."""

from __future__ import annotations

from goldenthread.assessment.types.case_pages import CaseToTell
from goldenthread.ground.types.days import deadline, moment
from goldenthread.integrations.mail.messages import Letter


def letter_about_case(told: CaseToTell, *, url: str) -> Letter:
    """Something has to be read, and until when it may be answered; nothing of what is suspected."""
    until = (("You may answer until", deadline(told.answer_by)),) if told.answer_by else ()
    hearing = (("Hearing", moment(told.hearing_at)),) if told.hearing_at else ()
    return Letter(
        key=f"assessment.case_told:{told.entry}",
        kind="assessment.case_told",
        address=told.address,
        name=told.name,
        subject="Please read this about your assessment",
        paragraphs=(
            f"There is something about your assessment for {told.programme} that you need to read.",
            "It stands on a page that only you and those who look into it can open.",
            *(("Something was decided. The page says what, why, and how you can appeal.",) if told.is_decided else ()),
        ),
        facts=(*until, *hearing),
        button="Read it",
        url=url,
        closing="You get this letter because it is about work that you handed in.",
    )
