"""The assessment room, as Django knows it."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "goldenthread.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
