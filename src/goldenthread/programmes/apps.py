"""The programmes room, as Django knows it."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "goldenthread.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
