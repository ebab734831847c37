"""Stop an upload that is too large while it arrives, not after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from goldenthread.web.shared.words import size

View = TypeVar("View", bound=Callable[..., HttpResponse])
_PICTURES = "Save its pictures at a lower quality, or save the document as a PDF"
_HOW_SMALLER: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "Keep only the pages that are needed, or save its pictures at a lower quality",
        "docx": _PICTURES,
        "odt": _PICTURES,
    }
    | dict.fromkeys(("txt", "md", "markdown", "csv", "html", "htm", "json"), "Keep only the part that is needed")
)


class FilesTooLarge(RequestDataTooBig):
    """The files of a request hold too much; ``name`` is that of the file with which they did, the ``at``-th."""

    def __init__(self, name: str, at: int = 1) -> None:
        super().__init__("The files of this request hold too much.")
        self.name = name
        self.at = at


class RefusesTooLarge(FileUploadHandler):
    """Counts the bytes of a request's files and refuses once they pass the limit."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.arrived = self.begun = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count the files, of which the last is the one with which they hold too much."""
        super().new_file(*args, **kwargs)
        self.begun += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  the signature is Django's
        self.arrived += len(raw_data)
        if self.arrived > settings.UPLOAD_LIMIT:
            raise FilesTooLarge(str(self.file_name), self.begun)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  the signature is Django’s
        return None


def takes_files(*, largest: int) -> Callable[[View], View]:
    """Say how large a file a view takes, as its form does: whoever sends a larger one is told the same limit."""

    def mark(view: View) -> View:
        view.largest_file = largest  # type: ignore[attr-defined]  # read below
        return view

    return mark


def what_is_too_large(request: HttpRequest, exception: RequestDataTooBig) -> Mapping[str, str]:
    """What the page says to somebody whose files, or words, are too large: the limit, and what makes them smaller."""
    if not isinstance(exception, FilesTooLarge):
        return {"says": "What you sent is larger than this service takes.", "mend": "Send less of it at once"}
    if exception.at > 1:
        return {"says": f"Files may hold {size(settings.UPLOAD_LIMIT)} together.", "mend": "Send fewer at a time"}
    match = request.resolver_match
    largest = getattr(match.func, "largest_file", None) if match else None
    says = (
        f"This page takes files of up to {size(largest)}."
        if largest
        else f"Files may hold {size(settings.UPLOAD_LIMIT)} together."
    )
    ending = exception.name.lower().rpartition(".")[2]
    return {"says": says, "mend": _HOW_SMALLER.get(ending, "Make it smaller")}
