"""The letters about a planned release, and about questions to a result. None of them says what a result is."""

from __future__ import annotations

from goldenthread.assessment.types.readiness import PlannedLetter
from goldenthread.assessment.types.reviewing import LateAskLetter, ReviewLetter
from goldenthread.ground.types.days import deadline, moment
from goldenthread.integrations.mail.messages import Letter

_SUBJECTS = {
    "review_asked": "We have your question about your result",
    "review_taken": "Your question about your result is being looked at",
    "review_decided": "Your question about your result is decided",
    "review_late": "The answer about your result is late",
    "review_withdrawn": "You withdrew your question about your result",
}
_SAYS = {
    "review_asked": "Somebody who was not involved before will look at it. You get a letter at each step.",
    "review_taken": "Somebody who was not involved before is looking at it.",
    "review_decided": "The decision, its reasons and its effect are on the page of your question.",
    "review_late": (
        "It was to be decided by now, and is not. Those who see to it have been told. You lose none of your days by it."
    ),
    "review_withdrawn": "Nothing more follows from it, and your result is as it was.",
}
# A decision after which something is open still has ordered it.
_MARKED_AGAIN = (
    "Somebody new marks your work again first. Until that is decided no days run out: what you can ask for after it is "
    "counted from that decision."
)


def letter_about_review(letter: ReviewLetter, *, step: str, url: str) -> Letter:
    """One step of a question: that it was asked, taken up, decided or withdrawn."""
    facts = (("What was asked", letter.kind),)
    again = (_MARKED_AGAIN,) if step == "review_decided" and letter.next.later else ()
    by_when = (("Decided by", deadline(letter.answer_by)),) if step in {"review_asked", "review_taken"} else ()
    more = tuple((f"Until when you can ask for more ({name})", deadline(last)) for name, last in letter.next.now)
    then = tuple(f"{name}, for {days} day{'s' * (days != 1)}" for name, days in letter.next.later)
    later = (("What you can ask for from its decision on", "; ".join(then)),) if then else ()
    return Letter(
        key=f"assessment.{step}:{letter.ref}",
        kind=f"assessment.{step}",
        address=letter.address,
        name=letter.name,
        subject=_SUBJECTS[step],
        paragraphs=(_SAYS[step], *again),
        facts=(*facts, *by_when, *more, *later),
        button="Read it",
        url=url,
        closing="You get this letter because your result is being looked at again.",
    )


def letter_about_late_ask(letter: LateAskLetter, *, url: str) -> Letter:
    """That somebody can question their result although the last day is over."""
    return Letter(
        key=f"assessment.ask_let:{letter.ref}",
        kind="assessment.ask_let",
        address=letter.address,
        name=letter.name,
        subject="You can still ask about your result",
        paragraphs=("The last day to ask was over. You can ask all the same, until the day below.",),
        facts=(("What you can ask for", letter.kind), ("Until when", deadline(letter.until))),
        button="Question your result",
        url=url,
        closing="You get this letter because those who run assessment let you ask after the last day.",
    )


def letter_about_planned(planned: PlannedLetter, *, url: str) -> Letter:
    """What came of a planned release, for whoever planned it."""
    return Letter(
        key=f"assessment.planned_release:{planned.ref}",
        kind="assessment.planned_release",
        address=planned.address,
        name=planned.name,
        subject=f"{'Results went' if planned.is_out else 'Nothing went'} out: the planned release of {planned.cohort}",
        paragraphs=(planned.says,)
        if planned.is_out
        else (
            "Nothing went out, because something kept results in, or nothing was ready.",
            f"Why: {planned.says}",
            "The release board says what keeps each result in and leads to what is yours to do. Then release them.",
        ),
        facts=(("Planned for", moment(planned.release_at)),),
        button="Open the release board",
        url=url,
        closing="You get this letter because you planned this release.",
    )
