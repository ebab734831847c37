"""The steps of an edition, of a reading, and of an item under review."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goldenthread.frameworks.types import EditionState, ItemState, ReadingState


class EditionEvent(StrEnum):
    """What can happen to an edition."""

    SUPERSEDE = "supersede"


class ReadingEvent(StrEnum):
    """What can happen to a reading under review."""

    PUBLISH = "publish"
    DISCARD = "discard"


class ItemEvent(StrEnum):
    """What can happen to an item under review."""

    ACCEPT = "accept"
    RESTORE = "restore"


EDITION_STEPS: Mapping[tuple[EditionState, EditionEvent], EditionState] = MappingProxyType(
    {(EditionState.PUBLISHED, EditionEvent.SUPERSEDE): EditionState.SUPERSEDED}
)
READING_STEPS: Mapping[tuple[ReadingState, ReadingEvent], ReadingState] = MappingProxyType(
    {
        (ReadingState.REVIEWED, ReadingEvent.PUBLISH): ReadingState.PUBLISHED,
        (ReadingState.REVIEWED, ReadingEvent.DISCARD): ReadingState.DISCARDED,
    }
)
ITEM_STEPS: Mapping[tuple[ItemState, ItemEvent], ItemState] = MappingProxyType(
    {
        (ItemState.WAITING, ItemEvent.ACCEPT): ItemState.ACCEPTED,
        (ItemState.ACCEPTED, ItemEvent.ACCEPT): ItemState.ACCEPTED,
        (ItemState.ACCEPTED, ItemEvent.RESTORE): ItemState.WAITING,
        (ItemState.WAITING, ItemEvent.RESTORE): ItemState.WAITING,
    }
)
