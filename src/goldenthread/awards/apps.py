"""The awards room, as Django knows it."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "goldenthread.awards"
    label = "awards"
    default_auto_field = "django.db.models.BigAutoField"
