"""Yearly figures, as the Quality Framework of 2017 defines them, for one year and qualification at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.ground.types import Refusal


class Aim(StrEnum):
    """What somebody enters for a year and a qualification: it is nowhere else."""

    RECRUITS = "recruits"
    DISADVANTAGED = "disadvantaged"
    DIVERSITY = "diversity"
    COST = "cost"


AIM_NAMES: Mapping[Aim, str] = MappingProxyType(
    {
        Aim.RECRUITS: "Target: recruits",
        Aim.DISADVANTAGED: "Target: recruits from schools with high disadvantage",
        Aim.DIVERSITY: "Target: recruits from groups other than White British",
        Aim.COST: "Cost of a place with its assessment, in pounds",
    }
)


@dataclass(frozen=True)
class NewAim:
    """A number that somebody enters, and where it is from."""

    year: int
    qualification: UUID
    what: Aim
    number: int
    source: str


@dataclass(frozen=True)
class AimLine:
    """A number as it stands, with who entered it."""

    what: Aim
    number: int
    source: str
    by: str
    at: datetime


@dataclass(frozen=True)
class YearCounts:
    """What the records of a year say about one qualification. ``due``: recruits whose time to present is over."""

    recruits: int = 0
    withdrawn: int = 0
    school_known: int = 0
    disadvantaged: int = 0
    due: int = 0
    presented: int = 0
    twice_marked: int = 0
    near_enough: int = 0


@dataclass(frozen=True)
class Metric:
    """One line of the figures. What is not known is said in ``says``, and is never a nought."""

    name: str
    target: str
    actual: str
    share: int | None
    says: str


@dataclass(frozen=True)
class Study:
    """Guided minutes of one kind of study on one route of a release."""

    release: str
    route: str
    kind: str
    minutes: int


@dataclass(frozen=True)
class YearOf:
    """One qualification in one year."""

    qualification: UUID
    title: str
    months: tuple[int, ...]
    metrics: tuple[Metric, ...]
    aims: tuple[AimLine, ...]
    study: tuple[Study, ...]


@dataclass(frozen=True)
class YearPage:
    """A year, its qualifications, and the years there are."""

    year: int
    name: str
    years: tuple[int, ...]
    qualifications: tuple[YearOf, ...]
    refusal: Refusal | None


@dataclass(frozen=True)
class Threshold:
    """A figure that the framework asks for, from a day, and on whose word."""

    since: date
    number: int
    source: str
    note: str = ""
