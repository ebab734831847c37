"""A window about to close, and people who have opened its brief, each signed in in a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.makers.assessment import make_brief
from tests.makers.cast import Cast
from tests.makers.programmes import make_release

from bench.makers.cohorts import BATCH, make_crowd
from bench.makers.long_files import LongFiles
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.models import Script, ScriptStep, Window
from goldenthread.assessment.types.briefing import NewWindow
from goldenthread.assessment.types.words import State
from goldenthread.people.models import Person


@dataclass(frozen=True)
class Sender:
    """Somebody with a script, the session of their browser, and the file that they will send."""

    number: int
    script: str
    session: str
    place: Path
    name: str
    sha256: str


def make_window(cast: Cast, number: int, *, closes_at: datetime) -> Window:
    """A window that closes at this moment, of a cohort of so many people who have all opened the brief."""
    before = closes_at - timedelta(days=9)
    crowd = make_crowd(cast, number, built=make_release(cast, at=before), at=before)
    new = NewWindow(crowd.opened.ref, make_brief(cast, at=before), before + timedelta(days=1), closes_at)
    window = Window.objects.get(ref=plan_window(new, by=cast.programme_manager, at=before))
    at = before + timedelta(days=2)
    scripts = Script.objects.bulk_create(
        [
            Script(enrolment=each, window=window, number=f"100-{n:06d}", state=State.BEGUN.value, begun_at=at)
            for n, each in enumerate(crowd.enrolments)
        ],
        batch_size=BATCH,
    )
    ScriptStep.objects.bulk_create(
        [
            ScriptStep(script=script, state=State.BEGUN.value, by_id=script.enrolment.participant_id, at=at)
            for script in scripts
        ],
        batch_size=BATCH,
    )
    return window


def make_senders(window: Window, place: Path, *, pages: int) -> list[Sender]:
    """Everybody with their session and their file on disk."""
    place.mkdir(parents=True, exist_ok=True)
    files = LongFiles(pages=pages)
    rows = Script.objects.filter(window=window).select_related("enrolment__participant").order_by("pk")
    found = []
    for number, row in enumerate(rows):
        name, content = files.file(number)
        where = place / name
        where.write_bytes(content)
        session = _session(row.enrolment.participant)
        found.append(Sender(number, str(row.ref), session, where, name, sha256(content).hexdigest()))
    return found


def _session(person: Person) -> str:
    """A signed-in session, as signing in leaves one behind."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    key: str = store.session_key
    return key
