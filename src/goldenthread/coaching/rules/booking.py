"""Finding a time: who may suggest, answer, move and call off, and who is somewhere else already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from goldenthread.coaching.types.meetings import Appointment, Engaged, Side
from goldenthread.cohorts.types import BusyHour
from goldenthread.ground.types import Refusal, Refused
from goldenthread.ground.types.days import LONDON

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
    hour = BusyHour(wanted.starts_at, wanted.ends_at)
    for each in busy:
        if each.hour.overlaps(hour):
            return Refusal("is_busy", _says(each, other), "Choose another time, or move the other first.")
    return None


def why_not_take_over(wanted: Appointment, busy: Iterable[Engaged], *, coach: str, participant: str) -> Refusal | None:
    """Why a coach who comes next does not keep what is booked, or ``None``: they are somewhere else then."""
    hour = BusyHour(wanted.starts_at, wanted.ends_at)
    taken = next((each.hour for each in busy if each.is_mine and each.hour.overlaps(hour)), None)
    if taken is None:
        return None
    return Refusal(
        "next_coach_is_busy",
        f"{coach} is somewhere else {taken.when}, when {participant} has a meeting booked.",
        "Choose another coach for them, or have the meeting moved or called off first.",
    )


def why_not_suggest(wanted: Appointment, *, stands: Appointment | None, waits: Appointment | None) -> Refusal | None:
    """Why another time is no other time, or ``None``. ``stands``: what is booked, if anything; ``waits``: what the
    other one suggests and waits to be answered, if anything."""
    if waits is not None and is_same(wanted, waits):
        return Refusal("suggested_already", "They suggest this time themselves.", "Accept it.")
    if stands is not None and is_same(wanted, stands):
        return Refusal(
            "changes_nothing",
            "This is when, how and where you meet already.",
            "Choose another time or place, or leave it as it is.",
        )
    return None


def is_same(one: Appointment, other: Appointment) -> bool:
    """Whether two people would meet at the same minute, for as long, in the same way and place."""
    alike = replace(one, starts_at=other.starts_at, where=one.where.strip()) == replace(
        other, where=other.where.strip()
    )
    return alike and is_same_minute(one.starts_at, other.starts_at)


def why_not_withdraw(side: Side, *, suggested_by: Side | None) -> Refusal | None:
    """Why a suggestion is not theirs to take back, or ``None``: it is their own, and not answered."""
    if suggested_by is side:
        return None
    return Refusal("nothing_to_take_back", "You have suggested nothing here that waits.", "Look at how it stands now.")


def why_not_accept(side: Side, *, suggested_by: Side | None) -> Refusal | None:
    """Why this is not theirs to accept or decline, or ``None``: the other one suggested it."""
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


def is_same_minute(one: datetime, other: datetime) -> bool:
    """Whether a page shows both alike: people choose the minute, not the second."""
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def _says(each: Engaged, other: str) -> str:
    if not each.is_mine:
        return f"{other} is somewhere else {each.hour.when}."
    what = f"“{each.hour.title}”" if each.hour.title else "another meeting"
    return f"You have {what} {each.hour.when}."


def initials(name: str) -> str:
    """The first letters of a name, as "P. B."."""
    return " ".join(f"{part[0].upper()}." for part in name.split())
