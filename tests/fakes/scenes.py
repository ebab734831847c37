"""Scenes for trials in a running installation: each sets the stage and says who does what, where.

A scene is JSON on standard output: ``who`` sends the form whose button says ``button`` on the page ``path``, with
``fields``; afterwards ``sql`` must give ``once``, however often, by however many and through whatever accidents.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from goldenthread.ground.queries.clock import now
from tests.makers.cast import make_cast
from tests.makers.coaching import make_enrolled, make_pairing

START = "import django; django.setup(); from tests.fakes import scenes; scenes.tell(scenes.{scene})"


def tell(scene: Callable[[], dict[str, Any]]) -> None:
    """Set the stage and say what is to be done on it."""
    sys.stdout.write(json.dumps(scene()))


def meeting() -> dict[str, Any]:
    """A coach records a meeting, which credits engagement."""
    at = now() - timedelta(days=2)
    cast = make_cast(at=at)
    place = make_enrolled(cast, at=at)
    pairing = make_pairing(cast, place.enrolment, at=at)
    return {
        "who": "colin@harbour.example",
        "path": f"/coaching/pairings/{pairing}/record/",
        "button": "save meeting",
        "fields": {"shared": "We talked about what to change first."},
        "sql": "SELECT (SELECT count(*) FROM coaching_meeting), (SELECT count(*) FROM cohorts_credit)",
        "once": [1, 1],
    }
