"""Clients of the API, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from goldenthread.people.actions.clients import make_client
from tests.makers.cast import Cast


def calling(token: str) -> Client:
    """A test client that sends this token."""
    return Client(headers={"Authorization": f"Bearer {token}"})


def client_of(place: Any, cast: Cast, *, at: datetime) -> Client:
    """A new client of this organisation."""
    return calling(make_client(name="Warehouse", place=place.ref, by=cast.administrator, at=at))
