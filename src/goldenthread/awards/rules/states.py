"""The steps of a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.awards.types import Event, State

STEPS: Mapping[tuple[State, Event], State] = MappingProxyType({(State.ISSUED, Event.REVOKE): State.REVOKED})
