"""Clear sessions that have ended, and end those of a person."""

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


@atomic
def end_sessions(person_id: int, *, staying: str = "") -> int:
    """End every session of a person but the one with the key ``staying``; how many."""
    open_ = apps.get_model("usersessions.UserSession").objects.filter(user_id=person_id).exclude(session_key=staying)
    keys = list(open_.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    open_.delete()
    return len(keys)
