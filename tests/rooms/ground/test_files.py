"""Kept files are what was given, for good."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import StoredFile
from goldenthread.ground.models.store import WholeFiles
from goldenthread.ground.queries.files import file_bytes, file_keys, kept_file, kept_files

pytestmark = pytest.mark.django_db


def test_a_kept_file_comes_back_byte_for_byte(at) -> None:
    kept = keep_file(b"one and two", name="plan.txt", media_type="text/plain", at=at)

    assert file_bytes(kept.ref) == b"one and two"
    assert kept.sha256 == hashlib.sha256(b"one and two").hexdigest()
    assert kept_file(kept.ref) == kept
    assert kept_files([kept.ref, uuid4()]) == {kept.ref: kept}


def test_the_same_bytes_are_stored_once_under_every_name(at) -> None:
    first = keep_file(b"same", name="a.txt", media_type="text/plain", at=at)
    second = keep_file(b"same", name="b.txt", media_type="text/plain", at=at)

    assert first.ref != second.ref
    assert len({row.key for row in StoredFile.objects.all()}) == 1
    assert list(file_keys()) == [StoredFile.objects.first().key]


def test_a_file_that_is_not_there_is_said_so() -> None:
    with pytest.raises(StoredFile.DoesNotExist):
        file_bytes(uuid4())


def test_a_write_that_is_cut_short_leaves_nothing_behind(tmp_path: Path) -> None:
    class CutShort(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        WholeFiles(location=tmp_path).save("kept/ab/abc", CutShort(b"whole"))

    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
