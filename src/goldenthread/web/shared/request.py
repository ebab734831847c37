"""The request as our views see it: it knows who is asking and what time it is."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from goldenthread.people.types import Actor


class Request(HttpRequest):
    """Django's request with the two things a view may not find out for itself.

    ``actor`` is present on every route that is not open to everyone; ``at`` is the one clock, in UTC.
    """

    actor: Actor
    at: datetime
