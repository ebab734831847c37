"""The ground room, as Django knows it."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "goldenthread.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"
