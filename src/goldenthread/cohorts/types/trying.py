"""What a policy that is not adopted yet would make of people's engagement."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.cohorts.types.engagement import KeptFigure
from goldenthread.cohorts.types.pages import CohortLine
from goldenthread.cohorts.types.words import EnrolmentRef


@dataclass(frozen=True)
class TriedPerson:
    """Somebody who would change side: their figure as it is, and as it would be."""

    ref: EnrolmentRef
    name: str
    now: KeptFigure
    then: KeptFigure


@dataclass(frozen=True)
class TriedCohort:
    """A cohort under trial: how many reach the figure as it is and as it would be, and who changes side."""

    line: CohortLine
    people: int
    met_now: int
    met_then: int
    losing: tuple[TriedPerson, ...]
    gaining: tuple[TriedPerson, ...]


@dataclass(frozen=True)
class Trial:
    """A page of a trial, the newest cohorts first. ``cohorts_total``: how many the programme has in all."""

    cohorts: tuple[TriedCohort, ...]
    cohorts_total: int
    page: int
    pages: int

    @property
    def people(self) -> int:
        """How many people were tried on this page."""
        return sum(cohort.people for cohort in self.cohorts)

    @property
    def losing(self) -> int:
        """How many who reach the figure now would not."""
        return sum(len(cohort.losing) for cohort in self.cohorts)

    @property
    def gaining(self) -> int:
        """How many who do not reach it now would."""
        return sum(len(cohort.gaining) for cohort in self.cohorts)
