"""Publishing a release publishes its units."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.jobs.worker import carry_all
from goldenthread.learning.actions.writing import add_page, open_unit
from goldenthread.learning.queries.editing import editor
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.queries.releases import release_outline
from tests.makers.programmes import make_draft


def test_units_that_are_ready_are_published_with_their_release(cast, at) -> None:
    lead = cast.curriculum_lead
    release = make_draft(cast, at=at)
    study = next(c for c in release_outline(release).components if c.kind.value == "online_study")
    unit = open_unit(study.ref, by=lead, at=at)
    add_page(unit, title="First", body="Words.", by=lead, at=at)

    publish_release(release, by=lead, at=at)
    carry_all(lambda: at + timedelta(minutes=1))

    assert editor(unit, by=lead).published_version == 1
