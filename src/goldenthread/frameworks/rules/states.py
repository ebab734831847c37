"""The steps of an edition, of a reading, and of an item under review."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goldenthread.frameworks.types import AlignmentState, EditionState, ItemState, ReadingState
from goldenthread.frameworks.types.rereading import RereadingState


class EditionEvent(StrEnum):
    """What can happen to an edition."""

    SUPERSEDE = "supersede"


class ReadingEvent(StrEnum):
    """What can happen to a reading."""

    LAY_OUT = "lay_out"
    GIVE_UP = "give_up"
    READ_AGAIN = "read_again"
    PUBLISH = "publish"
    DISCARD = "discard"


class RereadingEvent(StrEnum):
    """What can happen to reading a document again."""

    COMPARE = "compare"
    GIVE_UP = "give_up"
    TAKE = "take"
    LEAVE = "leave"


class ItemEvent(StrEnum):
    """What can happen to an item under review."""

    ACCEPT = "accept"
    RESTORE = "restore"
    SPLIT = "split"
    MERGE = "merge"


class AlignmentEvent(StrEnum):
    """What a person can say of two statements that may say the same."""

    CONFIRM = "confirm"
    REFUSE = "refuse"


ALIGNMENT_STEPS: Mapping[tuple[AlignmentState, AlignmentEvent], AlignmentState] = MappingProxyType(
    {
        (AlignmentState.PROPOSED, AlignmentEvent.CONFIRM): AlignmentState.CONFIRMED,
        (AlignmentState.PROPOSED, AlignmentEvent.REFUSE): AlignmentState.REFUSED,
        # Somebody thinks again, or presses twice.
        (AlignmentState.CONFIRMED, AlignmentEvent.REFUSE): AlignmentState.REFUSED,
        (AlignmentState.CONFIRMED, AlignmentEvent.CONFIRM): AlignmentState.CONFIRMED,
        (AlignmentState.REFUSED, AlignmentEvent.CONFIRM): AlignmentState.CONFIRMED,
        (AlignmentState.REFUSED, AlignmentEvent.REFUSE): AlignmentState.REFUSED,
    }
)
EDITION_STEPS: Mapping[tuple[EditionState, EditionEvent], EditionState] = MappingProxyType(
    {(EditionState.PUBLISHED, EditionEvent.SUPERSEDE): EditionState.SUPERSEDED}
)
READING_STEPS: Mapping[tuple[ReadingState, ReadingEvent], ReadingState] = MappingProxyType(
    {
        (ReadingState.WAITING, ReadingEvent.LAY_OUT): ReadingState.REVIEWED,
        (ReadingState.WAITING, ReadingEvent.GIVE_UP): ReadingState.UNREADABLE,
        (ReadingState.WAITING, ReadingEvent.DISCARD): ReadingState.DISCARDED,
        # A limit was raised, or the machine had a bad moment.
        (ReadingState.UNREADABLE, ReadingEvent.READ_AGAIN): ReadingState.WAITING,
        (ReadingState.UNREADABLE, ReadingEvent.DISCARD): ReadingState.DISCARDED,
        (ReadingState.REVIEWED, ReadingEvent.PUBLISH): ReadingState.PUBLISHED,
        (ReadingState.REVIEWED, ReadingEvent.DISCARD): ReadingState.DISCARDED,
    }
)
REREADING_STEPS: Mapping[tuple[RereadingState, RereadingEvent], RereadingState] = MappingProxyType(
    {
        (RereadingState.WAITING, RereadingEvent.COMPARE): RereadingState.COMPARED,
        (RereadingState.WAITING, RereadingEvent.GIVE_UP): RereadingState.UNREADABLE,
        (RereadingState.COMPARED, RereadingEvent.TAKE): RereadingState.TAKEN,
        (RereadingState.COMPARED, RereadingEvent.LEAVE): RereadingState.LEFT,
    }
)
ITEM_STEPS: Mapping[tuple[ItemState, ItemEvent], ItemState] = MappingProxyType(
    {
        (ItemState.WAITING, ItemEvent.ACCEPT): ItemState.ACCEPTED,
        (ItemState.ACCEPTED, ItemEvent.ACCEPT): ItemState.ACCEPTED,
        (ItemState.ACCEPTED, ItemEvent.RESTORE): ItemState.WAITING,
        (ItemState.WAITING, ItemEvent.RESTORE): ItemState.WAITING,
        # What was accepted were other words.
        (ItemState.ACCEPTED, ItemEvent.SPLIT): ItemState.WAITING,
        (ItemState.WAITING, ItemEvent.SPLIT): ItemState.WAITING,
        (ItemState.ACCEPTED, ItemEvent.MERGE): ItemState.WAITING,
        (ItemState.WAITING, ItemEvent.MERGE): ItemState.WAITING,
    }
)
