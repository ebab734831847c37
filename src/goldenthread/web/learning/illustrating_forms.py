"""What is asked of somebody who adds a picture, a video or a file to a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django import forms

from goldenthread.learning.types.illustrating import MediaDraft, MediaKind, NewFile
from goldenthread.web.shared.fields import ConfirmField, FileField, TextAreaField, TextField

MEGABYTE = 1024 * 1024


class MediaForm(forms.Form):
    """What all of them have: a name that stands in the text for its author."""

    kind: MediaKind
    title = TextField(label="Name", max_length=120, hint="A few words; a file is offered to readers under them")

    def draft(self) -> MediaDraft:
        """What was said of it."""
        said = self.cleaned_data
        return MediaDraft(
            self.kind,
            said["title"],
            alt=said.get("alt", ""),
            is_decorative=said.get("is_decorative", False),
            address=said.get("address", ""),
            transcript=said.get("transcript", ""),
        )

    def new_file(self) -> NewFile:
        """The file that was chosen."""
        given = self.cleaned_data["file"]
        return NewFile(given.name, given.read())


class PictureForm(MediaForm):
    """A picture, and what it shows."""

    kind = MediaKind.PICTURE
    file = FileField(
        label="Picture",
        kinds=(".png", ".jpg", ".jpeg"),
        largest=5 * MEGABYTE,
        hint="PNG or JPEG, up to 5 MB. What it says of who took it and where is taken out.",
    )
    alt = TextAreaField(
        label="What the picture shows",
        rows=2,
        required=False,
        hint="For people who do not see it. One or two sentences",
    )
    is_decorative = ConfirmField(label="It only decorates: nobody misses anything without it", required=False)


class VideoForm(MediaForm):
    """A video at another place, and what is said in it."""

    kind = MediaKind.VIDEO
    address = TextField(label="Address of the video", max_length=500, hint="Copied from the page where it is shown")
    transcript = TextAreaField(
        label="Transcript", rows=12, hint="What is said, and what is shown that matters. Markdown, as on the page"
    )


class DownloadForm(MediaForm):
    """A file to take away."""

    kind = MediaKind.DOWNLOAD
    file = FileField(
        label="File",
        kinds=(".pdf", ".docx", ".odt", ".xlsx", ".txt", ".csv", ".md"),
        largest=20 * MEGABYTE,
        hint="PDF, Word, OpenDocument, Excel without macros, or plain text, up to 20 MB",
    )


FORMS: Mapping[str, type[MediaForm]] = MappingProxyType(
    {form.kind.value: form for form in (PictureForm, VideoForm, DownloadForm)}
)
