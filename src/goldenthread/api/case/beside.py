"""What stands beside an edition's statements: the rating scale as a rubric, everything else as an extension.

The standard has no words for references, levels and the rules of a task (decision 0054).
"""

from __future__ import annotations

from uuid import uuid5

from goldenthread.api.case.writing import Said, Writer, known, line, moment
from goldenthread.frameworks.types import DETAIL_FIELDS
from goldenthread.frameworks.types.exchanging import SharedDetail, SharedItem, SharedPackage

TITLE = "Rating scale"
SAYS = (
    "Each behaviour is rated on this scale. The position of a level is the figure that the document gives it; which "
    "end of the scale is high, the words of its levels say."
)


def whole(write: Writer, package: SharedPackage) -> Said:
    """An edition with everything in it, what stands beside its statements included."""
    said = write.package(package)
    if package.has_rubric:
        said["CFRubrics"] = [rubric_of(write, package)]
    if package.details:
        said["extensions"] = {"goldenthread": {"details": [_told(detail) for detail in package.details]}}
    return said


def rubric_of(write: Writer, package: SharedPackage) -> Said:
    """The rating scale, for each behaviour that is rated on it."""
    rubric = package.edition.rubric_identifier
    return {
        "identifier": str(rubric),
        "uri": write.address("CFRubrics", rubric),
        "title": TITLE,
        "description": SAYS,
        "lastChangeDateTime": moment(package.edition.changed_at),
        "CFRubricCriteria": [
            _criterion(write, package, behaviour, place) for place, behaviour in enumerate(package.behaviours, start=1)
        ],
    }


def _criterion(write: Writer, package: SharedPackage, behaviour: SharedItem, place: int) -> Said:
    rubric, changed = package.edition.rubric_identifier, moment(package.edition.changed_at)
    identifier = uuid5(rubric, str(behaviour.identifier))
    address = write.address("CFRubrics", rubric)
    return {
        "identifier": str(identifier),
        "uri": f"{address}#{identifier}",
        "description": behaviour.text,
        "CFItemURI": write.link("CFItems", behaviour.identifier, behaviour.text),
        "position": place,
        "rubricId": str(rubric),
        "lastChangeDateTime": changed,
        # No scores: software would add them up, and on some scales the lowest figure is the best.
        "CFRubricCriterionLevels": [
            {
                "identifier": str(level := uuid5(identifier, str(figure))),
                "uri": f"{address}#{level}",
                "quality": line(means),
                "position": figure,
                "rubricCriterionId": str(identifier),
                "lastChangeDateTime": changed,
            }
            for figure, means in package.scale
        ],
    }


def _told(detail: SharedDetail) -> Said:
    """A detail with what its kind says, under the names that our own JSON has for it, and its section's identifier."""
    says = detail.says
    fields = {name: getattr(says, name) for name in DETAIL_FIELDS[says.kind]}
    return known(kind=says.kind.value, **fields, section=str(detail.section) if detail.section is not None else None)
