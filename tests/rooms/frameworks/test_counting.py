"""Counts beside readings and editions."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.models import Edition, Reading
from goldenthread.frameworks.queries.editions import edition_in_force
from goldenthread.frameworks.types import Kind
from tests.makers.frameworks import a_framework, an_edition


@pytest.mark.parametrize("model", [Reading, Edition])
def test_counting_never_repeats_the_row_for_what_it_counts(model) -> None:
    # A grouped join repeats a document's whole text for every pair of an item and a doubt.
    assert model.objects.counted().query.group_by is None


def test_an_edition_is_counted_by_kind_and_an_empty_one_has_noughts(cast, at) -> None:
    made = an_edition(cast, at=at, framework=a_framework(sections=3, seed=4))
    row = Edition.objects.counted().get(ref=made)
    kinds = [statement.kind for statement in row.statements.all()]

    assert row.section_count == row.sections.count() == 3
    assert row.learn_that_count == kinds.count(Kind.LEARN_THAT.value) > 0
    assert row.stem_count == kinds.count(Kind.STEM.value) > 0
    assert row.practice_count == kinds.count(Kind.PRACTICE.value) > 0

    bare = Edition.objects.create(
        framework=row.framework, label="of 2019", title=row.title, licence=row.licence, state="superseded",
        published_at=at, published_by=row.published_by, superseded_at=at,
    )  # fmt: skip
    bare = Edition.objects.counted().get(pk=bare.pk)
    assert (bare.section_count, bare.learn_that_count, bare.stem_count, bare.practice_count) == (0, 0, 0, 0)


def test_the_edition_in_force_is_found_by_its_frameworks_code_and_no_other(cast, at) -> None:
    made = an_edition(cast, at=at, framework=a_framework(sections=1, seed=4))
    row = Edition.objects.select_related("framework").get(ref=made)

    found = edition_in_force(row.framework.code)

    assert found is not None
    assert found.ref == made
    assert edition_in_force("NONE-SUCH") is None
