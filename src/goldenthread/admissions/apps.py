"""The admissions room, as Django knows it."""

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "goldenthread.admissions"
    label = "admissions"
    default_auto_field = "django.db.models.BigAutoField"
