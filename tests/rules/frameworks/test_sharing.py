"""An edition as data and as rows: every kind of statement, with the codes and references that stay the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from goldenthread.frameworks.rules.sharing import COLUMNS, as_data, named, reference_rows_of, rows_of
from goldenthread.frameworks.types import (
    DetailKind,
    DetailLine,
    DetailRef,
    Details,
    EditionLine,
    EditionOutline,
    EditionRef,
    EditionState,
    Kind,
    Saying,
    SectionOutline,
    StatementLine,
    StatementRef,
)
from goldenthread.frameworks.types.added import Added

EDITION = EditionLine(
    1, EditionRef(UUID(int=99)), "MADE", "Made Framework", "2020", "Nobody", "A licence", "© Nobody",
    EditionState.PUBLISHED, datetime(2026, 1, 5, tzinfo=UTC),
)  # fmt: skip


def line(n: int, kind: Kind, code: str, *, section: int = 1, stem: int | None = None, printed: str = "", title=""):
    under = StatementRef(UUID(int=stem)) if stem else None
    return StatementLine(
        n, StatementRef(UUID(int=n)), f"MADE.{code}", kind, n, f"Words {n}.", section, f"Part {section}", "MADE (2020)",
        EDITION.ref, under, printed=printed, title=title,
    )  # fmt: skip


TAUGHT = SectionOutline(
    1,
    "Part 1",
    "It begins.\n\nIt goes on.",
    (
        line(1, Kind.LEARN_THAT, "1.LT.1"),
        line(2, Kind.STEM, "1.HT.1"),
        line(3, Kind.PRACTICE, "1.HT.1.1", stem=2, printed="1a"),
    ),
)
ASSESSED = SectionOutline(
    2,
    "Part 2",
    "",
    (
        line(4, Kind.LEARN_HOW_TO, "2.HT.1", section=2),
        line(5, Kind.LEARN_ABOUT, "2.LA.1", section=2, stem=4),
        replace(line(6, Kind.CRITERION, "2.AC.1", section=2, printed="2.1.1"), part="A", documents=("Budget", "Rota")),
        line(7, Kind.BEHAVIOUR, "2.B.1", section=2, title="Patience"),
        line(8, Kind.STANDARD, "2.S.1", section=2),
    ),
)
DETAILS = Details(
    tuple(
        DetailLine(DetailRef(UUID(int=50 + n)), says)
        for n, says in enumerate(
            (
                Saying(DetailKind.WORD_LIMIT, figure=2500, text="Both parts"),
                Saying(DetailKind.REFERENCE, "=A. (2019).", title="Part 1", section=1),
                Saying(DetailKind.REFERENCE, "B."),
            )
        )
    )
)
OUTLINE = EditionOutline(EDITION, (TAUGHT, ASSESSED), DETAILS)


def ref(n: int) -> str:
    return str(UUID(int=n))


def test_what_was_added_says_so_in_data_and_in_rows_and_nothing_else_does() -> None:
    stem = replace(TAUGHT.statements[1], added=Added(EDITION.published_at, "A printed copy", "Clare"))
    bullet = replace(TAUGHT.statements[2], added=stem.added)
    section = replace(TAUGHT, statements=(TAUGHT.statements[0], stem, bullet))
    note = "Not in the document. Added in review, from: A printed copy"
    outline = EditionOutline(EDITION, (section,))

    (told,) = as_data(outline)["sections"]

    (group,) = told["learn_how_to"]
    assert (group["added"], group["items"][0]["added"]) == (note, note)
    assert "added" not in told["learn_that"][0]
    assert [row[COLUMNS.index("Added")] for row in rows_of(outline)] == ["", note, note]


def test_sections_of_the_later_suite_have_stems_with_their_bullets() -> None:
    told = as_data(OUTLINE)["sections"][0]

    assert told == {
        "number": 1,
        "title": "Part 1",
        "intro": ["It begins.", "It goes on."],
        "learn_that": [{"number": 1, "text": "Words 1.", "code": "MADE.1.LT.1", "ref": ref(1)}],
        "learn_how_to": [
            {
                "stem": "Words 2.",
                "code": "MADE.1.HT.1",
                "ref": ref(2),
                "items": [
                    {"text": "Words 3.", "code": "MADE.1.HT.1.1", "ref": ref(3), "printed": "1a", "under": ref(2)}
                ],
            }
        ],
    }


def test_sections_of_the_earlier_suite_and_of_standards_have_lists_by_kind() -> None:
    told = as_data(OUTLINE)["sections"][1]

    assert list(told) == [
        "number", "title", "intro", "learn_how_to", "learn_about", "criteria", "behaviours", "standards",
    ]  # fmt: skip
    assert told["learn_about"] == [{"text": "Words 5.", "code": "MADE.2.LA.1", "ref": ref(5), "under": ref(4)}]
    assert told["criteria"][0] == {
        "text": "Words 6.", "code": "MADE.2.AC.1", "ref": ref(6), "printed": "2.1.1", "part": "A",
        "documents": ["Budget", "Rota"],
    }  # fmt: skip
    assert told["behaviours"][0]["title"] == "Patience"


def test_whose_words_they_are_goes_with_them() -> None:
    told = as_data(OUTLINE)

    assert (told["licence"], told["attribution"], told["publisher"]) == ("A licence", "© Nobody", "Nobody")
    assert dict(named(OUTLINE))["Licence"] == "A licence"
    assert told["details"] == [{"kind": "word_limit", "figure": 2500, "text": "Both parts"}]
    assert told["references"] == [
        {"section": 1, "group": "Part 1", "text": "=A. (2019)."},
        {"section": None, "group": "", "text": "B."},
    ]


def test_each_statement_is_a_row_that_says_what_it_stands_under() -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(OUTLINE)]

    assert [row["Under"] for row in rows] == ["", "", "MADE.1.HT.1", "", "MADE.2.HT.1", "", "", ""]
    assert (rows[5]["Kind"], rows[5]["Part"], rows[5]["Documents"]) == ("Criterion", "A", "Budget; Rota")
    assert rows[0]["Cite as"] == "MADE (2020) 1.LT.1"
    assert list(reference_rows_of(OUTLINE)) == [("1", "Part 1", "=A. (2019)."), ("", "", "B.")]
