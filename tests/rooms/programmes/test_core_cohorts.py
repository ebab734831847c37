"""Whatever variants a release has, a cohort on its core meets none of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.models import Credit, Session
from goldenthread.cohorts.queries.reckoning import yardstick
from goldenthread.cohorts.types import Source
from goldenthread.ground.types import Refused
from goldenthread.learning.queries.places import reading_place
from goldenthread.learning.queries.studying import study_lists
from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.actions.varying import exchange_component, make_variant
from goldenthread.programmes.models import Component
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.queries.schemes import mark_scheme_for
from goldenthread.programmes.types import ComponentDraft, ComponentKind, Route, VariantDraft, VariantKind
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.learning import make_unit
from tests.makers.programmes import Built, make_draft

BOTH = frozenset(Route)


@pytest.fixture
def built(cast, at):
    """A published release whose variant exchanges an event and adds online study, each with what belongs to it."""
    lead, draft = cast.curriculum_lead, make_draft(cast, at=at)
    coast = make_variant(draft, VariantDraft("Coast", VariantKind.REGION), by=lead, at=at)
    outline = release_outline(draft)
    event = next(c for c in outline.components if c.title.startswith("Event 1"))
    study = ComponentDraft(ComponentKind.ONLINE_STUDY, "Study by the sea", 60, BOTH, stands_apart=True)
    exchange_component(event.ref, coast, ComponentDraft(event.kind, "Event by the sea", 60, BOTH), by=lead, at=at)
    add_component(outline.modules[0].ref, study, by=lead, at=at, variant=coast)
    publish_release(draft, by=lead, at=at)
    return Built(draft, release_outline(draft), mark_scheme_for(draft))


def test_a_core_cohort_plans_counts_and_credits_the_core_only(cast, at, built) -> None:
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))
    theirs = Component.objects.exclude(variant=None)
    assert theirs.count() == 2

    planned = set(Session.objects.values_list("component__title", flat=True))
    counted = {c.title for c in yardstick(built.release, on=at.date()).components}

    assert not planned & {row.title for row in theirs}
    assert counted == {c.title for c in built.outline.components}
    for row in theirs:
        with pytest.raises(Refused):
            credit(enrolled.ref, row.ref, source=Source.UNIT, source_ref=uuid4(), by=cast.programme_manager, at=at)
    assert not Credit.objects.exists()


def test_a_participant_of_a_core_cohort_reads_no_unit_of_a_variant(cast, at, built) -> None:
    make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))
    own, theirs = (Component.objects.get(title=title) for title in ("How culture is built", "Study by the sea"))
    unit, hidden = (make_unit(row, by=cast.curriculum_lead, at=at) for row in (own, theirs))

    assert reading_place(unit, by=cast.participant).unit == unit
    with pytest.raises(ObjectDoesNotExist):
        reading_place(hidden, by=cast.participant)
    assert "Study by the sea" not in {line.title for each in study_lists(by=cast.participant) for line in each.lines}
