"""A file a person hands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from goldenthread.web.shared.fields.asking import Asking, looks
from goldenthread.web.shared.words import size

MEGABYTE = 1024 * 1024


class FileField(Asking, forms.FileField):
    """A file by its kinds and its size; what is inside is judged by the room that keeps it.

    ``kinds`` are endings such as ``(".docx", ".pdf")``; ``largest`` is in bytes.
    """

    verb = "Choose"
    widget = forms.FileInput

    def __init__(self, *, kinds: Sequence[str] = (), largest: int = 20 * MEGABYTE, **rest: Any) -> None:
        self.kinds, self.largest = tuple(kind.lower() for kind in kinds), largest
        messages = {
            "empty": "This file has nothing in it. Choose another file",
            "invalid": "Choose the file again; it did not arrive whole",
            **rest.pop("error_messages", {}),
        }
        super().__init__(look=looks(rest), error_messages=messages, **rest)
        if self.kinds:
            self.widget.attrs["accept"] = ",".join(self.kinds)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """:raises ValidationError: naming the kinds that are taken, or the size that is."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            self._judge(file)
        return file

    def _judge(self, file: UploadedFile[Any]) -> None:
        if self.kinds and not str(file.name).lower().endswith(self.kinds):
            raise ValidationError(f"Choose a file of one of these kinds: {', '.join(self.kinds)}", code="kind")
        if (file.size or 0) > self.largest:
            raise ValidationError(
                f"Choose a smaller file: this one has {size(file.size)}, the most is {size(self.largest)}", code="size"
            )


class _Several(forms.FileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """One file or several. One is judged as :class:`FileField` judges it; of several each is judged where it is kept.

    Gives a list, empty where there was none.
    """

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """:raises ValidationError: if none was chosen where one must be, or the only one is not what is taken."""
        chosen = [file for file in data or [] if file]
        if len(chosen) > 1:
            return chosen
        file = super().clean(chosen[0] if chosen else None, initial)
        return [file] if file else []
