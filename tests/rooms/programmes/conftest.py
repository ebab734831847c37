"""A draft with a variant that exchanges the first event and adds a walk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.varying import exchange_component, make_variant
from goldenthread.programmes.queries.coverage import picker
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import Tie, Use
from tests.makers.programmes import make_draft
from tests.makers.variants import COAST, SEA, WALK, event_of


@pytest.fixture
def draft(cast, at):
    return make_draft(cast, at=at)


@pytest.fixture
def coast(cast, at, draft):
    return make_variant(draft, COAST, by=cast.curriculum_lead, at=at)


@pytest.fixture
def stand_in(cast, at, draft, coast):
    return exchange_component(event_of(draft).ref, coast, SEA, by=cast.curriculum_lead, at=at)


@pytest.fixture
def walk(cast, at, draft, coast, refs):
    module = release_outline(draft).modules[0].ref
    tied = replace(WALK, ties=frozenset({Tie(refs[4], Use.TAUGHT)}))
    return add_component(module, tied, by=cast.curriculum_lead, at=at, variant=coast)


@pytest.fixture
def refs(cast, draft):
    page = picker(event_of(draft).ref, by=cast.curriculum_lead)
    return [place.ref for place in page.shown]
