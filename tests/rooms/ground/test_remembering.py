"""What a maker laid down from memory is what it wrote: every row of every table, and every kept file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage

from goldenthread.ground.models import StoredFile
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, seat_both, settle_and_release
from tests.makers.projects import hand_in_all, make_project_window
from tests.makers.remembering import OURS

pytestmark = pytest.mark.django_db
_FIRST: dict[str, Any] = {}


def _released(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, 3, 2, at=AFTER)
    settle_and_release(cast, planned, script, at=AFTER)


def _project(cast, at) -> None:
    hand_in_all(cast, make_project_window(cast, at=at), at=INSIDE)


def _all_rows() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in OURS}


@pytest.mark.parametrize("time", ["first", "second", "third"])
@pytest.mark.parametrize("lay", [_released, _project])
def test_what_is_laid_down_again_is_what_was_written(cast, at, lay, time) -> None:
    lay(cast, at)

    rows = _all_rows()
    assert rows == _FIRST.setdefault(lay.__name__, rows)
    keys = set(StoredFile.objects.values_list("key", flat=True))
    assert keys
    assert all(default_storage.exists(key) for key in keys)
    # Another test may have taken the bytes out; they come again too.
    for key in keys:
        default_storage.delete(key)
