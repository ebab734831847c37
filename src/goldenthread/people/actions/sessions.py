"""Clear sessions that have ended."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.transaction import atomic


@atomic
def clear_sessions() -> int:
    """Clear sessions that ran out, and what is kept of where they were opened; how many sessions.

    When a session ends is the sign-in's own affair: it reads Django's clock, which a moved one does not change.
    """
    before = Session.objects.count()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    apps.get_model("usersessions.UserSession").objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()
    return before - Session.objects.count()
