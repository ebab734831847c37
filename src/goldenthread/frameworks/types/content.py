"""What a content and assessment framework says: areas with criteria, a task, behaviours with their scale."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.frameworks.types.doubts import Doubt


@dataclass(frozen=True, slots=True)
class Level:
    """A qualification of the suite: whom it is for. ``includes`` is empty where the document says no more."""

    code: str
    qualification: str
    level: str
    audience: str
    includes: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to learn how to do."""

    text: str
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to learn about. ``under`` counts the deed beside which it stands, from 1; 0 where there is none."""

    text: str
    under: int
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """An assessment criterion with its code, the part of the task that tests it, and what must be handed in with it."""

    code: str
    text: str
    part: str
    documents: tuple[str, ...]
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A content area."""

    number: int
    title: str
    line: int
    deeds: tuple[Deed, ...]
    topics: tuple[Topic, ...]
    criteria: tuple[Criterion, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A part of the task, what it is to improve, and the areas that it tests."""

    part: str
    aim: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """The assessment task with its rules. Figures are 0 and words empty where the document does not say them."""

    heading: str
    title: str
    word_limit: int
    limit_covers: str
    limit_excludes: str
    least_terms: int
    parts: tuple[TaskPart, ...]
    participants_must: tuple[str, ...]
    providers_must: tuple[str, ...]
    footnote: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour that is rated."""

    name: str
    description: str
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The scale of ratings, with the words its ends have, and whether a comment stands beside the rating."""

    least: int
    most: int
    labels: tuple[tuple[int, str], ...]
    has_comment: bool
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A content and assessment framework as read."""

    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    task: Task | None
    behaviours: tuple[Behaviour, ...]
    scale: RatingScale | None
    doubts: tuple[Doubt, ...] = ()
