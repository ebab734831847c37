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

from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.submitting import open_brief, take_upload
from goldenthread.assessment.types.briefing import GivenFile, NewWindow
from goldenthread.ground.queries.clock import now
from tests.makers.assessment import SCRIPT, credit_everything, make_brief
from tests.makers.cast import make_cast
from tests.makers.coaching import make_enrolled, make_pairing
from tests.makers.cohorts import make_enrolment
from tests.makers.documents import docx, paragraph

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


def register() -> dict[str, Any]:
    """A facilitator takes a register, which credits engagement."""
    at = now() - timedelta(days=2)
    cast = make_cast(at=at)
    enrolled = make_enrolment(cast, at=at)
    return {
        "who": "farah@harbour.example",
        "path": f"/cohorts/sessions/{enrolled.cohort.session('Event 1')}/register/",
        "button": "save the register",
        "fields": {f"mark_{enrolled.ref.hex}": "present"},
        "sql": "SELECT (SELECT count(*) FROM cohorts_registerentry), (SELECT count(*) FROM cohorts_credit)",
        "once": [1, 1],
    }


def handing_in() -> dict[str, Any]:
    """A participant hands in what they have uploaded, inside the window."""
    at = now() - timedelta(days=2)
    cast = make_cast(at=at)
    enrolled = make_enrolment(cast, at=at)
    credit_everything(cast, enrolled, at=at)
    brief = make_brief(cast, at=at)
    moments = (at + timedelta(days=1), at + timedelta(days=8))
    window = plan_window(NewWindow(enrolled.cohort.ref, brief, *moments), by=cast.programme_manager, at=at)
    script = open_brief(window, by=cast.participant, at=now())
    file = take_upload(script, GivenFile(docx(paragraph(SCRIPT)), "script.docx"), by=cast.participant, at=now())
    return {
        "who": "parveen@castlehill.example",
        "path": f"/assessment/uploads/{file}/",
        "button": "hand in",
        "fields": {"declared": "on"},
        "sql": "SELECT (SELECT count(*) FROM assessment_scriptversion),"
        " (SELECT count(*) FROM ground_auditentry WHERE did = 'assessment.submit'),"
        " (SELECT count(*) FROM ground_noticerow WHERE kind = 'assessment.submitted')",
        "once": [1, 1, 1],
    }
