"""Whether a coach may coach somebody, and how well they fit.

A conflict of interest bars a coach for good: it is never weighed against anything. Everything else has a weight, in
words that a manager reads. The weights are illustrative; no source gives any.
"""

from __future__ import annotations

import re

from goldenthread.coaching.types.describing import CoachDetails, Meets
from goldenthread.coaching.types.proposing import CoachFacts, Seeker, Weighed
from goldenthread.cohorts.types import State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PHASE_NAMES, Phase

# How many a coach has whose capacity nobody recorded. Illustrative.
NOT_RECORDED = CoachDetails(capacity=12)

# In these states a participant counts in their coach's load.
COUNTS = frozenset({State.OFFERED, State.ACCEPTED, State.ACTIVE})

# In these states a coach is proposed: nobody who has not accepted yet, nobody who is away.
WAITS = frozenset({State.ACCEPTED, State.ACTIVE})

OTHER_PHASE, UNKNOWN_PHASE, OTHER_PLACE, FROM_PROVIDER = 60, 20, 25, 5
WEIGHTS: tuple[tuple[str, int], ...] = (
    ("Does not know the phase of the school", OTHER_PHASE),
    ("The phases they know are not recorded", UNKNOWN_PHASE),
    ("Covers another place (they would meet online)", OTHER_PLACE),
    ("Coaches for the lead provider rather than for this delivery partner", FROM_PROVIDER),
)
# Somebody who knows one of these knows an all-through school.
ALL_THROUGH = frozenset({Phase.PRIMARY, Phase.SECONDARY, Phase.ALL_THROUGH})


def why_never(seeker: Seeker, coach: CoachFacts) -> Refusal | None:
    """Why this coach must not coach this participant, whatever else speaks for it, or ``None``."""
    if not coach.for_provider and seeker.partner_id not in coach.partners:
        return not_a_coach()
    if coach.id == seeker.participant_id:
        return Refusal("own_coach", "Nobody coaches themselves.", "Choose another coach.")
    if seeker.school_id in coach.schools:
        return Refusal(
            "own_school",
            "A coach may not coach somebody at their own school.",
            "Choose a coach from elsewhere; it changes when their duty at the school ends.",
        )
    if coach.id in seeker.beside:
        return Refusal(
            "stands_beside",
            "A coach may not be the participant’s own sponsor or mentor.",
            "Choose another coach, or name another sponsor or mentor first.",
        )
    if seeker.email.lower() in coach.emails:
        return Refusal(
            "declared_person",
            "A conflict of interest with this person is declared.",
            "Choose another coach; whoever declared it can end it on the coach’s page, with a reason.",
        )
    if seeker.urn and seeker.urn in coach.urns:
        return Refusal(
            "declared_school",
            "A conflict of interest with their school is declared.",
            "Choose another coach; whoever declared it can end it on the coach’s page, with a reason.",
        )
    return None


def not_a_coach() -> Refusal:
    """Why somebody who does not coach here cannot be chosen."""
    return Refusal(
        "not_a_coach",
        "This person does not coach for this delivery partner.",
        "Choose another coach; an administrator gives people that duty.",
    )


def why_out_of_reach(seeker: Seeker, coach: CoachFacts) -> Refusal | None:
    """Why the two would never meet, or ``None``: somebody who meets online is in reach of everybody."""
    if Meets.ONLINE in coach.details.meets:
        return None
    if seeker.is_online:
        return Refusal(
            "meets_in_person",
            "They are online-only, and this coach meets in person only.",
            "Record that the coach meets online too.",
        )
    if not area_of(seeker, coach.details):
        return Refusal(
            "other_place",
            "This coach meets in person only, and covers no place of this school or cohort.",
            "Record the place among those the coach covers, or that they meet online too.",
        )
    return None


def why_full(coach: CoachFacts, *, more: int = 1) -> Refusal | None:
    """Why a coach cannot take so many more, or ``None``."""
    if coach.load + more <= coach.details.capacity:
        return None
    return Refusal(
        "coach_full",
        f"{coach.name} coaches {coach.load} of {coach.details.capacity} already.",
        "Raise the capacity on the coach’s page, or choose another coach.",
    )


def weigh(seeker: Seeker, coach: CoachFacts) -> Weighed:
    """How well a coach fits who may coach this participant: the reasons in words, and what they weigh together."""
    details = coach.details
    whys, against, cost = [f"coaches {coach.load} of {details.capacity} now"], [], 0
    if seeker.phase is None:
        against.append("the phase of the school is not recorded")
    elif not details.phases:
        against.append("the phases they know are not recorded")
        cost += UNKNOWN_PHASE
    elif knows(seeker.phase, details):
        whys.append(f"knows {_of(seeker.phase)} schools")
    else:
        against.append(f"does not know {_of(seeker.phase)} schools")
        cost += OTHER_PHASE
    area = area_of(seeker, details)
    if area:
        whys.append(f"covers {area}")
    elif seeker.is_online or not details.areas:
        whys.append("meets online")
    else:
        against.append("covers another place (they would meet online)")
        cost += OTHER_PLACE
    if seeker.partner_id not in coach.partners:
        against.append("coaches for the lead provider rather than for this delivery partner")
        cost += FROM_PROVIDER
    if not coach.is_recorded:
        against.append(f"their capacity is not recorded ({details.capacity} is an illustrative figure)")
    return Weighed(coach.person, coach.name, coach.load, details.capacity, cost, tuple(whys), tuple(against))


def knows(phase: Phase, details: CoachDetails) -> bool:
    """Whether somebody with these details knows schools of this phase."""
    wanted = ALL_THROUGH if phase is Phase.ALL_THROUGH else frozenset({phase})
    return bool(wanted & details.phases)


def area_of(seeker: Seeker, details: CoachDetails) -> str:
    """The first area of a coach that the place of the school or the venue of the cohort names, in whole words."""
    if seeker.is_online:
        return ""
    near = f"{seeker.place}\n{seeker.venue}"
    return next((area for area in details.areas if _is_named(area, near)), "")


def _is_named(area: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(area)}(?!\w)", words, re.IGNORECASE) is not None


def _of(phase: Phase) -> str:
    return {Phase.SIXTEEN_PLUS: "16-and-over"}.get(phase, PHASE_NAMES[phase].lower())
