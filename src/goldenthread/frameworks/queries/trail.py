"""What the record says of frameworks: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.frameworks.models import Alignment, Edition, Framework, Reading
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "frameworks.upload": Deed("Uploaded a framework", "reading"),
        "frameworks.read": Deed("Read a framework’s text", "reading"),
        "frameworks.read_again": Deed("Had a framework’s text read again", "reading"),
        "frameworks.give_up": Deed("Could not read a framework’s text", "reading"),
        "frameworks.accept_item": Deed("Accepted a line as read", "reading"),
        "frameworks.accept_clear": Deed("Accepted the lines that were clear", "reading"),
        "frameworks.correct_item": Deed("Corrected a line", "reading"),
        "frameworks.split_item": Deed("Split a line in two", "reading"),
        "frameworks.merge_item": Deed("Joined two lines", "reading"),
        "frameworks.move_item": Deed("Moved a line", "reading"),
        "frameworks.restore_item": Deed("Put a line back as it was read", "reading"),
        "frameworks.add_item": Deed("Added a line that the document lost", "reading"),
        "frameworks.remove_item": Deed("Removed a line that was added", "reading"),
        "frameworks.accept_detail": Deed("Accepted a reference or a rule as read", "reading"),
        "frameworks.correct_detail": Deed("Corrected a reference or a rule", "reading"),
        "frameworks.add_detail": Deed("Added a reference or a rule", "reading"),
        "frameworks.leave_out_detail": Deed("Left out a reference or a rule", "reading"),
        "frameworks.restore_detail": Deed("Put a reference or a rule back as it was read", "reading"),
        "frameworks.settle_doubt": Deed("Settled a doubt", "reading"),
        "frameworks.rename_section": Deed("Renamed a section", "reading"),
        "frameworks.change_about": Deed("Changed what is said about a framework", "reading"),
        "frameworks.link_page": Deed("Looked for a provider’s page in published editions", "reading"),
        "frameworks.take_suggestion": Deed("Put back a hyphen that was lost", "reading"),
        "frameworks.leave_suggestion": Deed("Left a word as it was read", "reading"),
        "frameworks.ask_rereading": Deed("Asked what the present reader makes of a document", "reading"),
        "frameworks.compare_rereading": Deed("Compared a document with what the present reader makes of it", "reading"),
        "frameworks.give_up_rereading": Deed("Could not read a document again", "reading"),
        "frameworks.take_rereading": Deed("Started a new reading of a document", "reading"),
        "frameworks.leave_rereading": Deed("Left a reading as it stood", "reading"),
        "frameworks.discard": Deed("Discarded a reading", "reading"),
        "frameworks.open_edition": Deed("Opened an edition to everybody", "edition"),
        "frameworks.close_edition": Deed("Closed an edition to all who are not signed in", "edition"),
        "frameworks.publish": Deed("Published an edition", "edition"),
        "frameworks.propose_alignments": Deed("Proposed statements that say the same", "edition"),
        "frameworks.confirm_alignment": Deed("Confirmed that two statements say the same", "alignment"),
        "frameworks.refuse_alignment": Deed("Said that two statements do not say the same", "alignment"),
        "frameworks.place": Deed("Said when in a career a framework is met", "framework"),
        "frameworks.confirm_changes": Deed("Confirmed what was reworded in an edition", "edition"),
        "frameworks.part_change": Deed("Said that two statements are not one reworded", "edition"),
        "frameworks.join_changes": Deed("Said that a statement was reworded, not removed", "edition"),
    }
)


def _readings(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Reading.objects.all(), refs, "{title}, {year}", seen=Reading.objects.seen_by(by))


def _editions(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{framework__title}, {label}"
    return things(Edition.objects.all(), refs, says, seen=Edition.objects.seen_by(by))


def _frameworks(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Framework.objects.all(), refs, "{title}")


def _alignments(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Alignment.objects.all(), refs, "{one__code} and {other__code}", seen=Alignment.objects.seen_by(by))


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {"reading": _readings, "edition": _editions, "framework": _frameworks, "alignment": _alignments}
)
