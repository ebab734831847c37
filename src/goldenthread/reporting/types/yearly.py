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
    DIVERSE = "diverse"
    DIVERSE_KNOWN = "diverse_known"


AIM_NAMES: Mapping[Aim, str] = MappingProxyType(
    {
        Aim.RECRUITS: "Target: recruits",
        Aim.DISADVANTAGED: "Target: recruits from schools with high disadvantage",
        Aim.DIVERSITY: "Target: recruits from groups other than White British",
        Aim.COST: "Cost of a place with its assessment, in pounds",
        Aim.DIVERSE: "Counted by you: recruits from groups other than White British",
        Aim.DIVERSE_KNOWN: "Counted by you: recruits who told you their ethnicity",
    }
)


class Measure(StrEnum):
    """The measures of the framework, in its order."""

    RECRUITS = "recruits"
    DISADVANTAGED = "disadvantaged"
    DIVERSITY = "diversity"
    PRESENTED = "presented"
    ACCURACY = "accuracy"
    SATISFACTION = "satisfaction"
    RETENTION = "retention"


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
    """What the records of a year say about one qualification. ``due``: recruits whose time to present is over.

    ``answers`` are those to surveys that may be shown, of which ``surveys`` were held and ``asked`` people were asked.
    """

    recruits: int = 0
    withdrawn: int = 0
    school_known: int = 0
    disadvantaged: int = 0
    due: int = 0
    presented: int = 0
    twice_marked: int = 0
    near_enough: int = 0
    surveys: int = 0
    asked: int = 0
    answers: int = 0
    satisfied: int = 0


@dataclass(frozen=True)
class Metric:
    """One line of the figures. What is not known is said in ``says`` or ``unknown``, and is never a nought.

    ``part`` of ``whole`` are the numbers behind it, each with its words; ``whole`` is missing where it is a count.
    """

    measure: Measure
    name: str
    target: str
    actual: str
    share: int | None
    says: str
    source: str
    part: int | None = None
    part_is: str = ""
    whole: int | None = None
    whole_is: str = ""
    unknown: str = ""

    @property
    def percent(self) -> int | None:
        """The share that the part is of the whole, rounded down; nothing where there is no whole."""
        return self.part * 100 // self.whole if self.part is not None and self.whole else None


@dataclass(frozen=True)
class Study:
    """Guided minutes of one kind of study on one route of a release. ``type_of_study`` groups kinds."""

    release: str
    route: str
    type_of_study: str
    kind: str
    minutes: int


@dataclass(frozen=True)
class StudyTotal:
    """The guided minutes of one route of a release, and what an hour of it costs, where a cost was entered."""

    release: str
    route: str
    minutes: int
    pence_an_hour: int | None


@dataclass(frozen=True)
class YearOf:
    """One qualification in one year."""

    qualification: UUID
    title: str
    months: tuple[int, ...]
    metrics: tuple[Metric, ...]
    aims: tuple[AimLine, ...]
    study: tuple[Study, ...]
    totals: tuple[StudyTotal, ...] = ()


@dataclass(frozen=True)
class YearPage:
    """A year, its qualifications, and the years there are."""

    year: int
    name: str
    years: tuple[int, ...]
    qualifications: tuple[YearOf, ...]
    refusal: Refusal | None


@dataclass(frozen=True)
class SideLine:
    """One measure of a qualification, year by year, in the order of the page's years; nothing where none began."""

    name: str
    metrics: tuple[Metric | None, ...]


@dataclass(frozen=True)
class SideOf:
    """One qualification through the years."""

    title: str
    lines: tuple[SideLine, ...]


@dataclass(frozen=True)
class SidePage:
    """The years side by side, the earliest first."""

    years: tuple[int, ...]
    qualifications: tuple[SideOf, ...]


@dataclass(frozen=True)
class Threshold:
    """A figure that the framework asks for, from a day, and on whose word."""

    since: date
    number: int
    source: str
    note: str = ""
