"""Out of one installation, into another, and out again: the same tree by the same names."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from goldenthread.frameworks import models
from goldenthread.frameworks.actions.opening import open_edition
from goldenthread.frameworks.types import About
from tests.makers.exchanging import BASE, an_edition_of_every_kind, import_package, is_package, tree_of
from tests.makers.frameworks import a_framework, an_edition


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
    return {said["identifier"] for said in everything}


@pytest.fixture(params=["suite", "every kind"])
def exported(request, client, cast, at) -> tuple[Any, dict[str, Any]]:
    """An open edition and its package."""
    cache.clear()
    if request.param == "suite":
        ref = an_edition(cast, at=at, framework=a_framework(sections=4, seed=3))
    else:
        ref = an_edition_of_every_kind(cast, at=at)
    open_edition(ref, by=cast.curriculum_lead, at=at)
    return ref, client.get(f"{BASE}/CFPackages/{ref}").json()


def test_in_another_installation_the_tree_and_every_name_are_the_same(client, cast, at, exported) -> None:
    ref, package = exported
    emptied()

    again = import_package(package, about=About("THERE", "Typed", "Somebody", 2026), cast=cast, at=at)

    assert again == ref
    open_edition(again, by=cast.curriculum_lead, at=at)
    other = client.get(f"{BASE}/CFPackages/{again}").json()
    assert is_package(other)
    assert tree_of(other) == tree_of(package)
    assert names(other) == names(package)
    for name in ("title", "publisher", "creator", "version", "notes", "licenseURI"):
        assert other["CFDocument"][name] == package["CFDocument"][name]
    assert other["CFDefinitions"] == package["CFDefinitions"]


def test_in_the_same_installation_the_tree_is_the_same_and_every_name_is_new(client, cast, at, exported) -> None:
    ref, package = exported

    copy = import_package(package, about=About("COPY", "Copied", "Somebody", 2026), cast=cast, at=at)

    open_edition(copy, by=cast.curriculum_lead, at=at)
    other = client.get(f"{BASE}/CFPackages/{copy}").json()
    assert tree_of(other) == tree_of(package)
    common = names(other) & names(package)
    assert common == {
        said["identifier"] for said in package["CFDefinitions"]["CFLicenses"] + package["CFDefinitions"]["CFItemTypes"]
    }
    assert client.get(f"{BASE}/CFPackages/{ref}").json() == package
