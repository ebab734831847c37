"""Content and assessment frameworks: areas, criteria with part and documents, the task, behaviours and their scale."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Content, Reading, Use
from tests.makers.contents import AREAS, BEHAVIOURS, as_cells


def content_of(text: str) -> Content:
    content = read(text).content
    assert content is not None
    return content


def codes(content: Content) -> set[str]:
    """The doubts about anything in it."""
    items = [one for area in content.areas for one in (area, *area.deeds, *area.topics, *area.criteria)]
    return {doubt.code for one in (content, *items, *content.behaviours) for doubt in one.doubts}


def test_every_area_comes_back_with_its_deeds_topics_and_criteria() -> None:
    content = content_of(as_cells())

    assert [(area.number, area.title) for area in content.areas] == [
        (1, "Plans and Progress"),
        (2, "People and Places"),
    ]
    assert [[deed.text for deed in area.deeds] for area in content.areas] == [
        ["Draw up a plan for a team", "Carry a plan through"], ["Give each person a task"],
    ]  # fmt: skip
    assert [(topic.text, topic.under) for topic in content.areas[0].topics] == [
        ("Ways of counting what was done (for example, tallies)", 1), ("What tallies cannot tell", 1),
    ]  # fmt: skip
    assert [(c.code, c.text, c.part, c.documents) for area in content.areas for c in area.criteria] == [
        ("1.1.1", "Counts what was done", "A", ("Tally sheet",)),
        ("1.1.2", "Changes a plan when counts say so", "A", ()),
        ("1.1.3", "Finishes what was begun", "A", ()),
        ("2.1.1", "Shares out tasks", "B", ("Rota",)),
        ("2.1.2", "Looks after rooms and tools", "B", ()),
    ]
    assert codes(content) == set()


def test_whom_it_is_for_and_its_behaviours_with_their_scale_are_read() -> None:
    content = content_of(as_cells())

    first, second = content.levels
    assert (first.code, first.qualification, first.level) == (
        "MQB", "Made Qualification for Beginners", "Leading a table",
    )  # fmt: skip
    assert (first.audience, first.includes) == ("Those who sit at one.", "This includes those who stand.")
    assert second.includes == ""
    assert tuple((one.name, one.description) for one in content.behaviours) == BEHAVIOURS
    assert content.scale is not None
    assert (content.scale.least, content.scale.most, content.scale.has_comment) == (1, 5, True)
    assert content.scale.labels == ((1, "high"), (5, "low"))


def test_the_task_is_read_with_its_rules() -> None:
    task = content_of(as_cells()).task

    assert task is not None
    assert (task.heading, task.title) == ("Made Assessment Task", "Leading a made project for at least 3 terms")
    assert (task.word_limit, task.limit_covers, task.least_terms) == (2500, "across both parts", 3)
    assert task.limit_excludes == "the tally sheets"
    assert [(part.part, part.aim, part.areas) for part in task.parts] == [
        ("A", "plans of a team", ("Plans and Progress",)), ("B", "rooms of a school", ("People and Places",)),
    ]  # fmt: skip
    assert len(task.participants_must) == 2
    assert task.providers_must == ("Read what is handed in with care.",)
    assert task.footnote == "where there are no rooms, a yard will do."


def test_it_says_its_title_and_code_and_every_word_is_accounted_for_once() -> None:
    text = as_cells()

    reading = read(text)

    assert (reading.title, reading.code, reading.is_reliable) == ("MQB Framework", "MQB", True)
    assert Counter(word for piece in reading.account for word in piece.text.split()) == Counter(text.split())
    assert "A form to fill in\t\tName" in unplaced(reading)


def unplaced(reading: Reading) -> list[str]:
    return [piece.text for piece in reading.account if piece.use is Use.UNPLACED]


def test_without_a_second_list_whose_document_it_is_was_guessed() -> None:
    content = content_of(as_cells(listed=False))

    assert content.areas[0].criteria[0].documents == ("Tally sheet",)
    assert codes(content) == {"shared_document"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("1.1.1  Counts", "1.1.1  Weighs", "worded_twice"),
        ("\tPART B", "\tPART C", "parts_differ"),
        ("\tROTA", "\tDIARY", "documents_differ"),
        ("1.1.2  Changes", "1.1.4  Changes", "not_listed"),
        ("1.1.2  Changes", "1.1.4  Changes", "only_listed"),
        ("1.1.2 Changes", "1.1.5 Changes", "codes_jump"),
        ("(for example, tallies)", "(for example, tallies", "brackets"),
        ("They wait until others have spoken", "", "no_description"),
    ],
)
def test_what_does_not_fit_together_is_doubted(old: str, new: str, code: str) -> None:
    text = as_cells()
    assert old in text

    assert code in codes(content_of(text.replace(old, new)))


def test_an_area_without_a_title_or_without_criteria_and_a_criterion_without_a_part_are_doubted() -> None:
    text = as_cells(listed=False)

    assert "no_title" in codes(content_of(text.replace("People and Places\n\n\tMQB", "It ends with a stop.\n\n\tMQB")))
    assert "no_title" in codes(content_of(text[text.index("\tLearn how to:") :]))
    bare = (*AREAS, replace(AREAS[1], rows=(replace(AREAS[1].rows[0], criteria=()),)))
    assert "area_bare" in codes(content_of(as_cells(bare)))
    assert "no_part" in codes(content_of(text.replace("\tPart A\n\nSupporting", "\tSomewhere\n\nSupporting")))


def test_criteria_on_one_line_are_cut_at_their_codes() -> None:
    text = (
        as_cells(listed=False)
        .replace("\n\n\n1.1.2 Changes", " 1.1.2 Changes")
        .replace("1.1.1 Counts", "Also 1.1.1 Counts")
    )

    criteria = content_of(text).areas[0].criteria

    assert [(one.code, one.text) for one in criteria[:2]] == [
        ("1.1.1", "Counts what was done"), ("1.1.2", "Changes a plan when counts say so"),
    ]  # fmt: skip


def test_a_criterion_over_two_lines_is_whole() -> None:
    text = as_cells(listed=False).replace("Shares out tasks", "Shares out\ntasks")

    assert content_of(text).areas[1].criteria[0].text == "Shares out tasks"


def test_what_a_document_does_not_have_is_not_made_up() -> None:
    text = as_cells()
    content = content_of(text[text.index("Plans and Progress") : text.index("Made Assessment Task")])

    assert (content.levels, content.task, content.behaviours, content.scale) == ((), None, (), None)
    bare = content_of(text.replace("1 high\n5 low\n", ""))
    assert bare.scale is None
    assert read(text[text.index("Plans and Progress") :]).title == ""


def test_a_task_without_figures_or_parts_has_none() -> None:
    text = as_cells(listed=False).replace(" of 2,500, excluding the tally sheets", "").replace(" at least 3 terms", "")
    task = content_of(text.replace("\tPart A\n\tPart B\n", "\tOne\n\tTwo\n").replace(" of that improves", "")).task

    assert task is not None
    assert (task.word_limit, task.limit_covers, task.limit_excludes, task.least_terms) == (0, "", "", 0)
    assert task.parts == ()


def test_a_task_right_below_a_table_has_no_heading_of_its_own() -> None:
    text = as_cells().replace("Made Assessment Task\n\n", "")

    task = content_of(text).task

    assert task is not None
    assert task.heading == ""


def test_a_level_without_a_code_is_none() -> None:
    content = content_of(as_cells().replace(" (MQO)", ""))

    assert [level.code for level in content.levels] == ["MQB"]


def test_words_right_below_a_header_are_none_of_its_cells_and_a_row_without_a_name_is_no_behaviour() -> None:
    text = as_cells().replace("\tTarget audience\n\n", "\tTarget audience\n\nNot yet known.\n\n")

    assert content_of(text).levels == ()
    assert "Not yet known." in unplaced(read(text))
    assert len(content_of(as_cells().replace("\tCandour", "\t")).behaviours) == 1


def test_a_framework_whose_lists_do_not_agree_or_whose_areas_are_bare_is_called_scrambled() -> None:
    text = as_cells()
    worded = text
    for old in ("1.1.1  Counts", "1.1.2  Changes", "1.1.3  Finishes"):
        worded = worded.replace(old, f"{old[:5]}  Scrambles")
    untitled = text.replace("\nPlans and Progress\n\n\tMQB", "\nIt ends here.\n\n\tMQB")
    untitled = untitled.replace("\nPeople and Places\n\n\tMQB", "\nSo does it.\n\n\tMQB")

    for scrambled in (worded, untitled):
        assert not read(scrambled).is_reliable
        assert "scrambled" in {doubt.code for doubt in read(scrambled).doubts}
