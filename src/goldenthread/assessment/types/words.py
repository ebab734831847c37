"""The room's words: references, states, and the lists everything else is built from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

BriefRef = NewType("BriefRef", UUID)
WindowRef = NewType("WindowRef", UUID)
ScriptRef = NewType("ScriptRef", UUID)
UploadRef = NewType("UploadRef", UUID)
VersionRef = NewType("VersionRef", UUID)
AllocationRef = NewType("AllocationRef", UUID)
ResultRef = NewType("ResultRef", UUID)
ProposalRef = NewType("ProposalRef", UUID)
ConflictRef = NewType("ConflictRef", UUID)
TrainingRef = NewType("TrainingRef", UUID)
AwayRef = NewType("AwayRef", UUID)


class State(StrEnum):
    """Where a script stands.

    ``begun``: the brief was opened. ``submitted``: a version is in; it may be replaced until the window closes.
    ``allocated``: assessors have it. ``marked``: every allocated assessor has finished. ``settled``: a moderator has
    agreed the marks. ``released``: the participant may read the result. ``withdrawn``: it was taken out of its window,
    and is not marked.
    """

    BEGUN = "begun"
    SUBMITTED = "submitted"
    ALLOCATED = "allocated"
    MARKED = "marked"
    SETTLED = "settled"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


# The states in which nothing is in that would be marked, as they are kept.
NOT_IN: tuple[str, ...] = (State.BEGUN.value, State.WITHDRAWN.value)


class Event(StrEnum):
    """What can happen to a script."""

    SUBMIT = "submit"
    ALLOCATE = "allocate"
    COMPLETE_MARKING = "complete_marking"
    SETTLE = "settle"
    RELEASE = "release"
    RECOUNT = "recount"
    WANT = "want"
    TAKE_OUT = "take_out"
    ACCEPT_LATE = "accept_late"
    CARRY = "carry"


class WantReason(StrEnum):
    """Why a script needs one more independent marking. Never told to whoever gives it.

    ``sample``, ``borderline``, ``fail``: the policy has such scripts marked a second time. ``third``: the markings lie
    too far apart. ``re_mark``: moderation asks for it. ``seed_return``: a marker no longer marked as agreed.
    ``identity``: a marker could tell whose it is. ``conflict``: a marker declared a conflict after marking.
    ``appeal``: an appeal asks for it.
    ``by_hand``: somebody who hands scripts out asked for it.
    """

    SAMPLE = "sample"
    BORDERLINE = "borderline"
    FAIL = "fail"
    THIRD = "third"
    RE_MARK = "re_mark"
    SEED_RETURN = "seed_return"
    IDENTITY = "identity"
    CONFLICT = "conflict"
    APPEAL = "appeal"
    BY_HAND = "by_hand"


class BriefState(StrEnum):
    """Where a version of a brief stands. Only a draft changes; only a published one is given to a window."""

    DRAFT = "draft"
    PUBLISHED = "published"


class BriefEvent(StrEnum):
    """What can happen to a version of a brief."""

    PUBLISH = "publish"


class ProposalState(StrEnum):
    """Where a proposal of who marks what stands.

    ``asked``: it is being worked out. ``ready``: somebody can look at it. ``accepted``: its seats were given.
    ``put_away``: nobody wants it, or another came after it.
    """

    ASKED = "asked"
    READY = "ready"
    ACCEPTED = "accepted"
    PUT_AWAY = "put_away"


class ProposalEvent(StrEnum):
    """What can happen to a proposal."""

    WORK_OUT = "work_out"
    ACCEPT = "accept"
    PUT_AWAY = "put_away"


class WhyEnded(StrEnum):
    """Why a seat was given up before its marking was finished.

    ``moved``: somebody was put there instead. ``cannot_mark``: they cannot mark for a while. ``conflict``: a conflict
    of interest; who gave a script up for that never gets it again. ``stopped``: their marking was stopped, or they are
    not cleared for the standard any more.
    """

    MOVED = "moved"
    CANNOT_MARK = "cannot_mark"
    CONFLICT = "conflict"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """What a script came to, in the Department's words. ``voided``: a case took it away; no marks come to it."""

    PASSED = "passed"
    FAILED = "failed"
    VOIDED = "voided"


# What marks may come to. A marker or moderator never voids anything.
JUDGED = (Outcome.PASSED, Outcome.FAILED)


class Part(StrEnum):
    """A part of a script whose words are counted by themselves."""

    BODY = "body"
    HEADINGS = "headings"
    TABLES = "tables"
    CAPTIONS = "captions"
    TEXT_BOXES = "text_boxes"
    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    CONTENTS = "contents"
    REFERENCES = "references"
    ANNEXES = "annexes"


PART_NAMES: Mapping[Part, str] = MappingProxyType({part: part.value.replace("_", " ").capitalize() for part in Part})
WANT_NAMES: Mapping[WantReason, str] = MappingProxyType(
    {
        WantReason.SAMPLE: "In the sample",
        WantReason.BORDERLINE: "Borderline",
        WantReason.FAIL: "Failed",
        WantReason.THIRD: "Markings far apart",
        WantReason.RE_MARK: "To be marked again",
        WantReason.SEED_RETURN: "Came back when its marker was stopped",
        WantReason.IDENTITY: "Writer was known",
        WantReason.CONFLICT: "Conflict declared after marking",
        WantReason.APPEAL: "Appeal",
        WantReason.BY_HAND: "Asked for by hand",
    }
)
STATE_NAMES: Mapping[State, str] = MappingProxyType({state: state.value.capitalize() for state in State})
OUTCOME_NAMES: Mapping[Outcome, str] = MappingProxyType({each: each.value.capitalize() for each in Outcome})
