"""Pairings, meetings and agreed actions."""

from goldenthread.coaching.models.meetings import Meeting, MeetingAction, MeetingStep
from goldenthread.coaching.models.pairings import Pairing, PairingStep

__all__ = ["Meeting", "MeetingAction", "MeetingStep", "Pairing", "PairingStep"]
