"""A reading as JSON: every item with its lines and doubts, bullets under their stems, a lost stem said so."""

from __future__ import annotations

from goldenthread.frameworks.actions.extracting import links_between
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import DocumentRead
from goldenthread.integrations.reader.outlines.frameworks import outlined
from goldenthread.integrations.reader.outlines.pages import linked
from tests.makers.contents import as_cells
from tests.makers.frameworks import a_framework, as_markdown
from tests.makers.pages import as_page

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


def test_an_outline_of_a_content_framework_has_its_areas_task_and_behaviours() -> None:
    text = as_cells()

    said = outlined(DocumentRead(text, read(text)))

    assert said["kind"] == "content and assessment framework"
    assert [level["code"] for level in said["qualification_levels"]] == ["MQB", "MQO"]
    area = said["content_areas"][0]
    assert area["learn_about"][0]["under_learn_how_to"] == 1
    assert [(c["code"], c["part"], c["supporting_documents"]) for c in area["criteria"]] == [
        ("1.1.1", "A", ["Tally sheet"]), ("1.1.2", "A", []), ("1.1.3", "A", []),
    ]  # fmt: skip
    assert said["assessment_task"]["word_limit"] == 2500
    assert said["behaviour_rating_scale"]["labels"] == {"1": "high", "5": "low"}
    assert sum(said["account"].values()) == len(text.split())


def test_an_outline_of_areas_alone_has_no_task_and_no_scale() -> None:
    text = as_cells()
    text = text[text.index("Plans and Progress") : text.index("Made Assessment Task")]

    said = outlined(DocumentRead(text, read(text)))

    assert (said["assessment_task"], said["behaviour_rating_scale"], said["behaviours"]) == (None, None, [])


def test_an_outline_of_a_page_has_its_programme_and_marks_what_is_cut() -> None:
    made = a_framework(sections=2, seed=3)
    page, framework = as_page(made, cut=1, times=1), as_markdown(made)
    read_page = DocumentRead(page, read(page))

    said = outlined(read_page)

    assert said["kind"] == "provider page"
    assert said["programme"]["face_to_face_events"] == 6
    (section,) = said["sections"]
    assert [row["is_whole"] for row in section["learn_that"]] == [False, False]
    assert [(one["title"], one["times"]) for one in said["foreign"]] == [(made.sections[1].title, 2)]
    assert linked(links_between(read_page, DocumentRead(framework, read(framework)))) == []
    assert links_between(DocumentRead(framework, read(framework)), read_page) == ()


def test_links_of_a_page_say_which_statement_each_is() -> None:
    made = a_framework(sections=1, seed=3)
    page, framework = as_page(made), as_markdown(made)

    said = linked(links_between(DocumentRead(page, read(page)), DocumentRead(framework, read(framework))))

    assert said[0] == {
        "section": 1, "number": 1, "to": {"section": 1, "number": 1}, "is_exact": True,
        "text": made.sections[0].learn_that[0],
    }  # fmt: skip


def test_a_text_that_is_no_framework_is_called_none() -> None:
    assert outlined(DocumentRead("Dear all,", read("Dear all,")))["kind"] == "no framework"
