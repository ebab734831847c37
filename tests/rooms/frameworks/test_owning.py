"""Whose words a document is made of, heard before it is kept."""

from __future__ import annotations

from goldenthread.frameworks.queries.owning import owner_said
from goldenthread.frameworks.types.owning import Owner


def test_text_is_heard_pasted_or_as_a_file_and_other_files_by_their_title_only() -> None:
    text = "\ufeffPublished by Us\n"

    assert owner_said(text, title="Made") == owner_said(text.encode(), title="Made") == Owner("Us")
    assert owner_said(b"\xff\xfe Published by Us", title="Made") == Owner()
    assert owner_said(b"\xff", title="Department for Education: Made") == Owner("Department for Education")
