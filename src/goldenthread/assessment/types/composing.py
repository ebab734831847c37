"""What a brief is made of beside its text: questions to answer, and materials to answer them from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goldenthread.ground.types import KeptFile


class MaterialKind(StrEnum):
    """What a material is. ``voice``: what somebody at the school says, in their own words."""

    DATA = "data"
    EXTRACT = "extract"
    VOICE = "voice"


MATERIAL_NAMES: Mapping[MaterialKind, str] = MappingProxyType(
    {MaterialKind.DATA: "Data", MaterialKind.EXTRACT: "Extract", MaterialKind.VOICE: "Voice"}
)


@dataclass(frozen=True)
class Question:
    """One question of a brief, at its place. ``words``: about how many words to give it, 0 where nothing is said."""

    place: int
    heading: str
    asks: str
    words: int = 0


@dataclass(frozen=True)
class Material:
    """A titled section beside the brief, in markdown, with a file if it has one; at its place."""

    place: int
    kind: MaterialKind
    title: str
    text: str
    file: KeptFile | None = None

    @property
    def kind_name(self) -> str:
        """What it is, as people call it."""
        return MATERIAL_NAMES[self.kind]


@dataclass(frozen=True)
class Composed:
    """A version of a brief whole, as whoever works on it reads it."""

    title: str
    text: str
    questions: tuple[Question, ...] = ()
    materials: tuple[Material, ...] = ()
    file: KeptFile | None = None

    @property
    def answers(self) -> tuple[Question, ...]:
        """What is answered one by one: its questions, or one answer to the whole where it has none."""
        return self.questions or (Question(1, "", ""),)
