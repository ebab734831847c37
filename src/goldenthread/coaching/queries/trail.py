"""What the record says of coaching: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.coaching.models import Meeting, MeetingAction
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "coaching.pair": Deed("Paired a coach with a participant", "enrolment"),
        "coaching.end_pairing": Deed("Ended a pairing", "enrolment"),
        "coaching.book_meeting": Deed("Booked a meeting", "enrolment"),
        "coaching.record_meeting": Deed("Recorded a meeting", "enrolment"),
        "coaching.cancel_meeting": Deed("Cancelled a meeting", "enrolment"),
        "coaching.take_back_meeting": Deed("Took the record of a meeting back", "enrolment"),
        "coaching.tick_action": Deed("Ticked what was agreed in a meeting", "agreed action"),
    }
)


def _actions(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    # What was agreed is between the two of them: the record says only with whom.
    says = "agreed with {meeting__pairing__enrolment__participant__name}"
    return things(MeetingAction.objects.all(), refs, says)


def _meetings(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Meeting.objects.all(), refs, "{starts_at:%d %b %Y}")


NAMERS: Mapping[str, Namer] = MappingProxyType({"agreed action": _actions, "meeting": _meetings})
