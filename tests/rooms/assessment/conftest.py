"""One script on its way from being handed in to being marked by both."""

from __future__ import annotations

import pytest

from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, seat_both, settle_and_release
from tests.makers.documents import pdf


@pytest.fixture
def planned(cast, at):
    return make_window(cast, at=at)


@pytest.fixture
def script(cast, planned):
    """A script handed in, as a PDF that carries its author's name in its properties."""
    content = pdf("Our answer to the brief.", author="Parveen Begum", title="Castle Hill NPQSL")
    return hand_in(planned, cast.participant, at=INSIDE, content=content, name="Parveen Begum.pdf").script


@pytest.fixture
def seated(cast, planned, script):
    seat_both(cast, planned, script, at=AFTER)
    return script


@pytest.fixture
def scheme(planned):
    return planned.enrolled.cohort.built.scheme


@pytest.fixture
def marked(cast, seated, scheme):
    mark_both(cast, seated, scheme, first=3, second=2, at=AFTER)
    return seated


@pytest.fixture
def released(cast, planned, marked):
    """A result that failed with the lowest marks."""
    settle_and_release(cast, planned, marked, 1, at=AFTER)
    return marked
