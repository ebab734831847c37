"""The API, asked by its own description for everything that it says it answers, and for what it does not."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from goldenthread.api.v1.api import description
from goldenthread.config.wsgi import application
from goldenthread.people.actions.clients import make_client
from tests.makers.cohorts import make_enrolment

schema = schemathesis.openapi.from_dict(description())
schema.app = application
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


@pytest.fixture
def tokens(cast, at) -> tuple[str, ...]:
    """Of a system that sees everything, of one that sees one partner, and of nobody."""
    cache.clear()
    make_enrolment(cast, at=at)
    made = (make_client(name="X", place=p.ref, by=cast.administrator, at=at) for p in (cast.provider, cast.partner))
    return (*made, "goldenthread_nobody")


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_the_answer_is_one_that_was_promised(case, tokens) -> None:
    for token in tokens:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=list(CHECKS))
