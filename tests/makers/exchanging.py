"""What CASE 1.1 asks of every answer, in the project's own words, and editions that are open to everybody."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from uuid import UUID

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.reading import keep_reading
from goldenthread.frameworks.actions.uploading import look_at
from goldenthread.frameworks.models import Detail, Edition, Framework, Section, Statement
from goldenthread.frameworks.types import About, DetailKind, EditionRef, Kind, ReadingRef, Saying
from tests.makers.cast import Cast
from tests.makers.frameworks import publish_whole

BASE = "/ims/case/v1p1"
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LINK = ("title", "identifier", "uri")
# For each shape: what must be there, and what may.
SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "document": (
        ("identifier", "uri", "creator", "title", "lastChangeDateTime"),
        ("caseVersion", "publisher", "description", "language", "version", "adoptionStatus", "statusStartDate",
         "statusEndDate", "licenseURI", "notes", "extensions"),
    ),
    "item": (
        ("identifier", "fullStatement", "uri", "lastChangeDateTime"),
        ("CFItemType", "humanCodingScheme", "listEnumeration", "abbreviatedStatement", "notes", "language",
         "CFItemTypeURI", "licenseURI", "statusStartDate", "statusEndDate", "extensions"),
    ),
    "association": (
        ("identifier", "associationType", "uri", "originNodeURI", "destinationNodeURI", "lastChangeDateTime"),
        ("sequenceNumber",),
    ),
    "licence": (("identifier", "uri", "title", "licenseText", "lastChangeDateTime"), ("description",)),
    "type": (
        ("identifier", "uri", "title", "description", "hierarchyCode", "lastChangeDateTime"), ("typeCode",)
    ),
}  # fmt: skip
RELATIONS = {"isChildOf", "exactMatchOf", "isRelatedTo", "replacedBy"}
ON_ONE_LINE = {
    "title", "creator", "publisher", "version", "adoptionStatus", "CFItemType", "humanCodingScheme", "listEnumeration",
    "abbreviatedStatement", "hierarchyCode", "typeCode",
}  # fmt: skip


def opened(ref: UUID, cast: Cast, *, at: datetime) -> None:
    """Open an edition to everybody."""
    Edition.objects.filter(ref=ref).update(opened_at=at, opened_by=cast.curriculum_lead.person_id)


def read_package(said: dict[str, Any] | str, *, about: About, cast: Cast, at: datetime) -> ReadingRef:
    """A package as it was handed in, read and waiting for its review."""
    content = (said if isinstance(said, str) else json.dumps(said)).encode()
    upload = look_at(content, name="package.json", about=about, by=cast.curriculum_lead)
    document = read_content(content, media_type=upload.media_type, tell=lambda _: None)
    return keep_reading(content, upload, document, about=about, by=cast.curriculum_lead, at=at)


def import_package(said: dict[str, Any], *, about: About, cast: Cast, at: datetime) -> EditionRef:
    """A package read, every doubt settled, and published."""
    return publish_whole(read_package(said, about=about, cast=cast, at=at), by=cast.curriculum_lead, at=at)


# Kind, words, printed code, name, and how deep it stands.
EVERY_KIND: tuple[tuple[Kind, str, str, str, int], ...] = (
    (Kind.LEARN_THAT, "Clear routines help.", "", "", 0),
    (Kind.LEARN_THAT, "Plans *are* read & <kept>.", "", "", 0),
    (Kind.STEM, "Build a calm place, by:", "", "", 0),
    (Kind.PRACTICE, "Thanking people in public.", "", "", 1),
    (Kind.PRACTICE, "Visiting lessons.", "", "", 1),
    (Kind.STEM, "Help colleagues, by:", "", "", 0),
    (Kind.PRACTICE, "Setting aside an hour.", "", "", 1),
    (Kind.LEARN_ABOUT, "Money.", "", "", 0),
    (Kind.LEARN_HOW_TO, "Spend well.", "", "", 0),
    (Kind.LEARN_ABOUT, "Budgets.", "", "", 1),
    (Kind.CRITERION, "Shows the effect.", "1.1.2", "", 0),
    (Kind.BEHAVIOUR, "Goes on when it is hard.", "", "Drive", 0),
    (Kind.STANDARD, "Plans lessons.", "1", "", 0),
    (Kind.STANDARD, "Plans them early.", "1a", "", 1),
    (Kind.STANDARD, "The day before.", "i", "", 2),
    (Kind.STANDARD, "Marks work.", "2", "", 0),
)


EVERY_DETAIL: tuple[Saying, ...] = (
    Saying(DetailKind.LEVEL, "Those who lead.", "EV", "Every Qualification", "Leading a table", "Those\nwho stand"),
    Saying(DetailKind.TASK, "Leading a project", title="Task"),
    Saying(DetailKind.WORD_LIMIT, "all of it", figure=2500, more="the tally sheets"),
    Saying(DetailKind.LEAST_TERMS),
    Saying(DetailKind.PART, "the plans of a team", "A", more="Plans\nRooms"),
    Saying(DetailKind.PARTICIPANTS_MUST, "Lead a project."),
    Saying(DetailKind.PROVIDERS_MUST, "Read it & answer <soon>."),
    Saying(DetailKind.FOOTNOTE, "A yard will do."),
    Saying(DetailKind.POINT, "high", figure=1),
    Saying(DetailKind.POINT, "low", figure=4),
    Saying(DetailKind.COMMENT, "Comment"),
    Saying(DetailKind.REFERENCE, "Moss, A. (2019) Counting. https://counting.example/done", title="Part 1", section=1),
    Saying(DetailKind.REFERENCE, "Wood, C. (2018) Before all of them.", section=0),
    Saying(DetailKind.REFERENCE, "Reed, B. (2020) Sharing out tasks."),
)


def an_edition_of_every_kind(cast: Cast, *, at: datetime, code: str = "EVERY") -> EditionRef:
    """An edition in which every kind stands everywhere it may, with a gap in its sections' numbers."""
    framework = Framework.objects.create(code=code, title="Every kind", publisher="Nobody")
    edition = Edition.objects.create(
        framework=framework, label="2026", title="Every kind", publisher="Nobody", licence="Made for tests",
        attribution="© Nobody", state="published", published_at=at, published_by_id=cast.curriculum_lead.person_id,
    )  # fmt: skip
    position = 0
    for number in (0, 1, 3):
        section = Section.objects.create(
            edition=edition, number=number, title=f"Part {number}", intro="First of all.\nThen more." * (number == 1)
        )
        above: dict[int, Statement] = {}
        for at_place, (kind, text, printed, title, depth) in enumerate(EVERY_KIND, start=1):
            # A criterion's code is its own in the whole framework.
            said = f"{number + 1}.1.2" if kind is Kind.CRITERION else printed
            part, documents = ("A", "Tally sheet\nRota") if kind is Kind.CRITERION and number else ("", "")
            above[depth] = Statement.objects.create(
                edition=edition, section=section, kind=kind.value, number=at_place, position=position, printed=said,
                title=title, text=f"{text} {number}", code=f"{code}.{number}.X.{at_place}",
                parent=above[depth - 1] if depth else None, part=part, documents=documents,
            )  # fmt: skip
            position += 1
    sections = {section.number: section for section in Section.objects.filter(edition=edition)}
    for at_place, says in enumerate(EVERY_DETAIL):
        Detail.objects.create(
            edition=edition, position=at_place, kind=says.kind.value, text=says.text, label=says.label,
            title=says.title, subtitle=says.subtitle, more=says.more, figure=says.figure,
            section=sections[says.section] if says.section is not None else None,
        )  # fmt: skip
    return EditionRef(edition.ref)


def is_one(said: dict[str, Any], shape: str, *, beside: str = "", fewer: bool = False) -> bool:
    """Hold an answer to its shape; ``beside`` is a link that must be there, too, when it stands by itself."""
    must, may = SHAPES[shape]
    must = (*must, beside) if beside else must
    assert set(must) <= set(said) <= {*must, *may}, said
    _is_well_said(said)
    assert IDENTIFIER.fullmatch(said["identifier"])
    assert said["uri"].startswith("http")
    assert said["uri"].endswith(said["identifier"])
    assert MOMENT.fullmatch(said["lastChangeDateTime"])
    assert all(DAY.fullmatch(said[day]) for day in ("statusStartDate", "statusEndDate") if day in said)
    for name, link in said.items():
        if name.endswith("URI"):
            assert set(LINK) <= set(link) <= {*LINK, "targetType"}
            assert IDENTIFIER.fullmatch(link["identifier"])
    if shape == "association":
        assert said["associationType"] in RELATIONS
    return True


def is_package(said: dict[str, Any]) -> bool:
    """Hold a whole package to its shape, and its tree to being one."""
    must = {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions"}
    assert must <= set(said) <= must | {"CFRubrics", "extensions"}
    assert is_one(said["CFDocument"], "document")
    assert all(is_one(item, "item") for item in said["CFItems"])
    assert all(is_one(association, "association") for association in said["CFAssociations"])
    assert all(is_one(licence, "licence") for licence in said["CFDefinitions"]["CFLicenses"])
    assert all(is_one(kind, "type") for kind in said["CFDefinitions"]["CFItemTypes"])
    assert all(is_rubric(rubric) for rubric in said.get("CFRubrics", []))
    _is_well_said(said.get("extensions", "nothing"))
    items = {item["identifier"] for item in said["CFItems"]}
    above = [a["originNodeURI"]["identifier"] for a in said["CFAssociations"] if a["associationType"] == "isChildOf"]
    assert sorted(above) == sorted(items)
    everything = [*said["CFItems"], *said["CFAssociations"], said["CFDocument"]]
    assert len({each["identifier"] for each in everything}) == len(everything)
    assert {item["CFItemTypeURI"]["identifier"] for item in said["CFItems"]} == {
        kind["identifier"] for kind in said["CFDefinitions"]["CFItemTypes"]
    }
    return True


def is_rubric(said: dict[str, Any]) -> bool:
    """Hold a rating scale to its shape, its criteria to their items, and its levels to having no scores."""
    named = {"identifier", "uri", "lastChangeDateTime"}
    assert set(said) == named | {"title", "description", "CFRubricCriteria"}
    _is_well_said(said)
    for criterion in said["CFRubricCriteria"]:
        assert set(criterion) == named | {
            "description", "CFItemURI", "position", "rubricId", "CFRubricCriterionLevels"
        }  # fmt: skip
        assert criterion["rubricId"] == said["identifier"]
        for level in criterion["CFRubricCriterionLevels"]:
            assert set(level) == named | {"quality", "position", "rubricCriterionId"}
            assert level["rubricCriterionId"] == criterion["identifier"]
    return True


def is_refusal(said: dict[str, Any], minor: str) -> bool:
    """Hold a refusal to its shape, and to this minor code."""
    assert set(said) == {"imsx_codeMajor", "imsx_severity", "imsx_description", "imsx_codeMinor"}
    assert (said["imsx_codeMajor"], said["imsx_severity"]) == ("failure", "error")
    (field,) = said["imsx_codeMinor"]["imsx_codeMinorField"]
    assert set(field) == {"imsx_codeMinorFieldName", "imsx_codeMinorFieldValue"}
    assert field["imsx_codeMinorFieldValue"] == minor
    return True


def tree_of(said: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a package says stands under what, in order, with the words, types and numerals; not where, and not when."""
    items = {item["identifier"]: item for item in said["CFItems"]}
    under: dict[str, list[tuple[int, str]]] = {}
    for a in said["CFAssociations"]:
        if a["associationType"] == "isChildOf":
            place = (a["sequenceNumber"], a["originNodeURI"]["identifier"])
            under.setdefault(a["destinationNodeURI"]["identifier"], []).append(place)

    def below(identifier: str) -> list[tuple[Any, ...]]:
        kept = ("fullStatement", "CFItemType", "listEnumeration", "abbreviatedStatement", "notes", "CFItemTypeURI")
        return [
            (sequence, *(_unplaced(items[child].get(name)) for name in kept), below(child))
            for sequence, child in sorted(under.get(identifier, []))
        ]

    return below(said["CFDocument"]["identifier"])


def _unplaced(value: Any) -> Any:
    return value["identifier"] if isinstance(value, dict) else value


def _is_well_said(said: Any) -> None:
    """Nothing null, nothing empty, and names on one line."""
    assert said not in (None, "", [], {})
    for name, value in said.items() if isinstance(said, dict) else ():
        _is_well_said(value)
        assert name not in ON_ONE_LINE or value == " ".join(value.split())
    for value in said if isinstance(said, list) else ():
        _is_well_said(value)
