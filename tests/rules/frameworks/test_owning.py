"""Whose words a document says it is made of; nothing is supposed."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.owning import owner_of
from goldenthread.frameworks.types.owning import Owner

OGL = "Open Government Licence v3.0"


@pytest.mark.parametrize(
    ("case", "text", "title", "owner"),
    [
        ("nothing said", "Learn that routines help.", "Orchard", Owner()),
        (
            "the Department's own",
            "Department for\nEducation\n© Crown copyright 2020\nunder the Open Government Licence, version 3.",
            "Made",
            Owner("Department for Education", OGL, "© Crown copyright 2020"),
        ),
        ("somebody else of the Crown", "(c) Crown  copyright", "Made", Owner("", "", "© Crown copyright")),
        (
            "a provider that quotes",
            f"Department for Education money. Quotes: {OGL}.",
            "Ours",
            Owner(),
        ),
        ("a title that names it", "Words.", "Department for Education: Made", Owner("Department for Education")),
        ("a line of its own", "Made\n\nPublished by the Orchard  Trust.\nWords.", "Made", Owner("Orchard Trust")),
        ("a publisher's line", "**Publisher:** Orchard Press\n", "Made", Owner("Orchard Press")),
        ("published in a sentence", "What was published by 2020 is old news.", "Made", Owner()),
        (
            "a package",
            '{"CFDocument": {"creator": "A", "publisher": "B", "licenseURI": {"uri": "x", "title": "CC BY 4.0"}}}',
            "Made",
            Owner("B", "CC BY 4.0"),
        ),
        ("a package that says less", '{"CFDocument": {"creator": "A"}}', "Made", Owner("A")),
        ("a package that says nothing", '{"CFDocument": {}}', "Made", Owner()),
    ],
)
def test_a_document_says_whose_it_is_or_is_not_supposed_to_be_anybodys(case, text, title, owner) -> None:
    assert owner_of(text, title=title) == owner, case


def test_whose_a_long_document_is_stands_at_its_beginning_or_its_end() -> None:
    middle = "Words of ours. " * 40_000

    assert owner_of(f"Published by Us\n{middle}\n© Crown copyright") == Owner("Us", "", "© Crown copyright")
    assert owner_of(f"{middle}\nPublished by Us\n{middle}") == Owner()


def test_a_line_of_blanks_takes_no_time() -> None:
    assert owner_of(("published by" + " " * 190_000 + "\n") * 2) == Owner()
