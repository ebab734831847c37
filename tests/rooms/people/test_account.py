"""What a person changes about themselves, and what goes with it."""

from __future__ import annotations

import io
import zipfile

import pytest

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.types import Refused
from goldenthread.people.actions.account import rename
from goldenthread.people.actions.privacy import take_away
from goldenthread.people.models import Person
from goldenthread.people.queries import privacy as holding


def test_nobody_is_left_without_a_name(cast, at) -> None:
    with pytest.raises(Refused):
        rename(name="  ", by=cast.coach, at=at)

    assert Person.objects.get(ref=cast.coach.person).name == "Colin Marsh"


def test_somebodys_files_are_in_the_archive(cast, at, monkeypatch) -> None:
    kept = keep_file(b"my words", name="script.txt", media_type="text/plain", at=at)
    tell = holding._told

    def with_a_file(row, person, files):
        files[kept.ref] = None
        return tell(row, person, files)

    monkeypatch.setattr(holding, "_told", with_a_file)
    archive = zipfile.ZipFile(io.BytesIO(take_away(by=cast.coach, at=at)))

    assert archive.read(f"files/{kept.ref}-script.txt") == b"my words"
