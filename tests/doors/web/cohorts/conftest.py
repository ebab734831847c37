"""Requests happen when the tests do."""

from __future__ import annotations

import pytest

from tests.makers.clock import stop_the_clock


@pytest.fixture(autouse=True)
def _stopped(monkeypatch, at) -> None:
    stop_the_clock(monkeypatch, at)
