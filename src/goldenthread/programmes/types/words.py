"""The room's words: references and the lists everything else is built from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

QualificationRef = NewType("QualificationRef", UUID)
MarkSchemeRef = NewType("MarkSchemeRef", UUID)
ProgrammeRef = NewType("ProgrammeRef", UUID)
ReleaseRef = NewType("ReleaseRef", UUID)
ModuleRef = NewType("ModuleRef", UUID)
ComponentRef = NewType("ComponentRef", UUID)
VariantRef = NewType("VariantRef", UUID)


class Route(StrEnum):
    """How somebody takes the programme: partly in the room, or wholly online."""

    BLENDED = "blended"
    ONLINE = "online"


class ComponentKind(StrEnum):
    """What a component is to the person who does it."""

    EVENT = "event"
    WEBINAR = "webinar"
    ONLINE_STUDY = "online_study"
    COMMUNITY = "community"
    FORMATIVE_TASK = "formative_task"
    COACHING = "coaching"
    STUDY_PACK = "study_pack"
    INDUCTION = "induction"
    CONFERENCE = "conference"
    CLINIC = "clinic"
    SCHOOL_VISIT = "school_visit"
    LINE_MANAGER_MEETING = "line_manager_meeting"
    BUDDY_WORK = "buddy_work"
    DIAGNOSTIC = "diagnostic"
    REFLECTION = "reflection"

    @property
    def is_face_to_face(self) -> bool:
        """Whether people meet in a room for it, so that it counts as a face-to-face event."""
        return self in {ComponentKind.EVENT, ComponentKind.CONFERENCE}

    @property
    def has_sessions(self) -> bool:
        """Whether it happens at a set time with others, so that it needs a timetable and a register."""
        return self in _TIMETABLED


_TIMETABLED = frozenset(
    {
        ComponentKind.EVENT,
        ComponentKind.WEBINAR,
        ComponentKind.INDUCTION,
        ComponentKind.CONFERENCE,
        ComponentKind.CLINIC,
    }
)


class Use(StrEnum):
    """What a component does with a statement."""

    TAUGHT = "taught"
    PRACTISED = "practised"
    ASSESSED = "assessed"


class AssessmentKind(StrEnum):
    """The two engines: a case study in a window, or a written account of a project."""

    CASE_STUDY = "case_study"
    PROJECT = "project"


class Level(StrEnum):
    """How far somebody leads: in one area, across a team, across a school, a school, or several."""

    SPECIALIST = "specialist"
    MIDDLE = "middle"
    SENIOR = "senior"
    HEADSHIP = "headship"
    EXECUTIVE = "executive"


class CourseGroup(StrEnum):
    """The Department's group of a course: it decides which schedules and declarations there are."""

    LEADERSHIP = "leadership"
    SPECIALIST = "specialist"


class VariantKind(StrEnum):
    """For whom a local variant is: one delivery partner, a phase of schooling, or a region."""

    PARTNER = "partner"
    PHASE = "phase"
    REGION = "region"


class Clash(StrEnum):
    """What became in the core of a component that a variant exchanged: a person decides what follows."""

    CHANGED = "changed"
    REMOVED = "removed"


class ReleaseState(StrEnum):
    """Where a release stands. Only a draft changes; only a published one takes cohorts."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Direction(StrEnum):
    """Which way a module or component is moved in its order."""

    UP = "up"
    DOWN = "down"


class SchemeState(StrEnum):
    """Where a mark scheme stands. Only a frozen one is marked against, and it never changes."""

    DRAFT = "draft"
    FROZEN = "frozen"


ROUTE_NAMES: Mapping[Route, str] = MappingProxyType({Route.BLENDED: "Blended", Route.ONLINE: "Online-only"})
KIND_NAMES: Mapping[ComponentKind, str] = MappingProxyType(
    {kind: kind.value.replace("_", " ").capitalize() for kind in ComponentKind}
)
USE_NAMES: Mapping[Use, str] = MappingProxyType({use: use.value.capitalize() for use in Use})
ASSESSMENT_NAMES: Mapping[AssessmentKind, str] = MappingProxyType(
    {AssessmentKind.CASE_STUDY: "Case study", AssessmentKind.PROJECT: "Project"}
)
LEVEL_NAMES: Mapping[Level, str] = MappingProxyType(
    {
        Level.SPECIALIST: "Specialist: one area",
        Level.MIDDLE: "Middle: a team",
        Level.SENIOR: "Senior: across a school",
        Level.HEADSHIP: "Headship: a school",
        Level.EXECUTIVE: "Executive: several schools",
    }
)
VARIANT_KIND_NAMES: Mapping[VariantKind, str] = MappingProxyType(
    {
        VariantKind.PARTNER: "A delivery partner",
        VariantKind.PHASE: "A phase of schooling",
        VariantKind.REGION: "A region",
    }
)
