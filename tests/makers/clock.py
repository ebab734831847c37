"""Fix the one clock of requests, so that pages say the same on every day."""

from __future__ import annotations

from datetime import datetime

import pytest


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """From now on every request happens at ``at``."""
    monkeypatch.setattr("goldenthread.web.shared.middleware.now", lambda: at)
