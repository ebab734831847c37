"""Send a kept file to somebody who may have it: always as a download, never as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def send_file(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """The file under its harmless name. No browser guesses what it is, shows it inside the site, or keeps a copy."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
