"""The command line, as Django knows it."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "goldenthread.cli"
    label = "cli"
