"""A reading as JSON: every item with its lines and doubts, bullets under their stems, a lost stem said so."""

from __future__ import annotations

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import DocumentRead
from goldenthread.integrations.reader.outline import outlined

TEXT = (
    "One – Here\nWords before.\n\nMore words.\n\nLearn that…\n1. This is said.\nLearn how to…\n"
    "● Asking what is meant.\nHelp others, by:\n● Helping them."
)


def test_an_outline_has_every_item_with_its_lines_and_doubts() -> None:
    said = outlined(DocumentRead(TEXT, read(TEXT)))

    (section,) = said["sections"]
    assert (section["number"], section["title"], section["intro"]) == (1, "Here", ["Words before.", "More words."])
    assert section["learn_that"] == [{"number": 1, "text": "This is said.", "lines": [7], "doubts": []}]
    lost, found = section["learn_how_to"]
    assert (lost["stem"], lost["uncertain"], lost["items"]) == (None, True, ["Asking what is meant."])
    assert [doubt["code"] for doubt in lost["items_meta"][0]["doubts"]] == ["no_stem"]
    assert (found["stem"], found["stem_lines"], found["items"]) == ("Help others, by:", [10], ["Helping them."])


def test_an_outline_accounts_for_every_word() -> None:
    said = outlined(DocumentRead(TEXT, read(TEXT)))

    assert sum(said["account"].values()) == len(TEXT.split())
