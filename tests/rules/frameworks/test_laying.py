"""How a content and assessment framework is laid out, and what is doubted where the document does not say it."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.frameworks.rules.laying import MOST, details_of, laid_out
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Content, DetailKind, Kind, ReadDetail, Reading
from goldenthread.frameworks.types.content import Criterion
from tests.makers.contents import as_cells
from tests.makers.frameworks import REFERENCED, a_framework, as_markdown


def made(**changes: object) -> Reading:
    reading = read(as_cells())
    assert reading.content
    return replace(reading, content=replace(reading.content, **changes))  # type: ignore[arg-type]  # as asked


def content() -> Content:
    found = read(as_cells()).content
    assert found
    return found


def of_kind(reading: Reading, kind: DetailKind) -> list[ReadDetail]:
    return [detail for detail in details_of(reading) if detail.says.kind is kind]


def test_each_area_is_a_section_with_topics_under_what_is_learnt_to_do_and_criteria_last() -> None:
    reading = laid_out(made())

    assert [section.title for section in reading.sections] == ["Plans and Progress", "People and Places", "Behaviours"]
    first = reading.sections[0].items
    assert [(item.kind, item.stem) for item in first] == [
        (Kind.LEARN_HOW_TO, None), (Kind.LEARN_ABOUT, 0), (Kind.LEARN_ABOUT, 0), (Kind.LEARN_HOW_TO, None),
        (Kind.CRITERION, None), (Kind.CRITERION, None), (Kind.CRITERION, None),
    ]  # fmt: skip
    assert [(item.printed, item.part, item.documents) for item in first[-3:]] == [
        ("1.1.1", "A", ("Tally sheet",)), ("1.1.2", "A", ()), ("1.1.3", "A", ()),
    ]  # fmt: skip
    assert [item.position for item in reading.items] == list(range(13))
    assert reading.sections[1].items[1].stem == 7
    assert next((item.title, item.text) for item in reading.sections[2].items) == (
        "Patience", "They wait until others have spoken"
    )  # fmt: skip
    assert reading.doubts == ()


def test_topics_beside_no_deed_come_first() -> None:
    area = content().areas[0]
    loose = replace(area.topics[0], under=0)

    items = laid_out(made(areas=(replace(area, topics=(loose,)),))).sections[0].items

    assert [(item.kind, item.stem) for item in items[:2]] == [(Kind.LEARN_ABOUT, None), (Kind.LEARN_HOW_TO, None)]


def test_words_that_are_lost_are_doubted_and_nothing_is_invented() -> None:
    area = content().areas[0]
    bare = Criterion("1.1.1", "", "A", (), (3,))
    nameless = replace(content().behaviours[0], description="")

    reading = laid_out(made(areas=(replace(area, criteria=(bare,)),), behaviours=(nameless,), scale=None, task=None))

    criterion, behaviour = reading.items[-2:]
    assert (criterion.text, [doubt.code for doubt in criterion.doubts]) == ("1.1.1", ["no_words"])
    assert behaviour.text == behaviour.title == "Patience"
    assert [doubt.code for doubt in reading.doubts] == ["no_task", "no_scale"]


def test_without_behaviours_there_is_no_section_of_them() -> None:
    reading = laid_out(made(behaviours=(), scale=None))

    assert len(reading.sections) == 2
    assert reading.doubts == ()


def test_another_document_is_laid_out_as_it_was_read() -> None:
    reading = read(as_markdown(a_framework(sections=2)))

    assert laid_out(reading) is reading
    assert details_of(reading) == ()


def test_the_task_with_its_rules_the_levels_and_the_scale_are_details() -> None:
    reading = made()

    said = [(detail.says.name, detail.says.figure) for detail in details_of(reading)]

    assert said == [
        ("Qualification MQB", None), ("Qualification MQO", None), ("Assessment task", None), ("Word limit", 2500),
        ("Least length", 3), ("Part A of the task", None), ("Part B of the task", None), ("Participants must", None),
        ("Participants must", None), ("Providers must", None), ("Footnote", None), ("Point of the rating scale", 1),
        ("Point of the rating scale", 5), ("Comment beside the rating", None),
    ]  # fmt: skip
    assert not any(detail.doubts for detail in details_of(reading))
    limit = of_kind(reading, DetailKind.WORD_LIMIT)[0].says
    assert limit.rows == (("Words", "2,500"), ("What it covers", "across both parts"),
                          ("What it leaves out", "the tally sheets"))  # fmt: skip
    assert of_kind(reading, DetailKind.PART)[0].says.areas == ("Plans and Progress",)
    assert limit.areas == ()


def test_figures_and_aims_that_were_not_found_are_doubted_and_left_empty() -> None:
    task = content().task
    assert task
    part = replace(task.parts[0], aim="")
    scale = content().scale
    assert scale

    reading = made(
        task=replace(
            task, word_limit=0, least_terms=MOST + 1, parts=(part,), participants_must=("",), footnote="",
            providers_must=(),
        ),
        scale=replace(scale, labels=((1, "high"), (10**12, "low")), has_comment=False),
        levels=(replace(content().levels[0], audience=""),),
    )  # fmt: skip

    found = [(d.says.kind, d.says.figure, d.doubts[0].code) for d in details_of(reading) if d.doubts]
    assert found == [
        (DetailKind.WORD_LIMIT, None, "no_limit"), (DetailKind.LEAST_TERMS, None, "no_terms"),
        (DetailKind.PART, None, "no_aim"), (DetailKind.POINT, MOST, "scale_odd"),
    ]  # fmt: skip
    assert of_kind(reading, DetailKind.PARTICIPANTS_MUST) == of_kind(reading, DetailKind.FOOTNOTE) == []
    assert of_kind(reading, DetailKind.COMMENT) == []
    assert of_kind(reading, DetailKind.LEVEL)[0].says.text == "Made Qualification for Beginners"


def test_a_framework_without_task_and_scale_has_levels_only() -> None:
    assert {detail.says.kind for detail in details_of(made(task=None, scale=None))} == {DetailKind.LEVEL}


def test_references_are_details_with_their_section_and_heading() -> None:
    reading = read(as_markdown(a_framework(sections=2)) + REFERENCED)

    found = [(d.says.section, d.says.title, [doubt.code for doubt in d.doubts]) for d in details_of(reading)]

    assert found == [
        (None, "", ["no_group"]), (1, "Leading Learning", ["address_gaps"]), (1, "Leading Learning", ["joined"]),
        (2, "Shaping the Timetable", []),
    ]  # fmt: skip
