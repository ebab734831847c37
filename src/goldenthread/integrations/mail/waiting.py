"""The letters about what waits in assessment. None says whose a script is, its number, or what was given for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from goldenthread.assessment.types.telling import Waiting, Waits
from goldenthread.ground.types.days import LONDON, day
from goldenthread.integrations.mail.messages import Letter

_CLOSING = "You get this letter because this is yours to do for the lead provider."
_TO_HELPERS = "You get this letter because you walk beside a participant."
_TO_MARKERS = "You get this letter because you mark scripts."
# The subject, what it means, and the words of the button.
_SAYS: Mapping[Waits, tuple[str, str, str]] = MappingProxyType(
    {
        Waits.QUESTION: (
            "A result is questioned: {title}",
            "It waits for somebody who was not involved before, and you may take it up. Whoever asked is not named.",
            "Open the questions",
        ),
        Waits.QUESTION_NEAR: (
            "An answer about a result is due soon: {title}",
            "Whoever asked was told by when it is decided.",
            "Open the questions",
        ),
        Waits.QUESTION_LATE: (
            "An answer about a result is late: {title}",
            (
                "Whoever asked was told by when it would be decided, and is still waiting. Decide it, or have "
                "somebody else take it up."
            ),
            "Open the questions",
        ),
        Waits.QUESTION_STUCK: (
            "Nobody may decide a question about a result: {title}",
            (
                "Everybody who could decide it had to do with the script before, or may not mark it now. Somebody new "
                "helps: an assessor who has no other duty in assessment where a script is marked anew, a quality lead "
                "or moderator for an appeal. The page of the question says what it needs."
            ),
            "Open the questions",
        ),
        Waits.QUESTION_STUCK_LATE: (
            "Late, and nobody may decide it: {title}",
            (
                "Whoever asked about their result was told by when it would be decided, and is still waiting. Nobody "
                "may decide it as things are. The page of the question says what helps."
            ),
            "Open the questions",
        ),
        Waits.CASE: (
            "Something was reported: {title}",
            (
                "Something about a script was reported. If the script’s result is not out yet, it is kept in until "
                "somebody has looked into it."
            ),
            "Open the cases",
        ),
        Waits.CASE_DECIDED: (
            "A case is decided: {title}",
            "A case that you may judge is decided. Where the result is out already, its page leads to the correction.",
            "Open the cases",
        ),
        Waits.SAMPLE: (
            "A sample waits for moderators: {title}",
            "Results are kept in until all of it has been looked at.",
            "Open the sample",
        ),
        Waits.SEATS: (
            "Scripts to mark: {title}",
            "Scripts were given to you to mark. You find them under numbers in your queue.",
            "Open your queue",
        ),
        Waits.HELP: (
            "Somebody needs you before their next attempt",
            (
                "A participant whom you coach or mentor is guaranteed support before they hand in again. Who it is, "
                "and what it is, is on the page. Find a time with them, and record there what you agreed."
            ),
            "See who, and what",
        ),
        Waits.STOP: (
            "Somebody’s marking is stopped: decide what follows",
            (
                "An assessor’s marking of {title} is stopped, and what they marked lately keeps results in. Look at "
                "it, and say whether they go on."
            ),
            "Decide about it",
        ),
        Waits.PAUSED: (
            "Your marking is paused",
            (
                "Marking of yours is paused while somebody looks at it. What you have marked is kept, and so is what "
                "you have begun. You need do nothing; you get a letter when it is decided."
            ),
            "See where you stand",
        ),
    }
)
_GOES_ON = ("You can go on marking", "Somebody has looked at your marking, and you can go on.")
_TRIES = (
    "What follows for your marking",
    (
        "Somebody has looked at your marking. Before you mark again you take the test of its standard; you can "
        "practise first. What you have marked is kept."
    ),
)
_COUNTED: Mapping[Waits, str] = MappingProxyType(
    {
        Waits.QUESTION: "Questions that wait",
        Waits.QUESTION_NEAR: "Questions to decide",
        Waits.QUESTION_LATE: "Questions to decide",
        Waits.QUESTION_STUCK: "Questions that nobody may decide",
        Waits.QUESTION_STUCK_LATE: "Questions that nobody may decide",
        Waits.SAMPLE: "Scripts to look at",
        Waits.SEATS: "Scripts to mark",
    }
)
_CLOSINGS: Mapping[Waits, str] = MappingProxyType(
    {
        Waits.HELP: _TO_HELPERS,
        Waits.PAUSED: _TO_MARKERS,
        Waits.STOP_DECIDED: _TO_MARKERS,
        Waits.SEATS: _TO_MARKERS,
    }
)
# One letter a day for one place, whatever comes after it on that day; those with a last day go out once for it.
_ONCE = frozenset({Waits.STOP, Waits.PAUSED, Waits.STOP_DECIDED})


def letter_about_waiting(told: Waiting, *, url: str, unsubscribe: str, at: datetime) -> Letter:
    """How much waits for one person in one place, and by when; to whoever was stopped, neither why nor by what."""
    if told.what is Waits.STOP_DECIDED:
        subject, says = _GOES_ON if told.goes_on else _TRIES
        button = "See where you stand"
    else:
        subject, says, button = _SAYS[told.what]
    number = ((_COUNTED[told.what], f"{told.number:,}"),) if told.what in _COUNTED else ()
    until = (("Last day", day(told.until - timedelta(seconds=1))),) if told.until else ()
    return Letter(
        key=f"assessment.{told.what.value}:{told.place}:{_occasion(told, at)}:{told.person}",
        kind=f"assessment.{told.what.value}",
        address=told.address,
        name=told.name,
        subject=subject.format(title=told.title),
        paragraphs=(says.format(title=told.title),),
        facts=(*number, *until),
        button=button,
        url=url,
        closing=_CLOSINGS.get(told.what, _CLOSING),
        unsubscribe=unsubscribe,
        way_out="Stop letters about what waits in assessment",
    )


def _occasion(told: Waiting, at: datetime) -> str:
    if told.what in _ONCE:
        return "once"
    when = told.until if told.until and told.what not in {Waits.QUESTION, Waits.SEATS} else at
    return when.astimezone(LONDON).date().isoformat()
