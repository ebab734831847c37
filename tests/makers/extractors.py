"""What other people's extractors make of a PDF, as somebody pastes it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pypdf
import pypdfium2
from pdfminer.high_level import extract_text


def by_pypdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def by_pdfium(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def by_pdfminer(content: bytes) -> str:
    return extract_text(io.BytesIO(content))


EXTRACTORS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {"pypdf": by_pypdf, "PDFium": by_pdfium, "pdfminer": by_pdfminer}
)
