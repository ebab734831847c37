"""What a browser says of itself, in words a person knows: the browser and the system, nothing else."""

from __future__ import annotations

# In this order: most browsers also name those they descend from.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Chromium/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser(user_agent: str | None) -> str:
    """*Chrome on Windows*; *a browser we do not know* where it names neither."""
    said = user_agent or ""
    name = next((words for sign, words in BROWSERS if sign in said), "")
    system = next((words for sign, words in SYSTEMS if sign in said), "")
    if not name and not system:
        return "a browser we do not know"
    return f"{name or 'A browser'} on {system}" if system else name
