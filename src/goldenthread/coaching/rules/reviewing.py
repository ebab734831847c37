"""Who may begin a review, name raters, answer, close it and read what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from goldenthread.coaching.types.instruments import MOST_RATERS, Instrument
from goldenthread.coaching.types.reviews import IS_UNDER_WAY, Answers, GroupCount, ReviewState
from goldenthread.cohorts.types import STATE_NAMES as ENROLMENT_STATES
from goldenthread.cohorts.types import TAKES_EVIDENCE, EnrolmentFacts, Role
from goldenthread.cohorts.types import State as EnrolmentState
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

LONGEST_COMMENT = 2000
# A rater's name and address are kept so long after a review is over, in case of questions. Illustrative.
RATERS_KEPT = timedelta(days=28)
# How a form says that somebody cannot answer a question.
CANNOT_SAY = "cannot_say"


def why_not_begin(
    by: Actor, facts: EnrolmentFacts, instrument: Instrument, *, is_under_way: bool, done: int
) -> Refusal | None:
    """Why a review cannot be begun for this enrolment, or ``None``. ``done``: how many of this instrument are over."""
    if not may_begin(by, facts):
        return Refusal("not_yours", "You cannot begin this for them.", "The participant and their coach can.")
    if EnrolmentState(facts.state) not in TAKES_EVIDENCE:
        state = ENROLMENT_STATES[EnrolmentState(facts.state)].lower()
        return Refusal("enrolment_over", f"The enrolment is {state}.", "Ask the programme manager.")
    if is_under_way:
        return Refusal("under_way", "One is under way already.", "It can be gone on with from the list.")
    if done >= instrument.rounds:
        times = "once" if instrument.rounds == 1 else "twice, at the start and at the end"
        return Refusal("all_done", f"This is done {times}, and has been.", "The reports are in the list.")
    return None


def may_begin(by: Actor, facts: EnrolmentFacts) -> bool:
    """The participant, the coach beside them, and whoever runs the cohort."""
    return (
        by.person_id == facts.participant_id
        or (by.wears_at(facts.partner_id, Duty.COACH) and by.person_id in facts.companions.get(Role.COACH.value, ()))
        or by.wears_for_provider(Duty.PROGRAMME_MANAGER)
        or facts.partner_id in by.places(Duty.PROGRAMME_MANAGER)
    )


def why_not_name(
    *,
    state: ReviewState,
    instrument: Instrument,
    group: str,
    email: str,
    own_email: str,
    named: Collection[str],
) -> Refusal | None:
    """Why somebody cannot be named to answer, or ``None``."""
    if state not in IS_UNDER_WAY:
        return Refusal("review_over", "This review is over.", "Nobody more can be asked.")
    if instrument.rater_group(group) is None:
        return Refusal("no_such_group", "This is not one of the groups.", "Choose one from the list.")
    address = email.strip().lower()
    if plain(address) == plain(own_email):
        return Refusal("yourself", "This is your own address.", "Your own part is a form of its own.")
    if plain(address) in {plain(other) for other in named}:
        return Refusal("named_already", "Somebody with this address is named already.", "Check the address.")
    if len(named) >= MOST_RATERS:
        return Refusal("enough_named", f"{MOST_RATERS} people are named.", "That is as many as can be asked.")
    return None


def plain(email: str) -> str:
    """An address without what its owner may add after a plus, so that one mailbox is not named as several people."""
    before, at, after = email.strip().lower().partition("@")
    return f"{before.partition('+')[0]}{at}{after}"


def why_not_ask(state: ReviewState, counts: Sequence[GroupCount], instrument: Instrument) -> Refusal | None:
    """Why the letters cannot go out yet, or ``None``."""
    if state is not ReviewState.NOMINATING:
        return Refusal("asked_already", "The letters have gone out.", "Who is named now is asked at once.")
    for count in counts:
        if count.named < count.group.wanted:
            return Refusal(
                "too_few_in_group",
                f"{count.named} named under “{count.group.title}”, and at least {count.group.wanted} "
                f"{'is' if count.group.wanted == 1 else 'are'} wanted.",
                "Name more people there.",
            )
    named = sum(count.named for count in counts)
    if named < instrument.minimum_in_all:
        return Refusal(
            "too_few",
            f"{named} of at least {instrument.minimum_in_all} people are named.",
            "Name more: with fewer answers nothing could be shown without giving people away.",
        )
    return None


def why_not_close(state: ReviewState, *, own_sent: bool, answered: int, instrument: Instrument) -> Refusal | None:
    """Why the participant cannot close a review before its day, or ``None``."""
    if state is not ReviewState.OPEN:
        return Refusal("not_open", "This review is not open.", "Look at the list of your reviews.")
    if not own_sent:
        return Refusal("own_part_missing", "Your own part is not sent yet.", "Send it first.")
    if answered < instrument.minimum_in_all:
        return Refusal(
            "too_few_answers",
            f"{answered} of at least {instrument.minimum_in_all} people have answered.",
            "It closes by itself on its day, or as soon as you like once there are enough.",
        )
    return None


def what_to_do(state: ReviewState, *, own_sent: bool) -> str:
    """What the participant does next in a review under way; nothing while it only waits for others."""
    if state is ReviewState.NOMINATING:
        return "Name who is to answer, and ask them." if own_sent else "Answer your own part and name who is to answer."
    return "" if own_sent else "Your own part is still to be sent."


def why_not_send(answers: Answers, instrument: Instrument, *, is_own: bool) -> Refusal | None:
    """Why answers cannot be sent yet, or ``None``. A rater may say of anything that they cannot say; oneself not."""
    missing = [
        number
        for number, item in enumerate(instrument.items, 1)
        if item.key not in answers.ratings or (is_own and answers.ratings[item.key] is None)
    ]
    if not missing:
        return None
    which = ", ".join(map(str, missing[:10])) + (" and more" if len(missing) > 10 else "")
    questions = "Question" if len(missing) == 1 else "Questions"
    return Refusal(
        "not_all_answered", f"{questions} {which} not answered yet.", "Choose an answer for each, then send."
    )


def answers_from(instrument: Instrument, ratings: Mapping[str, Any], comments: Mapping[str, Any]) -> Answers:
    """What was chosen and written, as far as this instrument asks for it; anything else is left out."""
    asked = comments if instrument.asks_comments else {}
    return Answers(_values(instrument, [item.key for item in instrument.items], ratings), _written(instrument, asked))


def reflection_from(instrument: Instrument, ratings: Mapping[str, Any], comments: Mapping[str, Any]) -> Answers:
    """What was chosen and written on a reflection form, which asks once for each group of items."""
    chosen = _values(instrument, [group.key for group in instrument.groups], ratings)
    return Answers({key: value for key, value in chosen.items() if value is not None}, _written(instrument, comments))


def _values(instrument: Instrument, keys: Sequence[str], said: Mapping[str, Any]) -> dict[str, int | None]:
    values: dict[str, int | None] = {str(point.value): point.value for point in instrument.scale.points}
    values[CANNOT_SAY] = None
    return {key: values[str(said[key])] for key in keys if str(said.get(key)) in values}


def _written(instrument: Instrument, said: Mapping[str, Any]) -> dict[str, str]:
    written = {group.key: str(said.get(group.key) or "").strip()[:LONGEST_COMMENT] for group in instrument.groups}
    return {key: words for key, words in written.items() if words}


def is_credited(*, own_sent: bool, answered: int, is_over: bool, instrument: Instrument) -> bool:
    """Whether a review counts towards its component: one's own part, and enough answers or the end of it."""
    return own_sent and (is_over or answered >= instrument.minimum_in_all)


def reminders_due(instrument: Instrument, *, closes_at: datetime, at: datetime) -> int:
    """How many reminders should have gone out by now to somebody who has not answered."""
    return sum(at >= closes_at - timedelta(days=days) for days in instrument.remind_days_before)
