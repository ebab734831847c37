"""Finding a time: who may suggest, answer, move and call off, and who is somewhere else already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from goldenthread.coaching.types.meetings import Appointment, Engaged, Side
from goldenthread.ground.types import Refusal, Refused

LONDON = ZoneInfo("Europe/London")
LONGEST_MINUTES = 480
# Both are reminded of a meeting from so many days before. Illustrative, as for sessions.
NEAR_DAYS = 2


def side_of(person: int | None, *, coach: int, participant: int) -> Side | None:
    """Which of the two somebody is; ``None`` for anybody else."""
    if person is None:
        return None
    return {coach: Side.COACH, participant: Side.PARTICIPANT}.get(person)


def one_of_two(side: Side | None, *, is_active: bool) -> Side:
    """The side of somebody who has a say in when these two meet.

    :raises Refused: for anybody else, and once the pairing has ended.
    """
    if side is None:
        raise Refused(
            Refusal(
                "not_your_pairing", "Only the two who meet decide when they meet.", "Ask the coach or the participant."
            )
        )
    if not is_active:
        raise Refused(Refusal("pairing_over", "This pairing has ended.", "Their present coach can book meetings."))
    return side


def why_not_book(side: Side) -> Refusal | None:
    """Why somebody cannot put a meeting into the calendar of both, or ``None``. A participant suggests a time."""
    if side is Side.COACH:
        return None
    return Refusal("not_your_pairing", "Only their coach books a meeting.", "Suggest a time to your coach.")


def why_not_at(wanted: Appointment, *, at: datetime, busy: Iterable[Engaged], other: str) -> Refusal | None:
    """Why the two cannot meet then, or ``None``. ``other``: how the one who does not ask is called.

    What one is busy with oneself is named; what the other does is not.
    """
    if wanted.starts_at <= at:
        return Refusal(
            "in_the_past", "This moment has passed.", "Choose a time to come; record a meeting that was held."
        )
    if not 1 <= wanted.minutes <= LONGEST_MINUTES:
        return Refusal("odd_minutes", "A meeting takes between 1 and 480 minutes.", "Enter how long it takes.")
    for each in busy:
        if each.hour.starts_at < wanted.ends_at and wanted.starts_at < each.hour.ends_at:
            return Refusal("is_busy", _says(each, other), "Choose another time, or move the other first.")
    return None


def why_not_accept(side: Side, *, suggested_by: Side | None) -> Refusal | None:
    """Why this is not theirs to accept, or ``None``: the other one suggested it."""
    if suggested_by is None:
        return Refusal("nothing_to_answer", "No time is suggested here.", "Look at how the meeting stands now.")
    if suggested_by is side:
        return Refusal(
            "own_suggestion", "You suggested this time yourself.", "The other one accepts it, or you move it."
        )
    return None


def why_not_miss(*, starts_at: datetime, why: str, at: datetime) -> Refusal | None:
    """Why a meeting cannot be recorded as not attended, or ``None``."""
    if starts_at > at:
        return Refusal("not_yet", "This meeting has not begun yet.", "Move it or call it off instead.")
    return why_not_without_reason(why)


def why_not_without_reason(why: str) -> Refusal | None:
    """Why a meeting is not called off, missed or taken back like this, or ``None``."""
    if why.strip():
        return None
    return Refusal("no_reason", "There is no reason.", "Say why in a few words; both of you read it.")


def is_near(starts_at: datetime, *, at: datetime) -> bool:
    """Whether a meeting is still to come and at most two days ahead on the calendar."""
    ahead = starts_at.astimezone(LONDON).date() - at.astimezone(LONDON).date()
    return at < starts_at and ahead <= timedelta(days=NEAR_DAYS)


def _says(each: Engaged, other: str) -> str:
    start, end = (moment.astimezone(LONDON) for moment in (each.hour.starts_at, each.hour.ends_at))
    when = f"from {start:%H:%M} to {end:%H:%M} on {start:%-d %B %Y}"
    if not each.is_mine:
        return f"{other} is somewhere else {when}."
    return f"You have “{each.hour.title}” {when}." if each.hour.title else f"You have another meeting {when}."


def initials(name: str) -> str:
    """The first letters of a name, as "P. B."."""
    return " ".join(f"{part[0].upper()}." for part in name.split())
