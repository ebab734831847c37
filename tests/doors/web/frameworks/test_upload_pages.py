"""The page on which a document is brought in: what is wrong is said beside the field, and once."""

from __future__ import annotations

import logging
import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.frameworks.models import Reading
from goldenthread.people.models import Person

ABOUT = {"code": "OURS", "title": "Ours", "publisher": "Us", "year": "2026", "licence": "Made for tests"}
NOTHING = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, 0, 0, 0)


@pytest.fixture
def lead(client, cast):
    client.force_login(Person.objects.get(pk=cast.curriculum_lead.person_id))
    return client


def errors(lead, **sent) -> dict[str, list[str]]:
    answer = lead.post(reverse("frameworks:read"), {**ABOUT, **sent})
    assert answer.status_code == 422
    assert Reading.objects.count() == 0
    return dict(answer.context["form"].errors)


def test_neither_and_both_are_not_the_same_mistake(lead) -> None:
    file = SimpleUploadedFile("a.txt", b"Words.")

    assert errors(lead) == {"file": ["Choose a file, or paste its text"]}
    assert errors(lead, file=file, text="Words.") == {
        "file": ["Choose files or paste the text, not both: take one of them away"]
    }


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", NOTHING, "The file is empty: there is no document in it."),
        ("a.pdf", b"\x93\x01\xfe" * 30, "This is not a PDF (.pdf) file, whatever its name says"),
    ],
)
def test_what_is_wrong_with_a_file_stands_beside_it(lead, name, content, says) -> None:
    (beside, said), *others = errors(lead, file=SimpleUploadedFile(name, content)).items()

    assert (beside, others) == ("file", [])
    assert says in said[0]
    assert ".csv" not in said[0]


def test_what_is_wrong_with_pasted_words_stands_beside_them(lead) -> None:
    assert list(errors(lead, text="word " * 300_000)) == ["text"]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("a.txt", "Keep only the part that is needed."),
        ("a.pdf", "Keep only the pages that are needed, or save its pictures at a lower quality."),
        ("a.docx", "Save its pictures at a lower quality, or save the document as a PDF."),
        ("a", "Make it smaller."),
    ],
)
def test_a_far_too_large_file_is_told_the_limit_of_its_form_in_words_that_fit(lead, settings, caplog, name, mend):
    settings.UPLOAD_LIMIT = 1000

    with caplog.at_level(logging.INFO):
        answer = lead.post(reverse("frameworks:read"), {"file": SimpleUploadedFile(name, b"x" * 2000)})

    page = answer.content.decode()
    assert answer.status_code == 413
    assert "This page takes files of up to 10 MB. Nothing has been kept." in page
    assert mend in page
    assert [record for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR] == []


def test_what_is_too_large_elsewhere_is_told_what_all_files_may_hold(lead, settings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    files = lead.post(reverse("programmes:create"), {"file": SimpleUploadedFile("a.txt", b"x" * 1_500_000)})
    words = lead.post(reverse("frameworks:read"), {"text": "x" * 3000})

    assert "Files may hold 1 MB together." in files.content.decode()
    assert "What you sent is larger than this service takes." in words.content.decode()
    assert "Send less of it at once." in words.content.decode()


def test_nothing_is_supposed_of_whose_words_they_are(lead) -> None:
    page = lead.get(reverse("frameworks:read")).content.decode()
    unsaid = {**ABOUT, "publisher": "", "licence": "", "text": "Words of ours."}

    assert "Crown copyright" not in page
    assert 'value="Department for Education"' not in page
    answer = lead.post(reverse("frameworks:read"), unsaid)
    assert dict(answer.context["form"].errors) == {
        "publisher": ["Enter who published it"],
        "licence": ["Enter the licence that its wording comes under"],
    }
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("as_file", [False, True])
def test_a_document_that_says_whose_it_is_is_believed(lead, as_file) -> None:
    text = "Department for Education\n© Crown copyright 2020, Open Government Licence v3.0\nWords."
    given = {"file": SimpleUploadedFile("a.txt", text.encode())} if as_file else {"text": text}

    lead.post(reverse("frameworks:read"), {**ABOUT, "publisher": "", "licence": "", **given})

    kept = Reading.objects.get()
    assert (kept.publisher, kept.licence) == ("Department for Education", "Open Government Licence v3.0")
    assert kept.attribution == "© Crown copyright 2020"
    assert kept.file.size == len(text.encode())


def test_what_a_person_says_goes_before_and_a_pdf_is_not_opened_here(lead) -> None:
    lead.post(reverse("frameworks:read"), {**ABOUT, "text": "Published by the Orchard Trust"})
    assert Reading.objects.get().publisher == "Us"

    answer = lead.post(reverse("frameworks:read"), {
        **ABOUT, "publisher": "", "file": SimpleUploadedFile("a.pdf", b"%PDF-\xff Published by us"),
    })  # fmt: skip
    assert dict(answer.context["form"].errors) == {"publisher": ["Enter who published it"]}
