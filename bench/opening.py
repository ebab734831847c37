"""Somebody opens a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client

from goldenthread.people.models import Person


def opens(person: int, path: str) -> Callable[[], HttpResponse]:
    """A browser of somebody who has signed in, and the page they open in it."""
    client = Client()
    client.force_login(Person.objects.get(pk=person))
    return lambda: client.get(path)
