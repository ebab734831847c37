"""What the record says of learning: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.learning.models import Item, Unit
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "learning.open_unit": Deed("Began to write a unit", "unit"),
        "learning.add_page": Deed("Added a page", "unit"),
        "learning.change_page": Deed("Changed a page", "unit"),
        "learning.move_page": Deed("Moved a page", "unit"),
        "learning.remove_page": Deed("Removed a page", "unit"),
        "learning.ask_question": Deed("Added a question", "unit"),
        "learning.change_question": Deed("Changed a question", "unit"),
        "learning.remove_question": Deed("Removed a question", "unit"),
        "learning.add_media": Deed("Added a picture, video or file", "unit"),
        "learning.restore_page": Deed("Brought back a page of an old version", "unit"),
        "learning.publish_unit": Deed("Published a unit", "unit"),
        "learning.finish": Deed("Finished a unit", "enrolment"),
        "learning.reflect": Deed("Wrote a reflection", "enrolment"),
        "learning.share_reflection": Deed("Shared a reflection with coach and tutor", "enrolment"),
        "learning.unshare_reflection": Deed("Took back the sharing of a reflection", "enrolment"),
        "learning.add_item": Deed("Proposed an item for the library", "library_item"),
        "learning.change_item": Deed("Changed an item of the library", "library_item"),
        "learning.share_item": Deed("Put a proposed item into the library", "library_item"),
        "learning.decline_item": Deed("Declined an item for the library", "library_item"),
        "learning.withdraw_item": Deed("Took an item out of the library", "library_item"),
    }
)


def _units(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Unit.objects.all(), refs, "{component__title}", seen=Unit.objects.seen_by(by))


def _items(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Item.objects.all(), refs, "{title}", seen=Item.objects.seen_by(by))


NAMERS: Mapping[str, Namer] = MappingProxyType({"unit": _units, "library_item": _items})
