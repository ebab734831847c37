"""What a participant may keep back, and who may write the line of help that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.planning import Part, Plan
from goldenthread.reporting.types.updates import Told

# A wish older than this is not repeated. Illustrative.
STALE = timedelta(days=90)
LONGEST = 200
_KEPT_BACK = {
    Part.ENGAGEMENT: "how their engagement stands",
    Part.NEXT: "what is next",
    Part.DONE: "what they have done",
    Part.HELP: "what help they want",
    Part.OUTCOME: "what came of their assessment",
}


def is_optional(part: Part, plan: Plan, *, tells_outcome: bool) -> bool:
    """Whether a participant decides about a part: where the plan says so, and about what came of their assessment where
    the assessment policy does not tell it."""
    return not tells_outcome if part is Part.OUTCOME else part in plan.optional


def is_told(part: Part, decided: Mapping[Part, bool], plan: Plan, *, tells_outcome: bool) -> bool:
    """Whether a part is told. Until they decide, everything is but what came of their assessment."""
    if not is_optional(part, plan, tells_outcome=tells_outcome):
        return True
    return decided.get(part, part is not Part.OUTCOME)


def why_not_decide(by: Actor, *, participant_id: int, part: Part, plan: Plan, tells_outcome: bool) -> Refusal | None:
    """Why this actor may not decide whether a part is told."""
    if by.person_id != participant_id:
        return Refusal("not_yours", "Only the participant decides what is told of them.", "Ask them.")
    if part is Part.OUTCOME and tells_outcome:
        return Refusal(
            "part_of_the_policy",
            "The rules of your assessment tell your school what came of it.",
            "If you object to it, write to your programme manager and say why.",
        )
    if not is_optional(part, plan, tells_outcome=tells_outcome):
        return Refusal(
            "part_of_the_agreement",
            "This part belongs to what your provider and your school have agreed.",
            "If you object to it, write to your programme manager and say why.",
        )
    return None


def why_not_ask_for_help(by: Actor, *, participant_id: int, coaches: Iterable[int], words: str) -> Refusal | None:
    """Why this actor may not write the line of help that is wanted: the participant and their coach may."""
    is_coach = by.wears(Duty.COACH) and by.person_id in set(coaches)
    if by.person_id != participant_id and not is_coach:
        return Refusal("not_yours", "Only the participant and their coach write this line.", "Ask them.")
    if len(words) > LONGEST:
        return Refusal("too_long", f"The line has at most {LONGEST} characters.", "Make it shorter.")
    return None


def is_fresh(written_at: datetime, *, at: datetime) -> bool:
    """Whether a line of help is still repeated."""
    return at - written_at < STALE


def without(told: Told, kept_back: Iterable[Part]) -> Told:
    """What is told once some parts are left out; the reader sees that something is, not what."""
    parts = [part for part in Part if part in set(kept_back)]
    if Part.ENGAGEMENT in parts:
        told = replace(told, engagement="", share=0.0, sentences=(), news=(), is_on_pace=True, help_wanted="")
    if Part.NEXT in parts:
        told = replace(told, following="")
    if Part.DONE in parts:
        told = replace(told, done=())
    if Part.HELP in parts:
        told = replace(told, asks="")
    return replace(told, kept_back=tuple(_KEPT_BACK[part] for part in parts))
