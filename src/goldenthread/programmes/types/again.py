"""What holds for a further attempt: what is resubmitted, and what help comes before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Resubmitted(StrEnum):
    """What somebody who did not pass works on again.

    ``all``: the whole work on the new brief. ``failed``: above all the criteria below their minimum. Either way all of
    it is handed in and marked as a whole. ``failed_parts``: parts of a project all of whose criteria reached their
    minimum stand with their marks; only the others are handed in and marked again. A case study is whole either way: a
    new brief is new work.
    """

    ALL = "all"
    FAILED = "failed"
    FAILED_PARTS = "failed_parts"


@dataclass(frozen=True)
class AgainRule:
    """What holds for an attempt after one that failed.

    ``needs_help``: a meeting about what to do next is guaranteed, and recorded before the next brief opens.
    ``missed_counts``: a window in which somebody opened the brief and handed in nothing counts as an attempt.
    ``is_ours``: the policy says nothing of this, and illustrative rules of ours stand in.
    """

    parts: Resubmitted = Resubmitted.ALL
    needs_help: bool = True
    missed_counts: bool = False
    is_ours: bool = True


class SupportKind(StrEnum):
    """What helps somebody before they try again."""

    MEETING = "meeting"
    FEEDBACK_TALK = "feedback_talk"
    STUDY_GROUP = "study_group"
    WORKSHOP = "workshop"


SUPPORT_NAMES: Mapping[SupportKind, str] = MappingProxyType(
    {
        SupportKind.MEETING: "A meeting about what to do next",
        SupportKind.FEEDBACK_TALK: "A talk through the feedback",
        SupportKind.STUDY_GROUP: "A study group",
        SupportKind.WORKSHOP: "A workshop",
    }
)


@dataclass(frozen=True)
class Support:
    """A kind of support that is guaranteed after an attempt that failed.

    ``required``: the next brief opens only when it is done, or waived with a reason. ``who``: who gives it, in the
    provider’s words; empty where whoever walks beside the participant does.
    """

    kind: SupportKind
    required: bool = False
    who: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return SUPPORT_NAMES[self.kind]
