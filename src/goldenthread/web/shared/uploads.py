"""Stop an upload that is too large while it arrives, not after."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class RefusesTooLarge(FileUploadHandler):
    """Counts the bytes of a request's files and refuses once they pass the limit."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  the signature is Django's
        self.arrived += len(raw_data)
        if self.arrived > settings.UPLOAD_LIMIT:
            raise RequestDataTooBig(f"Files may hold {settings.UPLOAD_LIMIT // 1024 // 1024} MB together.")
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  the signature is Django’s
        return None
