"""The steps of an enrolment."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.cohorts.types import DEFERRAL_REASONS, WITHDRAWAL_REASONS, Event, State

STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.OFFERED, Event.ACCEPT): State.ACCEPTED,
        (State.ACCEPTED, Event.START): State.ACTIVE,
        (State.ACTIVE, Event.DEFER): State.DEFERRED,
        (State.DEFERRED, Event.RESUME): State.ACTIVE,
        (State.ACTIVE, Event.COMPLETE): State.COMPLETED,
        # Somebody who paused after handing in, and passed, has completed all the same.
        (State.DEFERRED, Event.COMPLETE): State.COMPLETED,
        # The result on which it was completed was corrected, and passes no more: back to where they stood before.
        (State.COMPLETED, Event.REOPEN): State.ACTIVE,
        (State.COMPLETED, Event.REPAUSE): State.DEFERRED,
        # Before they start, people withdraw as well: DfE then wants their application rejected, not withdrawn.
        (State.OFFERED, Event.WITHDRAW): State.WITHDRAWN,
        (State.ACCEPTED, Event.WITHDRAW): State.WITHDRAWN,
        (State.ACTIVE, Event.WITHDRAW): State.WITHDRAWN,
        (State.DEFERRED, Event.WITHDRAW): State.WITHDRAWN,
    }
)

# The events that need one of DfE's reasons, with the codes that count as one.
REASONS: Mapping[Event, Mapping[str, str]] = MappingProxyType(
    {Event.DEFER: DEFERRAL_REASONS, Event.WITHDRAW: WITHDRAWAL_REASONS}
)
