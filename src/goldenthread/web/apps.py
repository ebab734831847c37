"""The browser's door, as Django knows it (for templates, filters and checks)."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.web"
    label = "web"

    def ready(self) -> None:
        """Listen for what people change about their own sign-in, so that it is in the record."""
        from allauth.mfa import signals  # noqa: PLC0415  the library's tables must be ready first

        from goldenthread.web.people.signing_in import note_factor  # noqa: PLC0415  as above

        for signal, became in (
            (signals.authenticator_added, "added"),
            (signals.authenticator_reset, "renewed"),
            (signals.authenticator_removed, "removed"),
        ):
            signal.connect(note_factor(became), weak=False, dispatch_uid=f"goldenthread.{became}")
