"""The frameworks room, as Django knows it."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "goldenthread.frameworks"
    label = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"
