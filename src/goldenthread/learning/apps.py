"""The learning room, as Django knows it."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "goldenthread.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
