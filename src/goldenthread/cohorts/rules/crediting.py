"""What may enter the ledger, and how a correction is written."""

from __future__ import annotations

from fractions import Fraction

from goldenthread.cohorts.types import STATE_NAMES, TAKES_EVIDENCE, State
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ComponentFacts, Route

# Those whose work is evidence. Others may see an enrolment without being able to add to it.
MAY_CREDIT = frozenset(
    {Duty.PARTICIPANT, Duty.FACILITATOR, Duty.COACH, Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD}
)


def share_for(*, share: Fraction | None, minutes: int | None, component: ComponentFacts) -> Fraction:
    """The share that evidence credits, given as a share of the component or in minutes; neither means all of it.

    :raises Refused: if it is nothing or less.
    """
    if share is None:
        share = Fraction(1) if minutes is None else Fraction(minutes, component.minutes or 1)
    if share <= 0:
        raise Refused(Refusal("no_evidence", "Evidence credits more than nothing.", "Check the share or the minutes."))
    return min(share, Fraction(1))


def why_not_record(by: Actor) -> Refusal | None:
    """Why this actor cannot add to the ledger or take from it, or ``None``."""
    if by.wears(*MAY_CREDIT):
        return None
    return Refusal("may_not_credit", "You cannot record evidence.", "Ask the facilitator or the coach.")


def why_not_credit(
    *, state: State, component: ComponentFacts, is_on_programme: bool, route: Route, by: Actor
) -> Refusal | None:
    """Why evidence cannot be credited, or ``None``. ``is_on_programme``: of their release and variant."""
    refusal = why_not_record(by)
    if refusal:
        return refusal
    if state not in TAKES_EVIDENCE:
        return Refusal(
            "takes_no_evidence",
            f"The enrolment is {STATE_NAMES[state].lower()}, so nothing more counts towards it.",
            "Ask the programme manager.",
        )
    if not is_on_programme:
        return Refusal("not_on_programme", "This component belongs to another programme.", "Choose another component.")
    if not component.is_on(route):
        return Refusal("not_on_route", "This component is not part of this route.", "Ask the programme manager.")
    return None


def why_not_uncredit(*, is_correction: bool, is_corrected: bool, why: str, by: Actor) -> Refusal | None:
    """Why an entry cannot be taken back, or ``None``."""
    refusal = why_not_record(by)
    if refusal:
        return refusal
    if is_correction or is_corrected:
        return Refusal("corrected_already", "This entry has been taken back already.", "Credit the component anew.")
    if not why.strip():
        return Refusal("no_reason", "An entry is never taken back without a reason.", "Say why it was wrong.")
    return None
