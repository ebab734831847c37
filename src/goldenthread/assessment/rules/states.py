"""The steps of a script and of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.assessment.types.circumstances import AskedEvent, AskedState
from goldenthread.assessment.types.readiness import PlannedEvent, PlannedState
from goldenthread.assessment.types.reviewing import ReviewEvent, ReviewState
from goldenthread.assessment.types.words import (
    BriefEvent,
    BriefState,
    Event,
    ProposalEvent,
    ProposalState,
    State,
)

STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.BEGUN, Event.SUBMIT): State.SUBMITTED,
        # A script may be replaced until its window closes; every version is kept.
        (State.SUBMITTED, Event.SUBMIT): State.SUBMITTED,
        # A person decided that a piece which came after the close counts. Nothing else lets one in.
        (State.BEGUN, Event.ACCEPT_LATE): State.SUBMITTED,
        # The assessment was put off, or somebody withdrew from it. What was handed in is kept, and not marked.
        (State.BEGUN, Event.TAKE_OUT): State.WITHDRAWN,
        (State.SUBMITTED, Event.TAKE_OUT): State.WITHDRAWN,
        # Whoever wrote it was erased. No person decides so of what is with assessors.
        (State.ALLOCATED, Event.TAKE_OUT): State.WITHDRAWN,
        (State.MARKED, Event.TAKE_OUT): State.WITHDRAWN,
        (State.SETTLED, Event.TAKE_OUT): State.WITHDRAWN,
        (State.SUBMITTED, Event.ALLOCATE): State.ALLOCATED,
        # A seat may change hands until its marking is finished.
        (State.ALLOCATED, Event.ALLOCATE): State.ALLOCATED,
        (State.ALLOCATED, Event.COMPLETE_MARKING): State.MARKED,
        (State.MARKED, Event.SETTLE): State.SETTLED,
        # Until release a moderator may settle again; every settlement is kept.
        (State.SETTLED, Event.SETTLE): State.SETTLED,
        # A person counted its words again and the penalty changed, so the marks are settled once more.
        (State.SETTLED, Event.RECOUNT): State.MARKED,
        # Marks that stand in it from an earlier attempt were corrected there and taken up, so it is settled once more.
        (State.SETTLED, Event.CARRY): State.MARKED,
        # One more marking is wanted: by the policy's rule, or by a person. What was settled is kept.
        (State.SUBMITTED, Event.WANT): State.SUBMITTED,
        (State.ALLOCATED, Event.WANT): State.ALLOCATED,
        (State.MARKED, Event.WANT): State.ALLOCATED,
        (State.SETTLED, Event.WANT): State.ALLOCATED,
        (State.SETTLED, Event.RELEASE): State.RELEASED,
    }
)

CIRCUMSTANCE_STEPS: Mapping[tuple[AskedState, AskedEvent], AskedState] = MappingProxyType(
    {
        (AskedState.ASKED, AskedEvent.GRANT): AskedState.GRANTED,
        (AskedState.ASKED, AskedEvent.REFUSE): AskedState.REFUSED,
        (AskedState.ASKED, AskedEvent.TAKE_BACK): AskedState.TAKEN_BACK,
    }
)

BRIEF_STEPS: Mapping[tuple[BriefState, BriefEvent], BriefState] = MappingProxyType(
    {(BriefState.DRAFT, BriefEvent.PUBLISH): BriefState.PUBLISHED}
)

PROPOSAL_STEPS: Mapping[tuple[ProposalState, ProposalEvent], ProposalState] = MappingProxyType(
    {
        (ProposalState.ASKED, ProposalEvent.WORK_OUT): ProposalState.READY,
        (ProposalState.READY, ProposalEvent.ACCEPT): ProposalState.ACCEPTED,
        # A window has one proposal at a time: asking for another puts the one before away.
        (ProposalState.ASKED, ProposalEvent.PUT_AWAY): ProposalState.PUT_AWAY,
        (ProposalState.READY, ProposalEvent.PUT_AWAY): ProposalState.PUT_AWAY,
    }
)

PLANNED_STEPS: Mapping[tuple[PlannedState, PlannedEvent], PlannedState] = MappingProxyType(
    {
        (PlannedState.PLANNED, PlannedEvent.CARRY_OUT): PlannedState.CARRIED_OUT,
        (PlannedState.PLANNED, PlannedEvent.HOLD_BACK): PlannedState.HELD_BACK,
        (PlannedState.PLANNED, PlannedEvent.CALL_OFF): PlannedState.CALLED_OFF,
    }
)

REVIEW_STEPS: Mapping[tuple[ReviewState, ReviewEvent], ReviewState] = MappingProxyType(
    {
        (ReviewState.ASKED, ReviewEvent.TAKE): ReviewState.TAKEN,
        # Somebody else may take it over; who had it before stays in the record.
        (ReviewState.TAKEN, ReviewEvent.TAKE): ReviewState.TAKEN,
        (ReviewState.TAKEN, ReviewEvent.DECIDE): ReviewState.DECIDED,
        (ReviewState.ASKED, ReviewEvent.WITHDRAW): ReviewState.WITHDRAWN,
        (ReviewState.TAKEN, ReviewEvent.WITHDRAW): ReviewState.WITHDRAWN,
    }
)
