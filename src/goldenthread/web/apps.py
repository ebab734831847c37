"""The browser's door, as Django knows it (for templates, filters and checks)."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.web"
    label = "web"
