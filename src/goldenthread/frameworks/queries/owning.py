"""Whose words a document says it is made of, before it is kept. Asks the database nothing."""

from __future__ import annotations

from goldenthread.frameworks.rules.owning import owner_of
from goldenthread.frameworks.types.owning import Owner


def owner_said(content: bytes | str, *, title: str) -> Owner:
    """What pasted words or a file of text says of its publisher and licence, and its title of the publisher.

    A file that is no text, as a PDF, is not opened here: only its title is heard.
    """
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            content = ""
    return owner_of(content, title=title)
