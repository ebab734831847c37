"""The coaching room, as Django knows it."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "goldenthread.coaching"
    label = "coaching"
    default_auto_field = "django.db.models.BigAutoField"
