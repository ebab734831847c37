"""GIF and WebP pictures with only what draws and moves them."""

from __future__ import annotations

_MOVES = b"\x21\xff\x0bNETSCAPE2.0"
_HOW_SHOWN = 0xF9

_DRAWING_PIECES = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM"})
_HAS_PROFILE_EXIF_OR_XMP = 0x2C
_FRAME_HEAD = 16


def plain_gif(part: bytes) -> bytes | None:
    """Without comments, words laid over it and what programs kept; ``None`` if it is not whole."""
    at = 13 + _colours(part[10:11])
    kept = bytearray(part[:at])
    while at < len(part):
        start, kind = at, part[at]
        if kind == 0x3B:
            return bytes(kept + b"\x3b")
        if kind == 0x2C:
            at = _behind_blocks(part, at + 11 + _colours(part[at + 9 : at + 10]))
            kept += part[start:at]
        elif kind == 0x21:
            at = _behind_blocks(part, at + 2)
            kept += _plain_extension(part[start:at])
        else:
            return None
    return None


def _plain_extension(extension: bytes) -> bytes:
    """How long a frame is shown, and how often all of them; nothing else."""
    if extension[1] == _HOW_SHOWN and extension[2] == 4:
        return extension[:7] + b"\x00"
    if extension.startswith(_MOVES + b"\x03\x01"):
        return extension[: len(_MOVES) + 4] + b"\x00"
    return b""


def _colours(flags: bytes) -> int:
    """How many bytes the table of colours takes that these flags announce."""
    return 3 << (flags[0] % 8 + 1) if flags and flags[0] & 0x80 else 0


def _behind_blocks(part: bytes, at: int) -> int:
    while at < len(part) and part[at]:
        at += part[at] + 1
    return at + 1


def plain_webp(part: bytes) -> bytes:
    """Without its profile, and what cameras and editors wrote."""
    kept = b"WEBP" + _pieces(part, 12)
    return b"RIFF" + len(kept).to_bytes(4, "little") + kept


def _pieces(part: bytes, at: int) -> bytes:
    """The pieces that draw; a frame holds further ones."""
    kept = bytearray()
    while at + 8 <= len(part):
        size = int.from_bytes(part[at + 4 : at + 8], "little")
        kind, data = part[at : at + 4], part[at + 8 : at + 8 + size]
        if kind == b"VP8X" and data:
            kept += _piece(kind, bytes([data[0] & ~_HAS_PROFILE_EXIF_OR_XMP]) + data[1:10])
        elif kind == b"ANMF":
            kept += _piece(kind, data[:_FRAME_HEAD] + _pieces(data, _FRAME_HEAD))
        elif kind in _DRAWING_PIECES:
            kept += _piece(kind, data)
        at += 8 + size + size % 2
    return bytes(kept)


def _piece(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + b"\x00" * (len(data) % 2)
