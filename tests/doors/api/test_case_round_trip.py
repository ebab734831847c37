"""Out of one installation, into another, and out again: the same tree by the same names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache

from goldenthread.frameworks import models
from goldenthread.frameworks.actions.opening import open_edition
from goldenthread.frameworks.types import About, Saying
from tests.makers.exchanging import BASE, an_edition_of_every_kind, import_package, is_package, tree_of
from tests.makers.frameworks import a_content_reading, a_framework, a_referenced_reading, an_edition, publish_whole


def emptied() -> None:
    """No framework is left, as in an installation that has none yet."""
    for model in (
        models.Detail, models.ReadingDoubt, models.ReadingDetail, models.ReadingItem, models.ReadingSection,
        models.Reading,
        models.Succession, models.Alignment, models.Statement, models.Section, models.Edition, models.Framework,
    ):  # fmt: skip
        rows = model.objects.all()
        if model is models.Statement:
            rows.filter(parent__parent__isnull=False).delete()
            rows.filter(parent__isnull=False).delete()
        rows.delete()


def names(package: dict[str, Any]) -> set[str]:
    """Every identifier of a package, associations and definitions among them."""
    everything = [
        package["CFDocument"], *package["CFItems"], *package["CFAssociations"],
        *package["CFDefinitions"]["CFLicenses"], *package["CFDefinitions"]["CFItemTypes"],
    ]  # fmt: skip
    criteria = [each for rubric in package.get("CFRubrics", []) for each in rubric["CFRubricCriteria"]]
    levels = [each for criterion in criteria for each in criterion["CFRubricCriterionLevels"]]
    return {said["identifier"] for said in [*everything, *package.get("CFRubrics", []), *criteria, *levels]}


def saying(ref: UUID) -> list[Saying]:
    """What an edition says beside its statements."""
    rows = models.Detail.objects.filter(edition__ref=ref).select_related("section").order_by("position")
    return [row.as_line().says for row in rows]


def beside(package: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands beside the statements: details with the titles of their sections, criteria with their documents."""
    items = {item["identifier"]: item for item in package["CFItems"]}
    details = package.get("extensions", {}).get("goldenthread", {}).get("details", [])
    return [
        *(d | ({"section": items[d["section"]]["fullStatement"]} if "section" in d else {}) for d in details),
        *(item["extensions"] for item in package["CFItems"] if "extensions" in item),
    ]


@pytest.fixture(params=["suite", "references", "contents", "every kind"])
def exported(request, client, cast, at) -> tuple[Any, dict[str, Any]]:
    """An open edition and its package."""
    cache.clear()
    if request.param == "suite":
        ref = an_edition(cast, at=at, framework=a_framework(sections=4, seed=3))
    elif request.param == "references":
        ref = publish_whole(a_referenced_reading(cast, at=at), by=cast.curriculum_lead, at=at)
    elif request.param == "contents":
        ref = publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at)
    else:
        ref = an_edition_of_every_kind(cast, at=at)
    open_edition(ref, by=cast.curriculum_lead, at=at)
    return ref, client.get(f"{BASE}/CFPackages/{ref}").json()


def test_in_another_installation_the_tree_and_every_name_are_the_same(client, cast, at, exported) -> None:
    ref, package = exported
    told = saying(ref)
    emptied()

    again = import_package(package, about=About("THERE", "Typed", "Somebody", 2026), cast=cast, at=at)

    assert again == ref
    open_edition(again, by=cast.curriculum_lead, at=at)
    other = client.get(f"{BASE}/CFPackages/{again}").json()
    assert is_package(other)
    assert tree_of(other) == tree_of(package)
    assert names(other) == names(package)
    assert other.get("extensions") == package.get("extensions")
    assert beside(other) == beside(package)
    assert saying(again) == told
    for name in ("title", "publisher", "creator", "version", "notes", "licenseURI"):
        assert other["CFDocument"][name] == package["CFDocument"][name]
    assert other["CFDefinitions"] == package["CFDefinitions"]


def test_in_the_same_installation_the_tree_is_the_same_and_every_name_is_new(client, cast, at, exported) -> None:
    ref, package = exported

    copy = import_package(package, about=About("COPY", "Copied", "Somebody", 2026), cast=cast, at=at)

    open_edition(copy, by=cast.curriculum_lead, at=at)
    other = client.get(f"{BASE}/CFPackages/{copy}").json()
    assert tree_of(other) == tree_of(package)
    assert beside(other) == beside(package)
    assert saying(copy) == saying(ref)
    common = names(other) & names(package)
    assert common == {
        said["identifier"] for said in package["CFDefinitions"]["CFLicenses"] + package["CFDefinitions"]["CFItemTypes"]
    }
    assert client.get(f"{BASE}/CFPackages/{ref}").json() == package
