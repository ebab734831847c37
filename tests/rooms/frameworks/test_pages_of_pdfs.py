"""However a writer sets a framework as a PDF, it comes back whole, its source is readable, every word has a use."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.types import DocumentRead, Kind
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.rules.uploads import Kind as FileKind
from tests.makers.contents import AREAS
from tests.makers.documents import pdf
from tests.makers.frameworks import a_framework
from tests.makers.grids import as_grids
from tests.makers.judging import compared
from tests.makers.printed import ENTRIES, INTRO, Setting, drawn, printed

PDF = MEDIA_TYPES[FileKind.PDF]
SETTINGS = {
    "a cell for each column": Setting(),
    "no borders": Setting(has_borders=False, head="Illustrative framework"),
    "a row for each pair": Setting(rows="pair", is_wide=True, points=9),
    "a row for each stem": Setting(rows="stem", has_borders=False, points=14),
    "justified": Setting(is_justified=True, points=12, head="Illustrative framework"),
    "labels once": Setting(rows="pair", has_borders=False, repeats=False, points=13),
    "nothing set in": Setting(hangs=False, has_borders=False, headings="section"),
    "brackets and dots": Setting(numeral="{n})", bullet="▪", headings="dot"),
    "dashes under plain titles": Setting(bullet="–", headings="plain"),
    "numerals that run on": Setting(bullet="o", runs_on=True, repeats=False),
    "codes with letters": Setting(bullet="{s}{b}.", headings="plain", has_borders=False),
    "codes with brackets": Setting(bullet="{b})", rows="pair", hangs=False, has_intro=False, headings="section"),
    "codes all through": Setting(numeral="{s}.{n}", bullet="{s}.{b}", rows="stem"),
}


def as_read(content: bytes) -> DocumentRead:
    return read_content(content, media_type=PDF, tell=lambda _: None)


def words(document: DocumentRead) -> Counter[str]:
    return Counter(document.source.replace("\f", " ").split())


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("seed", [1, 3])
def test_a_framework_comes_back_whole_from_every_setting(name: str, seed: int) -> None:
    framework = a_framework(sections=3, seed=seed)

    document = as_read(printed(framework, SETTINGS[name]))

    found = compared(framework, document.reading)
    assert (found.right, found.silent) == (found.of, ())
    assert document.reading.is_reliable
    assert [section.title for section in document.reading.sections] == [s.title for s in framework.sections]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_word_of_a_page_has_exactly_one_use(name: str) -> None:
    document = as_read(printed(a_framework(sections=2, seed=5), SETTINGS[name]))

    used = Counter(word for piece in document.reading.account for word in piece.text.replace("\f", " ").split())
    assert used == words(document)


def test_introductions_and_references_keep_their_paragraphs() -> None:
    reading = as_read(printed(a_framework(sections=2), Setting())).reading

    assert [section.intro for section in reading.sections] == ["\n\n".join(INTRO)] * 2
    assert [(entry.section, entry.text) for entry in reading.references] == [(s, e) for s in (1, 2) for e in ENTRIES]


def test_a_code_is_kept_and_is_none_of_the_words() -> None:
    framework = a_framework(sections=1)
    setting = Setting(numeral="{s}.{n}", bullet="{s}{b}.")

    items = as_read(printed(framework, setting)).reading.items

    said = [(item.number, item.printed) for item in items if item.kind is Kind.LEARN_THAT]
    assert said == [(n, f"1.{n}") for n in range(1, len(framework.sections[0].learn_that) + 1)]
    codes = [item.printed for item in items if item.kind is Kind.PRACTICE]
    assert codes[:2] == ["1a.", "1b."]
    assert {item.printed for item in items if item.kind is Kind.STEM} == {""}


def test_numerals_that_run_on_through_the_document_do_not_jump() -> None:
    reading = as_read(printed(a_framework(sections=3), Setting(runs_on=True))).reading

    numbers = [item.number for item in reading.items if item.kind is Kind.LEARN_THAT]
    assert numbers == list(range(1, len(numbers) + 1))
    assert not [doubt for item in reading.items for doubt in item.doubts]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_letters_drawn_one_by_one_in_no_order_are_read_as_they_stand(turned: int) -> None:
    framework = a_framework(sections=1, seed=2)

    document = as_read(drawn(framework, turned=turned))

    found = compared(framework, document.reading)
    assert (found.right, found.silent) == (found.of, ())


def test_words_at_another_angle_are_furniture() -> None:
    stamp = '#place(dx: -1.5cm, dy: 3cm, rotate(-90deg, reflow: true)["Draft"])'
    table = "#table(columns: (1fr, 1fr), [Learn that…], [Learn how to…], [1. This is so.], [Do this, by: • Doing it.])"

    document = as_read(pdf(f"= Framework\n== One – Here\n{stamp}\n{table}"))

    assert any("Draft" in piece.text and piece.use.value == "furniture" for piece in document.reading.account)


@pytest.mark.parametrize("has_borders", [True, False])
@pytest.mark.parametrize("points", [8, 13, 16])
def test_tables_of_several_columns_are_read_cell_by_cell_over_their_pages(points: int, *, has_borders: bool) -> None:
    content = as_read(as_grids(has_borders=has_borders, points=points, inset=9)).reading.content

    assert content is not None
    assert [area.title for area in content.areas] == [area.title for area in AREAS]
    assert [[deed.text for deed in area.deeds] for area in content.areas] == [
        [row.deed for row in area.rows if row.deed] for area in AREAS
    ]
    assert [[topic.text for topic in area.topics] for area in content.areas] == [
        [row.topic for row in area.rows if row.topic] for area in AREAS
    ]
    codes = [[(one.code, one.text, one.part) for one in area.criteria] for area in content.areas]
    assert codes == [[(code, text, area.part) for row in area.rows for code, text, _ in row.criteria] for area in AREAS]
    assert [one.name for one in content.behaviours] == ["Patience"]
    assert content.scale is not None
    assert (content.scale.least, content.scale.most) == (1, 4)


def test_rows_that_no_line_and_no_clear_space_divides_are_doubted() -> None:
    content = as_read(as_grids(has_borders=False, inset=3)).reading.content

    assert content is not None
    assert {doubt.code for area in content.areas for deed in area.deeds for doubt in deed.doubts} == {"row_guessed"}


def test_lists_above_one_another_are_read_from_the_top_down() -> None:
    lists = "Learn that…\n\n+ This is so.\n+ That is so.\n\nLearn how to…\n\nDo this, by:\n\n- Doing it.\n- Saying it."

    reading = as_read(pdf(f"= Framework\n== One – Here\n{lists}")).reading

    assert [(item.kind, item.number, item.text) for item in reading.items] == [
        (Kind.LEARN_THAT, 1, "This is so."),
        (Kind.LEARN_THAT, 2, "That is so."),
        (Kind.STEM, None, "Do this, by:"),
        (Kind.PRACTICE, None, "Doing it."),
        (Kind.PRACTICE, None, "Saying it."),
    ]
