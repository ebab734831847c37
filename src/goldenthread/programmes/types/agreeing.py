"""Who marks a script a second time, when markings agree, what mark follows then, and who sees to it where none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class SecondMarking(StrEnum):
    """Which scripts are marked by a second assessor who has not seen the first marking.

    ``some``: those that the :class:`SecondRule` of the policy picks once the first marking is finished.
    """

    ALL = "all"
    NONE = "none"
    SOME = "some"


@dataclass(frozen=True)
class SecondRule:
    """Which scripts are marked a second time where not all are.

    ``sample``: so many of a hundred, drawn by ``seed`` so that anybody can draw them again. ``fails``: all that fail.
    ``around_total``: those whose weighted total is at most so many marks from the minimum, on either side.
    ``short_by``: those that reach the total and miss the minimum of a criterion by at most so many marks. ``None``
    switches these off.
    """

    sample: int = 0
    seed: str = ""
    fails: bool = False
    around_total: int | None = None
    short_by: int | None = None


class AgreementKind(StrEnum):
    """When one mark follows from several.

    ``none``: never, a person always decides. ``within_distance``: if they lie close enough together. ``average``: the
    average, however far apart they lie. ``average_within_band``: the average, unless the boundary of passing or of a
    grade lies between them.
    """

    NONE = "none"
    WITHIN_DISTANCE = "within_distance"
    AVERAGE = "average"
    AVERAGE_WITHIN_BAND = "average_within_band"


class CloseMarks(StrEnum):
    """Which mark stands on a criterion where markings agree without being the same.

    ``by_hand``: a moderator chooses. ``lower`` and ``higher``: the lowest or highest that was given. ``average``: the
    average of all. Each only once a moderator accepts it.
    """

    BY_HAND = "by_hand"
    LOWER = "lower"
    HIGHER = "higher"
    AVERAGE = "average"


class OffScale(StrEnum):
    """Which mark stands where an average is not a mark of the scale: one chosen by hand, or the next one below it or
    above it."""

    BY_HAND = "by_hand"
    LOWER = "lower"
    HIGHER = "higher"


class ThirdPerson(StrEnum):
    """Who sees to markings that lie too far apart: the moderator who settles them, or a third marker first, who reads
    what both said."""

    MODERATOR = "moderator"
    MARKER = "marker"


@dataclass(frozen=True)
class AgreementRule:
    """When markings agree: close enough on each criterion, close enough in total, and the same result.

    Distances are in marks on the scheme's scale, between the lowest and the highest; the total is the weighted total;
    ``None`` asks for no distance. ``boundaries`` are the weighted totals at which a grade begins, beside the one at
    which a script passes.
    """

    kind: AgreementKind = AgreementKind.WITHIN_DISTANCE
    each_criterion: int | None = 1
    total: int | None = 2
    same_result: bool = True
    close_marks: CloseMarks = CloseMarks.BY_HAND
    off_scale: OffScale = OffScale.BY_HAND
    boundaries: tuple[int, ...] = ()
    third: ThirdPerson = ThirdPerson.MODERATOR

    @property
    def stands(self) -> CloseMarks:
        """Which mark stands where markings agree without being the same."""
        is_average = self.kind in {AgreementKind.AVERAGE, AgreementKind.AVERAGE_WITHIN_BAND}
        return CloseMarks.AVERAGE if is_average else self.close_marks


SECOND_NAMES: Mapping[SecondMarking, str] = MappingProxyType(
    {
        SecondMarking.ALL: "Every script",
        SecondMarking.SOME: "Some, picked once their first marking is finished",
        SecondMarking.NONE: "None",
    }
)
AGREEMENT_NAMES: Mapping[AgreementKind, str] = MappingProxyType(
    {
        AgreementKind.WITHIN_DISTANCE: "Where the markings lie close enough together",
        AgreementKind.AVERAGE: "Always: the average, however far apart they lie",
        AgreementKind.AVERAGE_WITHIN_BAND: "The average, unless passing or a grade begins between them",
        AgreementKind.NONE: "Never: a moderator always decides",
    }
)
CLOSE_NAMES: Mapping[CloseMarks, str] = MappingProxyType(
    {
        CloseMarks.BY_HAND: "The one that a moderator chooses",
        CloseMarks.LOWER: "The lowest",
        CloseMarks.HIGHER: "The highest",
        CloseMarks.AVERAGE: "The average",
    }
)
OFF_SCALE_NAMES: Mapping[OffScale, str] = MappingProxyType(
    {
        OffScale.BY_HAND: "A moderator chooses",
        OffScale.LOWER: "The next mark below it stands",
        OffScale.HIGHER: "The next mark above it stands",
    }
)
THIRD_NAMES: Mapping[ThirdPerson, str] = MappingProxyType(
    {
        ThirdPerson.MODERATOR: "The moderator who settles them",
        ThirdPerson.MARKER: "A third marker first, who reads what both said; then the moderator",
    }
)
