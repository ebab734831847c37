"""Pictures, videos and files that stand in a unit's pages, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

# How a page names what stands in it: on a line of its own, by number; the words after it are for its author.
PLACED = re.compile(r"^[ \t]*\[\[(\d{1,4})(?:[ \t][^\]\n]*)?\]\][ \t]*$", re.MULTILINE)
MediaRef = NewType("MediaRef", UUID)


class MediaKind(StrEnum):
    """What can stand in a page besides words."""

    PICTURE = "picture"
    VIDEO = "video"
    DOWNLOAD = "download"


MEDIA_NAMES: Mapping[MediaKind, str] = MappingProxyType(
    {MediaKind.PICTURE: "Picture", MediaKind.VIDEO: "Video", MediaKind.DOWNLOAD: "File to download"}
)


@dataclass(frozen=True)
class NewFile:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True)
class MediaDraft:
    """What an author says of a picture, video or file.

    ``alt`` is what somebody is told who does not see the picture; empty where the picture only decorates. A video has
    its address at the host and a ``transcript``.
    """

    kind: MediaKind
    title: str
    alt: str = ""
    is_decorative: bool = False
    address: str = ""
    transcript: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture that may be kept: its cleaned bytes, what it is, and its size in pixels."""

    content: bytes
    media_type: str
    ending: str
    width: int
    height: int


@dataclass(frozen=True)
class MediaView:
    """What a page shows of a picture, video or file."""

    ref: MediaRef
    number: int
    kind: MediaKind
    title: str
    alt: str
    address: str
    transcript: str
    name: str = ""
    media_type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0

    @property
    def line(self) -> str:
        """What an author writes on a line of its own to put it there."""
        return f"[[{self.number} {self.title}]]"

    @property
    def kind_name(self) -> str:
        """What it is, in words."""
        return MEDIA_NAMES[self.kind]

    @property
    def host(self) -> str:
        """Where a video comes from."""
        return self.address.removeprefix("https://").partition("/")[0]
