"""The machine's door, as Django knows it. It keeps the tokens of its clients."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "goldenthread.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
