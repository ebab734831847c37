"""A participant's own page is their own."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.queries.engagement import my_page
from tests.makers.cohorts import make_enrolment


def test_nobody_reads_anothers_page_as_their_own(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)

    assert my_page(by=cast.participant, at=at, enrolment=enrolled.ref).mine.ref == enrolled.ref
    for who, ref in ((cast.outside_participant, enrolled.ref), (cast.participant, uuid4())):
        with pytest.raises(Enrolment.DoesNotExist):
            my_page(by=who, at=at, enrolment=ref)
    assert my_page(by=cast.outside_participant, at=at) is None
