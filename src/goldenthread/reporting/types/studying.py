"""Guided time by type of study: the types that the Quality Framework of 2017 names, and the kinds within each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class StudyType(StrEnum):
    """The framework's types of study."""

    FACE_TO_FACE = "face_to_face"
    ONLINE = "online"
    PEER = "peer"
    INDIVIDUAL = "individual"
    WORK_BASED = "work_based"


STUDY_TYPE_NAMES: Mapping[StudyType, str] = MappingProxyType(
    {
        StudyType.FACE_TO_FACE: "Face to face",
        StudyType.ONLINE: "Online",
        StudyType.PEER: "With peers",
        StudyType.INDIVIDUAL: "On your own",
        StudyType.WORK_BASED: "In your school",
    }
)


@dataclass(frozen=True)
class Studied:
    """The guided minutes of one type of study, which its kinds add up to."""

    type: StudyType
    minutes: int
    kinds: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """The type in words."""
        return STUDY_TYPE_NAMES[self.type]
