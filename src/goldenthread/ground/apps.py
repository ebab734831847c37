"""The ground room, as Django knows it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GroundConfig(AppConfig):
    name = "goldenthread.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lay down what keeps rows as they were written, once tables are as they shall be."""
        post_migrate.connect(_keep_rows, sender=self)


def _keep_rows(*, using: str, **told: Any) -> None:
    from goldenthread.ground.models.keeping import lay_down_triggers  # noqa: PLC0415  models are not there before

    # Emptying the tables of a test calls this too, without a plan; its triggers are there already.
    if "plan" in told:
        lay_down_triggers(using=using)
