"""What may be recorded of those who mark, and by whom."""

from __future__ import annotations

import re
from datetime import date

from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.types.describing import NewAbsence, NewConflict, Takes
from goldenthread.ground.rules.naming import why_not_written_to
from goldenthread.ground.types import Refusal

MOST, LEAST_REASON, LONGEST_REASON = 5000, 3, 1000


def why_not_take(takes: Takes) -> Refusal | None:
    """Why this cannot be what somebody takes."""
    if 0 <= takes.capacity <= MOST:
        return None
    return Refusal("no_such_capacity", f"Somebody takes between 0 and {MOST} scripts.", "Check the number.")


def why_not_reason(why: str) -> Refusal | None:
    """Why these words are no reason."""
    mend = f"Say why in a sentence, in at most {LONGEST_REASON} letters."
    if len(why.strip()) > LONGEST_REASON:
        return Refusal("no_reason", "The reason is too long.", mend)
    return why_no_reason(why, mend, code="no_reason", least=LEAST_REASON)


def why_not_days(from_on: date, until_on: date | None) -> Refusal | None:
    """Why these days are none."""
    if until_on is None or until_on >= from_on:
        return None
    return Refusal("ends_before_it_begins", "The last day is before the first.", "Check the days.")


def why_not_be_away(absence: NewAbsence, *, today: date) -> Refusal | None:
    """Why somebody cannot be said to be away."""
    refusal = why_not_days(absence.from_on, absence.until_on) or why_not_reason(absence.why)
    if refusal is None and absence.until_on is not None and absence.until_on < today:
        return Refusal("is_over", "These days are over.", "Give days of now or to come.")
    return refusal


def why_not_declare(conflict: NewConflict, *, own_email: str) -> Refusal | None:
    """Why this conflict cannot be declared."""
    if [bool(conflict.email), bool(conflict.urn), conflict.partner is not None].count(True) != 1:
        return Refusal(
            "with_whom",
            "It is not clear with whom.",
            "Give the e-mail of a person, or the number of a school, or a delivery partner.",
        )
    if conflict.email and conflict.email.lower() == own_email.lower():
        return Refusal("with_oneself", "This is their own address.", "Give the other person’s e-mail.")
    refusal = why_not_written_to(conflict.email) if conflict.email else None
    if refusal is None and conflict.urn and not re.fullmatch(r"\d{5,8}", conflict.urn):
        refusal = Refusal("no_urn", "A school’s number (URN) has five to eight digits.", "Check the number.")
    return refusal or why_not_reason(conflict.words)


def why_not_end(*, ended: bool, why: str, what: str) -> Refusal | None:
    """Why something recorded cannot be ended: it was, or nobody says why."""
    if ended:
        return Refusal("ended_already", f"{what} was ended already.", "Nothing needs doing.")
    return why_not_reason(why)


def why_not_take_back(*, runs: bool) -> Refusal | None:
    """Why a marker does not take a conflict back by themselves: their scripts went to others because of it."""
    if runs:
        return None
    return Refusal(
        "not_yours_to_end",
        "A conflict of interest is ended by those who run assessment.",
        "Ask the quality lead, and say what has changed.",
    )
