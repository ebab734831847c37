"""Lists of standards: told apart by their form, read whole from whatever layout, or what does not come back is said."""

from __future__ import annotations

import random
from collections import Counter
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, Reading, Use
from tests.makers.frameworks import a_framework, as_woven_text
from tests.makers.standards import (
    LAYOUTS,
    PREAMBLE,
    a_list,
    a_list_by_heading,
    as_markdown,
    as_wrapped_text,
    meant,
    said,
)

MADE = (a_list, a_list_by_heading)


def codes(reading: Reading) -> set[str]:
    """Every doubt about anything in it."""
    return {
        doubt.code
        for one in (reading, *reading.sections, *reading.items)
        for doubt in one.doubts
        if doubt.code != "heading_guessed"
    }


def words(text: str) -> Counter[str]:
    return Counter(text.split())


def accounted(reading: Reading) -> Counter[str]:
    return Counter(word for piece in reading.account for word in piece.text.split())


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("make", MADE)
def test_a_list_comes_back_from_every_layout(make, layout: str) -> None:
    for seed in (1, 2, 3):
        made = make(seed=seed)
        text = LAYOUTS[layout](made)

        reading = read(text)

        assert said(reading) == meant(made)
        assert (codes(reading), reading.is_reliable, reading.title) == (set(), True, made.title)
        assert accounted(reading) == words(text)
        assert {item.kind for item in reading.items} == {Kind.STANDARD}


def test_words_under_the_preamble_stand_in_a_section_that_only_tells() -> None:
    reading = read(as_markdown(a_list()))

    assert next((s.number, s.title, s.intro, s.items) for s in reading.sections) == (0, "Preamble", PREAMBLE, ())
    assert reading.sections[1].intro == "A gardener must:"


def test_a_part_beside_numbered_sections_is_put_in_its_place_and_that_is_said() -> None:
    reading = read(as_markdown(a_list_by_heading()))

    assert [section.number for section in reading.sections] == [0, 1, 2, 3, 4]
    assert [doubt.code for doubt in reading.sections[0].doubts] == ["heading_guessed"]
    assert reading.year == 2026
    after = (
        as_markdown(a_list_by_heading()) + "\n## Section 3: Afterwards\n\nAll of them:\n\n- sweep the path\n- go home\n"
    )
    last = read(after).sections[-1]
    assert (last.number, last.title, [item.text for item in last.items][1:]) == (
        5, "Afterwards", ["sweep the path", "go home"],
    )  # fmt: skip


def test_numbered_sections_may_stand_alone() -> None:
    made = a_list_by_heading()
    text = as_markdown(made)
    alone = text[: text.index("## Section 1")] + text[text.index("## 1.") :]

    reading = read(alone)

    assert said(reading)[0][:2] == (1, "Garden culture")
    assert codes(reading) == set()


def test_a_number_longer_than_any_is_words_and_is_accounted_for() -> None:
    endless = "9" * 5_000

    reading = read(f"{as_wrapped_text(a_list())}\n\n{endless}\n")

    assert endless in [piece.text for piece in reading.account]


def test_a_document_of_one_endless_paragraph_is_answered_soon() -> None:
    text = GARDEN + "\n" + "- " + "and so it goes on without an end to it\n" * 7_900

    began = perf_counter()
    read(text)

    assert perf_counter() - began < 10


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(1, 10_000),
    make=st.sampled_from(MADE),
    width=st.integers(38, 110),
    alone=st.booleans(),
)
def test_structure_comes_back_or_is_doubted_at_any_width(seed: int, make, width: int, alone: bool) -> None:
    made = make(seed=seed)

    reading = read(as_wrapped_text(made, width=width, alone=alone))

    assert said(reading) == meant(made) or codes(reading) or not reading.is_reliable


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(1, 10_000), make=st.sampled_from(MADE), swaps=st.integers(1, 200))
def test_no_word_is_lost_and_nothing_breaks_where_lines_are_in_no_order(seed: int, make, swaps: int) -> None:
    lines = as_wrapped_text(make(seed=seed)).split("\n")
    chance = random.Random(seed)
    for _ in range(swaps):
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    text = "\n".join(lines)

    reading = read(text)

    assert accounted(reading) == words(text)


GARDEN = """Garden Standards (GS)

Part One: Growing
1. Sow
- in rows
- in time
2. Water
- by need
- at dusk
3. Reap
- what was sown
- before rain
"""


def test_a_lost_number_a_lost_list_and_a_cut_bullet_are_doubted() -> None:
    assert read(GARDEN).code == "GS"
    assert codes(read(GARDEN)) == set()
    assert codes(read(GARDEN.replace("2. Water\n- by need\n- at dusk\n", ""))) == {"no_framework"}  # two are no list
    more = GARDEN + "4. Store\n- in straw\n- in sand\n"
    assert codes(read(more.replace("2. Water", "Water"))) == {"number_jumps", "unplaced"}
    assert codes(read(more.replace("- by need\n- at dusk\n", ""))) == {"stem_alone"}
    assert codes(read(more.replace("by need", "by need and the"))) == {"cut_short"}
    assert codes(read(more.replace("by need", "by need (not more"))) == {"brackets"}
    assert codes(read(GARDEN.replace("- by need", "- by need."
        ).replace("in rows", "in rows.").replace("in time", "in time.").replace("at dusk", "at dusk.")
        .replace("what was sown", "what was sown."))) == {"cut_short"}  # fmt: skip


def test_prose_that_is_no_bullet_among_bullets_finds_no_place_and_that_is_said() -> None:
    text = GARDEN.replace("- at dusk\n", "- at dusk\n\nA long sentence that tells of water and of nothing else.\n\n")

    reading = read(text)

    assert codes(reading) == {"unplaced"}
    assert [piece.text for piece in reading.account if piece.use is Use.UNPLACED] == [
        "A long sentence that tells of water and of nothing else."
    ]
    assert accounted(reading) == words(text)


def test_a_list_without_parts_is_one_section_under_its_title() -> None:
    reading = read(GARDEN.replace("Part One: Growing\n", ""))

    assert [(s.number, s.title) for s in reading.sections] == [(1, "Garden Standards (GS)")]
    assert [item.number for item in reading.items if item.stem is None] == [1, 2, 3]


def test_what_comes_before_the_list_is_front_matter_and_lists_there_are_pointed_at() -> None:
    front = (
        "# Standards of a garden\n\nContents\n1. Sow\n2. Water\n3. Reap\n\n12 March 2025\n\n"
        "These standards are made to:\n\n- shape\n- inform\n- support\n\n"
    )

    reading = read(front + GARDEN)

    assert reading.title == "Standards of a garden"
    assert codes(reading) == {"list_in_front"}
    assert [item.text for item in reading.items if item.stem is None] == ["Sow", "Water", "Reap"]


def test_what_comes_after_the_list_is_back_matter() -> None:
    text = GARDEN + "\nFurther reading\nThere is none.\n\n## Annex\n\n1. One\n- a\n"

    reading = read(text)

    assert codes(reading) == set()
    assert {piece.use for piece in reading.account if piece.line > GARDEN.count("\n")} == {Use.BACK}


def test_a_running_part_heading_begins_nothing_anew() -> None:
    text = GARDEN.replace("- at dusk\n", "- at dusk\n\nPage 2 of 9\n\nPart One: Growing\n\n")
    text += "Part Two: Conduct\n- run\nPart Two: Conduct\n- walk\n\nPart Three: Nothing\n\nPart Four: Rest\n- sit\n"
    text += "\nPart Five: Nothing below\n"

    reading = read(text)

    assert [section.title for section in reading.sections] == ["Growing", "Conduct", "Nothing", "Rest"]
    assert codes(reading) == {"no_items"}
    assert accounted(reading) == words(text)


def test_a_part_may_have_its_title_below_its_number_or_none_at_all() -> None:
    below = read(GARDEN.replace("Part One: Growing", "PART ONE\n\nGrowing"))
    none = read(GARDEN.replace("Part One: Growing", "Part One"))

    assert [section.title for section in below.sections] == ["Growing"]
    assert [section.title for section in none.sections] == ["Part One"]


def test_a_missing_section_is_said() -> None:
    made = a_list_by_heading()
    text = as_markdown(made).replace("## 2. Planting", "##  Planting")

    assert "section_missing" in codes(read(text)) | {d.code for s in read(text).sections for d in s.doubts}


@pytest.mark.parametrize(
    ("text", "under", "doubts"),
    [
        # Another mark, or one that is stepped in, says what stands under what.
        ("- All do, by:\n  - running\n  - walking\n- All rest.\n", [None, 0, 0, None], set()),
        ("• All do, by:\no running\no walking\n• All rest.\n", [None, 0, 0, None], set()),
        ("- All do, by:\n(a) running\n(b) walking\n- All rest.\n", [None, 0, 0, None], set()),
        # So does a small letter.
        ("- All do, by:\n- running\n- walking\n- All rest.\n", [None, 0, 0, None], set()),
        # Where nothing does, it is said.
        ("- All do, by:\n- Running\n- Walking\n- All rest.\n", [None, 0, 0, 0], {"nesting_guessed"}),
        # Words that introduce bullets stand above them; a bullet that introduces others there is beside them.
        ("All of them:\n- run, by:\n  - trot\n- walk\n", [None, 0, 0, 0], {"deep"}),
        # One introduces nothing, and one introduces again.
        ("- All do, by:\n  - running\n- All rest, by:\n  - sitting\n", [None, 0, None, 2], set()),
    ],
)
def test_bullets_stand_under_what_introduces_them(text: str, under: list[int | None], doubts: set[str]) -> None:
    reading = read(GARDEN + "\nPart Two: Conduct\n" + text)

    items = reading.sections[-1].items
    assert [item.stem - items[0].position if item.stem is not None else None for item in items] == under
    assert codes(reading) == doubts


def test_words_that_tell_and_words_that_introduce_may_have_run_together() -> None:
    text = GARDEN + "\nPart Two: Conduct\nIt is kept by all who come here from early on. All of\nthem:\n- run\n- walk\n"

    assert codes(read(text)) == {"stem_long"}


@pytest.mark.parametrize(
    "text",
    [
        "We keep high standards here.\n\n1. We came.\n2. We saw.\n3. We left.\n",
        "A recipe\n\n1. Flour\n- white\n- brown\n2. Water\n- warm\n- cold\n3. Salt\n- little\n- less\n",
        "Two standards\n\n1. Sow\n- in rows\n2. Water\n- by need\n- at dusk\n- twice\n",
        "Standards\n1. Sow\n- a\n2. Water\n- b\n3. Reap\n- c\n",
        "7 August\n",
        "",
    ],
)
def test_prose_that_merely_holds_a_list_is_no_framework(text: str) -> None:
    reading = read(text)

    assert (reading.sections, reading.is_reliable) == ((), False)


def test_a_framework_that_speaks_of_standards_is_read_as_the_framework_that_it_is() -> None:
    text = as_woven_text(a_framework()).replace("Illustrative Framework", "Illustrative Framework of Standards")

    assert Kind.LEARN_THAT in {item.kind for item in read(text).items}


def test_too_much_that_does_not_fit_is_called_scrambled() -> None:
    text = GARDEN.replace(
        "- by need\n", "- by need\n\n" + "Prose that has no place anywhere in this list at all.\n\n" * 6
    )

    reading = read(text)

    assert not reading.is_reliable
    assert "scrambled" in codes(reading)


ECF = """# Early Gardener Framework

## High Hopes (Standard 1 – Set high hopes)

### Learn that…

1. Gardeners affect the growth of plants.
2. Gardeners are key to hedges.*
3. Clear hopes improve a garden’s culture.[1]
4. Hedges grow where they are let.1

### Learn how to…

Show hope, by:

- Using intentional language.

And – following expert input – by taking opportunities to practise and improve at:

- Seeking opportunities to engage neighbours.

## How Plants Grow (Standard 2 – Promote good
growth)

### Learn that…

1. Growth is a lasting change.

### Learn how to…

Spare the soil, by:

- Taking prior water into account.

And, by:

- Breaking clods.

## References

Smith, A. (2018) On Soil. Journal of Soil, 25(1), 95–136.
"""


def test_a_framework_whose_sections_serve_standards_is_read_with_notes_and_further_stems() -> None:
    reading = read(ECF)

    assert [(s.number, s.title) for s in reading.sections] == [
        (1, "High Hopes (Standard 1 – Set high hopes)"),
        (2, "How Plants Grow (Standard 2 – Promote good growth)"),
    ]
    assert [len(reading.of_kind(kind)) for kind in (Kind.LEARN_THAT, Kind.STEM, Kind.PRACTICE)] == [5, 4, 4]
    assert len(reading.references) == 1
    assert codes(reading) == set()
    assert {doubt.code for section in reading.sections for doubt in section.doubts} == set()


def test_a_title_whose_bracket_never_closes_names_no_standard() -> None:
    reading = read(ECF.replace("Promote good\ngrowth)", "Promote good\n\ngrowth"))

    assert {doubt.code for section in reading.sections for doubt in section.doubts} == {"heading_guessed"}
