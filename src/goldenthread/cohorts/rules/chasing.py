"""Who will miss the gate if nothing changes, why, and the next best step.

No score: what is still ahead and how somebody has come and studied so far say how far they will get, and the words say
which sessions and how much study that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from goldenthread.cohorts.rules.explaining import OPEN, is_own_time
from goldenthread.cohorts.types import Engagement, EngagementItem, Figure, Standing, saying, up
from goldenthread.cohorts.types.chasing import AtRisk, NewContact, Reason
from goldenthread.ground.types import Refusal

# Illustrative: nobody is held to a pace in their own time so soon after the first day, nor for one component.
GRACE_DAYS = 42
SLACK = 1
RECENT = 3
MILLION = 1_000_000
Items = Sequence[EngagementItem]


def risk(told: Engagement, *, starts_on: date, ends_on: date, at: datetime) -> AtRisk | None:
    """Why somebody will miss the gate if they go on as so far; ``None`` where they will not, or nothing is asked."""
    now = told.figure
    if now.is_met or now.threshold is None or not now.due or at.date() < starts_on:
        return None
    asked = now.parts if saying.is_each(now) else (now,)
    gone = Fraction(max((at.date() - starts_on).days, 0), max((ends_on - starts_on).days, 1))
    is_early = (at.date() - starts_on).days < GRACE_DAYS
    found = [
        _of_one(figure, [i for i in told.items if not figure.name or i.part == figure.name], gone, is_early, at)
        for figure in asked
    ]
    return max((one for one in found if one), key=lambda one: one.need, default=None)


def why_not_contact(contact: NewContact, *, today: date) -> Refusal | None:
    """Why a contact cannot be entered like this, or ``None``."""
    if contact.held_on > today:
        return Refusal("not_yet", "A contact is entered after it happened.", "Give today or an earlier day.")
    if contact.look_on is not None and contact.look_on <= today:
        return Refusal("look_is_past", "The day to look again has to be ahead.", "Choose a later day, or none.")
    if not contact.agreed.strip():
        return Refusal("nothing_agreed", "There is nothing about what was agreed.", "Say what was agreed, or tried.")
    return None


def _of_one(figure: Figure, items: Items, gone: Fraction, is_early: bool, at: datetime) -> AtRisk | None:
    """The risk about one threshold: that of the whole figure, or of a part with its own."""
    if figure.is_met:
        return None
    held = sorted((i for i in items if i.ends_at and i.ends_at <= at), key=lambda i: i.ends_at or at)
    held = [i for i in held if i.standing not in {Standing.LEFT_OUT, Standing.AWAITED}]
    sessions = [i for i in items if i.standing is Standing.TO_COME and not _is_own(i)]
    own = [i for i in items if _is_own(i) and i.standing is not Standing.LEFT_OUT]
    study = [i for i in own if i.standing in OPEN]
    comes = Fraction(sum(i.share for i in held), len(held)) if held else Fraction(1)
    done = Fraction(sum(i.share for i in own), len(own)) if own else Fraction(1)
    is_on_pace = is_early or (gone < 1 and done * len(own) + SLACK >= int(gone * len(own)))
    will = Fraction(1) if is_on_pace else min(done / gone, Fraction(1))
    of_rest = (max(will, done) - done) / (1 - done) if done < 1 else Fraction(1)
    told_later = _worth([i for i in items if i.standing is Standing.AWAITED])
    lost = ((1 - comes) * _worth(sessions), (1 - of_rest) * _worth(study))
    ahead = _worth(sessions) + _worth(study) + told_later
    short = figure.needed - (ahead - sum(lost))
    if short <= 0:
        return None
    name = f"{figure.name}: " if figure.name else ""
    if ahead < figure.needed:
        gap = figure.needed - ahead
        says = f"Even everything still ahead leaves {saying.amount(up(gap), figure.measure)} to be made up."
        worst = max((i for i in items if i.standing in {Standing.MISSED, Standing.PARTLY}), key=lambda i: i.worth)
        return AtRisk(Reason.BEYOND, MILLION + _millionths(gap, figure), name + says, f"Catch up {_quoted(worst)}.")
    is_about_sessions = lost[0] >= lost[1]
    reason = Reason.SESSIONS if is_about_sessions else Reason.OWN_TIME
    needed = figure.needed - of_rest * _worth(study) - told_later
    says = _of_sessions(held, sessions, needed) if is_about_sessions else _of_study(own, will, gone)
    step = min((i for i in items if i.standing in OPEN and (i in study) is not is_about_sessions), key=_soonest)
    return AtRisk(reason, _millionths(short, figure), name + says, _step(step), _day_of(step))


def _is_own(item: EngagementItem) -> bool:
    return item.ends_at is None and is_own_time(item.component)


def _worth(items: Items) -> Fraction:
    return sum((item.worth for item in items), Fraction(0))


def _millionths(short: Fraction, figure: Figure) -> int:
    share = short / Fraction(figure.due)
    return share.numerator * MILLION // share.denominator


def _of_sessions(held: Items, sessions: Items, needed: Fraction) -> str:
    """*Needs 3 of the 4 sessions still ahead; has missed 2 of the last 3.*"""
    enough, so_far = 0, Fraction(0)
    for session in sorted(sessions, key=lambda i: -i.worth):
        if so_far >= needed:
            break
        enough, so_far = enough + 1, so_far + session.worth
    asks = f"all {len(sessions)} sessions" if enough == len(sessions) else f"{enough} of the {len(sessions)} sessions"
    if len(sessions) == 1:
        asks = "the one session"
    more = " and more study than so far" if so_far < needed else ""
    last = held[-RECENT:]
    recent = sum(1 for i in last if i.standing is Standing.MISSED)
    missed = sum(1 for i in held if i.standing is Standing.MISSED)
    was = f"has missed {recent} of the last {len(last)}" if recent else f"has missed {missed} of {len(held)} so far"
    return f"Needs {asks} still ahead{more}; {was}."


def _of_study(own: Items, will: Fraction, gone: Fraction) -> str:
    finished = sum(1 for i in own if i.standing is Standing.DONE)
    many = "component" if len(own) == 1 else "components"
    way = "with no time left" if gone >= 1 else f"{int(gone * 100)} % of the way through"
    pace = "" if gone >= 1 else f" At this pace {int(will * 100)} % of them will be done."
    return f"Has done {finished} of {len(own)} {many} of own study, {way}.{pace}"


def _step(item: EngagementItem) -> str:
    day = _day_of(item)
    if item.standing is Standing.LATE:
        return f"Do {_quoted(item)}, which was due on {day:%-d %B %Y}."
    by = "by" if _is_own(item) else "on"
    when = f" {by} {day:%-d %B %Y}" if day else ""
    return f"{'Do' if _is_own(item) else 'Come to'} {_quoted(item)}{when}."


def _quoted(item: EngagementItem) -> str:
    return f"“{item.component.title}”"


def _day_of(item: EngagementItem) -> date | None:
    return item.ends_at.date() if item.ends_at else item.due_on


def _soonest(item: EngagementItem) -> tuple[bool, date]:
    return item.standing is not Standing.LATE, _day_of(item) or date.max
