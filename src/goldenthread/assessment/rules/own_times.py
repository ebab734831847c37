"""From when until when a window is open for one person.

Entries only ever add: whatever is given, and in whatever order, nobody's window closes before the window itself, and
nobody's closes earlier because something else was given too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.own_times import (
    Affected,
    EffectLine,
    IncidentPreview,
    NewIncident,
    NewTime,
    Sitting,
    TimeEntry,
)
from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import moment

MOST_MINUTES = 28 * 24 * 60
PAST_HANDING_IN = "Their script is with assessors, or was taken out."
NOT_OPEN_THEN = "They did not have it open then."
NOT_BOOKED = "They have not booked this window."
HAS_PASSED = "They have passed by another window."
IS_PUT_OFF = "It was decided that they are not assessed in this window."
HAS_COMPLETED = "They have completed the programme."
RECORDED_ALREADY = Refusal(
    "recorded_already",
    "This incident is recorded already, and counts once.",
    "Look at it among the incidents of the window. If it took more time, record that as another, in other words.",
)
_OTHERS = "Choose others, or other moments."
_INSTEAD = "Decide about them as circumstances, or put them into a later window."


def own_window_of(window: WindowFacts, entries: Iterable[TimeEntry]) -> WindowFacts:
    """The window as it is for one person: the latest close that was given, and every extra minute on top of it."""
    given = tuple(entries)
    latest = max((each.closes_at for each in given if each.closes_at), default=window.closes_at)
    minutes = sum(each.minutes for each in given)
    return replace(window, closes_at=max(latest, window.closes_at) + timedelta(minutes=minutes))


def why_no_part(*, has_passed: bool, is_put_off: bool, has_completed: bool) -> str:
    """Why somebody of a cohort takes no part in a window, so that nobody writes to them about it; nothing where they
    do. ``has_passed``: by another window; ``has_completed``: and has no script in this one."""
    if has_passed:
        return HAS_PASSED
    return IS_PUT_OFF if is_put_off else HAS_COMPLETED if has_completed else ""


def why_not_give_time(
    new: NewTime, person: Sitting, *, shared: WindowFacts, given: Iterable[TimeEntry], at: datetime
) -> Refusal | None:
    """Why this time is not given: no reason, no use, or too late. ``shared`` is the window as everybody has it."""
    if not new.why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why. Only those who decide read it.")
    if person.is_past_handing_in:
        return Refusal(
            "past_handing_in",
            "Their script is with assessors, or was taken out, so more time would be of no use.",
            "Let them hand in at a later window.",
        )
    if person.no_part:
        return Refusal("takes_no_part", person.no_part, "Nothing is asked of them in this window, so no time is given.")
    if new.entry.closes_at is None and not 0 < new.entry.minutes <= MOST_MINUTES:
        return Refusal(
            "minutes_out_of_range", "That is no time, or more than 28 days.", "Give between 1 minute and 28 days."
        )
    latest = max(shared.closes_at, at) + timedelta(minutes=MOST_MINUTES)
    if new.entry.closes_at is not None and new.entry.closes_at > latest:
        return Refusal(
            "too_late_a_close",
            f"That is more than 28 days on: the latest is {moment(latest)}.",
            "Look at the year and the month. Where so much time is needed, give a later window instead.",
        )
    after = own_window_of(shared, (*given, new.entry))
    if after.closes_at <= person.window.closes_at:
        return Refusal("no_later", "Their window closes no earlier already.", "Give a later moment.")
    if after.closes_at <= at:
        return Refusal("over_already", "With it, their time would be over already.", "Give more time.")
    return None


def why_not_end_time(window: WindowFacts, *, ended: bool, why: str, at: datetime) -> Refusal | None:
    """Why a time stays given: once the window has opened people work to it."""
    if ended:
        return Refusal("ended_already", "It was taken back already.", "There is nothing more to do.")
    if stage(window, at=at) is not Stage.TO_COME:
        return Refusal(
            "window_has_opened", "The window has opened: they are working to this time.", "It stays as it is."
        )
    if not why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why it is taken back.")
    return None


def preview(new: NewIncident, people: Iterable[Sitting], *, shared: WindowFacts, at: datetime) -> IncidentPreview:
    """What an incident would do to each of those whom it concerns, and why it cannot be recorded so, if it cannot."""
    concerned = [each for each in people if new.affected is not Affected.CHOSEN or each.enrolment in new.chosen]
    effects = tuple(_effect(new, each) for each in concerned)
    why_not = _why_not_said(new, shared, at=at) or _why_no_use(new, effects, at=at)
    return IncidentPreview(effects, why_not, _key(new, effects))


def why_not_confirm(found: IncidentPreview, *, seen: str | None) -> Refusal | None:
    """Why an incident is not recorded as confirmed: it does something else than was shown (``None``: nothing was)."""
    if found.why_not or seen in (None, found.key):
        return found.why_not
    return Refusal(
        "not_what_was_shown",
        "Since you looked, somebody’s time changed, or what you wrote did. Nothing is recorded.",
        "Look at who would get what now, and confirm that.",
    )


def why_not_take_incident_back(held: Iterable[tuple[Sitting, datetime]], *, why: str, at: datetime) -> Refusal | None:
    """Why an incident stays: somebody used the time or is using it. ``held``: who has it, and their close without."""
    every = list(held)
    if not every:
        return Refusal("ended_already", "It was taken back already.", "There is nothing more to do.")
    used = sum(each.handed_in_at is not None and each.handed_in_at >= without for each, without in every)
    if used:
        return Refusal(
            "handed_in_by_it",
            f"{'One person' if used == 1 else f'{used} people'} handed in within the time that it gave.",
            "It stays as it is, for everybody whom it affected.",
        )
    working = sum(without <= at < each.window.closes_at for each, without in every if each.may_hand_in)
    if working:
        return Refusal(
            "working_to_it",
            f"{'One person is' if working == 1 else f'{working} people are'} working in the time that it gave: "
            "without it theirs would be over now.",
            "Let them finish. Once their time is over it can be taken back, if nobody handed in by it.",
        )
    if not why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why it is taken back.")
    return None


def _key(new: NewIncident, effects: Iterable[EffectLine]) -> str:
    """A short mark of an incident and of what it does to each person: another as soon as any of it is another."""
    said = (new.what, new.began_at.timestamp(), new.ended_at.timestamp(), new.affected.value, new.minutes)
    does = sorted((each.enrolment_id, each.before.timestamp(), each.left_out) for each in effects)
    return hashlib.sha256(repr((said, does)).encode()).hexdigest()[:32]


def _effect(new: NewIncident, person: Sitting) -> EffectLine:
    before = person.window.closes_at
    left_out = _left_out(new, person)
    after = before if left_out else before + timedelta(minutes=max(new.minutes, 0))
    return EffectLine(person.enrolment, person.enrolment_id, person.name, before, after, left_out)


def _left_out(new: NewIncident, person: Sitting) -> str:
    if person.is_past_handing_in:
        return PAST_HANDING_IN
    if person.no_part:
        return person.no_part
    if not person.is_booked and person.begun_at is None:
        return NOT_BOOKED
    if new.affected is Affected.HAD_IT_OPEN and (
        person.begun_at is None or person.begun_at >= new.ended_at or person.window.closes_at <= new.began_at
    ):
        return NOT_OPEN_THEN
    return ""


def _why_not_said(new: NewIncident, shared: WindowFacts, *, at: datetime) -> Refusal | None:
    if not new.what.strip():
        return Refusal("no_reason", "It is not said what happened.", "Say it in a sentence: participants read it.")
    if new.ended_at <= new.began_at:
        return Refusal("ends_before_it_began", "It ended before it began.", "Give a later end.")
    if new.began_at >= at:
        return Refusal("in_the_future", "It has not happened yet.", "To give time beforehand, change the window.")
    if new.ended_at > at:
        return Refusal("not_over_yet", "It is not over yet.", "Record it when it is over, with the end it had.")
    if new.ended_at <= shared.opens_at:
        return Refusal("before_the_window", "The window was not open then.", "Record it for the window that was.")
    if not 0 < new.minutes <= MOST_MINUTES:
        return Refusal(
            "minutes_out_of_range", "That is no time, or more than 28 days.", "Give between 1 minute and 28 days."
        )
    return None


def _why_no_use(new: NewIncident, effects: Iterable[EffectLine], *, at: datetime) -> Refusal | None:
    every = list(effects)
    gains = [each for each in every if not each.left_out]
    if not gains:
        past = sum(each.left_out == PAST_HANDING_IN for each in every)
        missed = sum(each.left_out == NOT_OPEN_THEN for each in every)
        others = len(every) - past - missed
        says = "Nobody gets more time by it."
        if past:
            says += f" {'One script is' if past == 1 else f'{past} scripts are'} with assessors, or taken out already."
        if missed:
            says += f" {'One person' if missed == 1 else f'{missed} people'} did not have it open then."
        if others:
            says += f" {'One person takes' if others == 1 else f'{others} people take'} no part in this window."
        return Refusal("nobody_affected", says, _INSTEAD if past and not missed else _OTHERS)
    over = [each for each in gains if each.after <= at]
    if over:
        least = new.minutes + int((at - min(each.after for each in over)).total_seconds() // 60) + 1
        return Refusal(
            "over_already",
            f"For {len(over)} of {len(gains)} the time would be over already.",
            f"Give more than {least} minutes, so that everybody has some of it.",
        )
    return None
