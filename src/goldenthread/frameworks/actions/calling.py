"""Keep a document under what it says of itself, where many are read at once and nobody says what each is."""

from __future__ import annotations

from datetime import datetime

from goldenthread.frameworks.actions.reading import keep_reading
from goldenthread.frameworks.actions.uploading import look_at
from goldenthread.frameworks.rules.calling import about_itself
from goldenthread.frameworks.types import About, DocumentRead, ReadingRef
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


def keep_as_it_calls_itself(
    content: bytes, document: DocumentRead, *, name: str, given: About, by: Actor, at: datetime
) -> tuple[ReadingRef, About]:
    """Keep a document that was read at once, under its own code, title and year; ``given`` says the rest.

    :raises Refused: if this actor may not, nothing was found in it, or it does not say enough of itself.
    """
    about = about_itself(document.reading, name=name, given=given)
    if isinstance(about, Refusal):
        raise Refused(about)
    upload = look_at(content, name=name, about=about, by=by)
    return keep_reading(content, upload, document, about=about, by=by, at=at), about
