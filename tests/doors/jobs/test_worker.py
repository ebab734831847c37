"""The worker carries what is due and survives what fails."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from django.db import transaction

from goldenthread.ground.actions.notices import sort_notices
from goldenthread.ground.actions.record import post
from goldenthread.ground.queries.notices import deliveries, delivery_counts
from goldenthread.ground.types import Notice
from goldenthread.jobs import notices, worker

pytestmark = pytest.mark.django_db
heard: list[str] = []


def listen(notice: Notice, at) -> None:
    heard.append(notice.facts["word"])


def stumble(notice: Notice, at) -> None:
    raise RuntimeError("the post office is shut")


@pytest.fixture(autouse=True)
def table(monkeypatch):
    heard.clear()
    monkeypatch.setattr(notices, "AFTER", MappingProxyType({"said": (listen, stumble)}))


def test_every_job_hears_and_one_that_fails_keeps_nobody_waiting(at) -> None:
    with transaction.atomic():
        post(Notice("said", {"word": "yes"}), at=at)

    assert worker.carry_all(lambda: at) == 2

    assert heard == ["yes"]
    (waiting,) = deliveries(state="waiting")
    assert "the post office is shut" in waiting.last_error
    assert delivery_counts()["done"] == 1


def test_a_job_that_is_no_longer_in_the_table_is_shown_and_not_lost(at, monkeypatch) -> None:
    with transaction.atomic():
        post(Notice("said", {"word": "yes"}), at=at)
    sort_notices(notices.jobs_after, at=at)
    monkeypatch.setattr(notices, "AFTER", MappingProxyType({}))

    worker.carry_all(lambda: at)

    assert all("No notice is followed by" in line.last_error for line in deliveries(state="waiting"))
