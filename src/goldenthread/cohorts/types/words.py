"""The room's words: references, states, marks, and the reasons DfE knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

CohortRef = NewType("CohortRef", UUID)
SessionRef = NewType("SessionRef", UUID)
EnrolmentRef = NewType("EnrolmentRef", UUID)
CreditRef = NewType("CreditRef", UUID)


class State(StrEnum):
    """Where an enrolment stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


class Event(StrEnum):
    """What can happen to an enrolment."""

    ACCEPT = "accept"
    START = "start"
    DEFER = "defer"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    COMPLETE = "complete"
    REOPEN = "reopen"
    REPAUSE = "repause"


class Mark(StrEnum):
    """What a register says about one person at one session."""

    PRESENT = "present"
    PARTLY = "partly"
    ABSENT = "absent"
    EXCUSED = "excused"


class Role(StrEnum):
    """Who walks beside a participant, and may therefore see their enrolment."""

    SPONSOR = "sponsor"
    MENTOR = "mentor"
    COACH = "coach"


class Source(StrEnum):
    """Where a credit comes from."""

    REGISTER = "register"
    UNIT = "unit"
    MEETING = "meeting"
    TASK = "task"
    CATCH_UP = "catch_up"
    DISCUSSION = "discussion"
    REVIEW = "review"
    CARRIED = "carried"
    BY_HAND = "by_hand"


# In these states somebody has a place: nobody else can take it, and they cannot be given a second one.
HAS_A_PLACE = frozenset({State.OFFERED, State.ACCEPTED, State.ACTIVE, State.DEFERRED, State.COMPLETED})
# In these states new evidence counts.
TAKES_EVIDENCE = frozenset({State.ACCEPTED, State.ACTIVE, State.DEFERRED})
# In these states somebody is waited for at sessions; who has paused may come, and nobody looks for them.
COMES = frozenset({State.ACCEPTED, State.ACTIVE})
# In these states somebody can go to another cohort or route; what is over stays where it ended.
GOES = frozenset({State.OFFERED, State.ACCEPTED, State.ACTIVE, State.DEFERRED})

STATE_NAMES: Mapping[State, str] = MappingProxyType({state: state.value.capitalize() for state in State})
MARK_NAMES: Mapping[Mark, str] = MappingProxyType({mark: mark.value.capitalize() for mark in Mark})
ROLE_NAMES: Mapping[Role, str] = MappingProxyType({role: role.value.capitalize() for role in Role})
SOURCE_NAMES: Mapping[Source, str] = MappingProxyType(
    {
        Source.REGISTER: "Register",
        Source.UNIT: "Online unit",
        Source.MEETING: "Coaching meeting",
        Source.TASK: "Formative task",
        Source.CATCH_UP: "Catch-up",
        Source.DISCUSSION: "Community",
        Source.REVIEW: "360 review or needs analysis",
        Source.CARRIED: "Carried over",
        Source.BY_HAND: "Entered by hand",
    }
)

# Where an entry came from, as its participant reads it.
SAID_OF: Mapping[Source, str] = MappingProxyType(
    {
        Source.REGISTER: "From the register",
        Source.UNIT: "From an online unit",
        Source.MEETING: "From a coaching meeting",
        Source.TASK: "From a formative task",
        Source.CATCH_UP: "From a catch-up",
        Source.DISCUSSION: "From a community",
        Source.REVIEW: "From a 360 review or needs analysis",
        Source.CARRIED: "Carried over from where you were before",
        Source.BY_HAND: "Entered by hand",
    }
)

# DfE's codes for the reasons, in DfE's order, with our words for them. The codes go over the wire as they stand here;
# the full stop at the end of one of them is DfE's.
DEFERRAL_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "bereavement": "Bereavement",
        "long-term-sickness": "Long-term sickness",
        "parental-leave": "Parental leave",
        "career-break": "Career break",
        "other": "Another reason",
    }
)
WITHDRAWAL_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "insufficient-capacity-to-undertake-programme": "Not enough capacity to undertake the programme",
        "personal-reason-health-or-pregnancy-related": "Personal: health or pregnancy",
        "personal-reason-moving-school": "Personal: moving school",
        "personal-reason-other": "Personal: another reason",
        "insufficient-capacity": "Not enough capacity",
        "change-in-developmental-or-personal-priorities": "Developmental or personal priorities changed",
        "change-in-school-circumstances": "The school’s circumstances changed",
        "change-in-school-leadership": "The school’s leadership changed",
        "quality-of-programme-structure-not-suitable.": "Quality: the structure was not suitable",
        "quality-of-programme-content-not-suitable": "Quality: the content was not suitable",
        "quality-of-programme-facilitation-not-effective": "Quality: the facilitation was not effective",
        "quality-of-programme-accessibility": "Quality: accessibility",
        "quality-of-programme-other": "Quality: another reason",
        "programme-not-appropriate-for-role-and-cpd-needs": "Not right for the role or development needs",
        "started-in-error": "Started in error",
        "expected-commitment-unclear": "The expected commitment was unclear",
        "assessment-requirements-not-met": "Assessment requirements not met",
        "change-in-career": "Change of career",
        "disengaged-and-unresponsive": "Disengaged and not responding",
        "non-payment-of-invoice": "Invoice not paid",
        "other": "Another reason",
    }
)
