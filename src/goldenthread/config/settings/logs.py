"""One line for each event, on standard error."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "goldenthread": {"level": "INFO"},
        # Somebody sent too much, and the page says so: no fault of ours, and nothing to trace.
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.FilesTooLarge": {"level": "CRITICAL"},
    },
}
