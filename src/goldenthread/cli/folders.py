"""The documents of a folder: each file by its name, none larger than what is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goldenthread.frameworks.actions.uploading import MOST_BYTES


def documents_in(folder: Path) -> Iterator[Path]:
    """The files of a folder by name, without hidden ones and without those of folders inside it."""
    yield from sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def bytes_of(path: Path) -> bytes:
    """A file's bytes, as far as it takes to see that it is too large."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
