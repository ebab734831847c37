"""The cohorts room, as Django knows it."""

from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "goldenthread.cohorts"
    label = "cohorts"
    default_auto_field = "django.db.models.BigAutoField"
