"""File names as data: what may be shown, stored and sent back without doing any harm."""

from __future__ import annotations

import re
import unicodedata

MOST_LETTERS = 120
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*%;`$&\']+')
# Windows keeps these for devices, with any ending.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def safe_name(name: str, *, endings: tuple[str, ...]) -> str:
    """The name without its folders, invisible or direction-turning characters, and anything a shell or page reads.

    It always ends as its content demands: the name keeps its own ending only if that is one of ``endings``, otherwise
    it gets the first of them; so ``essay.pdf.exe`` that holds a PDF becomes ``essay.pdf.exe.pdf``.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in unicodedata.normalize("NFC", last) if not _is_hidden(letter))
    plain = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("-", shown)).strip()
    stem, ending = _parted(plain, endings)
    stem = stem[:MOST_LETTERS].strip(" .-")
    if not stem or _DEVICES.match(stem.split(".")[0]):
        stem = f"file {stem}".strip()
    return f"{stem}{ending}"


def _parted(name: str, endings: tuple[str, ...]) -> tuple[str, str]:
    for ending in endings:
        if name.lower().endswith(ending):
            return name[: -len(ending)], ending
    return name, endings[0]


def _is_hidden(letter: str) -> bool:
    """Control, format (right-to-left override among them), private, unassigned and lone surrogate characters."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cn", "Cs"}
