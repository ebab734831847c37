"""What a form of a project asks for: read again, faulty, and followed by a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.assessment.rules import booking
from goldenthread.assessment.rules.task_forms import (
    body_of,
    changes_of,
    faults_of,
    form_of,
    why_not_follow,
    why_not_keep_form,
    why_not_unseen,
)
from goldenthread.assessment.types.projects import (
    DocumentKind,
    FormDocument,
    FormPart,
    TaskForm,
)

FORM = TaskForm(
    slug="made",
    title="Made",
    holds_from=date(2017, 9, 1),
    source="Made for tests",
    is_illustrative=True,
    parts=(FormPart("A", "Part A", ("1", "2")), FormPart("B", "Part B", ("3",))),
    documents=(FormDocument("1", "Raw data"), FormDocument("2", "Sponsor comments", DocumentKind.SPONSOR)),
    limit=100,
    least_terms=2,
    projects=2,
)


def test_a_form_is_the_same_form_when_it_is_read_again() -> None:
    assert form_of(body_of(FORM)) == FORM
    assert why_not_keep_form(FORM) is None
    assert replace(FORM, parts=()).part_of("1") is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "form_unnamed"),
        ({"parts": ()}, "form_too_large"),
        ({"parts": (FormPart("A", ""),)}, "form_unnamed"),
        ({"limit": 0}, "form_unlimited"),
        ({"limit": 99_999}, "form_limit"),
        ({"least_terms": 99}, "form_length"),
        ({"projects": 0}, "form_length"),
        ({"parts": (*FORM.parts, FormPart("A", "Again"))}, "form_twice"),
        ({"parts": (*FORM.parts, FormPart("C", "Again", ("C",)))}, "form_twice"),
        ({"documents": (FormDocument("9", "Lost"),)}, "form_criterion"),
        ({"documents": tuple(FormDocument(c, "S", DocumentKind.SPONSOR) for c in "12")}, "form_sponsors"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why(change, code) -> None:
    assert why_not_keep_form(replace(FORM, **change)).code == code


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({}, []),
        ({"title": "", "source": " "}, [("title", 0), ("source", 0)]),
        ({"documents": (FormDocument("1", ""), FormDocument("9", "x" * 201))}, [
            ("document_title", 0), ("document_title", 1), ("document_criterion", 1),
        ]),
        ({"parts": tuple(FormPart(f"P{n}", "Part", (str(n),)) for n in range(1, 8))}, [("part_title", 0)]),
        ({"documents": (*FORM.documents, *(FormDocument("1", "x") for _ in range(19)))}, [
            ("document_title", 0), *(("document_criterion", n) for n in range(2, 21)),
        ]),
        ({"parts": (FormPart("A", "Part A", ("1", "2"), 60_000), FormPart("whole", "B", ("a/b", "3")))}, [
            ("part_limit", 0), ("part_key", 1), ("part_criteria", 1),
        ]),
        ({"parts": (FormPart("A", "Part A", ("1", "2")), FormPart("1", "B", ("2", "3")))}, [
            ("part_key", 1), ("part_criteria", 1),
        ]),
        ({"documents": (FORM.documents[1], FormDocument("3", "More", DocumentKind.SPONSOR))}, [("document_kind", 1)]),
    ],
)  # fmt: skip
def test_each_fault_of_a_form_is_told_where_it_is(change, where) -> None:
    assert [(fault.field, fault.line) for fault in faults_of(replace(FORM, **change))] == where


def test_a_version_follows_the_last_one_and_says_what_it_changes() -> None:
    after = replace(
        FORM,
        limit=0,
        holds_from=date(2018, 9, 1),
        parts=(FormPart("A", "Part A", ("1", "2"), 60), FormPart("C", "Part C", ("3",), 1)),
        documents=FORM.documents[:1],
    )

    assert why_not_follow(after, FORM) is None
    assert why_not_follow(replace(FORM, version=7, holds_from=date(2018, 9, 1)), FORM).field == "title"
    assert why_not_follow(FORM, after).field == "holds_from"
    assert [(each.what, each.before, each.after) for each in changes_of(FORM, after)] == [
        ("Holds from", "1 September 2017", "1 September 2018"),
        ("Words over all parts", "100 words", "No limit over all"),
        ("Part A", "Part A; 1, 2", "Part A; 60 words; 1, 2"),
        ("Part B", "Part B; 3", ""),
        ("Document for 2", "Sponsor comments. Written by the sponsor", ""),
        ("Part C", "", "Part C; 1 word; 3"),
    ]
    assert changes_of(FORM, FORM) == ()
    assert why_not_unseen(2, 3).code == "form_newer"
    assert why_not_unseen(3, 3) is why_not_unseen(None, 3) is None
    assert booking.why_not_hold(after, date(2018, 8, 31)).code == "form_holds_later"
    assert booking.why_not_hold(after, date(2018, 9, 1)) is None


@pytest.mark.parametrize(
    ("criteria", "codes", "says"),
    [
        (("1", "2"), "12", None),
        (("1",), "12", "It asks for nothing on 2."),
        (("1", "2", "3"), "12", "It asks for what nobody marks: 3."),
        ((), "12", "It asks for nothing on 1, 2."),
        (("1",), "13", None),
    ],
)
def test_a_form_of_other_criteria_is_not_taken_where_one_is_made_for_the_scheme(criteria, codes, says) -> None:
    form = replace(FORM, parts=(FormPart("A", "Part A", criteria),))
    made = replace(FORM, title="NPQML", parts=(FormPart("A", "Part A", ("1",)), FormPart("B", "Part B", ("2",))))

    refusal = booking.why_not_on_form(form, codes, [form, made])

    assert bool(refusal) is bool(says)
    assert refusal is None or (refusal.says.endswith(says) and "NPQML" in refusal.mend)
