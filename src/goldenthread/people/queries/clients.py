"""The systems that read, for the administrators."""

from __future__ import annotations

from goldenthread.people.models import ApiClient
from goldenthread.people.types import ClientLine


def api_clients() -> tuple[ClientLine, ...]:
    """Every client, those still open first, by name; in one statement. The door admits administrators only."""
    rows = ApiClient.objects.select_related("organisation", "made_by").order_by("name", "id")
    lines = [
        ClientLine(r.ref, r.name, r.organisation.name, r.made_at, r.made_by.name, r.last_used_at, r.revoked_at)
        for r in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.revoked_at is not None))
